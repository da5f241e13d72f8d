// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/program/nodesfixture.h"
#include <QElapsedTimer>
#include <QFile>

using namespace tidedesk::test;

/// How the program ends when it is asked to: nothing begun is lost, everybody is told, and soon.
class TestServerDrain : public QObject {
    Q_OBJECT
    QTemporaryDir dir;
    QString data() const { return dir.filePath(QStringLiteral("data")); }
    static constexpr char kEnd[] = "\r\n0\r\n\r\n"; // of a chunked body
    static QByteArray get(const QByteArray &path, const QByteArray &token = {})
    {
        return "GET " + path + " HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(run("tidedesk-server", {QStringLiteral("init"), QStringLiteral("--data"), data(), QStringLiteral("--admin"), QStringLiteral("root"), QStringLiteral("--password-stdin")}, "password-of-root\n").code, 0);
    }
    void everybodyIsToldAndItEnds()
    {
        ServerProcess server(data());
        const auto port = static_cast<quint16>(server.url().port());
        const QByteArray token = tokenFor(server.url(), QStringLiteral("root"));
        RawClient listener(port), idle(port), begun(port);
        listener.send(get("/v1/live", token));
        QVERIFY(listener.readUntil(":open").contains(":open"));
        idle.send(get("/healthz"));
        QCOMPARE(idle.reply().status, 200);
        const QByteArray body = R"({"protocol":1,"operations":[]})";
        begun.send("POST /v1/push HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + token + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n");
        QVERIFY(QTest::qWaitFor([&] { return ask(server.url(), "GET", "/metrics").body.contains("tidedesk_http_connections 4\n"); }));

        server.terminate();
        QVERIFY(listener.readUntil(kEnd).endsWith(kEnd)); // a whole body: the channel was closed, not cut
        QVERIFY(listener.isClosed());
        QVERIFY(idle.isClosed());
        begun.send(body); // had begun before, and is answered
        const Reply last = begun.reply();
        QCOMPARE(last.status, 200);
        QCOMPARE(last.headers.value("Connection"), "close");
        listener.close();
        begun.close();
        idle.close();
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(server.stop(), 0); // and being asked again changes nothing
        QVERIFY(timer.elapsed() < 8000);
        QVERIFY(!QFile::exists(data() + QStringLiteral("/control.json")));
        QVERIFY(!RawClient(port).isConnected());
    }
    void withNobodyThereItEndsAtOnce()
    {
        ServerProcess server(data());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(server.stop(), 0);
        QVERIFY(timer.elapsed() < 5000);
    }
};

QTEST_GUILESS_MAIN(TestServerDrain)
#include "test_server_drain.moc"
