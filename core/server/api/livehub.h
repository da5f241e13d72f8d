// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/scope.h"
#include "core/server/engine/touched.h"
#include "core/server/http/httpserver.h"
#include "core/server/http/stream.h"
#include "core/server/store/records.h"
#include <mutex>
#include <unordered_map>

namespace tidedesk::server {

/// Everybody who listens on the live channel. A poke says "something in your scope has moved" and nothing else, so one
/// that waits replaces any number; a slow reader costs one flag. Listeners whose scope may have changed are poked too:
/// their next pull decides. Thread-safe.
class LiveHub {
public:
    static constexpr int kHeartbeatMs = 15'000;
    static constexpr int kGatherMs = 20; ///< commits that follow each other closely make one poke

    explicit LiveHub(http::HttpServer &server)
        : m_server(server)
    {
    }
    void start(); ///< begins the heartbeat
    void add(const Session &session, const domain::Scope &scope, std::shared_ptr<http::Stream> stream);
    void touched(const Touched &touched);
    void removeUser(const Id &user); ///< ends that person's channels
    qsizetype count() const;

private:
    struct Listener {
        Session session;
        domain::Scope scope;
        std::shared_ptr<http::Stream> stream;
        bool dirty = false;
    };
    void flush();
    void beat();

    http::HttpServer &m_server;
    mutable std::mutex m_mutex;
    std::unordered_map<quint64, Listener> m_listeners;
    quint64 m_next = 1;
    bool m_flushComes = false;
};

} // namespace tidedesk::server
