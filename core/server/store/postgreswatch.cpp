// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/store/postgreswatch.h"
#include "core/base/eventlog.h"
#include "core/server/store/postgresschema.h"

namespace tidedesk::server {

namespace {

using Steady = std::chrono::steady_clock;
using postgres::Values;

constexpr char kState[] = "SELECT h.xid, coalesce((SELECT value FROM server_counter WHERE name = 'sessions'), 0), "
                          "(SELECT value FROM server_meta WHERE key = 'epoch'), EXISTS(SELECT 1 FROM server_feed f WHERE f.xid >= h.xid) "
                          "FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xid) h";
constexpr char kMoved[] = "SELECT b.name, bool_or(e.name = 'user') FROM server_feed f JOIN server_bucket b ON b.id = f.bucket "
                          "JOIN server_entity e ON e.id = f.entity WHERE f.xid >= $1 AND f.xid < $2 GROUP BY b.name";

} // namespace

PostgresWatch::PostgresWatch(QByteArray url, Listener listener)
    : m_url(std::move(url))
    , m_listener(std::move(listener))
{
}

PostgresWatch::~PostgresWatch() { stop(); }

void PostgresWatch::stop()
{
    m_stopping = true;
    m_wakeup.ring();
    if (m_thread.joinable())
        m_thread.join();
}

void PostgresWatch::start()
{
    m_thread = std::thread([this] { run(); });
}

void PostgresWatch::announce()
{
    m_announced = true;
    m_wakeup.ring();
}

void PostgresWatch::run()
{
    while (!m_stopping) {
        if (const Status lost = follow(); !lost) {
            logWarning("watch_lost", logged(lost.error()));
            pause(kReconnect);
        }
    }
}

void PostgresWatch::pause(std::chrono::milliseconds time)
{
    if (!m_stopping)
        m_wakeup.wait(-1, time);
}

/// Until the end, or until the connection is lost.
Status PostgresWatch::follow()
{
    TD_ASSIGN(connection, postgres::Connection::open(m_url));
    TD_TRY(checkCluster(*connection));
    TD_TRY(listen(*connection));
    auto lastNotify = Steady::now() - kGather;
    bool owed = false;
    while (!m_stopping) {
        m_wakeup.clear();
        owed = m_announced.exchange(false) || owed;
        TD_ASSIGN(lagging, look(*connection));
        if (owed && Steady::now() - lastNotify >= kGather) {
            TD_TRY(connection->ask("SELECT pg_notify('tidedesk', '')"));
            lastNotify = Steady::now();
            owed = false;
        }
        TD_ASSIGN(woken, connection->waitForNotifications(m_wakeup, owed ? kGather : lagging ? kLagging : kPoll));
    }
    return {};
}

/// What happened before is anybody's guess, so everything is told to have moved.
Status PostgresWatch::listen(postgres::Connection &connection)
{
    connection.send("SET synchronous_commit = off");
    connection.send("LISTEN tidedesk");
    TD_ASSIGN(state, connection.ask(kState));
    m_horizon = state.integer(0, 0);
    m_sessions = state.integer(0, 1);
    m_listener({.people = true, .sessions = true, .epoch = state.text(0, 2)});
    return {};
}

Result<bool> PostgresWatch::look(postgres::Connection &connection)
{
    TD_ASSIGN(state, connection.ask(kState));
    News news {.epoch = state.text(0, 2)};
    news.sessions = std::exchange(m_sessions, state.integer(0, 1)) != state.integer(0, 1);
    const qint64 horizon = state.integer(0, 0);
    if (horizon > m_horizon) {
        TD_ASSIGN(moved, connection.ask(kMoved, Values::of(m_horizon, horizon)));
        for (int line = 0; line < moved.rows(); ++line) {
            news.buckets.insert(moved.text(line, 0));
            news.people = news.people || moved.flag(line, 1);
        }
        m_horizon = horizon;
    }
    if (news.sessions || !news.buckets.isEmpty())
        m_listener(news);
    return state.flag(0, 3);
}

} // namespace tidedesk::server
