// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/metrics.h"
#include "core/protocol/changes.h"

namespace tidedesk::server {

using Type = Exposition::Type;

namespace {

constexpr std::array kClassNames {"left", "1xx", "2xx", "3xx", "4xx", "5xx"};
constexpr std::array kLimitNames {"seat_rate", "address_rate", "writer_line", "reader_line", "listeners"};
constexpr std::array kVerdictsInOrder {domain::Verdict::Applied, domain::Verdict::Merged, domain::Verdict::Conflict, domain::Verdict::Returned, domain::Verdict::Rejected};

} // namespace

Metrics::Metrics(const QList<http::Router::Route> &routes)
{
    for (const http::Router::Route &route : routes) {
        Route &made = m_routes.emplace_back();
        made.method = route.method;
        made.pattern = route.pattern;
        m_byName.insert(nameOf(route), &made);
    }
    m_routes.emplace_back().pattern = "other";
}

void Metrics::answered(const http::Exchanged &exchanged)
{
    Route &route = *m_byName.value(exchanged.route, &m_routes.back());
    route.classes[static_cast<size_t>(qBound(0, exchanged.status / 100, 5))].add();
    if (!exchanged.events && exchanged.status != 0)
        route.latency.observe(exchanged.durationUs);
    m_sentBytes.add(static_cast<quint64>(exchanged.bytesSent));
}

void Metrics::grouped(const Engine::Group &group)
{
    m_groupSizes.observe(group.operations);
    m_groupTimes.observe(group.microseconds);
    m_commitTimes.observe(group.commitMicroseconds);
}

void Metrics::pushed(const PushReply &reply)
{
    m_pushSizes.observe(reply.results.size());
    for (const QJsonValue &result : reply.results) {
        const QString verdict = result[QLatin1StringView("verdict")].toString();
        for (size_t i = 0; i < kVerdicts; ++i) {
            if (verdict == protocol::verdictName(kVerdictsInOrder[i]))
                m_verdicts[i].add();
        }
    }
}

void Metrics::pulledPage(qint64 rows)
{
    m_pages.add();
    m_rows.add(static_cast<quint64>(rows));
}

void Metrics::renderRequests(Exposition &out) const
{
    out.family("tidedesk_http_requests_total", Type::Counter, "Requests by route and class of status; an event stream counts when it ends, \"left\": nobody waited for the answer");
    for (const Route &route : m_routes) {
        for (size_t i = 0; i < kClasses; ++i) {
            if (const quint64 count = route.classes[i].value())
                out.sample(static_cast<double>(count), {{"method", route.method}, {"route", route.pattern}, {"class", kClassNames[i]}});
        }
    }
    out.family("tidedesk_http_request_duration_seconds", Type::Histogram, "From the complete request to the last byte of its answer");
    for (const Route &route : m_routes) {
        if (route.latency.count() > 0)
            out.sample(route.latency, {{"method", route.method}, {"route", route.pattern}});
    }
    out.counter("tidedesk_http_sent_bytes_total", "Answers, heads and bodies as sent", static_cast<double>(m_sentBytes.value()));
}

void Metrics::render(Exposition &out) const
{
    renderRequests(out);
    out.family("tidedesk_limit_refusals_total", Type::Counter, "Requests refused because of a limit");
    for (size_t i = 0; i < kLimits; ++i)
        out.sample(static_cast<double>(m_refused[i].value()), {{"limit", kLimitNames[i]}});
    out.family("tidedesk_push_operations_total", Type::Counter, "Operations of seats by what became of them, repeated ones again");
    for (size_t i = 0; i < kVerdicts; ++i)
        out.sample(static_cast<double>(m_verdicts[i].value()), {{"verdict", QByteArray(protocol::verdictName(kVerdictsInOrder[i]).latin1())}});
    out.histogram("tidedesk_push_size_operations", "Operations in a push", m_pushSizes);
    out.counter("tidedesk_pull_pages_total", "Pages given to seats", static_cast<double>(m_pages.value()));
    out.counter("tidedesk_pull_rows_total", "Entries of the feed in them", static_cast<double>(m_rows.value()));
    out.histogram("tidedesk_group_size_operations", "Operations in a group commit", m_groupSizes);
    out.histogram("tidedesk_group_duration_seconds", "A group commit from its beginning to its last answer", m_groupTimes);
    out.histogram("tidedesk_commit_duration_seconds", "The COMMIT in it", m_commitTimes);
}

} // namespace tidedesk::server
