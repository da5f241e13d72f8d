// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/connection.h"
#include "core/sqlite/migrations.h"
#include "core/storage/workthread.h"
#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using sqlite::Connection;

namespace {

constexpr int kQueued = 500;

Result<std::unique_ptr<Connection>> openAt(const QString &path)
{
    sqlite::Options options;
    options.path = path;
    options.walAutocheckpoint = 20; // many checkpoints, so that kills meet some
    TD_ASSIGN(db, Connection::open(options));
    TD_TRY(sqlite::migrate(*db, {{1, QStringLiteral("0001_t"), {"CREATE TABLE t (v INT, b BLOB)"}}}));
    return std::move(db);
}

Status insert(Connection &db, int value)
{
    TD_ASSIGN(statement, db.prepare("INSERT INTO t VALUES (?, randomblob(300))"));
    return statement.bind(1, value).run();
}

void say(const QByteArray &line)
{
    QFile out;
    (void)out.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered);
    out.write(line + '\n');
}

/// "write": commits 0, 1, 2, ... and says each once it is committed, until it is killed.
/// "close": queues 500 writes, says "closing" and closes.
int child(const QString &mode, const QString &path)
{
    QObject context;
    auto db = std::make_unique<storage::WorkThread<Connection>>(QStringLiteral("child"));
    db->open([path] { return openAt(path); }, &context, [](const Status &) {});
    if (mode == u"close") {
        for (int i = 0; i < kQueued; ++i)
            db->run(
                &context, [i](Connection &d) { return insert(d, i); }, [](const Status &) {});
        say("closing");
        db.reset();
        say("closed");
        return 0;
    }
    std::function<void(int)> write = [&](int i) {
        db->run(
            &context, [i](Connection &d) { return insert(d, i); },
            [&, i](const Status &s) {
                if (!s)
                    std::abort();
                say(QByteArray::number(i));
                write(i + 1);
            });
    };
    write(0);
    return QCoreApplication::exec();
}

} // namespace

/// Kill -9 at any moment loses nothing that was acknowledged and leaves a sound file.
class TestStorageKill : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_seed = qEnvironmentVariableIntValue("TIDEDESK_SEED");
        if (m_seed == 0)
            m_seed = static_cast<int>(QRandomGenerator::global()->bounded(1, 1'000'000));
        qInfo() << "TIDEDESK_SEED =" << m_seed;
    }
    void whileWriting()
    {
        QRandomGenerator random(static_cast<quint32>(m_seed));
        for (int round = 0; round < 12; ++round) {
            const QTemporaryDir dir;
            const QString path = dir.filePath(QStringLiteral("t.db"));
            QProcess process;
            start(process, "write", path);
            const auto enough = random.bounded(1, 300);
            QByteArray said;
            QTRY_VERIFY((said += process.readAllStandardOutput()).count('\n') >= enough);
            process.kill();
            QTRY_COMPARE(process.state(), QProcess::NotRunning);
            said += process.readAllStandardOutput();
            const auto acknowledged = static_cast<int>(said.count('\n'));
            const int stored = contiguousRows(path);
            QVERIFY2(stored >= acknowledged, qPrintable(QStringLiteral("%1 of %2").arg(stored).arg(acknowledged)));
            QVERIFY(stored <= acknowledged + 1);
        }
    }
    void whileClosing()
    {
        QRandomGenerator random(static_cast<quint32>(m_seed));
        for (int round = 0; round < 12; ++round) {
            const QTemporaryDir dir;
            const QString path = dir.filePath(QStringLiteral("t.db"));
            QProcess process;
            start(process, "close", path);
            const qint64 walSize = random.bounded(0, 150'000);
            QByteArray said;
            QTRY_VERIFY((said += process.readAllStandardOutput()).contains("closing"));
            QTRY_VERIFY_WITH_TIMEOUT(QFile(path + QStringLiteral("-wal")).size() >= walSize
                    || (said += process.readAllStandardOutput()).contains("closed"),
                20'000);
            process.kill();
            QTRY_COMPARE(process.state(), QProcess::NotRunning);
            said += process.readAllStandardOutput();
            const int stored = contiguousRows(path);
            QVERIFY(stored >= 0 && stored <= kQueued);
            if (said.contains("closed"))
                QCOMPARE(stored, kQueued);
        }
    }
    void leftAloneItWritesEverything()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("t.db"));
        QProcess process;
        start(process, "close", path);
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(process.readAllStandardOutput().contains("closed"));
        QVERIFY(!QFile::exists(path + QStringLiteral("-wal")));
        QCOMPARE(contiguousRows(path), kQueued);
    }

private:
    static void start(QProcess &process, const char *mode, const QString &path)
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(
            QCoreApplication::applicationFilePath(), {QStringLiteral("--child"), QString::fromLatin1(mode), path});
    }
    /// Rows 0..n-1; -1 when the file is damaged or one is missing in between.
    static int contiguousRows(const QString &path)
    {
        const auto db = openAt(path);
        if (!db.ok())
            return -1;
        const auto problems = (*db)->integrityCheck();
        if (!problems.ok() || !problems->isEmpty())
            return -1;
        auto st = (*db)->prepareOnce("SELECT count(*), coalesce(max(v) + 1, 0) FROM t");
        const auto row = st->step();
        if (!row.ok() || st->integer(0) != st->integer(1))
            return -1;
        return static_cast<int>(st->integer(0));
    }
    int m_seed = 0;
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 4 && QByteArrayView(argv[1]) == "--child")
        return child(QString::fromLatin1(argv[2]), QFile::decodeName(argv[3]));
    TestStorageKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_storagekill.moc"
