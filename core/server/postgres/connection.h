// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/server/postgres/answer.h"
#include "core/server/postgres/values.h"
#include "core/server/postgres/wakeup.h"
#include <QHash>
#include <chrono>
#include <deque>
#include <functional>

struct pg_conn;

namespace tidedesk::postgres {

/// One connection to a PostgreSQL server, used by one thread at a time. Statements are prepared once and go out in a
/// pipeline (https://www.postgresql.org/docs/15/libpq-pipeline-mode.html): what needs no answer is sent without
/// waiting, so a transaction costs one round trip per question instead of one per statement.
///
/// Errors: failure.h. The first failure among statements that were only sent comes back from the next ask() or settle();
/// what was sent behind it has not been done. A connection that was lost reconnects at reopenIfLost(), never by itself
/// inside a transaction.
class Connection {
public:
    /// `url`: a connection URI or string of libpq; what it does not say is in our hands (time limits, keep-alives).
    static Result<std::unique_ptr<Connection>> open(const QByteArray &url);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Sends a statement and does not wait.
    void send(QByteArrayView sql, const Values &values = {});
    /// Sends a statement and waits for it and all before it.
    Result<Answer> ask(QByteArrayView sql, const Values &values = {});
    /// Waits for everything sent.
    Status settle();

    /// Whether the server is known to be gone; looks at the socket.
    bool isLost();
    /// Connects anew when isLost(). Outside transactions. RetryLater store.unreachable.
    Status reopenIfLost();
    /// How often it has connected.
    int generation() const { return m_generation; }

    /// Channels of NOTIFYs that have come, after waiting for one of: a notification, the bell, the time. Nothing may be
    /// under way.
    Result<QList<QByteArray>> waitForNotifications(Wakeup &bell, std::chrono::milliseconds longest);

    /// Asked before each statement but ROLLBACKs; true makes it fail at the server. For tests.
    using FaultHook = std::function<bool(QByteArrayView sql)>;
    void setFaultHook(FaultHook hook) { m_faultHook = std::move(hook); }
    /// Backend that serves it, for tests that kill it.
    int backendPid() const;

private:
    explicit Connection(QByteArray url)
        : m_url(std::move(url))
    {
    }
    struct Sent {
        QByteArray name; ///< of the statement
        bool isPrepare = false;
    };
    Status connect();
    QByteArray nameOf(QByteArrayView sql);
    void note(Error error);
    Result<pg_result *> collect();
    pg_result *take(const Sent &sent);
    Error lost();

    QByteArray m_url;
    pg_conn *m_connection = nullptr;
    QHash<QByteArray, QByteArray> m_names; ///< of prepared statements, by text
    std::deque<Sent> m_sent;
    std::optional<Error> m_failure; ///< the first since the last answer
    FaultHook m_faultHook;
    qint64 m_prepared = 0;
    int m_generation = 0;
};

} // namespace tidedesk::postgres
