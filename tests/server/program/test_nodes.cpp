// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/store/postgreswatch.h"
#include "tests/server/program/nodesfixture.h"
#include <QElapsedTimer>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::test;

/// Several servers over one PostgreSQL database, by the programs themselves.
class TestNodes : public QObject {
    Q_OBJECT
    std::unique_ptr<PostgresCluster> cluster;

    static QStringList both() { return {QStringLiteral("lin"), QStringLiteral("wang")}; }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString why = PostgresCluster::missing(); !why.isEmpty())
            QSKIP(qPrintable(why));
        cluster = std::make_unique<PostgresCluster>();
    }
    void cleanupTestCase() { cluster.reset(); }

    void theCommandsWorkOnPostgres()
    {
        const Nodes nodes(cluster->makeDatabase());
        QCOMPARE(nodes.administer(QStringLiteral("check")).code, 1); // nothing there yet
        QVERIFY(nodes.found(both()));
        QCOMPARE(nodes.administer(QStringLiteral("init --admin root --password-stdin"), "password-of-root\n").code, 1);
        QCOMPARE(nodes.administer(QStringLiteral("user list")).json.value(QLatin1StringView("users")).toArray().size(), 3);
        QCOMPARE(nodes.administer(QStringLiteral("user disable --name wang")).code, 0);
        const Ran sample = nodes.administer(QStringLiteral("sample --scale S --tickets 200"));
        QVERIFY2(sample.code == 0, sample.err.constData());
        const Ran check = nodes.administer(QStringLiteral("check"));
        QVERIFY2(check.code == 0, (check.out + check.err).constData());
        // A backup of it is a file like any other, and what is restored from it holds the same.
        const QString file = nodes.path(QStringLiteral("backup"));
        QCOMPARE(nodes.administer(QStringLiteral("backup --to ") + file).code, 0);
        const QStringList restored {QStringLiteral("--data"), nodes.path(QStringLiteral("restored")), QStringLiteral("--json")};
        QCOMPARE(run("tidedesk-server", QStringList {QStringLiteral("restore"), QStringLiteral("--from"), file} + restored).code, 0);
        const Ran copy = run("tidedesk-server", QStringList {QStringLiteral("check")} + restored);
        QCOMPARE(copy.code, 0);
        QCOMPARE(copy.json.value(QLatin1StringView("users")), check.json.value(QLatin1StringView("users")));
        const auto node = nodes.node(QStringLiteral("a"));
        QVERIFY(node->url().isValid());
        QCOMPARE(nodes.administer(QStringLiteral("sample --scale S --tickets 200")).code, 1); // it is being served
        QCOMPARE(node->stop(), 0);
    }
    void whatOneNodeCommitsTheOtherTellsAtOnce()
    {
        const Nodes nodes(cluster->makeDatabase());
        QVERIFY(nodes.found(both()));
        const auto a = nodes.node(QStringLiteral("a"));
        const auto b = nodes.node(QStringLiteral("b"));
        QVERIFY(a->url().isValid() && b->url().isValid());
        const QByteArray token = tokenFor(a->url(), QStringLiteral("wang"));
        QVERIFY(!token.isEmpty());
        RawClient listener(static_cast<quint16>(b->url().port())); // signed in on the one, listens on the other
        listener.send("GET /v1/live HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + token + "\r\n\r\n");
        QVERIFY(listener.readUntil(":open").contains("200"));
        QVERIFY(!nodes.signIn(QStringLiteral("lin"), a->url()).code);
        listener.readUntil("poke"); // whatever the signing in has moved
        QCOMPARE(nodes.newTicket(QStringLiteral("lin"), QStringLiteral("one")).code, 0);
        (void)listener.buffered();
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(nodes.seat(QStringLiteral("lin"), QStringLiteral("sync")).code, 0);
        QVERIFY(listener.readUntil("event: poke").endsWith("event: poke"));
        qInfo() << "a poke from the other node, ms after the push was begun:" << timer.elapsed();
        QVERIFY(timer.elapsed() < server::PostgresWatch::kPoll.count());
    }
    void sessionsEndOnEveryNode()
    {
        const Nodes nodes(cluster->makeDatabase());
        QVERIFY(nodes.found(both()));
        const auto a = nodes.node(QStringLiteral("a"));
        const auto b = nodes.node(QStringLiteral("b"));
        const QByteArray token = tokenFor(a->url(), QStringLiteral("wang"));
        QCOMPARE(ask(b->url(), "GET", "/v1/schema", {}, token).status, 200);
        QCOMPARE(ask(b->url(), "GET", "/v1/schema", {}, "invented").status, 401);
        QCOMPARE(nodes.administer(QStringLiteral("user disable --name wang"), {}, QStringLiteral("a")).code, 0); // through the node that serves this folder
        QTRY_COMPARE(ask(b->url(), "GET", "/v1/schema", {}, token).status, 401);
        QVERIFY(tokenFor(b->url(), QStringLiteral("wang")).isEmpty());
    }
    void aNodeDiesAndItsSeatsGoOnElsewhere()
    {
        const Nodes nodes(cluster->makeDatabase());
        QVERIFY(nodes.found(both()));
        const auto a = nodes.node(QStringLiteral("a"));
        const auto b = nodes.node(QStringLiteral("b"));
        Wire wire(a->url());
        const QString lin = QStringLiteral("lin");
        const QString wang = QStringLiteral("wang");
        QCOMPARE(nodes.signIn(lin, wire.url()).code, 0);
        QCOMPARE(nodes.signIn(wang, b->url()).code, 0);
        QCOMPARE(nodes.newTicket(lin, QStringLiteral("one")).code, 0);
        QCOMPARE(nodes.seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(nodes.newTicket(wang, QStringLiteral("two")).code, 0);
        QCOMPARE(nodes.seat(wang, QStringLiteral("sync")).code, 0);
        a->kill();
        QCOMPARE(nodes.newTicket(lin, QStringLiteral("three")).code, 0);
        QCOMPARE(nodes.seat(lin, QStringLiteral("sync --timeout 5")).code, 4);
        wire.redirect(b->url());
        const Ran synced = nodes.seat(lin, QStringLiteral("sync")); // the session is known there, too
        QVERIFY2(synced.code == 0, (synced.out + synced.err).constData());
        QCOMPARE(synced.json.value(QLatin1StringView("waiting")).toInt(), 0);
        QCOMPARE(nodes.seat(wang, QStringLiteral("sync")).code, 0);
        const QStringList all {QStringLiteral("one"), QStringLiteral("three"), QStringLiteral("two")};
        for (const QString &who : {lin, wang}) {
            QCOMPARE(nodes.subjects(who), all);
            QCOMPARE(nodes.digestOnSeat(who), nodes.digestOnServer(who));
        }
    }
    /// Away for longer than departures are told: the mirror begins anew, what waits to be sent does not.
    void aSeatOlderThanTheFeedKeepsItsOutbox()
    {
        const QByteArray database = cluster->makeDatabase();
        const Nodes nodes(database);
        QVERIFY(nodes.found(both()));
        const auto a = nodes.node(QStringLiteral("a"));
        Wire wire(a->url());
        const QString lin = QStringLiteral("lin");
        const QString wang = QStringLiteral("wang");
        QCOMPARE(nodes.signIn(lin, wire.url()).code, 0);
        QCOMPARE(nodes.signIn(wang, a->url()).code, 0);
        QCOMPARE(nodes.newTicket(lin, QStringLiteral("one")).code, 0);
        QCOMPARE(nodes.seat(lin, QStringLiteral("sync")).code, 0);
        wire.cut();
        QCOMPARE(nodes.newTicket(lin, QStringLiteral("two")).code, 0);
        QCOMPARE(nodes.newTicket(wang, QStringLiteral("three")).code, 0);
        QCOMPARE(nodes.seat(wang, QStringLiteral("sync")).code, 0);
        const QByteArray name = database.mid(database.indexOf("///") + 3).split('?').first();
        cluster->sql("INSERT INTO server_meta SELECT 'floor', xid || ':' || seq FROM server_feed ORDER BY xid DESC, seq DESC LIMIT 1", name);
        QVERIFY(wire.mend());
        const Ran synced = nodes.seat(lin, QStringLiteral("sync"));
        QVERIFY2(synced.code == 0, (synced.out + synced.err).constData());
        QCOMPARE(nodes.subjects(lin), (QStringList {QStringLiteral("one"), QStringLiteral("three"), QStringLiteral("two")}));
        QCOMPARE(nodes.digestOnSeat(lin), nodes.digestOnServer(lin));
    }
    /// An installation moves while a seat is away with work that it could not send.
    void aMovedServerIsARestartToItsSeats()
    {
        const Nodes nodes(cluster->makeDatabase());
        const QString lin = QStringLiteral("lin");
        const QString old = nodes.path(QStringLiteral("old"));
        const auto plain = [&](const QString &line, const QByteArray &input = {}) {
            return run("tidedesk-server", line.split(u' ') + QStringList {QStringLiteral("--data"), old, QStringLiteral("--json")}, input);
        };
        QCOMPARE(plain(QStringLiteral("init --admin root --password-stdin"), "password-of-root\n").code, 0);
        QCOMPARE(plain(QStringLiteral("user add --name lin --role agent --team Support --password-stdin"), "password-of-lin\n").code, 0);
        auto before = std::make_unique<ServerProcess>(old);
        Wire wire(before->url());
        QCOMPARE(nodes.signIn(lin, wire.url()).code, 0);
        QCOMPARE(nodes.newTicket(lin, QStringLiteral("one")).code, 0);
        QCOMPARE(nodes.seat(lin, QStringLiteral("sync")).code, 0);
        const QJsonObject cursor = nodes.cursorOf(lin);
        wire.cut();
        QCOMPARE(nodes.newTicket(lin, QStringLiteral("two")).code, 0);
        const QStringList move {QStringLiteral("migrate"), QStringLiteral("--from"), old, QStringLiteral("--to"), nodes.database(), QStringLiteral("--json")};
        QCOMPARE(run("tidedesk-server", move).code, 1); // it is being served
        QCOMPARE(before->stop(), 0);
        const QString digest = Nodes::digestIn(plain(QStringLiteral("check --user lin")));
        const Ran moved = run("tidedesk-server", move);
        QVERIFY2(moved.code == 0, moved.err.constData());
        QVERIFY(moved.json.value(QLatin1StringView("same_epoch")).toBool());
        QCOMPARE(nodes.digestOnServer(lin), digest);
        QCOMPARE(plain(QStringLiteral("check")).code, 1); // nothing is left there to serve by mistake
        QCOMPARE(run("tidedesk-server", move).code, 1);
        const auto after = nodes.node(QStringLiteral("a"));
        wire.redirect(after->url());
        QVERIFY(wire.mend());
        const Ran synced = nodes.seat(lin, QStringLiteral("sync"));
        QVERIFY2(synced.code == 0, (synced.out + synced.err).constData());
        QCOMPARE(nodes.subjects(lin), (QStringList {QStringLiteral("one"), QStringLiteral("two")}));
        QCOMPARE(nodes.digestOnSeat(lin), nodes.digestOnServer(lin));
        const QJsonObject now = nodes.cursorOf(lin);
        QCOMPARE(now.value(QLatin1StringView("e")), cursor.value(QLatin1StringView("e"))); // went on, did not begin anew
        QVERIFY(now.value(QLatin1StringView("t")) != cursor.value(QLatin1StringView("t")));
    }
};

QTEST_GUILESS_MAIN(TestNodes)
#include "test_nodes.moc"
