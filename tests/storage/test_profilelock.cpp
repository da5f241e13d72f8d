// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/profilelock.h"
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using storage::ProfileLock;

/// The other process: takes the lock, says so and waits to be killed or for its input to close.
static int holdLock(const QString &folder)
{
    const auto lock = ProfileLock::acquire(folder);
    QFile out;
    (void)out.open(stdout, QIODevice::WriteOnly);
    out.write(lock.ok() ? "held\n" : "refused\n");
    out.flush();
    QFile in;
    (void)in.open(stdin, QIODevice::ReadOnly);
    in.readAll();
    return 0;
}

class TestProfileLock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneHolderAtATime()
    {
        const QTemporaryDir dir;
        const QString folder = dir.filePath(QStringLiteral("new/profile"));
        {
            const auto first = ProfileLock::acquire(folder);
            QVERIFY(first.ok());
            QVERIFY(!(QFileInfo(folder).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
            const auto second = ProfileLock::acquire(folder);
            QVERIFY(!second.ok());
            QCOMPARE(second.error().code, QStringLiteral("store.profile_in_use"));
            QCOMPARE(second.error().consequence, Consequence::Fatal);
            QVERIFY(second.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
        }
        QVERIFY(ProfileLock::acquire(folder).ok());
    }
    void anotherProcessKeepsUsOutUntilItIsKilled()
    {
        const QTemporaryDir dir;
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hold"), dir.path()});
        QTRY_COMPARE(other.bytesAvailable(), 5);
        QCOMPARE(ProfileLock::acquire(dir.path()).error().code, QStringLiteral("store.profile_in_use"));
        other.kill();
        QTRY_COMPARE(other.state(), QProcess::NotRunning);
        QVERIFY(QFile::exists(dir.filePath(QStringLiteral("profile.lock"))));
        QVERIFY(ProfileLock::acquire(dir.path()).ok());
    }
    void aFolderThatCannotBeMadeSaysSo()
    {
        const QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(ProfileLock::acquire(file.fileName() + QStringLiteral("/profile")).error().code,
            QStringLiteral("store.cannot_open"));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--hold")
        return holdLock(QFile::decodeName(argv[2]));
    TestProfileLock test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_profilelock.moc"
