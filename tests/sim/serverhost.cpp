// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/serverhost.h"
#include "core/protocol/json.h"
#include "core/server/api/passwords.h"
#include "core/server/api/service.h"
#include "core/server/engine/housekeeping.h"
#include "core/server/engine/lapsedclaims.h"
#include "core/schema/entities.h"
#include "core/server/pull/scopecheck.h"
#include "tests/sim/newerschema.h"
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace tidedesk::sim {

using namespace server;

/// One pull: a page at a time, with the world going on in between.
class ServerHost::PullJob : public std::enable_shared_from_this<PullJob> {
public:
    PullJob(ServerHost &host, PullSession session, std::shared_ptr<Exchange> exchange)
        : m_host(host)
        , m_life(host.m_life)
        , m_session(std::move(session))
        , m_exchange(std::move(exchange))
    {
    }
    void begin()
    {
        const auto header = m_session.header(*m_host.m_reader, m_host.m_clock.nowMs());
        if (!header)
            return m_host.refuse(m_exchange, header.error());
        m_exchange->open();
        m_exchange->write(*header);
        later();
    }

private:
    void later()
    {
        m_host.m_timeline.after(m_host.m_dice.below(4), [self = shared_from_this()] { self->page(); });
    }
    void page()
    {
        if (m_life != m_host.m_life || m_exchange->isClientGone())
            return;
        const auto page = m_session.nextPage(*m_host.m_reader);
        if (!page)
            return m_exchange->cut(true);
        if (!*page)
            return m_exchange->finish();
        m_exchange->write(m_host.newerSchema ? withNewerSchema(**page) : **page);
        later();
    }
    ServerHost &m_host;
    const quint64 m_life;
    PullSession m_session;
    std::shared_ptr<Exchange> m_exchange;
};

ServerHost::ServerHost(Timeline &timeline, Dice dice, Ledger &ledger, QString folder, ServerMutant mutant)
    : m_timeline(timeline)
    , m_dice(dice)
    , m_ledger(ledger)
    , m_folder(std::move(folder))
    , m_mutant(std::move(mutant))
    , m_clock(timeline)
{
    openStore();
}

ServerHost::~ServerHost() { close(true); }

void ServerHost::openStore()
{
    m_turnComes = m_pokeComes = m_dead = m_dieAtCommit = false;
    m_statementsToLive = m_answersToLive = -1;
    auto opened = SqliteStore::openWriter(file());
    if (!opened)
        qFatal("the server's store does not open: %s", qPrintable(opened.error().code));
    (*opened)->connection().setFaultHook(fuse());
    std::unique_ptr<Store> writer = std::move(*opened);
    {
        auto transaction = StoreTransaction::begin(*writer, Store::Access::Write);
        const auto epoch = writer->meta(QString(kEpochKey));
        if (m_life == 0 || !epoch) // the store draws one; a run must be the same again
            (void)writer->setMeta(QString(kEpochKey), QStringLiteral("epoch-1"));
        const auto sessions = writer->sessions();
        if (sessions)
            m_sessions.load(*sessions, m_sessions.words());
        (void)transaction->commit();
    }
    if (m_mutant.store)
        writer = m_mutant.store(std::move(writer));
    auto reader = SqliteStore::openReader(file());
    m_reader = std::move(*reader);
    m_engine = std::make_unique<Engine>(std::move(writer), m_clock, [this](const Touched &moved) { touched(moved); },
        [this] { return m_dice.next(); });
    ++m_life;
}

std::function<std::optional<int>(QByteArrayView)> ServerHost::fuse()
{
    return [this](QByteArrayView sql) -> std::optional<int> {
        if ((m_statementsToLive > 0 && --m_statementsToLive == 0) || (m_dieAtCommit && sql.startsWith("COMMIT")))
            m_dead = true;
        if (fault && fault->strikes())
            return fault->how;
        return m_dead ? std::optional(10) : std::nullopt; // SQLITE_IOERR
    };
}

Status ServerHost::prepare(const std::function<Status(WriteContext &)> &work)
{
    Status result;
    m_engine->run<bool>(1, [&](WriteContext &context) -> Result<bool> {
        TD_TRY(work(context));
        TD_ASSIGN(sessions, context.store().sessions());
        m_sessions.load(sessions, m_sessions.words());
        return true;
    }, [&](const Result<bool> &done) { result = done ? Status() : Status(done.error()); });
    m_engine->turn();
    return result;
}

void ServerHost::refuse(const std::shared_ptr<Exchange> &exchange, const Error &error)
{
    const http::Response response = toResponse(error);
    m_timeline.trace("server refuses " + error.code.toUtf8());
    exchange->answer(response.status, response.body, response.headers.value("Retry-After"));
}

void ServerHost::arrive(const QByteArray &path, const QByteArray &token, const QByteArray &body, std::shared_ptr<Exchange> exchange)
{
    const auto session = m_sessions.find("Bearer " + token, m_clock.nowMs());
    if (!session)
        return refuse(exchange, {Consequence::SignIn, QStringLiteral("session.unknown"), {}});
    m_open.removeIf([](const std::weak_ptr<Exchange> &open) { return open.expired(); });
    m_open.append(exchange);
    if (path == "/v1/push")
        return push(*session, body, exchange);
    if (path == "/v1/live")
        return live(*session, exchange);
    auto pulled = readPull(body, *session);
    if (!pulled)
        return refuse(exchange, pulled.error());
    std::make_shared<PullJob>(*this, std::move(*pulled), exchange)->begin();
}

void ServerHost::push(const Session &session, const QByteArray &body, const std::shared_ptr<Exchange> &exchange)
{
    const auto operations = readPush(body);
    if (!operations)
        return refuse(exchange, operations.error());
    auto pending = std::make_shared<Pending>(Pending {Pending::Kind::Push, session,
        QJsonDocument::fromJson(body).object().value(QLatin1StringView("operations")).toArray()});
    m_pending.append(pending);
    const auto answer = [this, exchange, pending](const Result<PushReply> &reply) {
        if (m_dead || (m_answersToLive > 0 && --m_answersToLive == 0)) {
            m_dead = true;
            return;
        }
        m_pending.removeOne(pending);
        if (!reply)
            return refuse(exchange, reply.error());
        logPush(*pending, reply->results);
        if (!reply->results.isEmpty())
            m_ledger.acknowledged[pending->session.seat.toString()] = qMax(m_ledger.acknowledged[pending->session.seat.toString()],
                reply->results.last().toObject().value(QLatin1StringView("seq")).toInteger());
        m_timeline.trace("server takes " + QByteArray::number(reply->results.size()) + " of "
            + pending->session.seat.toString().right(4).toLatin1() + " to " + QByteArray::number(reply->lastSeq));
        exchange->answer(200, http::Response::json(200, pushAnswer(*reply)).body, {});
    };
    m_engine->run<PushReply>(static_cast<int>(operations->size()),
        [this, session, operations = *operations, answer](WriteContext &context) {
            auto reply = m_mutant.push ? m_mutant.push(context, session, operations) : server::push(context, session, operations);
            if (m_mutant.answerBeforeCommit)
                answer(reply);
            return reply;
        },
        [this, answer](const Result<PushReply> &reply) {
            if (!m_mutant.answerBeforeCommit)
                answer(reply);
        });
    scheduleTurn();
}

void ServerHost::customerWrites(const QString &key)
{
    if (!m_ledger.arrived.contains(key))
        return; // refused meanwhile
    const QJsonObject asked = m_ledger.arrived.value(key);
    const auto again = [this, key] { m_timeline.after(60'000, [this, key] { customerWrites(key); }); };
    if (!isUp())
        return again();
    const auto intake = intakeFromJson(asked);
    if (!intake)
        qFatal("intake: %s", qPrintable(intake.error().code));
    auto pending = std::make_shared<Pending>(Pending {Pending::Kind::Intake, {}, {}, asked});
    m_pending.append(pending);
    domain::Scope everything;
    everything.everything = true;
    m_engine->run<IntakeDone>(4, [intake = *intake, everything](WriteContext &context) { return takeIn(context, intake, everything); },
        [this, pending, again](const Result<IntakeDone> &done) {
            if (m_dead || (m_answersToLive > 0 && --m_answersToLive == 0)) {
                m_dead = true;
                return again();
            }
            m_pending.removeOne(pending);
            if (!done && done.error().consequence == Consequence::Rejected) { // its sender is told so
                m_ledger.arrived.remove(pending->asked.value(QLatin1StringView("external_key")).toString());
                return;
            }
            if (!done)
                return again();
            if (!done->repeated)
                logIntake(pending->asked, *done);
        });
    scheduleTurn();
}

void ServerHost::moveUser(const Id &user, const QStringList &teams)
{
    const QJsonObject asked {{QStringLiteral("user"), user.toString()}, {QStringLiteral("teams"), QJsonArray::fromStringList(teams)}};
    const auto again = [this, user, teams] { m_timeline.after(30'000, [this, user, teams] { moveUser(user, teams); }); };
    if (!isUp())
        return again();
    auto pending = std::make_shared<Pending>(Pending {Pending::Kind::Move, {}, {}, asked});
    m_pending.append(pending);
    m_engine->run<bool>(1, [user, teams](WriteContext &context) -> Result<bool> {
        const auto &u = schema::user();
        TD_ASSIGN(stored, context.store().row(u, user));
        domain::Change change;
        change.entity = &u;
        change.row = user;
        const QStringList before = stored->row.members(u.teams);
        for (const QString &team : before) {
            if (!teams.contains(team))
                change.remove[u.teams.index].append(team);
        }
        for (const QString &team : teams) {
            if (!before.contains(team))
                change.add[u.teams.index].append(team);
        }
        if (!change.add.isEmpty() || !change.remove.isEmpty())
            TD_TRY(context.applyOwn(change));
        return true;
    }, [this, pending, again](const Result<bool> &done) {
        if (m_dead || (m_answersToLive > 0 && --m_answersToLive == 0)) {
            m_dead = true;
            return again();
        }
        m_pending.removeOne(pending);
        if (!done)
            return again();
        logMove(pending->asked);
    });
    scheduleTurn();
}

void ServerHost::keepHouse()
{
    if (!isUp())
        return;
    m_engine->run<bool>(1, [](WriteContext &context) -> Result<bool> {
        TD_TRY(server::keepHouse(context));
        return true;
    }, [](const Result<bool> &) {});
    scheduleTurn();
}

void ServerHost::giveBackLapsed()
{
    if (!isUp())
        return;
    auto pending = std::make_shared<Pending>(Pending {Pending::Kind::GiveBack});
    m_pending.append(pending);
    m_engine->run<QList<Id>>(1, server::giveBackLapsed, [this, pending](const Result<QList<Id>> &done) {
        if (m_dead)
            return;
        m_pending.removeOne(pending);
        if (done)
            logGiveBack(*done);
    });
    scheduleTurn();
}

void ServerHost::scheduleTurn()
{
    if (std::exchange(m_turnComes, true))
        return;
    m_timeline.after(m_dice.below(3), [this, life = m_life] {
        if (life == m_life)
            turn();
    });
}

void ServerHost::turn()
{
    m_turnComes = false;
    while (!m_dead && m_engine->turn())
        ++commits;
    dieIfDead();
}

void ServerHost::killSoon()
{
    if (!isUp() || m_calm)
        return;
    switch (m_dice.below(4)) {
    case 0:
    case 1:
        m_statementsToLive = m_dice.between(1, 120);
        break;
    case 2:
        m_dieAtCommit = true;
        break;
    default:
        m_answersToLive = m_dice.between(1, 3);
    }
}

void ServerHost::setCalm()
{
    m_calm = true;
    m_dieAtCommit = false;
    m_statementsToLive = m_answersToLive = -1;
}

void ServerHost::dieIfDead()
{
    if (!m_dead)
        return;
    ++crashes;
    m_timeline.trace("server dies");
    close(m_dice.chance(.5));
    m_timeline.after(m_dice.between(200, 90'000), [this, life = m_life] {
        if (life == m_life && !isUp()) {
            openStore();
            recover();
        }
    });
}

void ServerHost::close(bool noticed)
{
    for (const auto &open : std::as_const(m_open)) {
        if (const auto exchange = open.lock())
            exchange->cut(noticed);
    }
    m_open.clear();
    m_listeners.clear();
    m_engine.reset();
    m_reader.reset();
    ++m_life;
    if (m_mutant.restarted)
        m_mutant.restarted();
}

void ServerHost::live(const Session &session, const std::shared_ptr<Exchange> &exchange)
{
    auto scope = [&]() -> Result<domain::Scope> {
        TD_ASSIGN(snapshot, StoreTransaction::begin(*m_reader, Store::Access::Read));
        return scopeNow(*m_reader, session.user, session.seat);
    }();
    if (!scope)
        return refuse(exchange, scope.error());
    m_listeners[m_nextListener++] = {session, *scope, exchange};
    exchange->open();
    exchange->write(":open\n\n");
}

void ServerHost::touched(const Touched &moved)
{
    if (m_dead)
        return;
    std::erase_if(m_listeners, [](const auto &entry) { return entry.second.exchange->isClientGone(); });
    m_scopesStale = m_scopesStale || moved.people;
    for (auto &[key, listener] : m_listeners) {
        bool concerned = moved.people;
        for (const QString &bucket : moved.buckets)
            concerned = concerned || listener.scope.holds(bucket);
        listener.dirty = listener.dirty || concerned;
    }
    if (std::exchange(m_pokeComes, true))
        return;
    m_timeline.after(20, [this, life = m_life] {
        if (life == m_life)
            flushPokes();
    });
}

void ServerHost::flushPokes()
{
    m_pokeComes = false;
    if (std::exchange(m_scopesStale, false)) {
        const auto snapshot = StoreTransaction::begin(*m_reader, Store::Access::Read);
        for (auto &[key, listener] : m_listeners) {
            const auto scope = scopeNow(*m_reader, listener.session.user, listener.session.seat);
            if (scope)
                listener.scope = *scope;
        }
    }
    for (auto &[key, listener] : m_listeners) {
        if (std::exchange(listener.dirty, false))
            listener.exchange->write("event: poke\ndata: {}\n\n");
    }
}

} // namespace tidedesk::sim
