// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/engine/engine.h"
#include "core/server/engine/pushing.h"
#include "core/server/http/hooks.h"
#include "core/server/http/router.h"
#include "core/server/metrics/exposition.h"
#include <deque>

namespace tidedesk::server {

/// What the server counts while it runs. No figure names a person, a row or an address: labels are routes, classes of
/// status and verdicts, of which there are few. Lock-free once made; any thread.
class Metrics {
public:
    enum class Limit { SeatRate, AddressRate, WriterLine, ReaderLine, Listeners };
    static constexpr size_t kLimits = 5;

    explicit Metrics(const QList<http::Router::Route> &routes);

    void answered(const http::Exchanged &exchanged);
    void grouped(const Engine::Group &group);
    void pushed(const PushReply &reply);
    void pulledPage(qint64 rows);
    void refused(Limit limit) { m_refused[static_cast<size_t>(limit)].add(); }

    void render(Exposition &out) const;

private:
    static constexpr size_t kClasses = 6; ///< 0: the client left unanswered; 1xx ... 5xx
    static constexpr size_t kVerdicts = 5;

    struct Route {
        QByteArray method;
        QByteArray pattern;
        std::array<Counter, kClasses> classes;
        Histogram latency = Histogram::latency();
    };
    void renderRequests(Exposition &out) const;

    std::deque<Route> m_routes; ///< the last is for what has none
    QHash<QByteArray, Route *> m_byName;
    Counter m_sentBytes;
    std::array<Counter, kVerdicts> m_verdicts;
    Histogram m_pushSizes = Histogram::sizes();
    Counter m_pages;
    Counter m_rows;
    Histogram m_groupSizes = Histogram::sizes();
    Histogram m_groupTimes = Histogram::latency();
    Histogram m_commitTimes = Histogram::latency();
    std::array<Counter, kLimits> m_refused;
};

/// Admission::route of a route.
inline QByteArray nameOf(const http::Router::Route &route) { return route.method + ' ' + route.pattern; }

} // namespace tidedesk::server
