// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/transaction.h"
#include "tests/support/statementfault.h"
#include <QTemporaryDir>
#include <QTest>
#include <sqlite3.h>

using namespace tidedesk;
using namespace tidedesk::sqlite;

namespace {

/// Two nested transactions, the inner one a function's own; what every-position loops run.
Status bookTransfer(Connection &db)
{
    TD_ASSIGN(outer, Transaction::begin(db));
    TD_TRY(db.exec("UPDATE account SET cents = cents - 10 WHERE id = 1"));
    {
        TD_ASSIGN(inner, Transaction::begin(db));
        TD_TRY(db.exec("UPDATE account SET cents = cents + 10 WHERE id = 2"));
        TD_TRY(db.exec("INSERT INTO entry DEFAULT VALUES"));
        TD_TRY(inner.commit());
    }
    return outer.commit();
}

} // namespace

class TestSqliteTransaction : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_db = open();
        QVERIFY(m_db->execScript("CREATE TABLE account (id INTEGER PRIMARY KEY, cents INT)\n--;;\n"
                                 "CREATE TABLE entry (id INTEGER PRIMARY KEY)\n--;;\n"
                                 "INSERT INTO account VALUES (1, 100), (2, 0)")
                    .ok());
    }
    void cleanup() { m_db.reset(); }

    void rollsBackUnlessCommitted()
    {
        {
            auto t = Transaction::begin(*m_db);
            QVERIFY(t.ok());
            QVERIFY(m_db->inTransaction());
            QVERIFY(m_db->exec("INSERT INTO entry DEFAULT VALUES").ok());
        }
        QVERIFY(!m_db->inTransaction());
        QCOMPARE(entries(), 0);
        QVERIFY(bookTransfer(*m_db).ok());
        QCOMPARE(entries(), 1);
    }
    void innerRollbackLeavesTheOuterWork()
    {
        auto outer = Transaction::begin(*m_db);
        QVERIFY(m_db->exec("INSERT INTO entry DEFAULT VALUES").ok());
        {
            auto inner = Transaction::begin(*m_db);
            QVERIFY(m_db->exec("INSERT INTO entry DEFAULT VALUES").ok());
            auto innermost = Transaction::begin(*m_db);
            QVERIFY(m_db->exec("INSERT INTO entry DEFAULT VALUES").ok());
            QVERIFY(innermost->commit().ok());
            QCOMPARE(entries(), 3);
        }
        QCOMPARE(entries(), 1);
        QVERIFY(outer->commit().ok());
        QCOMPARE(entries(), 1);
    }
    void joinsATransactionBegunByHand()
    {
        QVERIFY(m_db->exec("BEGIN").ok());
        {
            auto t = Transaction::begin(*m_db);
            QVERIFY(m_db->exec("INSERT INTO entry DEFAULT VALUES").ok());
            QVERIFY(t->commit().ok());
        }
        QVERIFY(m_db->inTransaction());
        QVERIFY(m_db->exec("ROLLBACK").ok());
        QCOMPARE(entries(), 0);
    }
    void readersKeepTheirSnapshotWhileTheWriterCommits()
    {
        auto reader = Connection::open(Options::reader(path()));
        QVERIFY(reader.ok());
        auto snapshot = Transaction::begin(**reader, Transaction::Mode::Read);
        QCOMPARE(entries(**reader), 0);
        QVERIFY(bookTransfer(*m_db).ok());
        QCOMPARE(entries(**reader), 0);
        QVERIFY(snapshot->commit().ok());
        QCOMPARE(entries(**reader), 1);
    }
    void secondWriterIsToldToComeBack()
    {
        auto other = open(std::chrono::milliseconds(0));
        auto t = Transaction::begin(*m_db);
        const auto refused = Transaction::begin(*other);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().consequence, Consequence::RetryLater);
        QCOMPARE(refused.error().code, QStringLiteral("store.busy"));
    }
    void nothingIsCommittedPiecemealAfterSqliteRolledBack()
    {
        auto outer = Transaction::begin(*m_db);
        QVERIFY(m_db->exec("INSERT INTO entry DEFAULT VALUES").ok());
        QVERIFY(!m_db->exec("INSERT OR ROLLBACK INTO account VALUES (1, 5)").ok());
        QVERIFY(!m_db->inTransaction());
        const Status later = m_db->exec("INSERT INTO entry DEFAULT VALUES");
        QVERIFY(!later.ok());
        QCOMPARE(later.error().code, QStringLiteral("store.rolled_back"));
        QCOMPARE(outer->commit().error().code, QStringLiteral("store.rolled_back"));
        QCOMPARE(entries(), 0);
        QVERIFY(bookTransfer(*m_db).ok());
    }
    void aFullDatabaseIsRolledBackAndUsableAgain()
    {
        QVERIFY(m_db->exec("CREATE TABLE page (b BLOB)").ok());
        QVERIFY(m_db->exec("PRAGMA max_page_count=20").ok());
        {
            auto t = Transaction::begin(*m_db);
            QVERIFY(m_db->exec("INSERT INTO entry DEFAULT VALUES").ok());
            const Status full = m_db->exec("INSERT INTO page VALUES (randomblob(1000000))");
            QVERIFY(!full.ok());
            QCOMPARE(full.error().consequence, Consequence::RetryLater);
            QCOMPARE(full.error().code, QStringLiteral("store.disk_full"));
        }
        QCOMPARE(entries(), 0);
        QVERIFY(m_db->exec("PRAGMA max_page_count=100000").ok());
        QVERIFY(bookTransfer(*m_db).ok());
        QVERIFY(m_db->integrityCheck()->isEmpty());
    }
    void failingAnyStatementChangesNothing_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("expected");
        QTest::newRow("io") << SQLITE_IOERR_WRITE << "store.io";
        QTest::newRow("full") << SQLITE_FULL << "store.disk_full";
        QTest::newRow("busy") << SQLITE_BUSY << "store.busy";
        QTest::newRow("corrupt") << SQLITE_CORRUPT << "store.corrupt";
    }
    void failingAnyStatementChangesNothing()
    {
        QFETCH(int, code);
        QFETCH(QString, expected);
        int positions = 0;
        for (int i = 1;; ++i) {
            const test::StatementFault fault(i, code);
            m_db->setFaultHook(fault.hook());
            const Status booked = bookTransfer(*m_db);
            m_db->setFaultHook({});
            QVERIFY(!m_db->inTransaction());
            if (!fault.struck()) {
                QVERIFY(booked.ok());
                break;
            }
            ++positions;
            QVERIFY(!booked.ok());
            QCOMPARE(booked.error().code, expected);
            QCOMPARE(m_db->lastCode(), code);
            QCOMPARE(entries(), 0);
            QCOMPARE(balance(1) + balance(2), 100);
            QCOMPARE(balance(2), 0);
        }
        QCOMPARE(positions, 7); // BEGIN, UPDATE, SAVEPOINT, UPDATE, INSERT, RELEASE, COMMIT
        QCOMPARE(balance(2), 10);
    }

private:
    QString path() const { return m_dir->filePath(QStringLiteral("t.db")); }
    std::unique_ptr<Connection> open(std::chrono::milliseconds busy = std::chrono::milliseconds(5000))
    {
        Options options;
        options.path = path();
        options.busyTimeout = busy;
        return std::move(Connection::open(options).value());
    }
    static int number(Connection &db, QByteArrayView sql)
    {
        auto st = db.prepare(sql);
        return *st->step() ? static_cast<int>(st->integer(0)) : -1;
    }
    int entries() { return entries(*m_db); }
    int entries(Connection &db) { return number(db, "SELECT count(*) FROM entry"); }
    int balance(int id) { return number(*m_db, "SELECT cents FROM account WHERE id=" + QByteArray::number(id)); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Connection> m_db;
};

QTEST_GUILESS_MAIN(TestSqliteTransaction)
#include "test_sqlite_transaction.moc"
