// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/failure.h"
#include "core/sqlite/transaction.h"
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sqlite3.h>
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace tidedesk;
using namespace tidedesk::sqlite;

#ifdef Q_OS_UNIX
/// No file may grow beyond `bytes` while it lives: what a quota or a full disk looks like to SQLite.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_old);
        const rlimit limit{bytes, m_old.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_old); }

private:
    rlimit m_old{};
};
#endif

class TestSqliteConnection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void opensAsAsked()
    {
        Options options = file();
        options.synchronous = Synchronous::Full;
        options.walAutocheckpoint = 77;
        options.secureDelete = true;
        options.mmapSize = 1 << 20;
        auto db = open(options);
        QCOMPARE(answer(*db, "PRAGMA journal_mode"), QStringLiteral("wal"));
        QCOMPARE(answer(*db, "PRAGMA synchronous"), QStringLiteral("2"));
        QCOMPARE(answer(*db, "PRAGMA wal_autocheckpoint"), QStringLiteral("77"));
        QCOMPARE(answer(*db, "PRAGMA secure_delete"), QStringLiteral("1"));
        QCOMPARE(answer(*db, "PRAGMA foreign_keys"), QStringLiteral("0"));
        QCOMPARE(answer(*db, "PRAGMA trusted_schema"), QStringLiteral("0"));
        QCOMPARE(answer(*db, "PRAGMA mmap_size"), QString::number(1 << 20));
        QCOMPARE(answer(*open(file()), "PRAGMA synchronous"), QStringLiteral("1"));
    }
    void misspeltColumnsAreNoTexts()
    {
        auto db = open(file());
        QVERIFY(db->exec("CREATE TABLE t (subject)").ok());
        QCOMPARE(db->exec("SELECT \"subjekt\" FROM t").error().code, QStringLiteral("store.sql"));
    }
    void readersNeitherWriteNorCheckpointNorCreate()
    {
        QCOMPARE(Connection::open(Options::reader(path())).error().code, QStringLiteral("store.cannot_open"));
        QVERIFY(!QFile::exists(path()));
        auto writer = open(file());
        QVERIFY(writer->exec("CREATE TABLE t (x)").ok());
        {
            auto reader = open(Options::reader(path()));
            QCOMPARE(answer(*reader, "SELECT count(*) FROM t"), QStringLiteral("0"));
            QCOMPARE(answer(*reader, "PRAGMA wal_autocheckpoint"), QStringLiteral("0"));
            const Status refused = reader->exec("INSERT INTO t VALUES (1)");
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().consequence, Consequence::Fatal);
            Options readOnly = file();
            readOnly.readOnly = true;
            QVERIFY(!open(readOnly)->exec("INSERT INTO t VALUES (1)").ok());
        }
        // Even the last one to close leaves the WAL to the writer.
        const QString wal = path() + QStringLiteral("-wal");
        QVERIFY(QFile::copy(path(), path() + QStringLiteral("2")));
        QVERIFY(QFile::copy(wal, path() + QStringLiteral("2-wal")));
        const qint64 size = QFile(wal).size();
        QVERIFY(size > 0);
        {
            QCOMPARE(answer(*open(Options::reader(path() + QStringLiteral("2"))), "SELECT count(*) FROM t"),
                QStringLiteral("0"));
        }
        QCOMPARE(QFile(path() + QStringLiteral("2-wal")).size(), size);
        writer.reset();
        QVERIFY(!QFile::exists(wal));
    }
    void whatIsNoDatabaseIsCorrupt()
    {
        QFile bad(path());
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write(QByteArray(5000, 'x'));
        bad.close();
        const auto opened = Connection::open(file());
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().code, QStringLiteral("store.corrupt"));
        QCOMPARE(opened.error().consequence, Consequence::Fatal);
        QCOMPARE(bad.size(), 5000);
    }
    void whatCannotBeOpenedSaysSo()
    {
        Options folder = file();
        folder.path = m_dir->path();
        QCOMPARE(Connection::open(folder).error().code, QStringLiteral("store.cannot_open"));
        folder.path = m_dir->filePath(QStringLiteral("no/such/folder.db"));
        QCOMPARE(Connection::open(folder).error().code, QStringLiteral("store.cannot_open"));
    }
    void openHooksRunAndCanRefuse()
    {
        Options options = file();
        options.onOpen.append([](sqlite3 *db) -> Status {
            const auto twice = [](sqlite3_context *c, int, sqlite3_value **v) {
                sqlite3_result_int64(c, 2 * sqlite3_value_int64(v[0]));
            };
            sqlite3_create_function_v2(db, "twice", 1, SQLITE_UTF8, nullptr, twice, nullptr, nullptr, nullptr);
            return {};
        });
        QCOMPARE(answer(*open(options), "SELECT twice(21)"), QStringLiteral("42"));
        options.onOpen.append([](sqlite3 *) -> Status { return Error{Consequence::Fatal, QStringLiteral("x"), {}}; });
        QCOMPARE(Connection::open(options).error().code, QStringLiteral("x"));
    }
    void constraintsAreRejected()
    {
        auto db = open(file());
        QVERIFY(db->exec("CREATE TABLE t (x INTEGER PRIMARY KEY, y NOT NULL)").ok());
        const Status refused = db->exec("INSERT INTO t VALUES (1, NULL)");
        QCOMPARE(refused.error().consequence, Consequence::Rejected);
        QCOMPARE(refused.error().code, QStringLiteral("store.constraint"));
        QCOMPARE(db->lastCode(), SQLITE_CONSTRAINT_NOTNULL);
        QVERIFY2(refused.error().detail.contains(QStringLiteral("t.y")), qPrintable(refused.error().detail));
    }
    void everyCodeHasItsMeaning_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<Consequence>("consequence");
        QTest::addColumn<QString>("word");
        const auto row = [](int code, Consequence c, const char *word) {
            QTest::newRow(qPrintable(QString::number(code))) << code << c << QString::fromLatin1(word);
        };
        row(SQLITE_BUSY, Consequence::RetryLater, "store.busy");
        row(SQLITE_BUSY_SNAPSHOT, Consequence::RetryLater, "store.busy");
        row(SQLITE_LOCKED, Consequence::RetryLater, "store.busy");
        row(SQLITE_FULL, Consequence::RetryLater, "store.disk_full");
        row(SQLITE_IOERR_SHMSIZE, Consequence::RetryLater, "store.disk_full");
        row(SQLITE_IOERR_WRITE, Consequence::RetryLater, "store.io");
        row(SQLITE_IOERR_FSYNC, Consequence::RetryLater, "store.io");
        row(SQLITE_NOMEM, Consequence::RetryLater, "store.memory");
        row(SQLITE_IOERR_NOMEM, Consequence::RetryLater, "store.memory");
        row(SQLITE_ABORT_ROLLBACK, Consequence::RetryLater, "store.rolled_back");
        row(SQLITE_ABORT, Consequence::Retry, "store.interrupted");
        row(SQLITE_INTERRUPT, Consequence::Retry, "store.interrupted");
        row(SQLITE_CONSTRAINT_UNIQUE, Consequence::Rejected, "store.constraint");
        row(SQLITE_TOOBIG, Consequence::Rejected, "store.value");
        row(SQLITE_CORRUPT_INDEX, Consequence::Fatal, "store.corrupt");
        row(SQLITE_NOTADB, Consequence::Fatal, "store.corrupt");
        row(SQLITE_IOERR_CORRUPTFS, Consequence::Fatal, "store.corrupt");
        row(SQLITE_CANTOPEN, Consequence::Fatal, "store.cannot_open");
        row(SQLITE_READONLY_DBMOVED, Consequence::Fatal, "store.cannot_open");
        row(SQLITE_PERM, Consequence::Fatal, "store.cannot_open");
        row(SQLITE_ERROR, Consequence::Rejected, "store.sql");
    }
    void everyCodeHasItsMeaning()
    {
        QFETCH(int, code);
        QFETCH(Consequence, consequence);
        QFETCH(QString, word);
        const Error error = classify(code, QStringLiteral("here"));
        QCOMPARE(error.consequence, consequence);
        QCOMPARE(error.code, word);
        QVERIFY(error.detail.contains(QString::number(code)));
    }
    void checkpointEmptiesTheWal()
    {
        auto db = open(file());
        QVERIFY(db->exec("CREATE TABLE t (x)").ok());
        const QString wal = path() + QStringLiteral("-wal");
        QVERIFY(QFile(wal).size() > 0);
        const auto done = db->checkpoint();
        QVERIFY(done.ok());
        QVERIFY(done->complete);
        QCOMPARE(QFile(wal).size(), 0);
        // A reader in an old snapshot holds it up: not an error, only not complete.
        auto reader = open(Options::reader(path()));
        auto snapshot = Transaction::begin(*reader, Transaction::Mode::Read);
        QCOMPARE(answer(*reader, "SELECT count(*) FROM t"), QStringLiteral("0"));
        QVERIFY(db->exec("PRAGMA busy_timeout=0").ok());
        QVERIFY(db->exec("INSERT INTO t VALUES (1)").ok());
        QVERIFY(!db->checkpoint()->complete);
    }
    void backupIsAConsistentCopyAndReplacesTheOlder()
    {
        auto db = open(file());
        QVERIFY(db->execScript("CREATE TABLE t (x)\n--;;\nINSERT INTO t VALUES (1)").ok());
        const QString copy = m_dir->filePath(QStringLiteral("copy.db"));
        QVERIFY(db->backupTo(copy).ok());
        QVERIFY(db->exec("INSERT INTO t VALUES (2)").ok());
        QVERIFY(open(Options::reader(path()))->backupTo(copy).ok());
        Options options;
        options.path = copy;
        auto restored = open(options);
        QCOMPARE(answer(*restored, "SELECT group_concat(x) FROM t"), QStringLiteral("1,2"));
        QVERIFY(restored->integrityCheck()->isEmpty());
        QVERIFY(!QFile::exists(copy + QStringLiteral(".part")));
        QVERIFY(!db->backupTo(m_dir->filePath(QStringLiteral("no/such/copy.db"))).ok());
    }
    void integrityCheckSeesADamagedPage()
    {
        {
            auto db = open(file());
            QVERIFY(
                db->execScript("CREATE TABLE t (x)\n--;;\nCREATE INDEX i ON t(x)\n--;;\nINSERT INTO t WITH "
                               "RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<2000) SELECT i FROM n")
                    .ok());
            QVERIFY(db->integrityCheck()->isEmpty());
        }
        QFile damaged(path());
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        damaged.seek(damaged.size() - 4096);
        damaged.write(QByteArray(4096, '\0'));
        damaged.close();
        auto db = open(file());
        const auto problems = db->integrityCheck();
        QVERIFY(!problems.ok() || !problems->isEmpty());
    }
