// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/base/eventlog.h"
#include "core/base/killpoint.h"
#include "core/server/api/service.h"
#include "core/server/api/syncwire.h"
#include "core/server/pull/scopecheck.h"

namespace tidedesk::server {

namespace {

/// A pull under way: pages are made on a reader's thread while the client takes them, and not faster.
class PullJob : public std::enable_shared_from_this<PullJob> {
public:
    PullJob(Readers &readers, Metrics &metrics, PullSession session, std::shared_ptr<http::Responder> answer, qint64 now)
        : m_readers(readers)
        , m_metrics(metrics)
        , m_session(std::move(session))
        , m_answer(std::move(answer))
        , m_now(now)
    {
    }
    void start()
    {
        if (!m_readers.run([self = shared_from_this()](Store &store) { self->begin(store); }))
            refuse();
    }

private:
    void refuse()
    {
        m_metrics.refused(Metrics::Limit::ReaderLine);
        m_answer->send(busy());
    }
    void begin(Store &store)
    {
        const auto header = m_session.header(store, m_now);
        if (!header)
            return m_answer->send(toResponse(header.error()));
        m_stream = m_answer->stream(200, "application/x-ndjson", http::StreamKind::Download, {{"Cache-Control", "no-store"}});
        m_waiting = *header;
        m_stream->onWritable([self = shared_from_this()] { self->resume(); });
        work(store);
    }
    void resume()
    {
        // A full line only delays: the stream stays writable and the client's deadline bounds the wait.
        if (!m_readers.run([self = shared_from_this()](Store &store) { self->work(store); }))
            m_stream->abort();
    }
    void work(Store &store)
    {
        for (;;) {
            if (m_stream->isClosed())
                return;
            if (!m_waiting.isEmpty()) {
                if (!m_stream->write(m_waiting))
                    return; // onWritable goes on from here
                m_stream->flush();
                m_waiting.clear();
            }
            auto page = m_session.nextPage(store);
            if (!page) {
                logWarning("pull_cut", logged(page.error()));
                return m_stream->abort(); // cut: the seat keeps the whole pages it has
            }
            if (!*page)
                return m_stream->finish();
            m_waiting = **page;
            m_metrics.pulledPage(m_session.rowsGiven() - std::exchange(m_counted, m_session.rowsGiven()));
            killPoint("server.page");
            // A fast reader of a long answer goes back to the end of the line: others want a reader, too.
            if (m_readers.run([self = shared_from_this()](Store &next) { self->work(next); }))
                return;
        }
    }

    Readers &m_readers;
    Metrics &m_metrics;
    PullSession m_session;
    std::shared_ptr<http::Responder> m_answer;
    std::shared_ptr<http::Stream> m_stream;
    QByteArray m_waiting;
    const qint64 m_now;
    qint64 m_counted = 0; ///< rows that the metrics know of
};

} // namespace

void Service::addSyncRoutes()
{
    addFor("POST", "/v1/push", [this](const http::Request &request, const Session &session, const Answer &answer) { push(request, session, answer); }, kPushBytes);
    addFor("POST", "/v1/pull", [this](const http::Request &request, const Session &session, const Answer &answer) { pull(request, session, answer); });
    addFor("GET", "/v1/live", [this](const http::Request &, const Session &session, const Answer &answer) { live(session, answer); });
}

void Service::push(const http::Request &request, const Session &session, const Answer &answer)
{
    const auto operations = readPush(request.body);
    if (!operations)
        return answer->send(toResponse(operations.error()));
    killPoint("server.read");
    m_engine->run<PushReply>(static_cast<int>(operations->size()), [session, operations = *operations](WriteContext &context) {
        return server::push(context, session, operations);
    }, [this, answer](const Result<PushReply> &reply) {
        killPoint("server.reply");
        if (reply)
            m_metrics->pushed(*reply);
        answer->send(reply ? http::Response::json(200, pushAnswer(*reply)) : toResponse(reply.error()));
        killPoint("server.replied");
    });
}

/// Answers NDJSON, protocol/page.h
void Service::pull(const http::Request &request, const Session &session, const Answer &answer)
{
    auto pulled = readPull(request.body, session);
    if (!pulled)
        return answer->send(toResponse(pulled.error()));
    std::make_shared<PullJob>(*m_readers, *m_metrics, std::move(*pulled), answer, m_config.clock.nowMs())->start();
}

void Service::live(const Session &session, const Answer &answer)
{
    if (m_live->count() >= m_config.limits.listeners) {
        m_metrics->refused(Metrics::Limit::Listeners);
        return answer->send(busy());
    }
    read(answer, [this, session, answer](Store &store) {
        const quint64 generation = m_live->generation();
        const auto look = [&]() -> Result<domain::Scope> {
            TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
            return scopeNow(store, session.user, session.seat);
        };
        const auto scope = look();
        if (!scope)
            return answer->send(toResponse(scope.error()));
        m_live->add(session, *scope, generation, answer->stream(200, "text/event-stream", http::StreamKind::Events));
    });
}

} // namespace tidedesk::server
