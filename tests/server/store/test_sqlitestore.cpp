// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entities.h"
#include "core/server/store/sqlitestore.h"
#include "tests/server/store/storecontract.h"
#include <QTest>
#include <sqlite3.h>

using namespace tidedesk;
using namespace tidedesk::server;

/// The contract over SQLite, and what is SQLite's own.
class TestSqliteStore : public test::StoreContract {
    Q_OBJECT

    std::unique_ptr<StoreFactory> fresh(const QString &folder) override
    {
        return std::make_unique<SqliteStoreFactory>(folder + QStringLiteral("/server.db"));
    }

private Q_SLOTS:
    void anOldFileGetsTheColumnsItLacks()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("server.db"));
        Row tag(schema::tag(), Id::fromString(u"01990000-0000-7000-8000-000000000001"));
        tag.set(schema::tag().name, QStringLiteral("vip"));
        tag.set(schema::tag().color, QStringLiteral("#ff0000"));
        {
            auto store = SqliteStore::openWriter(file);
            QVERIFY(store.ok());
            auto transaction = StoreTransaction::begin(**store, Store::Access::Write);
            QVERIFY((*store)->put({tag, {}, QStringLiteral("ref")}).ok());
            QVERIFY(transaction->commit().ok());
            QVERIFY((*store)->connection().exec("ALTER TABLE tag DROP COLUMN color").ok());
            QVERIFY((*store)->connection().exec("DROP INDEX \"ticket_number\"").ok());
        }
        auto store = SqliteStore::openWriter(file);
        QVERIFY(store.ok());
        auto transaction = StoreTransaction::begin(**store, Store::Access::Read);
        tag.set(schema::tag().color, Value());
        QCOMPARE((*(*store)->row(schema::tag(), tag.id()))->row, tag);
        auto plan = (*store)->connection().prepareOnce("EXPLAIN QUERY PLAN SELECT id FROM ticket WHERE number = 1");
        QVERIFY(*plan->step());
        QVERIFY2(plan->text(3).contains(QStringLiteral("ticket_number")), qPrintable(plan->text(3)));
    }
    /// Of a file from before, who brought the bytes first is all that is known.
    void anOldFileGetsItsGivers()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("server.db"));
        const Id lin = Id::fromString(u"01990000-0000-7000-8000-000000000001");
        {
            auto store = SqliteStore::openWriter(file);
            auto transaction = StoreTransaction::begin(**store, Store::Access::Write);
            QVERIFY((*store)->putBlob({QStringLiteral("00"), 5, lin, 1}).ok());
            QVERIFY((*store)->putBlob({QStringLiteral("01"), 5, {}, 1}).ok());
            QVERIFY(transaction->commit().ok());
            for (const char *newer : {"server_blob_giver", "server_upload", "server_piece", "server_sealed", "server_sealed_piece"})
                QVERIFY((*store)->connection().exec(QByteArray("DROP TABLE ") + newer).ok());
            QVERIFY((*store)->connection().exec("ALTER TABLE server_session DROP COLUMN revoked").ok());
            QVERIFY((*store)->connection().setUserVersion(1).ok());
        }
        auto store = SqliteStore::openWriter(file);
        QVERIFY(store.ok());
        auto transaction = StoreTransaction::begin(**store, Store::Access::Read);
        QCOMPARE(*(*store)->givers(), (QList<BlobGiver> {{QStringLiteral("00"), lin}}));
    }
    void aNewerFileIsLeftAlone()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("server.db"));
        {
            auto store = SqliteStore::openWriter(file);
            QVERIFY((*store)->connection().setUserVersion(9999).ok());
        }
        QCOMPARE(SqliteStore::openWriter(file).error().code, QStringLiteral("store.newer_schema"));
        QCOMPARE(SqliteStore::openReader(file).error().code, QStringLiteral("store.newer_schema"));
    }
    void whatChildrenAndFeedAskForIsIndexed_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("tickets of a queue") << QByteArray("SELECT id FROM ticket WHERE queue_id = ?");
        QTest::newRow("events of a customer")
            << QByteArray("SELECT id FROM event WHERE customer_id = ? AND ticket_id IS NULL");
        QTest::newRow("calls of a queue")
            << QByteArray("SELECT id FROM interaction WHERE queue_id = ? AND customer_id IS NULL");
        QTest::newRow("claims that have run out") << QByteArray("SELECT id FROM ticket WHERE claimed_until < ? ORDER BY claimed_until LIMIT ?");
        QTest::newRow("attachments of a hash") << QByteArray("SELECT id FROM attachment WHERE hash = ?");
        QTest::newRow("changes") << QByteArray("SELECT entity, row_id, mark, seq FROM server_feed WHERE bucket = ? AND seq > ? ORDER BY seq");
        QTest::newRow("backfill") << QByteArray("SELECT entity, row_id, mark, seq FROM server_feed WHERE bucket = ? AND seq < ? AND mark = 0 ORDER BY seq DESC");
    }
    void whatChildrenAndFeedAskForIsIndexed()
    {
        QFETCH(QByteArray, query);
        QTemporaryDir folder;
        auto store = SqliteStore::openWriter(folder.filePath(QStringLiteral("server.db")));
        QVERIFY(store.ok());
        auto plan = (*store)->connection().prepareOnce("EXPLAIN QUERY PLAN " + query);
        QVERIFY(plan.ok());
        while (*plan->step()) {
            QVERIFY2(plan->text(3).startsWith(QStringLiteral("SEARCH")), qPrintable(plan->text(3)));
            QVERIFY2(plan->text(3).contains(QStringLiteral("INDEX")), qPrintable(plan->text(3)));
        }
    }
    void aFullDiskLosesNothingThatWasCommitted()
    {
        QTemporaryDir folder;
        auto opened = SqliteStore::openWriter(folder.filePath(QStringLiteral("server.db")));
        SqliteStore &store = **opened;
        const auto put = [&](const Id &id) -> Status {
            TD_ASSIGN(transaction, StoreTransaction::begin(store, Store::Access::Write));
            TD_TRY(store.put({Row(schema::tag(), id), {}, QStringLiteral("ref")}));
            TD_TRY(store.touch(QStringLiteral("ref"), schema::tag(), id, Mark::Present));
            return transaction.commit();
        };
        const Id first = Id::fromString(u"01990000-0000-7000-8000-000000000001");
        const Id second = Id::fromString(u"01990000-0000-7000-8000-000000000002");
        QVERIFY(put(first).ok());
        store.connection().setFaultHook([](QByteArrayView sql) -> std::optional<int> {
            return sql.startsWith("COMMIT") ? std::optional(SQLITE_FULL) : std::nullopt;
        });
        const Status refused = put(second);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, QStringLiteral("store.disk_full"));
        store.connection().setFaultHook({});
        auto transaction = StoreTransaction::begin(store, Store::Access::Read);
        QVERIFY(*store.row(schema::tag(), first));
        QVERIFY(!*store.row(schema::tag(), second));
        QCOMPARE(store.head()->seq, 1);
    }
};

QTEST_GUILESS_MAIN(TestSqliteStore)
#include "test_sqlitestore.moc"
