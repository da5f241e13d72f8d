// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/classify.h"
#include "core/net/eventstream.h"
#include "core/net/httptransport.h"
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::net;

class TestNet : public QObject {
    Q_OBJECT

    /// Answers every connection with fixed bytes, closes or keeps it, and counts requests.
    struct RawServer : QTcpServer {
        QByteArray answer;
        bool close = true;
        int requests = 0;
        RawServer()
        {
            connect(this, &QTcpServer::newConnection, this, [this] {
                QTcpSocket *socket = nextPendingConnection();
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                    if (!socket->readAll().contains("\r\n\r\n"))
                        return;
                    ++requests;
                    socket->write(answer);
                    if (close)
                        socket->disconnectFromHost();
                });
            });
            listen(QHostAddress::LocalHost);
        }
        QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }
    };

    static Result<Response> exchange(RawServer &server, Request request)
    {
        HttpTransport transport;
        transport.setServer(server.url());
        Result<Response> answer = Error {Consequence::Fatal, QStringLiteral("none"), {}};
        bool done = false;
        Call *call = transport.send(request);
        QObject context;
        connect(call, &Call::finished, &context, [&](const Result<Response> &result) {
            answer = result;
            done = true;
        });
        (void)QTest::qWaitFor([&] { return done; }, 10'000);
        return answer;
    }

private Q_SLOTS:
    void classification_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("networkError");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("consequence");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, int status, QNetworkReply::NetworkError error, const char *body, Consequence consequence, const char *code) {
            QTest::newRow(name) << status << int(error) << QByteArray(body) << int(consequence) << QString::fromLatin1(code);
        };
        row("refused", 0, QNetworkReply::ConnectionRefusedError, "", Consequence::Retry, "net.refused");
        row("no host", 0, QNetworkReply::HostNotFoundError, "", Consequence::Retry, "net.no_host");
        row("tls", 0, QNetworkReply::SslHandshakeFailedError, "", Consequence::Rejected, "net.tls");
        row("cut", 0, QNetworkReply::RemoteHostClosedError, "", Consequence::Retry, "net.unreachable");
        row("cut after 200", 200, QNetworkReply::RemoteHostClosedError, "", Consequence::Retry, "net.unreachable");
        row("captive portal", 302, QNetworkReply::NoError, "<html>", Consequence::RetryLater, "net.redirected");
        row("redirect", 307, QNetworkReply::NoError, "", Consequence::RetryLater, "net.redirected");
        row("proxy", 407, QNetworkReply::ProxyAuthenticationRequiredError, "", Consequence::RetryLater, "net.proxy");
        row("token", 401, QNetworkReply::AuthenticationRequiredError, R"({"error":{"code":"session.unknown"}})", Consequence::SignIn, "session.unknown");
        row("busy", 503, QNetworkReply::ServiceUnavailableError, "", Consequence::RetryLater, "http.503");
        row("too many", 429, QNetworkReply::UnknownContentError, R"({"error":{"code":"limit.rate"}})", Consequence::RetryLater, "limit.rate");
        row("the server's disk", 503, QNetworkReply::ServiceUnavailableError, R"({"error":{"code":"store.disk_full"}})", Consequence::RetryLater, "server.disk_full");
        row("old", 426, QNetworkReply::UnknownContentError, "", Consequence::Fatal, "net.too_old");
        row("gap", 409, QNetworkReply::ContentConflictError, "", Consequence::Conflict, "http.409");
        row("bad", 400, QNetworkReply::ProtocolInvalidOperationError, "no json", Consequence::Rejected, "http.400");
    }
    void classification()
    {
        QFETCH(int, status);
        QFETCH(int, networkError);
        QFETCH(QByteArray, body);
        QFETCH(int, consequence);
        QFETCH(QString, code);
        const Error error = classify(status, static_cast<QNetworkReply::NetworkError>(networkError), body, "7");
        QCOMPARE(int(error.consequence), consequence);
        QCOMPARE(error.code, code);
    }
    void eventsSurviveAnyCutting()
    {
        const QByteArray text = ": hello\n\nevent: poke\ndata: {\"a\":1}\n\nevent:poke\r\ndata: x\r\ndata: y\r\n\r\n:hb\n\ndata: z\n\n";
        for (int step = 1; step < 12; ++step) {
            EventStream stream;
            QList<EventStream::Event> events;
            for (qsizetype at = 0; at < text.size(); at += step)
                events += stream.feed(text.mid(at, step));
            QCOMPARE(events.size(), 3);
            QCOMPARE(events[0].data, "{\"a\":1}");
            QCOMPARE(events[1].data, "x\ny");
            QCOMPARE(events[2].name, "message");
        }
    }
    void endlessLineDoesNotGrow()
    {
        EventStream stream;
        for (int i = 0; i < 100; ++i)
            QVERIFY(stream.feed(QByteArray(10'000, 'x')).isEmpty());
        QCOMPARE(stream.feed("\n\nevent: poke\ndata: 1\n\n").size(), 1);
    }
    void redirectOfAPostIsNoSuccess()
    {
        RawServer server;
        server.answer = "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n";
        const auto answer = exchange(server, {.method = "POST", .path = QStringLiteral("/v1/push"), .body = "{}"});
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, QStringLiteral("net.redirected"));
        QCOMPARE(server.requests, 1);
    }
    /// Qt's thread asks the reply for the body again when it repeats a request, and waits for the answer; a manager that
    /// is destroyed meanwhile waits five seconds for its thread.
    void leavingWhileARequestIsRepeatedTakesNoTime()
    {
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 20; ++i) {
            RawServer server; // closes without a word
            HttpTransport transport;
            transport.setServer(server.url());
            transport.send({.method = "POST", .path = QStringLiteral("/v1/push"), .body = "{}"});
            QVERIFY(QTest::qWaitFor([&] { return server.requests > 0; }, 5000));
        }
        QVERIFY2(clock.elapsed() < 4000, qPrintable(QString::number(clock.elapsed())));
    }
    /// Captive portals and block pages; what our own server or a proxy in front of it says is not theirs.
    void aPageForPeopleIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *status, const char *type, const char *code) { QTest::addRow("%s %s", status, type) << QByteArray(status) << QByteArray(type) << QString::fromLatin1(code); };
        row("200 OK", "Text/HTML; charset=utf-8", "net.redirected");
        row("401 Unauthorized", "text/html", "net.redirected");
        row("403 Forbidden", "text/html", "net.redirected");
        row("404 Not Found", "text/html", "net.redirected");
        row("511 Network Authentication Required", "text/plain", "net.redirected");
        row("407 Proxy Authentication Required", "text/html", "net.proxy");
        row("413 Payload Too Large", "text/html", "http.413");
        row("502 Bad Gateway", "text/html", "http.502");
        row("403 Forbidden", "application/json", "http.403");
        row("200 OK", "application/json", "");
    }
    void aPageForPeopleIsNoAnswer()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, type);
        QFETCH(QString, code);
        for (const bool streamed : {false, true}) {
            RawServer server;
            server.answer = "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: 6\r\n\r\n<html>";
            const auto answer = exchange(server, {.method = "POST", .path = QStringLiteral("/v1/pull"), .body = "{}", .streamed = streamed});
            QCOMPARE(answer.ok() ? QString() : answer.error().code, code);
        }
    }
    void deadlineEndsASlowDrip()
    {
        RawServer server;
        server.close = false;
        server.answer = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx";
        const auto answer = exchange(server, {.path = QStringLiteral("/v1/hello"), .deadlineMs = 200});
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, QStringLiteral("net.deadline"));
    }
    void silenceEndsADeadStream()
    {
        RawServer server;
        server.close = false;
        server.answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n:hb\n\n";
        const auto answer = exchange(server, {.path = QStringLiteral("/v1/live"), .deadlineMs = 0, .silenceMs = 200, .streamed = true});
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, QStringLiteral("net.deadline"));
    }
    void bodyArrivesWhole()
    {
        RawServer server;
        server.answer = "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"fine\":true}";
        const auto answer = exchange(server, {.path = QStringLiteral("/v1/hello")});
        QVERIFY(answer.ok());
        QCOMPARE(answer->body, "{\"fine\":true}");
    }
};

QTEST_GUILESS_MAIN(TestNet)
#include "test_net.moc"
