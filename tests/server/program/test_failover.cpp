// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/changes.h"
#include "core/schema/entities.h"
#include "tests/server/program/nodesfixture.h"
#include "tests/support/fakeclock.h"
#include <QElapsedTimer>
#include <QTest>
#include <atomic>
#include <thread>

using namespace tidedesk;
using namespace tidedesk::test;

namespace {

/// A primary, a standby, and the address that finds whichever of them may be written.
struct Pair {
    explicit Pair(bool synchronous)
        : primary(PostgresCluster::Durable::Yes, {"wal_keep_size = 64MB"})
    {
        primary.sql("CREATE DATABASE desk");
        standby = PostgresCluster::standbyOf(primary, "standby");
        if (synchronous) {
            primary.sql("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
            primary.sql("SELECT pg_reload_conf()");
            (void)QTest::qWaitFor([&] { return primary.sql("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == "1"; }, 30'000);
        }
    }
    QByteArray url() const
    {
        return "postgresql:///desk?host=" + primary.socketFolder().toPercentEncoding() + ',' + standby->socketFolder().toPercentEncoding()
            + "&user=tidedesk&target_session_attrs=read-write";
    }
    PostgresCluster primary;
    std::unique_ptr<PostgresCluster> standby;
};

/// A seat by the plain interface: one ticket after the other, each sent until it is answered.
struct Pusher {
    QByteArray token;
    qint64 acknowledged = 0;
    QSet<Id> rows;
    QStringList wrong;

    void run(const QList<QUrl> &nodes, quint64 seed, const std::atomic<bool> &over)
    {
        FakeClock clock;
        IdGenerator ids(clock, [&seed] { return seed += 0x9e3779b97f4a7c15; });
        for (qint64 seq = 1; !over; ++seq) {
            domain::Change change;
            change.id = ids.next();
            change.seq = seq;
            change.kind = domain::Change::Kind::Create;
            change.entity = &schema::ticket();
            change.row = ids.next();
            change.set = {{schema::ticket().subject.index, QStringLiteral("x")}};
            const QJsonObject body {{QStringLiteral("protocol"), 1}, {QStringLiteral("operations"), QJsonArray {protocol::toJson(change)}}};
            for (qsizetype attempt = 0; !over; ++attempt) {
                const Reply reply = ask(nodes[(seq + attempt) % nodes.size()], "POST", "/v1/push", body, token);
                if (reply.status == 200) {
                    if (jsonOf(reply).value(QLatin1StringView("last_seq")).toInteger() != seq)
                        wrong.append(QString::fromUtf8(reply.body));
                    acknowledged = seq;
                    rows.insert(change.row);
                    break;
                }
                if (reply.status != 503 && reply.status != 0)
                    wrong.append(QString::number(reply.status) + QString::fromUtf8(reply.body));
            }
        }
    }
};

} // namespace

/// The database server dies and the standby takes over, while two nodes serve.
class TestFailover : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString why = PostgresCluster::missing(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }
    void synchronousReplicationLosesNothing()
    {
        Pair pair(true);
        const Nodes nodes(pair.url());
        QVERIFY(nodes.found({QStringLiteral("lin")}));
        const auto a = nodes.node(QStringLiteral("a"));
        const auto b = nodes.node(QStringLiteral("b"));
        const QList<QUrl> urls {a->url(), b->url()};
        std::vector<Pusher> pushers(6);
        std::atomic<bool> over = false;
        std::vector<std::thread> threads;
        for (size_t i = 0; i < pushers.size(); ++i) {
            pushers[i].token = tokenFor(urls[static_cast<qsizetype>(i % 2)], QStringLiteral("lin"));
            QVERIFY(!pushers[i].token.isEmpty());
            threads.emplace_back([&, i] { pushers[i].run(urls, i * 1000 + 1, over); });
        }
        const auto total = [&] { return pair.standby->sql("SELECT count(*) FROM ticket", "desk").toInt(); };
        const bool begun = QTest::qWaitFor([&] { return total() > 60; }, 30'000);
        pair.primary.kill();
        QElapsedTimer timer;
        timer.start();
        pair.standby->promote();
        const int then = total();
        const bool wentOn = QTest::qWaitFor([&] { return total() > then + 60; }, 60'000);
        qInfo() << "tickets at the promotion:" << then << "- 60 more after ms:" << timer.elapsed();
        over = true;
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(begun && wentOn);
        QSet<Id> acknowledged;
        for (const Pusher &pusher : pushers) {
            QCOMPARE(pusher.wrong, QStringList());
            QVERIFY(pusher.acknowledged > 0);
            acknowledged += pusher.rows;
        }
        QSet<Id> stored;
        for (const QByteArray &id : pair.standby->sql("SELECT id FROM ticket", "desk").split('\n'))
            stored.insert(Id::fromString(QString::fromLatin1(id)));
        QCOMPARE((acknowledged - stored).size(), 0);
        QVERIFY(stored.size() <= acknowledged.size() + static_cast<qsizetype>(pushers.size())); // what was under way at the end
        QVERIFY(!nodes.digestOnServer(QStringLiteral("lin")).startsWith(u"unsound"));
    }
    /// What the standby had not got is gone with the primary - and comes back from the seats that did it.
    void asynchronousReplicationIsHealedBySeats()
    {
        Pair pair(false);
        const Nodes nodes(pair.url());
        const QString lin = QStringLiteral("lin");
        const QString wang = QStringLiteral("wang");
        QVERIFY(nodes.found({lin, wang}));
        const auto a = nodes.node(QStringLiteral("a"));
        const auto b = nodes.node(QStringLiteral("b"));
        QCOMPARE(nodes.signIn(lin, a->url()).code, 0);
        QCOMPARE(nodes.signIn(wang, b->url()).code, 0);
        QCOMPARE(nodes.newTicket(lin, QStringLiteral("one")).code, 0);
        QCOMPARE(nodes.seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(nodes.seat(wang, QStringLiteral("sync")).code, 0);
        QTRY_COMPARE_WITH_TIMEOUT(pair.standby->sql("SELECT count(*) FROM ticket", "desk"), QByteArray("1"), 30'000);
        pair.standby->kill();
        QCOMPARE(nodes.newTicket(lin, QStringLiteral("two")).code, 0);
        QCOMPARE(nodes.newTicket(lin, QStringLiteral("three")).code, 0);
        QCOMPARE(nodes.seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(nodes.seat(wang, QStringLiteral("sync")).code, 0);
        QCOMPARE(nodes.subjects(wang).size(), 3); // acknowledged, and seen by others
        pair.primary.kill();
        pair.standby->start();
        pair.standby->promote();
        QCOMPARE(pair.standby->sql("SELECT count(*) FROM ticket", "desk"), QByteArray("1")); // it is lost, indeed
        const auto synced = [&](const QString &who) { // at the first attempts a node may still find its connections lost
            Ran ran;
            (void)QTest::qWaitFor([&] { return (ran = nodes.seat(who, QStringLiteral("sync --timeout 20"))).code == 0; }, 30'000);
            return ran.code == 0 ? QByteArray() : ran.out + ran.err;
        };
        QCOMPARE(synced(wang), QByteArray());
        QCOMPARE(synced(lin), QByteArray());
        QCOMPARE(synced(wang), QByteArray());
        const QStringList all {QStringLiteral("one"), QStringLiteral("three"), QStringLiteral("two")};
        for (const QString &who : {lin, wang}) {
            QCOMPARE(nodes.subjects(who), all);
            QCOMPARE(nodes.digestOnSeat(who), nodes.digestOnServer(who));
        }
    }
};

QTEST_GUILESS_MAIN(TestFailover)
#include "test_failover.moc"
