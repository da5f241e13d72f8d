// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/hooks.h"
#include <vector>

namespace tidedesk::http {

/// Finds the handler of a request by method and path. Patterns look like "/v1/tickets/{id}/messages": a segment is
/// either literal or one {parameter}, which takes any one non-empty segment. The more literal pattern wins. HEAD is
/// answered by GET's handler. Unknown path: 404; known path, other method: 405 with Allow; both with a JSON error.
/// Filled once, before the server starts; then only read, from any thread.
class Router {
public:
    using Handler = std::function<void(Request, std::shared_ptr<Responder>)>;
    struct Route {
        QByteArray method;
        QByteArray pattern;
        std::optional<qint64> maxBodyBytes;
    };

    void add(
        const QByteArray &method, const QByteArray &pattern, Handler handler, std::optional<qint64> maxBodyBytes = {});
    /// Every route, in the order of add(): what the API's description must agree with.
    QList<Route> routes() const;

    void handle(Request request, std::shared_ptr<Responder> responder) const;
    /// The route that handle() would choose, for Hooks::admit; null when there is none.
    const Route *find(const Request &request) const;

private:
    struct Entry {
        Route route;
        QList<QByteArray> segments;
        Handler handler;
    };
    const Entry *match(const QByteArray &method, const QList<QByteArray> &segments, QList<QByteArray> &allowed) const;

    std::vector<Entry> m_entries;
};

} // namespace tidedesk::http