#ifdef Q_OS_UNIX
    void aFileSizeLimitIsAnErrorNotTheEnd()
    {
        auto db = open(file());
        QVERIFY(db->exec("CREATE TABLE t (x)").ok());
        {
            const FileSizeLimit limit(64 * 1024);
            const Status refused = db->exec("INSERT INTO t VALUES (randomblob(500000))");
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().code, QStringLiteral("store.disk_full"));
            QCOMPARE(refused.error().consequence, Consequence::RetryLater);
        }
        QCOMPARE(answer(*db, "SELECT count(*) FROM t"), QStringLiteral("0"));
        QVERIFY(db->exec("INSERT INTO t VALUES (randomblob(500000))").ok());
    }
    void afterAFullDiskReadingGoesOn()
    {
        {
            auto db = open(file());
            QVERIFY(db->execScript("CREATE TABLE t (x)\n--;;\nINSERT INTO t VALUES (7)").ok());
        }
        std::unique_ptr<Connection> db;
        {
            const FileSizeLimit limit(0);
            auto opened = Connection::open(file());
            QVERIFY2(opened.ok(), qPrintable(opened.ok() ? QString() : opened.error().detail));
            db = std::move(*opened);
            QVERIFY(db->isExclusive());
            QCOMPARE(answer(*db, "SELECT x FROM t"), QStringLiteral("7"));
            QVERIFY(!db->exec("INSERT INTO t VALUES (8)").ok());
        }
        QVERIFY(db->exec("INSERT INTO t VALUES (8)").ok());
        db.reset();
        QVERIFY(!open(file())->isExclusive());
    }
#endif

private:
    QString path() const
    {
        return m_dir->filePath(QStringLiteral("t.db"));
    }
    Options file() const
    {
        Options options;
        options.path = path();
        return options;
    }
    static std::unique_ptr<Connection> open(const Options &options)
    {
        return std::move(Connection::open(options).value());
    }
    static QString answer(Connection &db, QByteArrayView sql)
    {
        auto st = db.prepareOnce(sql);
        if (!st.ok())
            return st.error().detail;
        const auto row = st->step();
        return row.ok() && *row ? st->text(0) : QStringLiteral("no row");
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestSqliteConnection)
#include "test_sqlite_connection.moc"
