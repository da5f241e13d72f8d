// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simulation.h"
#include "core/kpi/accumulator.h"
#include "core/schema/entities.h"
#include "core/seat/figurereader.h"
#include "core/server/api/passwords.h"
#include "core/server/api/people.h"
#include <QDir>
#include <QFile>
#include <QJsonArray>

namespace tidedesk::sim {

namespace {

constexpr qint64 kMinute = 60'000;
constexpr qint64 kHealAtMost = 6 * Plan::kHour;
constexpr qint64 kClaimMinutes[] = {30, 0}; ///< of a team's queues

/// A folder in memory where there is one.
std::unique_ptr<QTemporaryDir> scratch()
{
    const QString memory = QStringLiteral("/dev/shm");
    const QString base = QDir(memory).exists() ? memory : QDir::tempPath();
    return std::make_unique<QTemporaryDir>(base + QStringLiteral("/tidedesk-sim-XXXXXX"));
}

} // namespace

Simulation::Simulation(Plan plan)
    : m_plan(std::move(plan))
    , m_dice(m_plan.seed)
    , m_world(m_dice.fork())
    , m_folder(scratch())
{
    prepare();
}

Simulation::~Simulation()
{
    m_seats.clear();
    m_server.reset();
}

void Simulation::prepare()
{
    QDir().mkpath(m_folder->filePath(QStringLiteral("server")));
    m_server = std::make_unique<ServerHost>(m_timeline, m_dice.fork(), m_ledger, m_folder->filePath(QStringLiteral("server")), m_plan.server);
    m_server->newerSchema = m_plan.faults && m_plan.seed % 4 == 3;
    const Status made = m_server->prepare([this](server::WriteContext &context) { return makeDesk(context); });
    if (!made)
        qFatal("the desk: %s %s", qPrintable(made.error().code), qPrintable(made.error().detail));
    m_workload = std::make_unique<Workload>(m_queues, m_users);
    makeSeats();
}

/// Teams with two queues each, one of which lends its tickets for half an hour; most people are agents of one team, every sixth of two, one is a manager.
Status Simulation::makeDesk(server::WriteContext &context)
{
    const auto add = [&](const schema::Entity &entity, const QMap<int, Value> &set, const QMap<int, QStringList> &members) -> Result<Id> {
        domain::Change change;
        change.kind = domain::Change::Kind::Create;
        change.entity = &entity;
        change.row = context.newId();
        change.set = set;
        change.add = members;
        TD_TRY(context.applyOwn(change));
        return change.row;
    };
    for (int team = 0; team < m_plan.teams; ++team) {
        TD_ASSIGN(id, add(schema::team(), {{schema::team().name.index, QStringLiteral("team %1").arg(team)}}, {}));
        m_teams.append(id);
        for (int queue = 0; queue < 2; ++queue) {
            const auto &q = schema::queue();
            const QString name = QStringLiteral("queue %1.%2").arg(team).arg(queue);
            TD_ASSIGN(made, add(q, {{q.name.index, name}, {q.teamId.index, id}, {q.active.index, qint64(1)}, {q.claimMinutes.index, kClaimMinutes[queue]}}, {}));
            m_queues.append(made);
            m_queueNames.append(name);
            m_start.addQueue(made.toString(), id.toString(), kClaimMinutes[queue]);
        }
    }
    for (int seat = 0; seat < m_plan.seats; ++seat) {
        const auto &u = schema::user();
        const bool manager = seat == 5;
        QStringList teams {m_teams[seat % m_plan.teams].toString()};
        if (seat % 6 == 4)
            teams.append(m_teams[(seat + 1) % m_plan.teams].toString());
        if (manager)
            teams.clear();
        TD_ASSIGN(user, add(u,
            {{u.name.index, QStringLiteral("agent%1").arg(seat)}, {u.role.index, qint64(manager ? 2 : 0)}, {u.active.index, qint64(1)}},
            {{u.teams.index, teams}}));
        m_start.addUser(user.toString(), teams, manager);
        const SeatHost::Person person {user, context.newId(), "seat" + QByteArray::number(seat)};
        TD_TRY(server::useSeat(context, user, person.seat, QStringLiteral("seat")));
        TD_TRY(context.store().putSession({server::tokenHash(person.token), user, person.seat, context.now(), context.now() + 90 * 24 * Plan::kHour}));
        m_users.append(user);
        m_people.append(person);
    }
    return {};
}

void Simulation::makeSeats()
{
    const QString blank = m_folder->filePath(QStringLiteral("blank"));
    {
        const SkewedClock clock(m_timeline);
        QDir().mkpath(blank);
        const auto made = seat::LocalStore::open(blank, clock);
        if (!made)
            qFatal("a blank profile: %s", qPrintable(made.error().code));
    }
    for (int i = 0; i < m_plan.seats; ++i) {
        QDir().mkpath(folderOf(i));
        for (const char *file : {"/cache.db", "/outbox.db"})
            QFile::copy(blank + QLatin1StringView(file), folderOf(i) + QLatin1StringView(file));
        m_seats.push_back(std::make_unique<SeatHost>(m_timeline, *m_server, m_dice.fork(), m_ledger, folderOf(i), m_people[i], m_plan.seat));
        m_seats.back()->network().fault = m_plan.requests;
        m_seats.back()->fault = i == 0 ? m_plan.statements : nullptr;
        m_seats.back()->pageOverWork = [this, i] {
            if (m_overlay.size() < 5)
                m_overlay += Checker::overlay(m_checked[i]);
        };
        m_checked.append({m_people[i].user.toString(), m_people[i].seat.toString(), folderOf(i)});
    }
}

void Simulation::often(Dice &dice, qint64 mean, const std::function<void()> &work)
{
    const qint64 next = m_timeline.now() + 1 + dice.exponential(mean);
    if (next >= Timeline::kStart + m_plan.shiftMs)
        return;
    m_timeline.at(next, [this, &dice, mean, work] {
        work();
        often(dice, mean, work);
    });
}

void Simulation::schedule()
{
    m_server->fault = m_plan.serverStatements;
    for (const auto &seat : m_seats)
        scheduleSeat(*seat);
    often(m_world, m_plan.shiftMs * 2 / qMax(1, m_plan.seats * m_plan.actionsPerSeat), [this] { customerArrives(); });
    often(m_world, Plan::kHour, [this] { m_server->keepHouse(); });
    often(m_world, 2 * kMinute, [this] { m_server->giveBackLapsed(); });
    often(m_world, 40 * kMinute, [this] { moveSomebody(); });
    if (!m_plan.faults)
        return;
    often(m_world, 20 * kMinute, [this] { m_server->killSoon(); });
    if (!m_plan.restores)
        return;
    often(m_world, 50 * kMinute, [this] { m_server->backUp(); });
    often(m_world, 3 * Plan::kHour, [this] { m_server->restore(); });
}

void Simulation::scheduleSeat(SeatHost &seat)
{
    Dice &dice = seat.dice();
    if (m_plan.faults) {
        seat.network().faults = NetworkFaults::rough(m_plan.roughness);
        seat.clock().skew = dice.chance(.3) ? dice.between(-24 * Plan::kHour, 24 * Plan::kHour) : dice.between(-2000, 2000);
        often(dice, 2 * Plan::kHour, [&seat] { seat.goOffline(seat.dice().logNormal(10 * kMinute, 3 * 24 * Plan::kHour)); });
        often(dice, 2 * Plan::kHour, [&seat] { seat.killSoon(); });
        often(dice, 6 * Plan::kHour, [&seat] { seat.clock().skew = seat.dice().between(-24 * Plan::kHour, 24 * Plan::kHour); });
    }
    m_timeline.after(dice.below(5 * kMinute), [&seat] { seat.boot(); });
    often(dice, m_plan.shiftMs / m_plan.actionsPerSeat, [this, &seat] { seat.live([this, &seat] { m_workload->act(seat); }); });
}

void Simulation::customerArrives()
{
    const QString key = QStringLiteral("mail-%1").arg(++m_arrivals);
    const qint64 who = m_world.below(20 + m_arrivals / 4);
    const qint64 queue = m_world.below(m_queues.size());
    QJsonObject asked {{QStringLiteral("channel"), QStringLiteral("email")},
        {QStringLiteral("from"), QJsonObject {{QStringLiteral("name"), QStringLiteral("customer %1").arg(who)}, {QStringLiteral("email"), QStringLiteral("c%1@example.org").arg(who)}}},
        {QStringLiteral("subject"), QStringLiteral("mail %1").arg(m_arrivals)}, {QStringLiteral("body"), QStringLiteral("退款 mail %1").arg(m_arrivals)},
        {QStringLiteral("queue"), m_queueNames[queue]}, {QStringLiteral("queue_id"), m_queues[queue].toString()}, {QStringLiteral("external_key"), key}};
    const qint64 tickets = m_ledger.log.size() / 4;
    if (m_world.chance(.5) && tickets > 2)
        asked.insert(QStringLiteral("ticket"), m_world.between(qMax<qint64>(1, tickets - 30), tickets));
    m_ledger.arrived.insert(key, asked);
    m_server->customerWrites(key);
}

void Simulation::moveSomebody()
{
    const qint64 who = m_world.below(m_users.size());
    if (who == 5)
        return;
    QStringList teams {m_teams[m_world.below(m_teams.size())].toString()};
    if (m_world.chance(.3))
        teams.append(m_teams[m_world.below(m_teams.size())].toString());
    teams.removeDuplicates();
    m_server->moveUser(m_users[who], teams);
}

/// Network up, no more accidents: everything that waits must find its way.
QStringList Simulation::heal()
{
    m_server->setCalm();
    for (const auto &seat : m_seats)
        seat->setCalm();
    const qint64 from = m_timeline.now();
    int rounds = 0;
    for (qint64 until = from + kMinute; until < from + kHealAtMost; until += kMinute) {
        m_timeline.run(until);
        for (const auto &seat : m_seats)
            seat->restartIfStopped();
        bool idle = m_server->isUp();
        for (const auto &seat : m_seats)
            idle = idle && seat->isIdle();
        if (!idle)
            continue;
        if (++rounds == 3) {
            m_healedAfter = m_timeline.now() - from;
            return {};
        }
        for (const auto &seat : m_seats) // once more from the top: nothing may have been missed
            seat->engine().connectNow();
    }
    QStringList stuck;
    for (const auto &seat : m_seats) {
        if (!seat->isIdle())
            stuck.append(QStringLiteral("stuck: %1 with %2 waiting, %3").arg(QString::fromUtf8(seat->person().token)).arg(seat->isRunning() ? seat->engine().status().waiting : -1)
                             .arg(seat->isRunning() ? seat->engine().status().problem : QStringLiteral("dead")));
    }
    return stuck.isEmpty() ? QStringList {QStringLiteral("stuck: the server")} : stuck;
}

QStringList Simulation::check()
{
    for (const auto &seat : m_seats)
        seat->fault = nullptr;
    Checker checker(m_ledger, m_start, m_server->file(), m_checked);
    QStringList findings = checker.run();
    if (findings.isEmpty())
        findings += checkFigures(checker);
    return findings;
}

QStringList Simulation::checkFigures(Checker &checker)
{
    QStringList findings;
    for (size_t i = 0; i < m_seats.size() && i < 12; ++i) {
        kpi::Frame frame;
        frame.window = {Timeline::kStart, m_timeline.now() + 1, QTimeZone::utc()};
        frame.asOf = frame.now = m_timeline.now() + 1;
        kpi::Accumulator accumulator(frame);
        const auto created = accumulator.ask({QStringLiteral("created")});
        const auto response = accumulator.ask({QStringLiteral("first_response_time")});
        storage::Mirror &mirror = m_seats[i]->store().mirror();
        if (!created || !response || !seat::feedFigures(mirror.connection(), mirror.tables(), accumulator))
            return {QStringLiteral("figures: cannot be asked")};
        const kpi::Figure first = accumulator.answer(*response).figures.value(0);
        const Checker::Figures mine = checker.figures(m_checked[static_cast<qsizetype>(i)]);
        const qint64 made = accumulator.answer(*created).figures.value(0).n;
        const double mean = first.summary ? first.summary->mean * 1000 : 0;
        if (made != mine.created || first.n != mine.firstResponses || qAbs(mean - mine.meanFirstResponseMs) > .01)
            findings.append(QStringLiteral("figures: seat %1 shows %2 created, %3 answered in %4 ms; the events say %5, %6, %7").arg(i).arg(made).arg(first.n).arg(mean)
                                .arg(mine.created).arg(mine.firstResponses).arg(mine.meanFirstResponseMs));
    }
    return findings;
}

QStringList Simulation::run()
{
    schedule();
    m_timeline.run(Timeline::kStart + m_plan.shiftMs);
    const QStringList stuck = heal();
    return m_overlay + stuck + check();
}

QString Simulation::summary() const
{
    qint64 crashes = 0;
    qint64 requests = 0;
    for (const auto &seat : m_seats) {
        crashes += seat->crashes;
        requests += seat->network().sent;
    }
    qint64 verdicts[5] = {};
    qint64 givenBack = 0;
    for (const Ledger::Entry &entry : m_ledger.log) {
        givenBack += entry.op.value(QLatin1StringView("tickets")).toArray().size();
        const QString verdict = entry.result.value(QLatin1StringView("verdict")).toString();
        ++verdicts[verdict == u"applied" ? 0 : verdict == u"merged" ? 1 : verdict == u"conflict" ? 2 : verdict == u"returned" ? 3 : 4];
    }
    return QStringLiteral("seed %1: %2 events, %3 requests, %4 log entries (%5 applied, %6 merged, %7 conflicts, %8 returned), %9 commits, ")
               .arg(m_plan.seed).arg(m_timeline.events()).arg(requests).arg(m_ledger.log.size()).arg(verdicts[0]).arg(verdicts[1]).arg(verdicts[2]).arg(verdicts[3]).arg(m_server->commits)
        + QStringLiteral("%1 server crashes, %2 restores, %3 seat crashes, %4 tickets given back, healed after %5 s").arg(m_server->crashes).arg(m_server->restores).arg(crashes).arg(givenBack).arg(m_healedAfter / 1000);
}

} // namespace tidedesk::sim
