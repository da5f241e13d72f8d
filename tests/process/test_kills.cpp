// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/process/worker.h"
#include "tests/support/faultproxy.h"
#include <QRandomGenerator>
#include <QSet>
#include <algorithm>
#include <array>

using namespace tidedesk::test;

namespace {

constexpr int kKills = 100; ///< of a run, unless TIDEDESK_KILLS says otherwise, and of one office
constexpr int kMoreRounds = 60; ///< at most, for points that have not been met by then
const QStringList kAgents {QStringLiteral("lin"), QStringLiteral("wang"), QStringLiteral("chen"), QStringLiteral("zhao")};

QStringList points(const char *line) { return QString::fromLatin1(line).split(u' '); }

/// Named points (core/base/killpoint.h), by what passes them, and which pass: the first of the mirror's and of
/// "acknowledge" belong to opening the store.
const QStringList kOfEdits = points("mirror.commit:1 mirror.committed:1 outbox.commit:1 outbox.committed:1 mirror.commit:2 mirror.committed:2 checkpoint:1 checkpointed:1 checkpoint:2 checkpointed:2");
const QStringList kOfExchanges = points("push.send:1 request.sent:1 request.sent:2 request.sent:3 push.answered:1 outcomes.commit:1 outcomes.committed:1 acknowledge.commit:2 "
                                        "acknowledge.committed:2 page.received:1 page.received:2 page.applied:1 page.applied:2 mirror.commit:2 mirror.committed:2 mirror.commit:3 "
                                        "mirror.committed:3");
const QStringList kOfServer = points("server.read:1 server.commit:1 server.commit:2 server.committed:1 server.committed:2 server.reply:1 server.reply:2 server.replied:1 server.page:1 "
                                     "server.page:2 checkpoint:1 checkpointed:1");

} // namespace

/// The real server and four seats at work, killed -9 at named points and anywhere. After each round everybody starts
/// again and exchanges, and the auditor finds every operation that was confirmed on the server exactly once, in its
/// seat's order, and the same rows everywhere. TIDEDESK_SEED repeats a run as far as the machine does.
class TestKills : public QObject {
    Q_OBJECT

    QRandomGenerator random;
    std::unique_ptr<Office> office;
    std::unique_ptr<Auditor> auditor;
    std::unique_ptr<ServerProcess> server;
    std::unique_ptr<FaultProxy> wire;
    QStringList tickets; ///< that all seats have; few, so that people meet on them
    int kills = 0;
    int rounds = 0;
    int texts = 0;
    enum Program { Cli, Server };
    std::array<QSet<QString>, 2> met; ///< named points at which programs have died

    int below(int n) { return static_cast<int>(random.bounded(n)); }
    QStringList unmet(Program of, QStringList all) const
    {
        all.removeIf([&](const QString &point) { return met[of].contains(point); });
        return all;
    }
    QStringList unmet() const { return unmet(Cli, kOfEdits) + unmet(Cli, kOfExchanges) + unmet(Server, kOfServer); }
    /// One that has not been met yet while there are such, then any.
    QString point(Program of, const QStringList &all)
    {
        const QStringList left = unmet(of, all);
        const QStringList &among = left.isEmpty() ? all : left;
        return among[below(static_cast<int>(among.size()))];
    }
    void startServer(const QString &killAt = {})
    {
        server = std::make_unique<ServerProcess>(office->serverFolder(), QStringList(), killAt);
        if (!server->url().isValid() && !killAt.isEmpty()) { // died as it began
            count(Server, killAt);
            server = std::make_unique<ServerProcess>(office->serverFolder());
        }
        wire->redirect(server->url());
    }
    void count(Program of, const QString &killAt)
    {
        ++kills;
        if (!killAt.isEmpty())
            met[of].insert(killAt);
    }

