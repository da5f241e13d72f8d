// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/http/serverfixture.h"
#include <QElapsedTimer>
#include <QTest>
#include <csignal>
#include <unistd.h>

using namespace tidedesk;
using namespace tidedesk::http;
using test::get;
using test::RawClient;
using test::Reply;
using test::ServerFixture;

namespace {
struct Draining {
    test::Box<std::shared_ptr<Stream>> streams;
    std::atomic<int> drained = 0;
    ServerFixture fixture;

    explicit Draining(int drainIdleMs = 100)
        : fixture(limits(drainIdleMs), [this](Router &router) {
            router.add("GET", "/events", [this](Request, const std::shared_ptr<Responder> &responder) {
                streams.put(responder->stream(200, "text/event-stream", StreamKind::Events));
            });
            router.add("GET", "/download", [this](Request, const std::shared_ptr<Responder> &responder) {
                streams.put(responder->stream(200, "text/plain", StreamKind::Download));
            });
        })
    {
    }
    static Limits limits(int drainIdleMs)
    {
        Limits limits;
        limits.drainIdleMs = drainIdleMs;
        return limits;
    }
    void drain(int timeoutMs = 10'000)
    {
        fixture.server.drain(timeoutMs, [this] { ++drained; });
    }
};
} // namespace

class TestHttpDrain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finishesWhatIsInFlight()
    {
        Draining draining;
        std::vector<RawClient> clients;
        for (int i = 0; i < 20; ++i) {
            clients.push_back(draining.fixture.client());
            clients.back().send(get("/hold"));
        }
        QTRY_COMPARE(draining.fixture.held.size(), 20);
        draining.drain();
        QTRY_VERIFY(!RawClient(draining.fixture.port).isConnected());
        QCOMPARE(draining.drained, 0);
        while (const auto responder = draining.fixture.held.take())
            responder->send({200, {}, "in time", {}});
        for (RawClient &client : clients) {
            const Reply reply = client.reply();
            QCOMPARE(reply.body, "in time");
            QCOMPARE(reply.headers.value("Connection"), "close");
            QVERIFY(client.isClosed());
            client.close();
        }
        QTRY_COMPARE(draining.drained, 1);
    }
    void idleConnectionsMayAskOnceMore()
    {
        Draining draining(500);
        RawClient asks = draining.fixture.client();
        RawClient silent = draining.fixture.client();
        for (RawClient *client : {&asks, &silent}) {
            client->send(get("/ping"));
            QCOMPARE(client->reply().status, 200);
        }
        draining.drain();
        QTRY_VERIFY(!RawClient(draining.fixture.port).isConnected());
        asks.send(get("/ping"));
        const Reply reply = asks.reply();
        QCOMPARE(reply.body, "pong");
        QCOMPARE(reply.headers.value("Connection"), "close");
        QVERIFY(silent.isClosed());
        asks.close();
        silent.close();
        QTRY_COMPARE(draining.drained, 1);
    }
    void endsEventsAndLetsDownloadsFinish()
    {
        Draining draining;
        RawClient events = draining.fixture.client();
        events.send(get("/events"));
        QTRY_COMPARE(draining.streams.size(), 1);
        const auto poke = draining.streams.take();
        std::atomic<int> closed = 0;
        poke->onClosed([&] { ++closed; });
        QVERIFY(poke->write("data: last\n\n"));
        RawClient download = draining.fixture.client();
        download.send(get("/download"));
        QTRY_COMPARE(draining.streams.size(), 1);
        const auto page = draining.streams.take();
        QVERIFY(page->write("first, "));

        draining.drain();
        const Reply ended = events.reply();
        QVERIFY(ended.whole);
        QCOMPARE(ended.body, "data: last\n\n");
        QTRY_COMPARE(closed, 1);
        QVERIFY(!poke->write("data: too late\n\n"));
        QVERIFY(page->write("last"));
        page->finish();
        QCOMPARE(download.reply().body, "first, last");
        events.close();
        download.close();
        QTRY_COMPARE(draining.drained, 1);
    }
    void cutsWhatTakesTooLong()
    {
        Draining draining;
        RawClient client = draining.fixture.client();
        client.send(get("/hold"));
        QTRY_COMPARE(draining.fixture.held.size(), 1);
        draining.drain(200);
        QVERIFY(client.isClosed());
        QTRY_COMPARE(draining.drained, 1);
        QVERIFY(draining.fixture.held.take()->isClientGone());
    }
    void withoutConnectionsItIsDoneAtOnce()
    {
        Draining draining;
        QElapsedTimer clock;
        clock.start();
        draining.drain();
        QTRY_COMPARE(draining.drained, 1);
        QVERIFY(clock.elapsed() < 2000);
    }
    /// As the program does it: the signal starts the drain. Every request sent before is answered.
    void terminatesOnSignal()
    {
        Draining draining;
        draining.fixture.server.onTerminate([&] { draining.drain(); });
        RawClient client = draining.fixture.client();
        client.send(get("/hold"));
        QTRY_COMPARE(draining.fixture.held.size(), 1);
        ::kill(::getpid(), SIGTERM);
        QTRY_VERIFY(!RawClient(draining.fixture.port).isConnected());
        draining.fixture.held.take()->send({200, {}, "done", {}});
        QCOMPARE(client.reply().body, "done");
        client.close();
        QTRY_COMPARE(draining.drained, 1);
    }
    void stopsUnderFire()
    {
        for (int round = 0; round < 20; ++round) {
            ServerFixture fixture;
            std::vector<RawClient> clients;
            for (int i = 0; i < 20; ++i) {
                clients.push_back(fixture.client());
                clients.back().send(get(i % 2 ? "/text/100000" : "/hold").repeated(3));
            }
            fixture.server.stop();
            for (RawClient &client : clients)
                QVERIFY(client.isClosed());
            QCOMPARE(fixture.server.stats().connections, 0);
            QCOMPARE(fixture.server.stats().answering, 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestHttpDrain)
#include "test_http_drain.moc"
