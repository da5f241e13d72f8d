// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/scope.h"
#include "core/server/api/workers.h"
#include "core/server/engine/touched.h"
#include "core/server/http/httpserver.h"
#include "core/server/http/stream.h"
#include "core/server/store/records.h"
#include <QHash>
#include <atomic>
#include <mutex>
#include <unordered_map>

namespace tidedesk {
class Clock;
}

namespace tidedesk::server {

/// Everybody who listens on the live channel. A poke says "something in your scope has moved" and nothing else, so one
/// that waits replaces any number; a slow reader costs one flag. When people's rows change, everybody is poked and the
/// listeners' scopes are read again. Thread-safe.
class LiveHub {
public:
    static constexpr int kHeartbeatMs = 15'000;
    static constexpr int kGatherMs = 20; ///< commits that follow a poke closely make the next one together

    /// A seat that opens more channels than `perSeat` loses its oldest: most likely it is broken and nobody has noticed.
    LiveHub(http::HttpServer &server, Readers &readers, const Clock &clock, int perSeat = 4)
        : m_server(server)
        , m_readers(readers)
        , m_clock(clock)
        , m_perSeat(perSeat)
    {
    }
    void start(); ///< begins the heartbeat
    /// How often people's rows have changed; to be asked before a listener's scope is read.
    quint64 generation() const;
    void add(const Session &session, const domain::Scope &scope, quint64 generation, std::shared_ptr<http::Stream> stream);
    void touched(const Touched &touched);
    void removeSession(const QByteArray &tokenHash); ///< ends that session's channels
    qsizetype count() const;
    quint64 pokes() const { return m_pokes; } ///< given since the start

private:
    struct Listener {
        Session session;
        domain::Scope scope;
        std::shared_ptr<http::Stream> stream;
        bool dirty = false;
    };
    void remove(quint64 key);
    void enter(quint64 key, const domain::Scope &scope);
    void leave(quint64 key, const domain::Scope &scope);
    void mark(quint64 key);
    void flush();
    void beat();
    void readScopes(Store &store);
    void endIf(const std::function<bool(const Session &)> &condition);
    void scheduleFlush(qint64 ms);
    qint64 pause() const;

    http::HttpServer &m_server;
    Readers &m_readers;
    const Clock &m_clock;
    const qsizetype m_perSeat;
    std::atomic<quint64> m_pokes = 0;
    mutable std::mutex m_mutex;
    std::unordered_map<quint64, Listener> m_listeners;
    /// Who holds a bucket: a commit, on the writer's thread, asks for those concerned, not all the others. Those who hold
    /// everything stand under no bucket but an empty one.
    QHash<QString, QList<quint64>> m_byBucket;
    QList<quint64> m_dirty; ///< keys of listeners that wait for a poke; some may have left
    QHash<Id, QList<quint64>> m_bySeat; ///< keys of m_listeners, oldest first
    quint64 m_next = 1;
    quint64 m_generation = 0;
    bool m_scopesStale = false;
    qint64 m_flushedAt = 0;
    bool m_flushComes = false;
};

} // namespace tidedesk::server
