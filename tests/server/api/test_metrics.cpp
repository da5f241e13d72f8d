// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/metrics/exposition.h"
#include "tests/server/api/apifixture.h"
#include "tests/server/api/exposition.h"
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::server;
using test::ApiFixture;
using test::ExpositionReader;

/// What a monitor reads: well formed, true, and nobody's name in it.
class TestMetrics : public QObject {
    Q_OBJECT
    static ExpositionReader metricsOf(const ApiFixture &api) { return ExpositionReader(api.ask("GET", "/metrics").body); }

private Q_SLOTS:
    void theFormatIsExact()
    {
        Exposition out;
        out.family("a_total", Exposition::Type::Counter, "One\nline, a \\ in it");
        out.sample(1.5, {{"x", "\"quoted\"\n\\"}, {"y", ""}});
        Histogram histogram({1000, 2500}, 1e-6);
        for (const qint64 value : {1, 1000, 1001, 9000})
            histogram.observe(value);
        out.histogram("b_seconds", "Times", histogram);
        QCOMPARE(out.text(),
            "# HELP a_total One\\nline, a \\\\ in it\n# TYPE a_total counter\na_total{x=\"\\\"quoted\\\"\\n\\\\\",y=\"\"} 1.5\n"
            "# HELP b_seconds Times\n# TYPE b_seconds histogram\nb_seconds_bucket{le=\"0.001\"} 2\nb_seconds_bucket{le=\"0.0025\"} 3\n"
            "b_seconds_bucket{le=\"+Inf\"} 4\nb_seconds_sum 0.011002\nb_seconds_count 4\n");
        QCOMPARE(ExpositionReader(out.text()).problems, QStringList());
    }
    /// The reader of these tests notices what is wrong.
    void theReaderIsStrict_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray head = "# HELP a A\n# TYPE a gauge\n";
        QTest::newRow("no type") << QByteArray("# HELP a A\na 1\n");
        QTest::newRow("no help") << QByteArray("# TYPE a gauge\na 1\n");
        QTest::newRow("twice") << head + "a 1\na 2\n";
        QTest::newRow("family twice") << head + "a 1\n" + head + "a{x=\"1\"} 1\n";
        QTest::newRow("stranger") << head + "b 1\n";
        QTest::newRow("open quote") << head + "a{x=\"1} 1\n";
        QTest::newRow("bad escape") << head + "a{x=\"\\t\"} 1\n";
        QTest::newRow("no number") << head + "a one\n";
        QTest::newRow("no end") << head + "a 1";
        QTest::newRow("counter's name") << QByteArray("# HELP a A\n# TYPE a counter\na 1\n");
        const QByteArray histogram = "# HELP h H\n# TYPE h histogram\n";
        QTest::newRow("falling") << histogram + "h_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n";
        QTest::newRow("no infinity") << histogram + "h_bucket{le=\"1\"} 2\nh_sum 1\n";
        QTest::newRow("other count") << histogram + "h_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 2\n";
    }
    void theReaderIsStrict()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!ExpositionReader(text).problems.isEmpty());
    }
    void figuresFollowWhatHappens()
    {
        ApiFixture api;
        const QByteArray lin = api.token(QStringLiteral("lin"));
        const auto ticket = api.newTicket(1, QStringLiteral("canary of a subject"), {});
        QCOMPARE(api.push(lin, {ticket}).status, 200);
        QCOMPARE(api.push(lin, {ticket}).status, 200); // repeated: the recorded outcome once more
        QVERIFY(api.pull(lin).whole);
        QCOMPARE(api.ask("GET", "/v1/nothing/here", {}, lin).status, 404);
        QCOMPARE(api.ask("GET", "/v1/blobs/" + QByteArray(64, 'a'), {}, lin).status, 404);
        test::RawClient listener(api.port);
        listener.send("GET /v1/live HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + lin + "\r\n\r\n");
        QVERIFY(listener.readUntil(":open").contains(":open"));

        const ExpositionReader read = metricsOf(api);
        QCOMPARE(read.problems, QStringList());
        QCOMPARE(read.value("tidedesk_http_requests_total{method=\"POST\",route=\"/v1/push\",class=\"2xx\"}"), 2);
        QCOMPARE(read.value("tidedesk_http_requests_total{method=\"GET\",route=\"/v1/blobs/{hash}\",class=\"4xx\"}"), 1);
        QCOMPARE(read.value("tidedesk_http_requests_total{method=\"\",route=\"other\",class=\"4xx\"}"), 1);
        QCOMPARE(read.value("tidedesk_http_request_duration_seconds_count{method=\"POST\",route=\"/v1/pull\"}"), 1);
        QCOMPARE(read.value("tidedesk_push_operations_total{verdict=\"applied\"}"), 2);
        QCOMPARE(read.value("tidedesk_push_operations_total{verdict=\"rejected\"}"), 0);
        QCOMPARE(read.value("tidedesk_push_size_operations_count"), 2);
        QVERIFY(read.value("tidedesk_pull_pages_total") >= 1);
        QVERIFY(read.value("tidedesk_pull_rows_total") >= 3);
        QVERIFY(read.value("tidedesk_group_size_operations_count") >= 3);
        QVERIFY(read.value("tidedesk_commit_duration_seconds_sum") > 0);
        QCOMPARE(read.value("tidedesk_live_listeners"), 1);
        QCOMPARE(read.value("tidedesk_sessions"), 1);
        QCOMPARE(read.value("tidedesk_writer_line"), 0);
        QCOMPARE(read.value("tidedesk_store_up"), 1);
        QVERIFY(read.value("tidedesk_store_bytes") > 4096);
        QVERIFY(read.value("tidedesk_feed_horizon_lag_seconds") >= 0);
        QVERIFY(read.value("process_cpu_seconds_total") > 0);
        QVERIFY(read.value("tidedesk_http_connections") >= 2);

        QCOMPARE(api.push(lin, {api.newTicket(2, QStringLiteral("x"), {})}).status, 200);
        QVERIFY(listener.readUntil("event: poke").contains("event: poke"));
        QVERIFY(metricsOf(api).value("tidedesk_live_pokes_total") >= 1);
    }
    /// However many people, rows and paths there are: the same series, and nothing of theirs in them.
    void labelsAreFewAndNobodys()
    {
        ApiFixture api;
        const QByteArray lin = api.token(QStringLiteral("lin"));
        const auto visit = [&](const QByteArray &path) { QVERIFY(api.ask("GET", path, {}, lin).status >= 400); };
        visit("/v1/nothing/here");
        visit("/v1/blobs/" + QByteArray(64, 'a'));
        const qsizetype before = metricsOf(api).values.size();
        for (char c = 'b'; c < 'f'; ++c) {
            visit("/v1/blobs/" + QByteArray(64, c));
            visit(QByteArray("/canary/") + c);
        }
        const ExpositionReader read = metricsOf(api);
        QVERIFY(read.values.size() <= before + 2 * 16); // /metrics itself
        for (const QString &value : read.labelValues)
            QVERIFY2(value.size() < 30 && !value.contains(u"canary") && value != u"lin" && !value.contains(u"aaaa"), qPrintable(value));
    }
    void onlyForThisMachineWithoutAToken()
    {
        ApiFixture api;
        QCOMPARE(api.ask("GET", "/metrics").status, 200);
        QCOMPARE(api.ask("GET", "/metrics").headers.value("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
        for (const char *header : {"X-Forwarded-For: 192.0.2.1\r\n", "Forwarded: for=192.0.2.1\r\n", "Via: 1.1 proxy\r\n", "X-Real-IP: 192.0.2.1\r\n"}) {
            const auto answer = api.ask("GET", "/metrics", {}, {}, header);
            QCOMPARE(answer.status, 403);
            QCOMPARE(answer.code(), QStringLiteral("metrics.not_allowed"));
        }
        http::Request elsewhere;
        elsewhere.remoteAddress = "192.0.2.1";
        QVERIFY(!isHere(elsewhere));
    }
    void withATokenOnlyWhoShowsIt()
    {
        ApiFixture api;
        api.service.reset();
        auto service = Service::open({api.stores, api.folder.filePath(QStringLiteral("blobs")), api.clock, {}, {}, "monitor-token-0123456789"});
        QVERIFY(service);
        api.service = std::move(*service);
        api.port = *api.service->http().listen(QStringLiteral("127.0.0.1"), 0);
        api.service->start();
        QCOMPARE(api.ask("GET", "/metrics").status, 403);
        QCOMPARE(api.ask("GET", "/metrics", {}, "monitor-token-012345678").status, 403);
        QCOMPARE(api.ask("GET", "/metrics", {}, api.token(QStringLiteral("root"))).status, 403); // a person is no monitor
        QCOMPARE(api.ask("GET", "/metrics", {}, "monitor-token-0123456789", "X-Forwarded-For: 192.0.2.1\r\n").status, 200);
    }
    void readyIsWhoTakesWork()
    {
        ApiFixture api(http::Limits {.drainIdleMs = 20'000});
        test::RawClient kept(api.port);
        const QByteArray ask = "GET /readyz HTTP/1.1\r\nHost: t\r\n\r\n";
        kept.send(ask);
        QCOMPARE(kept.reply().status, 200);
        std::atomic<bool> drained = false;
        api.service->drain(5000, [&] { drained = true; });
        QTRY_VERIFY(!test::RawClient(api.port).isConnected());
        kept.send(ask); // whoever is connected still may ask, and is told to go elsewhere
        const test::Reply reply = kept.reply();
        QCOMPARE(reply.status, 503);
        QVERIFY(reply.body.contains("server.draining"));
        QCOMPARE(reply.headers.value("Connection"), "close");
        kept.close();
        QTRY_VERIFY(drained);
    }
};

QTEST_GUILESS_MAIN(TestMetrics)
#include "test_metrics.moc"
