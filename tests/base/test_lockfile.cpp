// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/lockfile.h"
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;

class TestLockFile : public QObject {
    Q_OBJECT

    QTemporaryDir dir;
    QString file() const { return dir.filePath(QString::fromLatin1(QTest::currentTestFunction())); }
    static std::unique_ptr<QLockFile> lockOn(const QString &path)
    {
        auto lock = std::make_unique<QLockFile>(path);
        lock->setStaleLockTime(0);
        return lock;
    }

private Q_SLOTS:
    void oneHolder()
    {
        const auto one = lockOn(file());
        const auto other = lockOn(file());
        QVERIFY(takeLock(*one));
        QVERIFY(!takeLock(*other));
        one->unlock();
        QVERIFY(takeLock(*other));
    }
    void aLockThatSaysNothingIsTakenOver_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::newRow("made, not written") << QByteArray();
        QTest::newRow("half written") << QByteArray("12");
    }
    /// What a kill between the system calls of QLockFile leaves behind.
    void aLockThatSaysNothingIsTakenOver()
    {
        QFETCH(QByteArray, left);
        QFile empty(file());
        QVERIFY(empty.open(QIODevice::WriteOnly | QIODevice::Truncate));
        empty.write(left);
        empty.close();
        const auto lock = lockOn(file());
        QVERIFY(takeLock(*lock));
    }
    void butNotFromTheLiving()
    {
        const auto one = lockOn(file());
        QVERIFY(takeLock(*one));
        QVERIFY(QFile::resize(file(), 0));
        const auto other = lockOn(file());
        QVERIFY(!takeLock(*other));
    }
};

QTEST_GUILESS_MAIN(TestLockFile)
#include "test_lockfile.moc"
