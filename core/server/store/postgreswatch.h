// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/postgres/connection.h"
#include "core/server/postgres/wakeup.h"
#include "core/server/store/watch.h"
#include <atomic>
#include <thread>

namespace tidedesk::server {

/// Follows the feed of a PostgreSQL database on a thread and a connection of its own. What it tells it has read below the
/// horizon, so whoever is poked finds it. NOTIFY only wakes the others - never inside a transaction that writes, where it
/// would make all commits wait for each other, and never more often than every kGather - and every kPoll it looks by itself.
class PostgresWatch final : public Watch {
public:
    static constexpr std::chrono::milliseconds kGather {20};
    static constexpr std::chrono::milliseconds kLagging {20}; ///< while something is committed that readers cannot see yet
    static constexpr std::chrono::milliseconds kPoll {2000};
    static constexpr std::chrono::milliseconds kReconnect {500};

    PostgresWatch(QByteArray url, Listener listener);
    ~PostgresWatch() override;

    void start() override;
    void stop() override;
    void announce() override;

private:
    void run();
    Status follow();
    Status listen(postgres::Connection &connection);
    Result<bool> look(postgres::Connection &connection); ///< true: something is still to come to light
    void pause(std::chrono::milliseconds time);

    const QByteArray m_url;
    const Listener m_listener;
    postgres::Wakeup m_wakeup;
    std::atomic<bool> m_stopping = false;
    std::atomic<bool> m_announced = false;
    // Of the thread:
    qint64 m_horizon = 0; ///< transactions before it have been told of
    qint64 m_sessions = 0; ///< how often sessions had changed
    std::thread m_thread;
};

} // namespace tidedesk::server
