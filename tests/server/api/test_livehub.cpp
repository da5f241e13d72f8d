// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entities.h"
#include "core/server/api/livehub.h"
#include "core/server/api/people.h"
#include "core/server/pull/scopecheck.h"
#include "tests/server/http/serverfixture.h"
#include "tests/support/fakeclock.h"
#include "tests/support/scratchdatabase.h"
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::server;

namespace {
constexpr char kEnd[] = "\r\n0\r\n\r\n"; // of a chunked body
constexpr char kPoke[] = "event: poke\ndata: {}\n\n";
}

/// Who is poked when, with people who change teams while they listen.
class TestLiveHub : public QObject {
    Q_OBJECT
    test::FakeClock clock;
    IdGenerator ids {clock};
    std::unique_ptr<Store> store;
    std::unique_ptr<Readers> readers;
    std::unique_ptr<test::ServerFixture> server;
    std::unique_ptr<LiveHub> hub;
    test::Box<std::shared_ptr<http::Responder>> asked;
    Session session;
    QStringList teams;

    Touched write(const std::function<Status(WriteContext &)> &work)
    {
        auto transaction = StoreTransaction::begin(*store, Store::Access::Write);
        WriteContext context(*store, ids, clock.nowMs());
        const Status done = work(context);
        return done && transaction->commit() ? context.touched() : Touched();
    }
    domain::Scope scope()
    {
        auto snapshot = StoreTransaction::begin(*store, Store::Access::Read);
        const auto found = scopeNow(*store, session.user, session.seat);
        return found ? *found : domain::Scope();
    }
    test::RawClient listen(const domain::Scope &of, quint64 generation)
    {
        test::RawClient client = server->client();
        client.send(test::get("/live"));
        if (QTest::qWaitFor([this] { return asked.size() > 0; }))
            hub->add(session, of, generation, asked.take()->stream(200, "text/event-stream", http::StreamKind::Events));
        (void)client.head();
        (void)client.readUntil(":open\n\n");
        return client;
    }
    Touched change(bool join, const QString &team)
    {
        return write([&](WriteContext &context) {
            domain::Change change;
            change.entity = &schema::user();
            change.row = session.user;
            (join ? change.add : change.remove).insert(schema::user().teams.index, {team});
            return context.applyOwn(change);
        });
    }
    /// Pokes that have come; waits a moment for the first.
    static qsizetype pokes(test::RawClient &client)
    {
        (void)client.isClosed(100);
        return client.buffered().count(kPoke);
    }
    void waitForReaders() // they work in line
    {
        test::Box<int> done;
        QVERIFY(readers->run([&](Store &) { done.put(1); }));
        QTRY_COMPARE(done.size(), 1);
    }
    static Touched in(const QString &bucket) { return {{bucket}, false}; }

private Q_SLOTS:
    void init()
    {
        const test::ScratchDatabase database;
        const StoreFactory &stores = database.stores();
        store = std::move(*stores.writer());
        teams.clear();
        write([&](WriteContext &context) -> Status {
            TD_ASSIGN(user, addUser(context, {QStringLiteral("lin"), {}, 0, QStringLiteral("a"), "h"}));
            TD_ASSIGN(other, addUser(context, {QStringLiteral("wang"), {}, 0, QStringLiteral("b"), "h"}));
            session = {QByteArray(32, 't'), user, ids.next(), 0, clock.nowMs() + 1000};
            return useSeat(context, user, session.seat, {});
        });
        auto snapshot = StoreTransaction::begin(*store, Store::Access::Read);
        for (const char16_t *name : {u"a", u"b"})
            teams.append(store->find(schema::team().name, QString::fromUtf16(name))->first().id().toString());
        snapshot->rollback();
        readers = std::move(*Readers::open(stores, 1));
        server = std::make_unique<test::ServerFixture>(http::Limits(), [this](http::Router &router) {
            router.add("GET", "/live", [this](const http::Request &, const std::shared_ptr<http::Responder> &responder) { asked.put(responder); });
        });
        hub = std::make_unique<LiveHub>(server->server, *readers, clock);
        hub->start();
    }
    void cleanup()
    {
        server->server.stop();
        readers.reset();
        hub.reset();
        server.reset();
        store.reset();
    }

    void pokesFollowTheScope()
    {
        test::RawClient client = listen(scope(), hub->generation());
        test::RawClient witness = listen({true, {}}, hub->generation());
        hub->touched(in(QStringLiteral("team:") + teams[1]));
        QVERIFY(witness.readUntil(kPoke).endsWith(kPoke)); // whoever was to be poked has been
        hub->touched(in(QStringLiteral("seat:") + ids.next().toString()));
        hub->touched(in(QStringLiteral("team:") + teams[0]));
        QVERIFY(witness.readUntil(kPoke).endsWith(kPoke));
        QCOMPARE(pokes(client), 1);
        QCOMPARE(pokes(witness), 0);
    }
    void whoJoinsATeamHearsOfIt()
    {
        test::RawClient client = listen(scope(), hub->generation());
        hub->touched(change(true, teams[1]));
        QVERIFY(client.readUntil(kPoke).endsWith(kPoke));
        waitForReaders();
        hub->touched(in(QStringLiteral("team:") + teams[1]));
        QVERIFY(client.readUntil(kPoke).endsWith(kPoke));
    }
    void whoLeavesATeamHearsNoMore()
    {
        test::RawClient client = listen(scope(), hub->generation());
        test::RawClient witness = listen({true, {}}, hub->generation());
        hub->touched(change(false, teams[0]));
        QVERIFY(client.readUntil(kPoke).endsWith(kPoke));
        QVERIFY(witness.readUntil(kPoke).endsWith(kPoke));
        waitForReaders();
        // The witness's scope has been read again, too: it is the same person's.
        hub->touched(in(QStringLiteral("team:") + teams[0]));
        hub->touched(in(QStringLiteral("ref")));
        QVERIFY(witness.readUntil(kPoke).endsWith(kPoke));
        QCOMPARE(pokes(client), 1);
        hub->touched(in(QStringLiteral("team:") + teams[0]));
        QCOMPARE(pokes(client), 0);
    }
    void aScopeReadTooEarlyIsReadAgain()
    {
        const domain::Scope before = scope();
        const quint64 generation = hub->generation();
        hub->touched(change(true, teams[1])); // between the reading and the adding
        test::RawClient client = listen(before, generation);
        const auto heard = [&] {
            hub->touched(in(QStringLiteral("team:") + teams[1]));
            return pokes(client) > 0;
        };
        QTRY_VERIFY(heard());
    }
    void whoIsNoLongerHereIsCutOff()
    {
        test::RawClient client = listen(scope(), hub->generation());
        QCOMPARE(hub->count(), 1);
        hub->touched(write([&](WriteContext &context) -> Status {
            TD_ASSIGN(user, disableUser(context, QStringLiteral("lin")));
            return {};
        }));
        QVERIFY(client.readUntil(kEnd).endsWith(kEnd));
        QTRY_COMPARE(hub->count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLiveHub)
#include "test_livehub.moc"