    Errand edit()
    {
        const QString text = QStringLiteral("text-%1").arg(++texts);
        const QString ticket = tickets[below(static_cast<int>(tickets.size()))];
        switch (below(5)) {
        case 0:
            return {{QStringLiteral("ticket"), QStringLiteral("create"), QStringLiteral("--subject"), text, QStringLiteral("--channel"), QStringLiteral("phone")}, text};
        case 1:
            return {{QStringLiteral("ticket"), QStringLiteral("set"), ticket, QStringLiteral("category=") + text}, text};
        case 2:
            return {{QStringLiteral("ticket"), QStringLiteral("reply"), ticket, QStringLiteral("--body"), text}, text};
        default:
            return {{QStringLiteral("ticket"), QStringLiteral("note"), ticket, QStringLiteral("--body"), text}, text};
        }
    }
    /// Two edits, an exchange, and perhaps another edit; one of them is to die.
    QList<Errand> shift()
    {
        QList<Errand> errands {edit(), edit(), {{QStringLiteral("sync"), QStringLiteral("--timeout"), QStringLiteral("30")}}};
        if (below(2) == 0)
            errands.append(edit());
        const bool exchange = below(3) > 0;
        Errand &last = errands[exchange ? 2 : below(2)];
        if (below(3) == 0)
            last.killAfterMs = below(exchange ? 80 : 40);
        else
            last.killAt = point(Cli, exchange ? kOfExchanges : kOfEdits);
        return errands;
    }
    void round()
    {
        ++rounds;
        const bool serverDies = below(2) == 0;
        const QString killAt = serverDies && below(3) > 0 ? point(Server, kOfServer) : QString();
        if (!killAt.isEmpty()) {
            QCOMPARE(server->stop(), 0);
            startServer(killAt);
            QVERIFY(server->url().isValid());
        }
        std::vector<std::unique_ptr<Worker>> workers;
        for (const QString &who : kAgents)
            workers.push_back(std::make_unique<Worker>(*office, *auditor, who, shift()));
        QTimer death;
        death.setSingleShot(true);
        connect(&death, &QTimer::timeout, this, [this] { server->kill(); });
        if (serverDies && killAt.isEmpty())
            death.start(below(250));
        QVERIFY(QTest::qWaitFor([&] { return std::all_of(workers.begin(), workers.end(), [](const auto &worker) { return worker->isDone(); }); }, 60'000));
        death.stop();
        for (const auto &worker : workers) {
            QVERIFY2(worker->complaints().isEmpty(), qPrintable(worker->complaints().join(u'\n')));
            if (worker->hasDied())
                count(Cli, worker->diedAt());
            tickets += worker->tickets();
        }
        if (killAt.isEmpty() && server->isRunning())
            return;
        if (server->stop() != 0)
            count(Server, killAt);
        startServer();
        QVERIFY(server->url().isValid());
    }
    /// All at once, as after a real outage. The second exchange brings what others sent in the first.
    void exchange()
    {
        for (int i = 0; i < 2; ++i) {
            std::vector<std::unique_ptr<QProcess>> seats;
            for (const QString &who : kAgents) {
                seats.push_back(std::make_unique<QProcess>());
                seats.back()->start(program("tidedesk-cli"), office->seatLine(who, {QStringLiteral("sync"), QStringLiteral("--timeout"), QStringLiteral("30")}));
            }
            QVERIFY(QTest::qWaitFor([&] { return std::all_of(seats.begin(), seats.end(), [](const auto &seat) { return seat->state() == QProcess::NotRunning; }); }, 60'000));
            for (const auto &seat : seats) {
                const Ran ran = ended(*seat);
                QVERIFY2(ran.code == 0 || ran.code == 5, ran.err.constData());
            }
        }
    }
    void audit()
    {
        const QStringList findings = auditor->audit(kAgents);
        QVERIFY2(findings.isEmpty(), qPrintable(QStringLiteral("after round %1:\n").arg(rounds) + findings.join(u'\n')));
    }
    void opens()
    {
        office = std::make_unique<Office>(kAgents);
        auditor = std::make_unique<Auditor>(*office);
        QVERIFY(office->found());
        server = std::make_unique<ServerProcess>(office->serverFolder());
        QVERIFY(server->url().isValid());
        wire = std::make_unique<FaultProxy>(server->url());
        for (const QString &who : kAgents)
            QCOMPARE(office->signIn(who, wire->url()).code, 0);
        tickets.clear();
        for (int i = 0; i < 3; ++i)
            tickets.append(office->seat(kAgents.first(), {QStringLiteral("ticket"), QStringLiteral("create"), QStringLiteral("--subject"), QStringLiteral("first-%1").arg(i), QStringLiteral("--channel"), QStringLiteral("email")}).json.value(QLatin1StringView("id")).toString());
        exchange();
    }
    /// The product's own figures, once more, after everything.
    void closes()
    {
        QSet<QString> hashes;
        const Ran check = office->administer({QStringLiteral("check")});
        QVERIFY2(check.code == 0, check.out.constData());
        for (const QJsonValue &user : check.json.value(QLatin1StringView("users")).toArray()) {
            if (kAgents.contains(user.toObject().value(QLatin1StringView("user")).toString()))
                hashes.insert(user.toObject().value(QLatin1StringView("hash")).toString());
        }
        for (const QString &who : kAgents) {
            hashes.insert(office->seat(who, {QStringLiteral("digest")}).json.value(QLatin1StringView("hash")).toString());
            QVERIFY(office->seat(who, {QStringLiteral("doctor")}).json.value(QLatin1StringView("sound")).toBool());
        }
        QCOMPARE(hashes.size(), 1);
        QCOMPARE(server->stop(), 0);
        qInfo() << kills << "kills in" << rounds << "rounds," << auditor->promises() << "receipts in the last office";
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto seed = static_cast<quint32>(qEnvironmentVariableIntValue("TIDEDESK_SEED"));
        if (seed == 0)
            seed = QRandomGenerator::global()->bounded(1U, 1'000'000U);
        qInfo() << "TIDEDESK_SEED =" << seed;
        random.seed(seed);
    }
    void everythingSurvives()
    {
        const int wanted = qEnvironmentVariableIsSet("TIDEDESK_KILLS") ? qEnvironmentVariableIntValue("TIDEDESK_KILLS") : kKills;
        while (kills < wanted && !QTest::currentTestFailed()) {
            opens();
            const int enough = qMin(wanted, kills + kKills);
            for (int more = 0; (kills < enough || (!unmet().isEmpty() && ++more <= kMoreRounds)) && !QTest::currentTestFailed();) {
                for (void (TestKills::*step)() : {&TestKills::round, &TestKills::exchange, &TestKills::audit}) {
                    if (!QTest::currentTestFailed())
                        (this->*step)();
                }
                tickets = tickets.mid(qMax<qsizetype>(0, tickets.size() - 6));
            }
            if (!QTest::currentTestFailed())
                closes();
        }
    }
    void everyNamedPointWasMet()
    {
        QVERIFY2(unmet().isEmpty(), qPrintable(unmet().join(u' ')));
    }
};

QTEST_GUILESS_MAIN(TestKills)
#include "test_kills.moc"
