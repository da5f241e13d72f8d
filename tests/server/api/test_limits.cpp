// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/limits.h"
#include "core/server/api/ratelimit.h"
#include "tests/server/api/apifixture.h"
#include "tests/server/http/serverfixture.h"
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <future>

using namespace tidedesk;
using namespace tidedesk::server;
using test::ApiFixture;

/// What the endpoint grants, beyond the limits of HTTP itself (test_http_hostile).
class TestLimits : public QObject {
    Q_OBJECT
    static bool listen(test::RawClient &client, const QByteArray &token)
    {
        client.send("GET /v1/live HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + token + "\r\n\r\n");
        return client.readUntil(":open").contains(":open");
    }

private Q_SLOTS:
    void aBurstAndThenARate()
    {
        RateLimit limit(10, 5);
        qint64 now = 1'000'000'000;
        for (int i = 0; i < 5; ++i)
            QCOMPARE(limit.take("a", now), 0);
        QCOMPARE(limit.take("a", now), 100);
        QCOMPARE(limit.take("a", now), 100); // asking in vain costs nothing
        QCOMPARE(limit.take("b", now), 0);
        now += 100'000;
        QCOMPARE(limit.take("a", now), 0);
        QCOMPARE(limit.take("a", now), 100);
        now += 3'600'000'000; // what was not used does not pile up
        for (int i = 0; i < 5; ++i)
            QCOMPARE(limit.take("a", now), 0);
        QVERIFY(limit.take("a", now) > 0);
        RateLimit none(0, 1);
        QCOMPARE(none.take("a", now), 0);
        QCOMPARE(none.take("a", now), 0);
    }
    /// A flood of keys costs no memory and few of the others' requests.
    void aFloodOfKeysLeavesOthersAlone()
    {
        RateLimit limit(1, 100);
        for (int i = 0; i < 100'000; ++i)
            (void)limit.take(QByteArray::number(i), 1'000'000);
        int refused = 0;
        for (int i = 0; i < 1000; ++i)
            refused += limit.take("seat " + QByteArray::number(i), 1'000'000) > 0;
        QCOMPARE(refused, 0);
    }
    void aSeatThatAsksTooOftenWaits()
    {
        ApiFixture api(Limits {.seatRequestsPerSecond = 1, .seatRequestBurst = 3});
        const QByteArray lin = api.token(QStringLiteral("lin"));
        const QByteArray chen = api.token(QStringLiteral("chen"));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(api.ask("GET", "/v1/schema", {}, lin).status, 200);
        const auto refused = api.ask("GET", "/v1/schema", {}, lin);
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.code(), QStringLiteral("limit.seat"));
        QCOMPARE(refused.headers.value("Retry-After"), "1");
        QCOMPARE(api.ask("GET", "/v1/schema", {}, chen).status, 200);
        QVERIFY(api.ask("GET", "/metrics").body.contains("tidedesk_limit_refusals_total{limit=\"seat_rate\"} 1\n"));
    }
    /// Refused by its head, before a body is read.
    void anAddressThatAsksTooOftenWaits()
    {
        ApiFixture api(Limits {.addressRequestsPerSecond = 1, .addressRequestBurst = 3, .countLoopback = 1});
        for (int i = 0; i < 3; ++i)
            QCOMPARE(api.ask("GET", "/healthz").status, 200);
        const auto refused = api.ask("POST", "/v1/sign-in", QByteArray(1000, ' '));
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.code(), QStringLiteral("limit.address"));
        QCOMPARE(refused.headers.value("Retry-After"), "1");
        ApiFixture behindAProxy(Limits {.addressRequestsPerSecond = 1, .addressRequestBurst = 3});
        for (int i = 0; i < 6; ++i)
            QCOMPARE(behindAProxy.ask("GET", "/healthz").status, 200);
    }
    void onlySoManyListeners()
    {
        ApiFixture api(Limits {.listeners = 2});
        const QByteArray lin = api.token(QStringLiteral("lin"));
        test::RawClient first(api.port), second(api.port);
        QVERIFY(listen(first, lin));
        QVERIFY(listen(second, api.token(QStringLiteral("chen"))));
        const QByteArray wang = api.token(QStringLiteral("wang"));
        const auto refused = api.ask("GET", "/v1/live", {}, wang);
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.code(), QStringLiteral("server.busy"));
        QCOMPARE(refused.headers.value("Retry-After"), "1");
        first.close();
        QTRY_VERIFY([&] {
            test::RawClient third(api.port);
            third.send("GET /v1/live HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + wang + "\r\n\r\n");
            return third.head().status == 200;
        }());
    }
    /// A seat's connection breaks without a word, and it comes again: the old channel makes room.
    void aSeatsOldestChannelGivesWay()
    {
        ApiFixture api(Limits {.listenersPerSeat = 2});
        const QByteArray lin = api.token(QStringLiteral("lin"));
        test::RawClient first(api.port), second(api.port), third(api.port), other(api.port);
        QVERIFY(listen(other, api.token(QStringLiteral("chen"))));
        QVERIFY(listen(first, lin));
        QVERIFY(listen(second, lin));
        QVERIFY(listen(third, lin));
        const QByteArray end = "\r\n0\r\n\r\n"; // of a chunked body
        QVERIFY(first.readUntil(end).endsWith(end));
        QTRY_VERIFY(api.ask("GET", "/metrics").body.contains("tidedesk_live_listeners 3\n"));
    }
    /// Many who listen cost little memory and all hear of a change. `tidedesk-bench server idle` does it with 5,000.
    void aListenerCostsLittle()
    {
        constexpr int kMany = 400;
        http::HttpServer::raiseFileLimit();
        ApiFixture api(Limits {.listenersPerSeat = kMany});
        const QByteArray lin = api.token(QStringLiteral("lin"));
        QCOMPARE(api.push(lin, {}).status, 200); // what signing in has moved is told
        const qint64 before = test::residentKiB();
        std::vector<test::RawClient> clients;
        clients.reserve(kMany);
        for (int i = 0; i < kMany; ++i) {
            clients.emplace_back(api.port);
            QVERIFY(listen(clients.back(), lin));
        }
        const double each = static_cast<double>(test::residentKiB() - before) / kMany;
        qInfo("%d listeners: %.1f KiB each, client's side included", kMany, each);
        QVERIFY(!test::kMemoryTells || each < 16);
        QCOMPARE(api.push(lin, {api.newTicket(1, QStringLiteral("x"), {})}).status, 200);
        for (test::RawClient &client : clients)
            QVERIFY(client.readUntil("event: poke").contains("event: poke"));
    }
    void aFullLineIsSaid()
    {
        std::promise<void> hold;
        std::promise<void> begun;
        auto held = hold.get_future().share();
        Workers workers(1, 2);
        QVERIFY(workers.run([&begun, held] { begun.set_value(); held.wait(); }));
        begun.get_future().wait();
        QVERIFY(workers.run([] {}));
        QVERIFY(workers.run([] {}));
        QCOMPARE(workers.waiting(), size_t(2));
        QVERIFY(!workers.run([] {}));
        hold.set_value();
    }
    void theWritersLineHasAnEnd()
    {
        ApiFixture api;
        auto writer = api.stores.writer();
        QVERIFY(writer);
        Engine engine(std::move(*writer), api.clock);
        int refused = 0;
        int counted = 0;
        engine.setLongestLine(2);
        engine.setMeter({{}, [&] { ++counted; }});
        for (int i = 0; i < 3; ++i) {
            engine.run<bool>(1, [](WriteContext &) -> Result<bool> { return true; }, [&](const Result<bool> &done) {
                refused += !done && done.error().code == u"server.busy" && done.error().retryAfterMs == 1000;
            });
        }
        QCOMPARE(engine.line().pieces, size_t(2));
        QCOMPARE(refused, 1);
        QCOMPARE(counted, 1);
        while (engine.turn()) { }
        QCOMPARE(engine.line().pieces, size_t(0));
        QCOMPARE(refused, 1);
    }
    void batchesHaveASize()
    {
        ApiFixture api;
        const QByteArray lin = api.token(QStringLiteral("lin"));
        QJsonArray operations;
        for (int i = 0; i < 1001; ++i)
            operations.append(QJsonObject());
        const auto refused = api.post("/v1/push", {{QStringLiteral("protocol"), 1}, {QStringLiteral("operations"), operations}}, lin);
        QCOMPARE(refused.status, 413);
        QCOMPARE(refused.code(), QStringLiteral("push.too_large"));
        QCOMPARE(api.ask("POST", "/v1/pull", QByteArray(1024 * 1024 + 1, ' '), lin).status, 413);
    }
    void limitsAreSetByName()
    {
        const auto set = limitsFrom(R"({"max_connections": 123, "seat_requests_per_second": 0, "reader_line": 7})");
        QVERIFY(set);
        QCOMPARE(set->http.maxConnections, 123);
        QCOMPARE(set->seatRequestsPerSecond, 0);
        QCOMPARE(set->readerLine, 7);
        QCOMPARE(set->writerLine, Limits().writerLine);
        const auto code = [](const char *json) { return limitsFrom(json).error().code; };
        QCOMPARE(code("[]"), QStringLiteral("limits.json"));
        QCOMPARE(code(R"({"max_conections": 1})"), QStringLiteral("limits.unknown"));
        QCOMPARE(code(R"({"max_connections": 0})"), QStringLiteral("limits.range"));
        QCOMPARE(code(R"({"max_connections": "many"})"), QStringLiteral("limits.range"));
        QCOMPARE(code(R"({"max_connections": 1.5})"), QStringLiteral("limits.range"));
    }
    /// resources/help/server.md names every limit with the value it has, and no other.
    void theHelpPageIsTrue()
    {
        QFile file(qEnvironmentVariable("TIDEDESK_SOURCE") + QStringLiteral("/resources/help/server.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        static const QRegularExpression line(QStringLiteral("^\\| `([a-z_]+)` \\| ([0-9,]+) \\|"), QRegularExpression::MultilineOption);
        QMap<QString, qint64> told;
        for (auto lines = line.globalMatch(QString::fromUtf8(file.readAll())); lines.hasNext();) {
            const auto match = lines.next();
            told.insert(match.captured(1), match.captured(2).remove(u',').toLongLong());
        }
        QMap<QString, qint64> are;
        for (const NamedLimit &limit : namedLimits())
            are.insert(limit.name, limit.get(Limits()));
        QCOMPARE(told, are);
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "test_limits.moc"
