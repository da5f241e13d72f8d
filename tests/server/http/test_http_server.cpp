// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/compressor.h"
#include "core/server/http/decompressor.h"
#include "tests/server/http/serverfixture.h"
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>
#include <thread>

using namespace tidedesk;
using namespace tidedesk::http;
using test::get;
using test::RawClient;
using test::Reply;
using test::ServerFixture;

/// How a well-behaved and an impatient client are served. The hostile ones: test_http_hostile.
class TestHttpServer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answers()
    {
        ServerFixture fixture;
        const Reply reply = fixture.ask(get("/ping"));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, "pong");
        QCOMPARE(reply.headers.value("Content-Type"), "text/plain");
        QVERIFY(reply.headers.value("Date").endsWith(" GMT"));
        QVERIFY(!reply.headers.has("Connection"));
    }
    void keepsTheConnection()
    {
        ServerFixture fixture;
        RawClient client = fixture.client();
        for (int i = 0; i < 20; ++i) {
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n" + QByteArray::number(100 + i));
            QCOMPARE(client.reply().body, QByteArray::number(100 + i));
        }
        QCOMPARE(fixture.server.stats().accepted, 1);
        QCOMPARE(fixture.server.stats().requests, 20);
    }
    void byteByByte()
    {
        ServerFixture fixture;
        RawClient client = fixture.client();
        for (const char byte : get("/ping")
                + "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
            QVERIFY(client.send(QByteArray(1, byte)));
        QCOMPARE(client.reply().body, "pong");
        QCOMPARE(client.reply().body, "hello");
    }
    void answersPipelinedRequestsInOrder()
    {
        ServerFixture fixture;
        RawClient client = fixture.client();
        QByteArray requests;
        for (int i = 0; i < 100; ++i)
            requests += get(i % 3 ? "/text/" + QByteArray::number(i) : "/hold");
        QVERIFY(client.send(requests));
        for (int i = 0; i < 100; ++i) {
            if (i % 3 == 0) {
                QTRY_COMPARE(fixture.held.size(), 1);
                // Answered late and from another thread; the ones behind it wait.
                std::thread([&, i] { fixture.held.take()->send({200, {}, QByteArray(i, 'h'), {}}); }).join();
            }
            QCOMPARE(client.reply().body, i % 3 ? test::sampleText(i) : QByteArray(i, 'h'));
        }
    }
    void headHasTheFieldsOfGetAndNoBody()
    {
        ServerFixture fixture;
        RawClient client = fixture.client();
        client.send("HEAD /text/100 HTTP/1.1\r\nHost: a\r\n\r\n" + get("/ping"));
        const Reply reply = client.reply(true);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("Content-Length"), "100");
        QCOMPARE(client.reply().body, "pong");
    }
    void invitesTheBody()
    {
        ServerFixture fixture;
        RawClient client = fixture.client();
        const QByteArray head = "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n";
        client.send(head + "\r\n");
        QCOMPARE(client.reply().status, 100);
        client.send("hello");
        QCOMPARE(client.reply().body, "hello");

        client.send(head + "X-Refuse: 1\r\n\r\n");
        const Reply refused = client.reply();
        QCOMPARE(refused.status, 401);
        QCOMPARE(refused.headers.value("Connection"), "close");
        QVERIFY(client.isClosed());
    }
    void doesNotInviteWhatItWillRefuse()
    {
        ServerFixture fixture;
        QCOMPARE(
            fixture.ask("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n")
                .status,
            413);
    }
    void routesHaveTheirOwnBodyLimit()
    {
        ServerFixture fixture;
        const QByteArray body = test::sampleText(5'000'000);
        const QByteArray length = "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n";
        const Reply large = fixture.ask("PUT /blobs/a%2Fb HTTP/1.1\r\nHost: a\r\n" + length + body);
        QCOMPARE(large.status, 200);
        QCOMPARE(large.body, body);
        QCOMPARE(fixture.ask("POST /echo HTTP/1.1\r\nHost: a\r\n" + length + body).status, 413);
    }
    void closesWhenAskedTo()
    {
        ServerFixture fixture;
        for (const QByteArray &request :
            {get("/ping", "Connection: close\r\n"), QByteArray("GET /ping HTTP/1.0\r\n\r\n")}) {
            RawClient client = fixture.client();
            client.send(request);
            const Reply reply = client.reply();
            QCOMPARE(reply.body, "pong");
            QCOMPARE(reply.headers.value("Connection"), "close");
            QVERIFY(client.isClosed());
        }
    }
    void answersAHalfClosedClient()
    {
        ServerFixture fixture;
        RawClient client = fixture.client();
        client.send(get("/hold") + get("/ping"));
        client.shutdownWrite();
        QTRY_COMPARE(fixture.held.size(), 1);
        fixture.held.take()->send({200, {}, "late", {}});
        QCOMPARE(client.reply().body, "late");
        QCOMPARE(client.reply().body, "pong");
        QVERIFY(client.isClosed());
    }
    void clientLeavesBeforeItsAnswer()
    {
        ServerFixture fixture;
        for (int round = 0; round < 20; ++round) {
            RawClient client = fixture.client();
            client.send(get("/hold"));
            QTRY_COMPARE(fixture.held.size(), 1);
            const auto responder = fixture.held.take();
            QVERIFY(!responder->isClientGone());
            client.reset();
            if (round % 2) // and half of the time it has not been noticed yet
                QTRY_VERIFY(responder->isClientGone());
            responder->send({200, "text/plain", QByteArray(100'000, 'x'), {}});
            responder->send({200, "text/plain", "twice", {}});
        }
        QTRY_COMPARE(fixture.server.stats().connections, 0);
        QCOMPARE(fixture.server.stats().answering, 0);
        QCOMPARE(fixture.ask(get("/ping")).body, "pong");
    }
    void answersOutliveTheServer()
    {
        std::shared_ptr<Responder> late;
        {
            ServerFixture fixture;
            RawClient client = fixture.client();
            client.send(get("/hold"));
            QTRY_COMPARE(fixture.held.size(), 1);
            late = fixture.held.take();
        }
        QVERIFY(late->isClientGone());
        late->send({200, "text/plain", "nobody listens", {}});
    }
    void forgottenAndFailedRequestsAre500()
    {
        ServerFixture fixture({}, [](Router &router) {
            router.add("GET", "/forget", [](Request, const std::shared_ptr<Responder> &) {});
            router.add("GET", "/throw",
                [](Request, const std::shared_ptr<Responder> &) { throw std::runtime_error("from a handler"); });
        });
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("from a handler")));
        RawClient client = fixture.client();
        client.send(get("/forget") + get("/throw") + get("/ping"));
        QCOMPARE(client.reply().status, 500);
        QCOMPARE(client.reply().status, 500);
        QCOMPARE(client.reply().status, 200);
    }
    void routes()
    {
        ServerFixture fixture({}, [](Router &router) {
            const auto name = [](const char *route) {
                return [route](Request request, const std::shared_ptr<Responder> &responder) {
                    responder->send({200, {}, QByteArray(route) + " " + request.parameter("id"), {}});
                };
            };
            router.add("GET", "/t/{id}", name("one"));
            router.add("DELETE", "/t/{id}", name("delete"));
            router.add("GET", "/t/open", name("open"));
            router.add("GET", "/t/{id}/m", name("messages"));
        });
        QCOMPARE(fixture.ask(get("/t/5")).body, "one 5");
        QCOMPARE(fixture.ask(get("/t/a%2Fb%20c")).body, "one a/b c");
        QCOMPARE(fixture.ask(get("/t/open?x=/y")).body, "open ");
        QCOMPARE(fixture.ask(get("/t/%6Fpen")).body, "open ");
        QCOMPARE(fixture.ask(get("/t/5/m")).body, "messages 5");
        QCOMPARE(fixture.ask("DELETE /t/open HTTP/1.1\r\nHost: a\r\n\r\n").body, "delete open");
        for (const char *missing : {"/", "/t", "/t/", "/t/5/", "/t/5/x", "//t/5", "/T/5", "/t/../t/5"}) {
            const Reply reply = fixture.ask(get(missing));
            QCOMPARE(reply.status, 404);
            QCOMPARE(reply.headers.value("Content-Type"), "application/json");
            QVERIFY(reply.body.contains(R"("code":"http.not_found")"));
        }
        for (const QByteArray method : {"POST", "get", "BREW", "OPTIONS"}) {
            const Reply reply = fixture.ask(method + " /t/5 HTTP/1.1\r\nHost: a\r\n\r\n");
            QCOMPARE(reply.status, 405);
            QCOMPARE(reply.headers.value("Allow"), "GET, DELETE, HEAD");
        }
        QCOMPARE(fixture.router.routes().last().pattern, "/t/{id}/m");
    }
    void compressesWhatIsWorthIt()
    {
        ServerFixture fixture;
        const auto encoding = [&](const QByteArray &path, const QByteArray &accepted, QByteArray &body) {
            const Reply reply = fixture.ask(get(path, "Accept-Encoding: " + accepted + "\r\n"));
            body = reply.body;
            return reply.headers.value("Content-Encoding");
        };
        QByteArray body;
        QCOMPARE(encoding("/text/50000", "gzip, deflate", body), "gzip");
        QByteArray back;
        Decompressor(Encoding::Gzip, 50'000).feed(body, back);
        QCOMPARE(back, test::sampleText(50'000));
        QCOMPARE(encoding("/text/50000", "zstd, br, gzip, deflate", body), "zstd");
        back.clear();
        Decompressor(Encoding::Zstd, 50'000).feed(body, back);
        QCOMPARE(back, test::sampleText(50'000));
        QCOMPARE(encoding("/text/50000", "br", body), "");
        QCOMPARE(body, test::sampleText(50'000));
        QCOMPARE(encoding("/text/4096", "zstd", body), "");
        QCOMPARE(encoding("/text/4097", "zstd", body), "zstd");
    }
    void decodesRequestBodies()
    {
        ServerFixture fixture;
        for (const auto coding : {Encoding::Gzip, Encoding::Zstd}) {
            const QByteArray packed = Compressor::whole(coding, test::sampleText(200'000));
            const Reply reply
                = fixture.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Encoding: " + encodingName(coding)
                    + "\r\nContent-Length: " + QByteArray::number(packed.size()) + "\r\n\r\n" + packed);
            QCOMPARE(reply.body, test::sampleText(200'000));
        }
    }
    void aHeaderStaysOneLine()
    {
        ServerFixture fixture({}, [](Router &router) {
            router.add("GET", "/inject", [](Request request, const std::shared_ptr<Responder> &responder) {
                responder->send({200, "text/plain", "body",
                    {{"X-Name", "a\r\nSet-Cookie: b" + request.header("X-Add")}, {"Content-Length", "999"}}});
            });
            router.add("GET", "/empty", [](Request, const std::shared_ptr<Responder> &responder) {
                responder->send({204, {}, "must not be sent", {}});
            });
        });
        RawClient client = fixture.client();
        client.send(get("/inject") + get("/empty") + get("/ping"));
        const Reply reply = client.reply();
        QVERIFY(!reply.headers.has("Set-Cookie"));
        QCOMPARE(reply.body, "body");
        QCOMPARE(client.reply().status, 204);
        QCOMPARE(client.reply().body, "pong");
    }
    void reportsEveryExchange()
    {
        ServerFixture fixture;
        RawClient client = fixture.client();
        client.send(get("/text/1000?name=secret"));
        client.reply();
        QTRY_COMPARE(fixture.exchanged.size(), 1);
        const Exchanged done = fixture.exchanged.take();
        QCOMPARE(done.method, "GET");
        QCOMPARE(done.path, "/text/1000");
        QCOMPARE(done.remoteAddress, "127.0.0.1");
        QCOMPARE(done.status, 200);
        QVERIFY(done.bytesSent > 1000 && done.bytesSent < 1500);
        client.send(get("/hold"));
        QTRY_COMPARE(fixture.held.size(), 1);
        client.reset();
        QTRY_COMPARE(fixture.exchanged.size(), 1);
        QCOMPARE(fixture.exchanged.take().status, 0);
    }
    void timersRingInOrderAndCanBeCancelled()
    {
        ServerFixture fixture;
        test::Box<int> rung;
        QElapsedTimer clock;
        clock.start();
        fixture.server.after(40, [&] { rung.put(2); });
        fixture.server.after(10, [&] { rung.put(1); });
        const auto never = fixture.server.after(20, [&] { rung.put(9); });
        never->cancel();
        fixture.server.post([&] { rung.put(0); });
        QTRY_COMPARE(rung.size(), 3);
        QVERIFY(clock.elapsed() >= 40);
        QCOMPARE(rung.take(), 0);
        QCOMPARE(rung.take(), 1);
        QCOMPARE(rung.take(), 2);
        fixture.server.stop();
        fixture.server.post([&] { rung.put(9); });
        fixture.server.after(0, [&] { rung.put(9); })->cancel();
        QCOMPARE(rung.size(), 0);
    }
    void saysWhyItCannotListen()
    {
        ServerFixture fixture;
        HttpServer other({}, {});
        QCOMPARE(
            other.listen(QStringLiteral("127.0.0.1"), fixture.port).error().code, QStringLiteral("http.listen_failed"));
        QCOMPARE(other.listen(QStringLiteral("localhost"), 0).error().code, QStringLiteral("http.bad_address"));
    }
    void listensOnBothFamilies()
    {
        ServerFixture fixture;
        const auto port = fixture.server.listen(QStringLiteral("::"), 0);
        if (!port)
            QSKIP("IPv6 is absent: this machine cannot listen on ::");
        RawClient client(*port);
        client.send(get("/ping"));
        QCOMPARE(client.reply().body, "pong");
        QTRY_COMPARE(fixture.exchanged.size(), 1);
        QCOMPARE(fixture.exchanged.take().remoteAddress, "127.0.0.1");
    }
};

QTEST_GUILESS_MAIN(TestHttpServer)
#include "test_http_server.moc"
