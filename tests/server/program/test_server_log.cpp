// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/logwriter.h"
#include "tests/server/program/nodesfixture.h"
#include <QFile>

using namespace tidedesk;
using namespace tidedesk::test;

namespace {

QString uuid() { return QUuid::createUuid().toString(QUuid::WithoutBraces); }

QJsonObject ticketOf(const QString &subject)
{
    const QJsonObject operation {{QStringLiteral("seq"), 1}, {QStringLiteral("id"), uuid()}, {QStringLiteral("kind"), QStringLiteral("create")},
        {QStringLiteral("entity"), QStringLiteral("ticket")}, {QStringLiteral("row"), uuid()}, {QStringLiteral("base"), 0}, {QStringLiteral("done_at"), 1},
        {QStringLiteral("set"), QJsonObject {{QStringLiteral("subject"), subject}, {QStringLiteral("no_such_field"), subject}}}};
    return {{QStringLiteral("protocol"), 1}, {QStringLiteral("operations"), QJsonArray {operation}}};
}

} // namespace

/// What the server says of itself: one line an event, well formed, and nothing of anybody's.
class TestServerLog : public QObject {
    Q_OBJECT
    QTemporaryDir dir;
    QString data() const { return dir.filePath(QStringLiteral("data")); }

private Q_SLOTS:
    void aLineIsALine()
    {
        using app::LogFormat;
        const qint64 at = 1'796'000'000'123;
        const QString nasty = QStringLiteral("a\r\n2026 fake \x1b[31m\u2028\u202e\"");
        const QByteArray json = app::logLine(LogFormat::Json, QtWarningMsg, nasty, at);
        QCOMPARE(json.count('\n'), 1);
        QVERIFY(!json.contains('\r') && !json.contains('\x1b'));
        const QJsonObject read = QJsonDocument::fromJson(json).object();
        QCOMPARE(read.value(QLatin1StringView("at")).toString(), QStringLiteral("2026-11-30T00:53:20.123Z"));
        QCOMPARE(read.value(QLatin1StringView("level")).toString(), QStringLiteral("warning"));
        QCOMPARE(read.value(QLatin1StringView("text")).toString(), nasty);
        const QByteArray text = app::logLine(LogFormat::Text, QtCriticalMsg, QStringLiteral("{\"event\":\"x_failed\",\"code\":\"store.io\",\"detail\":\"a\\r\\nb\\u001b[0m\",\"n\":3}"), at);
        QCOMPARE(text.count('\n'), 1);
        QVERIFY(!text.contains('\r') && !text.contains('\x1b'));
        QVERIFY2(text.startsWith("2026-11-30T00:53:20.123Z error x_failed code=store.io"), text.constData());
        QVERIFY(text.contains(" n=3"));
    }
    /// Everything a person might say is planted through the interface, in good requests and bad ones, and looked for in the log.
    void nothingOfAnybodysIsInIt()
    {
        QCOMPARE(run("tidedesk-server", {QStringLiteral("init"), QStringLiteral("--data"), data(), QStringLiteral("--admin"), QStringLiteral("canary-admin"), QStringLiteral("--password-stdin")}, "password-of-canary-admin\n").code, 0);
        QFile limits(dir.filePath(QStringLiteral("limits.json")));
        QVERIFY(limits.open(QIODevice::WriteOnly) && limits.write(R"({"seat_requests_per_second": 1, "seat_request_burst": 20})") > 0);
        limits.close();
        ServerProcess server(data(), {QStringLiteral("--log-requests"), QStringLiteral("--log-level"), QStringLiteral("debug"), QStringLiteral("--limits"), limits.fileName()});
        const QUrl url = server.url();
        QCOMPARE(run("tidedesk-server", {QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("--data"), data(), QStringLiteral("--name"), QStringLiteral("canary-agent"), QStringLiteral("--role"), QStringLiteral("supervisor"),
                     QStringLiteral("--team"), QStringLiteral("canary-team"), QStringLiteral("--password-stdin")}, "password-of-canary-agent\n").code, 0);
        const QByteArray token = tokenFor(url, QStringLiteral("canary-agent"));
        QVERIFY(!token.isEmpty());
        QVERIFY(tokenFor(url, QStringLiteral("canary-nobody")).isEmpty());
        const QString canary = QStringLiteral("canary\r\ninjected 金丝雀");
        QCOMPARE(ask(url, "POST", "/v1/push", ticketOf(canary), token).status, 200);
        const QJsonObject intake {{QStringLiteral("channel"), QStringLiteral("email")}, {QStringLiteral("subject"), canary}, {QStringLiteral("body"), canary},
            {QStringLiteral("from"), QJsonObject {{QStringLiteral("name"), canary}, {QStringLiteral("email"), QStringLiteral("canary@example.org")}, {QStringLiteral("phone"), QStringLiteral("+4930555canary")}}}};
        QCOMPARE(ask(url, "POST", "/v1/intake", intake, token).status, 201);
        QCOMPARE(ask(url, "POST", "/v1/intake", {{QStringLiteral("channel"), canary}}, token).status, 400);
        QCOMPARE(ask(url, "GET", "/v1/canary/path?canary=query", {}, token).status, 404);
        QCOMPARE(ask(url, "GET", "/v1/schema", {}, "canary-token").status, 401);
        QCOMPARE(ask(url, "POST", "/v1/pull", {{QStringLiteral("protocol"), 1}, {QStringLiteral("cursor"), canary}}, token).status, 200);
        QCOMPARE(ask(url, "PUT", "/v1/blobs/canary", {}, token).status, 400);
        RawClient broken(static_cast<quint16>(url.port()));
        broken.send("GET /canary HTTP/9.9\r\nHost: canary\r\n\r\n");
        QVERIFY(broken.reply().status >= 400);
        int refused = 0;
        for (int i = 0; i < 30; ++i)
            refused += ask(url, "GET", "/v1/schema", {}, token).status == 429;
        QVERIFY(refused > 0);
        QCOMPARE(server.stop(), 0);

        const QByteArray log = server.log();
        for (const QByteArray &secret : {QByteArray("canary"), QByteArray("password-of"), QByteArray("金丝雀"), QByteArray("injected"), token, QByteArray("127.0.0.1")})
            QVERIFY2(!log.contains(secret), log.constData());
        QSet<QString> events, codes, routes;
        for (const QByteArray &line : log.trimmed().split('\n')) {
            const QJsonObject event = QJsonDocument::fromJson(line).object();
            QVERIFY2(!event.isEmpty(), line.constData());
            QVERIFY(event.value(QLatin1StringView("at")).toString().endsWith(u'Z'));
            events.insert(event.value(QLatin1StringView("event")).toString());
            codes.insert(event.value(QLatin1StringView("code")).toString());
            routes.insert(event.value(QLatin1StringView("route")).toString());
        }
        QVERIFY((QSet<QString> {QStringLiteral("started"), QStringLiteral("request"), QStringLiteral("draining"), QStringLiteral("stopped")} - events).isEmpty());
        QVERIFY((QSet<QString> {QStringLiteral("sign_in.wrong"), QStringLiteral("session.unknown"), QStringLiteral("json.type"), QStringLiteral("limit.seat"), QStringLiteral("http.not_found")} - codes).isEmpty());
        QVERIFY(routes.contains(QStringLiteral("POST /v1/push")));
    }
    /// An answer and its line in the log have the same name.
    void anAnswerIsFoundInTheLog()
    {
        ServerProcess server(data(), {QStringLiteral("--log-requests"), QStringLiteral("--log"), QStringLiteral("text")});
        const QByteArray id = ask(server.url(), "GET", "/healthz").headers.value("X-Request-Id");
        QVERIFY(!id.isEmpty());
        QVERIFY(ask(server.url(), "GET", "/healthz").headers.value("X-Request-Id") != id);
        QCOMPARE(server.stop(), 0);
        QVERIFY2(server.log().contains(" info request ") && server.log().contains("id=" + id + " route=GET /healthz status=200"), server.log().constData());
    }
    void withoutBeingAskedRequestsAreNotLogged()
    {
        ServerProcess server(data(), {QStringLiteral("--log-level"), QStringLiteral("warning")});
        QCOMPARE(ask(server.url(), "GET", "/healthz").status, 200);
        QCOMPARE(server.stop(), 0);
        QCOMPARE(server.log(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestServerLog)
#include "test_server_log.moc"
