// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entities.h"
#include "core/server/store/postgresstore.h"
#include "tests/server/store/storecontract.h"
#include "tests/support/postgrescluster.h"
#include <QTest>
#include <atomic>
#include <thread>

using namespace tidedesk;
using namespace tidedesk::server;

Q_DECLARE_METATYPE(tidedesk::server::Store::Hold)

/// The contract over PostgreSQL, and what is PostgreSQL's own.
class TestPostgresStore : public test::StoreContract {
    Q_OBJECT
    std::unique_ptr<test::PostgresCluster> m_cluster;
    test::FakeClock m_clock;
    IdGenerator m_ids {m_clock};
    const QString kBucket = QStringLiteral("team:a");

    std::unique_ptr<StoreFactory> fresh(const QString &) override
    {
        return std::make_unique<PostgresStoreFactory>(m_cluster->makeDatabase());
    }

    static std::unique_ptr<PostgresStore> writer(const QByteArray &url) { return std::move(*PostgresStore::openWriter(url)); }
    static std::unique_ptr<PostgresStore> reading(const QByteArray &url) { return std::move(*PostgresStore::openReader(url)); }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString why = test::PostgresCluster::missing(); !why.isEmpty())
            QSKIP(qPrintable(why));
        m_cluster = std::make_unique<test::PostgresCluster>();
    }
    void cleanupTestCase() { m_cluster.reset(); }
    /// The gap that a plain sequence has: who takes a number first commits last.
    void whatIsUnderWayHidesWhatCameAfterIt()
    {
        const QByteArray url = m_cluster->makeDatabase();
        const auto slow = writer(url);
        const auto quick = writer(url);
        const auto reader = reading(url);
        const auto touch = [this](Store &store, const Id &row) { return store.touch(kBucket, schema::ticket(), row, Mark::Present); };
        const auto told = [&](Position after) {
            auto snapshot = StoreTransaction::begin(*reader, Store::Access::Read);
            return *reader->changes({kBucket}, after, 10);
        };
        const auto head = [&] {
            auto snapshot = StoreTransaction::begin(*reader, Store::Access::Read);
            return *reader->head();
        };
        {
            auto transaction = StoreTransaction::begin(*quick, Store::Access::Write);
            QVERIFY(touch(*quick, m_ids.next()).ok());
            QVERIFY(transaction->commit().ok());
        }
        const Position start = head();
        const Id first = m_ids.next();
        const Id second = m_ids.next();
        auto underWay = StoreTransaction::begin(*slow, Store::Access::Write);
        QVERIFY(touch(*slow, first).ok());
        QVERIFY(*slow->counted(QStringLiteral("none")) == 0); // it has reached the server
        {
            auto transaction = StoreTransaction::begin(*quick, Store::Access::Write);
            QVERIFY(touch(*quick, second).ok());
            QVERIFY(transaction->commit().ok());
        }
        QCOMPARE(told(start), QList<FeedEntry>());
        QCOMPARE(head(), start);
        {
            auto snapshot = StoreTransaction::begin(*reader, Store::Access::Read);
            QCOMPARE(reader->backfill(kBucket, {start.xid + 1'000'000, 0}, 10)->size(), 1); // nor by another way
        }
        QVERIFY(underWay->commit().ok());
        const auto both = told(start);
        QCOMPARE(both.size(), 2);
        QCOMPARE(both[0].row, first);
        QCOMPARE(both[1].row, second);
        QCOMPARE(head(), both[1].position);
    }
    /// The figure that says for how long nothing new has reached the feed.
    void whatIsUnderWayIsSeenInTheFigures()
    {
        const QByteArray url = m_cluster->makeDatabase();
        const auto slow = writer(url);
        const auto reader = reading(url);
        const auto lag = [&] {
            auto snapshot = StoreTransaction::begin(*reader, Store::Access::Read);
            const auto figures = reader->figures();
            return figures ? figures->lagMs : -1;
        };
        QCOMPARE(lag(), 0);
        auto transaction = StoreTransaction::begin(*slow, Store::Access::Write);
        QVERIFY(slow->touch(kBucket, schema::ticket(), m_ids.next(), Mark::Present).ok());
        QVERIFY(slow->head().ok()); // what was sent has arrived
        QTRY_VERIFY(lag() > 0);
        QVERIFY(transaction->commit().ok());
        QCOMPARE(lag(), 0);
    }
    void aRowThatIsHeldStaysAsItIs_data()
    {
        QTest::addColumn<Store::Hold>("first");
        QTest::addColumn<Store::Hold>("second");
        QTest::addColumn<bool>("waits");
        QTest::newRow("own, own") << Store::Hold::Own << Store::Hold::Own << true;
        QTest::newRow("shared, own") << Store::Hold::Shared << Store::Hold::Own << true;
        QTest::newRow("own, shared") << Store::Hold::Own << Store::Hold::Shared << true;
        QTest::newRow("shared, shared") << Store::Hold::Shared << Store::Hold::Shared << false;
        QTest::newRow("own, none") << Store::Hold::Own << Store::Hold::None << false;
    }
    void aRowThatIsHeldStaysAsItIs()
    {
        QFETCH(Store::Hold, first);
        QFETCH(Store::Hold, second);
        QFETCH(bool, waits);
        const QByteArray url = m_cluster->makeDatabase();
        const auto one = writer(url);
        const auto two = writer(url);
        Row tag(schema::tag(), m_ids.next());
        {
            auto transaction = StoreTransaction::begin(*one, Store::Access::Write);
            QVERIFY(one->put({tag, {}, kBucket}).ok());
            QVERIFY(transaction->commit().ok());
        }
        QVERIFY(two->connection().ask("SET lock_timeout = '100ms'").ok());
        auto holding = StoreTransaction::begin(*one, Store::Access::Write);
        QVERIFY(*one->row(schema::tag(), tag.id(), first));
        {
            auto waiting = StoreTransaction::begin(*two, Store::Access::Write);
            const auto read = two->row(schema::tag(), tag.id(), second);
            QCOMPARE(read.ok(), !waits);
            if (waits) {
                QCOMPARE(read.error().code, QStringLiteral("store.conflict"));
                QCOMPARE(read.error().consequence, Consequence::Retry);
            }
        }
        QVERIFY(holding->commit().ok());
        auto free = StoreTransaction::begin(*two, Store::Access::Write);
        QVERIFY(two->row(schema::tag(), tag.id(), second).ok());
    }
    void namesCanBeHeldBeforeThereIsARow()
    {
        const QByteArray url = m_cluster->makeDatabase();
        const auto one = writer(url);
        const auto two = writer(url);
        QVERIFY(two->connection().ask("SET lock_timeout = '100ms'").ok());
        auto holding = StoreTransaction::begin(*one, Store::Access::Write);
        QVERIFY(one->hold(QStringLiteral("a")).ok());
        QVERIFY(one->counted(QStringLiteral("none")).ok());
        {
            auto waiting = StoreTransaction::begin(*two, Store::Access::Write);
            QVERIFY(two->hold(QStringLiteral("b")).ok());
            QVERIFY(two->counted(QStringLiteral("none")).ok());
            QVERIFY(two->hold(QStringLiteral("a")).ok());
            QCOMPARE(two->counted(QStringLiteral("none")).error().code, QStringLiteral("store.conflict"));
        }
        holding->rollback();
        auto free = StoreTransaction::begin(*two, Store::Access::Write);
        QVERIFY(two->hold(QStringLiteral("a")).ok());
        QVERIFY(free->commit().ok());
    }
    /// A value that cannot be stored comes to light behind a savepoint that was never made.
    void aLateFailureIsNotForgotten()
    {
        const auto store = writer(m_cluster->makeDatabase());
        Row tag(schema::tag(), m_ids.next());
        tag.set(schema::tag().name, QStringLiteral("a") + QChar(u'\0'));
        auto transaction = StoreTransaction::begin(*store, Store::Access::Write);
        QVERIFY(store->meta(QString(kEpochKey)).ok());
        QVERIFY(store->put({tag, {}, kBucket}).ok()); // only sent
        {
            auto inner = StoreTransaction::begin(*store, Store::Access::Write);
        }
        const Status done = transaction->commit();
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, QStringLiteral("store.value"));
        tag.set(schema::tag().name, QStringLiteral("b"));
        auto next = StoreTransaction::begin(*store, Store::Access::Write);
        QVERIFY(store->put({tag, {}, kBucket}).ok());
        QVERIFY(next->commit().ok());
    }
    void aLostConnectionIsMadeAnew()
    {
        const QByteArray url = m_cluster->makeDatabase();
        const auto store = writer(url);
        const auto reader = reading(url);
        const auto cut = [&] { m_cluster->sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tidedesk-server'"); };
        const auto put = [&]() -> Status {
            TD_ASSIGN(transaction, StoreTransaction::begin(*store, Store::Access::Write));
            TD_TRY(store->put({Row(schema::tag(), m_ids.next()), {}, QString::number(m_clock.nowMs())}));
            TD_TRY(store->counted(QStringLiteral("none")));
            return transaction.commit();
        };
        QVERIFY(put().ok());
        auto transaction = StoreTransaction::begin(*store, Store::Access::Write);
        QVERIFY(store->put({Row(schema::tag(), m_ids.next()), {}, kBucket}).ok());
        QVERIFY(store->counted(QStringLiteral("none")).ok());
        cut();
        const Status lost = transaction->commit();
        QVERIFY(!lost.ok());
        QCOMPARE(lost.error().code, QStringLiteral("store.unreachable"));
        QCOMPARE(lost.error().consequence, Consequence::RetryLater);
        QVERIFY(put().ok());
        cut();
        QVERIFY(QTest::qWaitFor([&] { return put().ok(); })); // noticed before anything was sent, or by the first attempt
        QVERIFY(QTest::qWaitFor([&] {
            auto snapshot = StoreTransaction::begin(*reader, Store::Access::Read);
            const auto tags = reader->all(schema::tag());
            return tags.ok() && tags->size() == 3;
        }));
    }
    /// Statement after statement fails, once each: either all is stored and said so, or nothing.
    void everyStatementMayFail()
    {
        for (int position = 0;; ++position) {
            const auto store = writer(m_cluster->makeDatabase());
            bool failed = false;
            store->connection().setFaultHook([&, at = 0](QByteArrayView) mutable {
                failed = failed || at == position;
                return at++ == position;
            });
            const auto write = [&]() -> Status {
                TD_ASSIGN(transaction, StoreTransaction::begin(*store, Store::Access::Write));
                for (int i = 0; i < 2; ++i) {
                    TD_ASSIGN(inner, StoreTransaction::begin(*store, Store::Access::Write));
                    const Id id = m_ids.next();
                    TD_TRY(store->put({Row(schema::tag(), id), {}, kBucket}));
                    TD_TRY(store->touch(kBucket, schema::tag(), id, Mark::Present));
                    TD_TRY(store->count(QStringLiteral("n")));
                    TD_TRY(inner.commit());
                }
                return transaction.commit();
            };
            const bool done = write().ok();
            store->connection().setFaultHook({});
            auto snapshot = StoreTransaction::begin(*store, Store::Access::Read);
            QCOMPARE(store->all(schema::tag())->size(), done ? 2 : 0);
            QCOMPARE(store->changes({kBucket}, {}, 10)->size(), done ? 2 : 0);
            QCOMPARE(*store->counted(QStringLiteral("n")), done ? 2 : 0);
            if (!failed) {
                QVERIFY(done && position > 10);
                return;
            }
            QVERIFY(!done);
        }
    }
    void nodesThatStartTogetherMakeOneSchema()
    {
        const QByteArray url = m_cluster->makeDatabase();
        std::vector<std::thread> nodes;
        std::atomic<int> opened = 0;
        for (int i = 0; i < 4; ++i)
            nodes.emplace_back([&] { opened += PostgresStore::openWriter(url).ok(); });
        for (std::thread &node : nodes)
            node.join();
        QCOMPARE(opened, 4);
        const auto store = writer(url);
        QVERIFY(store->connection().ask("ALTER TABLE tag DROP COLUMN color").ok());
        QVERIFY(store->connection().ask("DROP INDEX ticket_number").ok());
        QVERIFY(PostgresStore::openWriter(url).ok());
        QVERIFY(store->connection().ask("SELECT color FROM tag").ok());
        const auto index = store->connection().ask("SELECT 'ticket_number'::regclass::text");
        QVERIFY(index.ok());
        QVERIFY(store->connection().ask("INSERT INTO server_version VALUES(9999)").ok());
        QCOMPARE(PostgresStore::openWriter(url).error().code, QStringLiteral("store.newer_schema"));
    }
    /// A database that goes on elsewhere gets a new epoch, once; one that is only opened again does not.
    void anotherClusterMeansAnotherEpoch()
    {
        const QByteArray url = m_cluster->makeDatabase();
        const auto epoch = [&](const std::unique_ptr<PostgresStore> &store) {
            auto snapshot = StoreTransaction::begin(*store, Store::Access::Read);
            return *store->meta(QString(kEpochKey));
        };
        const auto store = writer(url);
        const QString first = epoch(store);
        QCOMPARE(epoch(writer(url)), first);
        QVERIFY(store->connection().ask("UPDATE server_meta SET value = '1/2/00000001' WHERE key = 'cluster'").ok());
        const QString second = epoch(writer(url));
        QVERIFY(second != first);
        QCOMPARE(epoch(writer(url)), second);
        // Restored by pg_dump into a cluster that is younger: ids of the future are numbered anew.
        QVERIFY(store->connection().ask("INSERT INTO server_feed VALUES(1, 1, gen_random_uuid(), 1, 4000000000, 7)").ok());
        QVERIFY(store->connection().ask("UPDATE server_meta SET value = '1/2/00000001' WHERE key = 'cluster'").ok());
        QVERIFY(epoch(writer(url)) != second);
        const auto places = store->connection().ask("SELECT max(xid), count(*) FROM server_feed");
        QCOMPARE(places->integer(0, 0), 0);
        QCOMPARE(places->integer(0, 1), 1);
    }
    void filesAreKeptInPieces()
    {
        const auto store = writer(m_cluster->makeDatabase());
        const QByteArray bytes(3 * 1024 * 1024 + 5, 'x');
        auto transaction = StoreTransaction::begin(*store, Store::Access::Write);
        QVERIFY(!*store->bytes(QStringLiteral("00")));
        QVERIFY(store->putBytes(QStringLiteral("00"), bytes).ok());
        QCOMPARE((*store->bytes(QStringLiteral("00"), 1024 * 1024))->size(), 1024 * 1024);
        QVERIFY(**store->bytes(QStringLiteral("00")) == bytes);
        QVERIFY(store->putPiece(QStringLiteral("01"), m_ids.next(), 0, "other").ok());
        const Id lin = m_ids.next();
        QVERIFY(store->putPiece(QStringLiteral("01"), lin, 0, "mine").ok());
        QVERIFY(store->publishPieces(QStringLiteral("01"), lin).ok());
        QCOMPARE(**store->bytes(QStringLiteral("01")), "mine");
    }
    /// Whole files of a database from before are cut into pieces.
    void anOldDatabaseGetsPieces()
    {
        const QByteArray url = m_cluster->makeDatabase();
        {
            const auto store = writer(url);
            for (const char *sql : {"DROP TABLE server_upload, server_piece, server_blob_piece, server_sealed, server_sealed_piece",
                     "ALTER TABLE server_session DROP COLUMN revoked", "DELETE FROM server_version WHERE version > 2",
                     "CREATE TABLE server_bytes(hash TEXT PRIMARY KEY, bytes BYTEA NOT NULL)",
                     "INSERT INTO server_bytes VALUES('00', convert_to(repeat('abc', 1000000), 'UTF8')), ('01', 'x')"})
                QVERIFY(store->connection().ask(sql).ok());
        }
        const auto store = writer(url);
        auto snapshot = StoreTransaction::begin(*store, Store::Access::Read);
        QVERIFY(**store->bytes(QStringLiteral("00")) == QByteArray("abc").repeated(1000000));
        QCOMPARE(**store->bytes(QStringLiteral("01")), "x");
    }
    void whatCannotBeReachedSaysSo()
    {
        const auto none = PostgresStore::openWriter("postgresql:///t?host=/nowhere");
        QCOMPARE(none.error().code, QStringLiteral("store.unreachable"));
        QCOMPARE(none.error().consequence, Consequence::RetryLater);
    }
};

QTEST_GUILESS_MAIN(TestPostgresStore)
#include "test_postgresstore.moc"
