// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/hooks.h"
#include "core/server/http/limits.h"
#include "core/server/http/loop.h"
#include "core/server/http/stats.h"
#include <QRandomGenerator>

namespace tidedesk::http {

class Session;

/// What a server's sessions and exchanges share. Shared, because an answer may be given after the server is gone.
struct ServerContext {
    ServerContext(const Limits &allowed, Hooks called)
        : limits(allowed)
        , hooks(std::move(called))
    {
    }
    const std::shared_ptr<Loop> loop = std::make_shared<Loop>();
    const Limits limits;
    const QByteArray runId = QByteArray::number(QRandomGenerator::system()->generate(), 16); ///< begins every Request::id
    const Hooks hooks;
    Counters counters;
    std::atomic<bool> draining = false; ///< every answer from now on is its connection's last
    std::function<void(Session &)> ended; ///< a session has closed; io thread
};

} // namespace tidedesk::http
