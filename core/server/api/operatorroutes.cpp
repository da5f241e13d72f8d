// SPDX-License-Identifier: GPL-3.0-or-later
// What an operator's machines ask: is it alive, may it be given work, how is it doing.
#include "core/base/clock.h"
#include "core/base/eventlog.h"
#include "core/protocol/page.h"
#include "core/server/api/passwords.h"
#include "core/server/api/service.h"
#include "core/server/metrics/process.h"

namespace tidedesk::server {

namespace {

template <class T> double real(T value) { return static_cast<double>(value); }

Status look(Store &store)
{
    TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
    TD_ASSIGN(head, store.head());
    return {};
}

Result<StoreFigures> figuresOf(Store &store)
{
    TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
    return store.figures();
}

void renderHttp(Exposition &out, const http::Stats &stats)
{
    out.gauge("tidedesk_http_connections", "Open connections", real(stats.connections));
    out.gauge("tidedesk_http_answering", "Requests being answered, event streams among them", real(stats.answering));
    out.gauge("tidedesk_http_streams", "Answers being sent as they are made, event streams among them", real(stats.streams));
    out.gauge("tidedesk_http_compressed_streams", "Of these, compressed", real(stats.compressedStreams));
    out.gauge("tidedesk_http_body_bytes", "Request bodies held", real(stats.bodyBytes));
    out.counter("tidedesk_http_connections_accepted_total", "Connections accepted", real(stats.accepted));
    out.counter("tidedesk_http_connections_refused_total", "Connections refused: too many, in all or from one address", real(stats.refusedConnections));
    out.counter("tidedesk_http_accept_errors_total", "Failures to accept a connection, for want of file descriptors", real(stats.acceptErrors));
    out.counter("tidedesk_http_requests_refused_total", "Requests that were broken, too large or too slow", real(stats.refusedRequests));
    out.counter("tidedesk_http_stalled_readers_total", "Connections cut because they did not read their answer", real(stats.stalledReaders));
}

void renderProcess(Exposition &out)
{
    const ProcessFigures process = processFigures();
    out.counter("process_cpu_seconds_total", "CPU time", process.cpuSeconds);
    out.gauge("process_resident_memory_bytes", "Resident memory", real(process.residentBytes));
    out.gauge("process_open_fds", "Open file descriptors", real(process.openFiles));
    out.gauge("process_max_fds", "File descriptors allowed", real(process.mostFiles));
}

void renderStore(Exposition &out, const std::optional<StoreFigures> &figures)
{
    out.gauge("tidedesk_store_up", "1 if the store answered this reading", figures ? 1 : 0);
    if (!figures)
        return;
    out.gauge("tidedesk_store_bytes", "Size of the store", real(figures->bytes));
    out.gauge("tidedesk_feed_horizon_lag_seconds", "Age of the oldest transaction that writes: nothing committed since then reaches seats. Alarm from 30", real(figures->lagMs) / 1000);
}

} // namespace

void Service::addOperatorRoutes()
{
    m_router.add("GET", "/healthz", [](const http::Request &, const Answer &answer) {
        answer->send(http::Response::json(200, {{QStringLiteral("status"), QStringLiteral("ok")}}));
    });
    m_router.add("GET", "/readyz", [this](const http::Request &, const Answer &answer) {
        if (m_draining)
            return answer->send(toResponse({Consequence::RetryLater, QStringLiteral("server.draining"), {}, 1000}));
        read(answer, [answer](Store &store) {
            const Status ready = look(store);
            answer->send(ready ? http::Response::json(200, {{QStringLiteral("status"), QStringLiteral("ready")}}) : toResponse(ready.error()));
        });
    });
    m_router.add("GET", "/metrics", [this](const http::Request &request, const Answer &answer) {
        if (!mayReadMetrics(request))
            return answer->send(toResponse({Consequence::Rejected, QStringLiteral("metrics.not_allowed"), {}}));
        const bool taken = m_readers->run([this, answer](Store &store) {
            const auto figures = figuresOf(store);
            sendMetrics(answer, figures ? std::optional(*figures) : std::nullopt);
        });
        if (!taken) // that the line is full is worth reading
            sendMetrics(answer, std::nullopt);
    });
}

/// With a token for who shows it. Without one only for this machine, and not through a proxy on it: to that everybody comes
/// from here.
bool Service::mayReadMetrics(const http::Request &request) const
{
    const QByteArray &wanted = m_config.metricsToken;
    if (!wanted.isEmpty())
        return Sessions::hashOf(request.header("authorization")) == tokenHash(wanted);
    return isHere(request) && !request.headers.has("Forwarded") && !request.headers.has("X-Forwarded-For") && !request.headers.has("X-Real-IP") && !request.headers.has("Via");
}

void Service::sendMetrics(const Answer &answer, const std::optional<StoreFigures> &figures)
{
    Exposition out;
    out.family("tidedesk_build_info", Exposition::Type::Gauge, "The program");
    out.sample(1, {{"version", TIDEDESK_VERSION}, {"protocol", QByteArray::number(protocol::kVersion)}});
    renderHttp(out, m_http->stats());
    m_metrics->render(out);
    const Engine::Line line = m_engine->line();
    out.gauge("tidedesk_writer_line", "Pieces of work that wait for the writer", real(line.pieces));
    out.gauge("tidedesk_writer_line_age_seconds", "Age of the oldest of them", real(line.oldestMs) / 1000);
    out.gauge("tidedesk_reader_line", "Pieces of work that wait for a reader", real(m_readers->waiting()));
    out.gauge("tidedesk_password_line", "Passwords that wait to be checked", real(m_hashers->waiting()));
    out.gauge("tidedesk_live_listeners", "Open live channels", real(m_live->count()));
    out.counter("tidedesk_live_pokes_total", "Pokes given to them", real(m_live->pokes()));
    out.gauge("tidedesk_sessions", "Sessions of seats that have not run out", real(m_sessions.count()));
    out.gauge("tidedesk_draining", "1 once the process was asked to end", m_draining ? 1 : 0);
    renderStore(out, figures);
    renderProcess(out);
    answer->send({200, Exposition::kContentType, out.text(), {{"Cache-Control", "no-store"}}});
}

/// On the io thread, for every request that was answered.
void Service::onExchanged(const http::Exchanged &exchanged)
{
    m_metrics->answered(exchanged);
    const bool failed = exchanged.status >= 500 && exchanged.status != 503;
    if (!failed && !m_config.logRequests)
        return;
    QJsonObject fields {{QStringLiteral("id"), QString::fromLatin1(exchanged.id)}, {QStringLiteral("route"), QString::fromLatin1(exchanged.route)},
        {QStringLiteral("status"), exchanged.status}, {QStringLiteral("bytes"), exchanged.bytesSent}, {QStringLiteral("us"), exchanged.durationUs}};
    if (!exchanged.code.isEmpty())
        fields.insert(QStringLiteral("code"), QString::fromLatin1(exchanged.code));
    failed ? logError("request_failed", fields) : logInfo("request", fields);
}

void Service::drain(int timeoutMs, std::function<void()> done)
{
    m_draining = true;
    logInfo("draining", {{QStringLiteral("connections"), m_http->stats().connections}});
    m_http->drain(timeoutMs, std::move(done));
}

} // namespace tidedesk::server
