// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/compressor.h"
#include "tests/server/http/serverfixture.h"
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace tidedesk;
using namespace tidedesk::http;
using test::get;
using test::RawClient;
using test::Reply;
using test::ServerFixture;

namespace {
Limits impatient()
{
    Limits limits;
    limits.headerTimeoutMs = 200;
    limits.idleTimeoutMs = 200;
    limits.transferWindowMs = 200;
    limits.lingerMs = 200;
    return limits;
}
} // namespace

/// Clients that break the rules, are endless, or too slow. Each test ends with the server serving on.
class TestHttpHostile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesAndCloses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto row
            = [](const char *name, const QByteArray &bytes, int status) { QTest::newRow(name) << bytes << status; };
        // The syntax is test_http_parser's; here, that a refusal reaches the client and ends the connection.
        const QByteArray post = "POST /echo HTTP/1.1\r\nHost: a\r\n";
        row("garbage", "\x01\x02\x03 / nonsense\r\n\r\n", 400);
        row("no host", "GET /ping HTTP/1.1\r\n\r\n", 400);
        row("smuggling", post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + get("/ping"), 400);
        row("two lengths", post + "Content-Length: 1\r\nContent-Length: 40\r\n\r\nx" + get("/ping"), 400);
        row("bad chunk", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + get("/ping"), 400);
        row("endless header", "GET /ping HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(4'000'000, 'x'), 431);
        row("endless request line", "GET /" + QByteArray(4'000'000, 'x'), 431);
        row("2 GB to come", post + "Content-Length: 2000000000\r\n\r\n" + QByteArray(4'000'000, 'x'), 413);
        row("endless chunks",
            post + "Transfer-Encoding: chunked\r\n\r\n" + ("fff\r\n" + QByteArray(0xfff, 'x') + "\r\n").repeated(1000),
            413);
        const QByteArray bomb = Compressor::whole(Encoding::Gzip, QByteArray(100'000'000, 'b'));
        row("gzip bomb",
            post + "Content-Encoding: gzip\r\nContent-Length: " + QByteArray::number(bomb.size()) + "\r\n\r\n" + bomb,
            413);
        row("unknown coding", post + "Content-Encoding: br\r\nContent-Length: 1\r\n\r\nx", 415);
    }
    void refusesAndCloses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        ServerFixture fixture(impatient());
        RawClient client = fixture.client();
        client.send(bytes); // the server may close before all is sent
        const Reply reply = client.reply();
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.headers.value("Connection"), "close");
        QVERIFY(reply.body.startsWith("{\"error\":{\"code\":\"http."));
        QVERIFY(client.isClosed());
        QCOMPARE(fixture.server.stats().requests, 0);
        QCOMPARE(fixture.server.stats().refusedRequests, 1);
        QTRY_COMPARE(fixture.server.stats().bodyBytes, 0);
        QCOMPARE(fixture.ask(get("/ping")).body, "pong");
    }
    void silentClientsAreClosed()
    {
        ServerFixture fixture(impatient());
        RawClient silent = fixture.client();
        RawClient idle = fixture.client();
        idle.send(get("/ping"));
        QCOMPARE(idle.reply().body, "pong");
        QVERIFY(silent.isClosed());
        QVERIFY(idle.isClosed());
        QCOMPARE(fixture.server.stats().refusedRequests, 0);
    }
    void slowlorisIsClosedAndOthersAreServed()
    {
        ServerFixture fixture(impatient());
        std::vector<RawClient> slow;
        for (int i = 0; i < 200; ++i) {
            slow.push_back(fixture.client());
            slow.back().send("GET /ping HTTP/1.1\r\nHost: a\r\n");
        }
        // Each goes on with one more field again and again; the limit is on the whole header, not on the pauses.
        int open = 200;
        for (int round = 0; open > 0 && round < 100; ++round) {
            open = 0;
            for (RawClient &client : slow) {
                if (client.isConnected() && (!client.send("X: y\r\n") || client.isClosed(0)))
                    client.close();
                open += client.isConnected();
            }
            QCOMPARE(fixture.ask(get("/ping")).body, "pong");
            slow.front().isClosed(20);
        }
        QCOMPARE(open, 0);
        QTRY_COMPARE(fixture.server.stats().connections, 0);
        QCOMPARE(fixture.server.stats().refusedRequests, 200);
    }
    void tooSlowHeadersAndBodiesAre408()
    {
        ServerFixture fixture(impatient());
        for (const QByteArray &begun : {QByteArray("GET /ping HTTP/1.1\r\nHo"),
                 QByteArray("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
                     + QByteArray(20'000, 'x')}) {
            RawClient client = fixture.client();
            client.send(begun);
            QCOMPARE(client.reply().status, 408);
            QVERIFY(client.isClosed());
        }
    }
    void aSteadySlowBodyIsTaken()
    {
        Limits limits = impatient();
        limits.transferWindowBytes = 100; // of 200 ms
        ServerFixture fixture(limits);
        RawClient client = fixture.client();
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n");
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 20; ++i) { // 25 ms each, so two and a half windows in all
            QVERIFY(client.send(QByteArray(500, 'x')));
            QVERIFY(!client.isClosed(i < 19 ? 25 : 0));
        }
        QVERIFY(clock.elapsed() > 400);
    }
    void aReaderThatDoesNotReadIsCut()
    {
        ServerFixture fixture(impatient());
        RawClient client(fixture.port, 4096);
        client.send(get("/text/8000000"));
        QTRY_COMPARE(fixture.server.stats().stalledReaders, 1);
        QTRY_COMPARE(fixture.server.stats().connections, 0);
        QVERIFY(!client.reply().whole);
    }
    void pipeliningWithoutReadingHoldsOneAnswer()
    {
        ServerFixture fixture;
        RawClient client(fixture.port, 4096);
        const qint64 before = test::residentKiB();
        QVERIFY(client.send(get("/text/4000000").repeated(200)));
        QTRY_VERIFY(fixture.server.stats().answering == 1);
        // Nothing but the first is begun, and the requests beyond one header's worth stay in the client's socket.
        QCOMPARE(fixture.ask(get("/ping")).body, "pong");
        QCOMPARE(fixture.server.stats().requests, 2);
        const qint64 grown = test::residentKiB() - before;
        QVERIFY2(!test::kMemoryTells || grown < 20'000, qPrintable(QString::number(grown)));
    }
    void sendingOnWhileAnAnswerIsMadeIsNotBuffered()
    {
        ServerFixture fixture;
        RawClient client = fixture.client();
        client.send(get("/hold"));
        QTRY_COMPARE(fixture.held.size(), 1);
        const qint64 before = test::residentKiB();
        std::atomic<bool> sent = false;
        std::thread sender([&] { // blocks as soon as the socket buffers are full
            client.send(QByteArray(64'000'000, 'x'));
            sent = true;
        });
        for (int i = 0; i < 20; ++i)
            QCOMPARE(fixture.ask(get("/ping")).body, "pong");
        QVERIFY(!sent);
        QVERIFY(!test::kMemoryTells || test::residentKiB() - before < 20'000);
        fixture.server.stop();
        sender.join();
    }
    void holdsOnlySoManyBodies()
    {
        Limits limits;
        limits.maxBodyBytesTotal = 1'000'000;
        ServerFixture fixture(limits);
        std::vector<RawClient> clients;
        const QByteArray most
            = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 400001\r\n\r\n" + QByteArray(400'000, 'x');
        for (int i = 0; i < 2; ++i) {
            clients.push_back(fixture.client());
            clients.back().send(most);
        }
        QTRY_COMPARE(fixture.server.stats().bodyBytes, 800'000);
        RawClient third = fixture.client();
        third.send(most);
        const Reply reply = third.reply();
        QCOMPARE(reply.status, 503);
        QVERIFY(reply.headers.has("Retry-After"));
        clients.front().send("x");
        QCOMPARE(clients.front().reply().status, 200);
        clients.clear();
        QTRY_COMPARE(fixture.server.stats().bodyBytes, 0);
    }
    void limitsConnectionsPerAddress()
    {
        Limits limits;
        limits.maxConnectionsPerAddress = 3;
        ServerFixture fixture(limits);
        std::vector<RawClient> clients;
        for (int i = 0; i < 3; ++i) {
            clients.push_back(fixture.client());
            clients.back().send(get("/ping"));
            QCOMPARE(clients.back().reply().status, 200);
        }
        RawClient fourth = fixture.client();
        QVERIFY(fourth.isClosed());
        QCOMPARE(fixture.server.stats().refusedConnections, 1);
        clients.pop_back();
        QTRY_COMPARE(fixture.server.stats().connections, 2);
        QCOMPARE(fixture.ask(get("/ping")).status, 200);
    }
    void limitsConnectionsInAll()
    {
        Limits limits;
        limits.maxConnections = 2;
        ServerFixture fixture(limits);
        const RawClient first = fixture.client();
        const RawClient second = fixture.client();
        QTRY_COMPARE(fixture.server.stats().connections, 2);
        RawClient third = fixture.client();
        QVERIFY(third.isClosed());
    }
    void survivesRunningOutOfFiles()
    {
        Limits limits;
        limits.acceptBackoffMs = 20;
        ServerFixture fixture(limits);
        QCOMPARE(fixture.ask(get("/ping")).body, "pong");
        QTRY_COMPARE(fixture.server.stats().connections, 0);
        rlimit before{};
        getrlimit(RLIMIT_NOFILE, &before);
        // Leaves one descriptor: for the client, none for the server.
        const int next = ::dup(0);
        ::close(next);
        rlimit tight = before;
        tight.rlim_cur = rlim_t(next) + 1;
        setrlimit(RLIMIT_NOFILE, &tight);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("accept_failed")));
        RawClient client = fixture.client();
        const bool connected = client.send(get("/ping"));
        const bool noticed = QTest::qWaitFor([&] { return fixture.server.stats().acceptErrors >= 2; });
        const qint64 errors = fixture.server.stats().acceptErrors;
        setrlimit(RLIMIT_NOFILE, &before);
        QVERIFY(connected);
        QVERIFY(noticed);
        QVERIFY2(errors < 100, "it spins");
        QCOMPARE(client.reply().body, "pong");
    }
    void raisesTheFileLimit() { QVERIFY(HttpServer::raiseFileLimit() >= 1024); }
    void idleConnectionsAreCheap()
    {
        HttpServer::raiseFileLimit();
        constexpr int kConnections = 500;
        ServerFixture fixture;
        std::vector<RawClient> clients;
        clients.reserve(kConnections);
        QCOMPARE(fixture.ask(get("/ping")).body, "pong");
        const qint64 before = test::residentKiB();
        for (int i = 0; i < kConnections; ++i) {
            clients.push_back(fixture.client());
            clients.back().send(get("/ping"));
            QCOMPARE(clients.back().reply().body, "pong");
        }
        QTRY_COMPARE(fixture.server.stats().connections, kConnections);
        const double each = double(test::residentKiB() - before) / kConnections;
        qInfo("%d idle connections: %.1f KiB each, client's side included", kConnections, each);
        QVERIFY(!test::kMemoryTells || each < 12);
    }
};

QTEST_GUILESS_MAIN(TestHttpHostile)
#include "test_http_hostile.moc"
