// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/router.h"
#include "core/server/http/target.h"

namespace tidedesk::http {

namespace {
bool isParameter(const QByteArray &segment)
{
    return segment.startsWith('{') && segment.endsWith('}');
}

/// Splits before decoding, so that %2F stays inside its segment. Empty for a path that has none.
QList<QByteArray> segmentsOf(const QByteArray &path)
{
    if (!path.startsWith('/'))
        return {};
    QList<QByteArray> segments = path.mid(1).split('/');
    for (QByteArray &segment : segments)
        segment = percentDecoded(segment).value_or(QByteArray());
    return segments;
}

bool fits(const QList<QByteArray> &pattern, const QList<QByteArray> &segments)
{
    if (pattern.size() != segments.size())
        return false;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (isParameter(pattern[i]) ? segments[i].isEmpty() : pattern[i] != segments[i])
            return false;
    }
    return true;
}

/// True when `a` is literal at the first segment where the two differ in kind.
bool isMoreLiteral(const QList<QByteArray> &a, const QList<QByteArray> &b)
{
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (isParameter(a[i]) != isParameter(b[i]))
            return isParameter(b[i]);
    }
    return false;
}

bool answers(const QByteArray &routeMethod, const QByteArray &method)
{
    return routeMethod == method || (method == "HEAD" && routeMethod == "GET");
}
} // namespace

void Router::add(
    const QByteArray &method, const QByteArray &pattern, Handler handler, std::optional<qint64> maxBodyBytes)
{
    Q_ASSERT(pattern.startsWith('/'));
    m_entries.push_back({{method, pattern, maxBodyBytes}, pattern.mid(1).split('/'), std::move(handler)});
}

QList<Router::Route> Router::routes() const
{
    QList<Route> routes;
    for (const Entry &entry : m_entries)
        routes.append(entry.route);
    return routes;
}

const Router::Entry *Router::match(
    const QByteArray &method, const QList<QByteArray> &segments, QList<QByteArray> &allowed) const
{
    const Entry *best = nullptr;
    for (const Entry &entry : m_entries) {
        if (!fits(entry.segments, segments))
            continue;
        if (!allowed.contains(entry.route.method))
            allowed.append(entry.route.method);
        if (answers(entry.route.method, method) && (!best || isMoreLiteral(entry.segments, best->segments)))
            best = &entry;
    }
    return best;
}

const Router::Route *Router::find(const Request &request) const
{
    QList<QByteArray> allowed;
    const Entry *entry = match(request.method, segmentsOf(request.path), allowed);
    return entry ? &entry->route : nullptr;
}

void Router::handle(Request request, std::shared_ptr<Responder> responder) const
{
    const auto segments = segmentsOf(request.path);
    QList<QByteArray> allowed;
    const Entry *entry = match(request.method, segments, allowed);
    if (entry) {
        for (qsizetype i = 0; i < segments.size(); ++i) {
            const QByteArray &name = entry->segments[i];
            if (isParameter(name))
                request.parameters.append({name.mid(1, name.size() - 2), segments[i]});
        }
        return entry->handler(std::move(request), std::move(responder));
    }
    if (allowed.isEmpty())
        return responder->send(Response::error(404, "http.not_found", "there is nothing at this path"));
    if (allowed.contains("GET") && !allowed.contains("HEAD"))
        allowed.append("HEAD");
    auto refusal = Response::error(405, "http.method_not_allowed", "this path does not know the method");
    refusal.headers.add("Allow", allowed.join(", "));
    responder->send(std::move(refusal));
}

} // namespace tidedesk::http
