// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/session.h"
#include "core/base/eventlog.h"
#include "core/server/http/responsewriter.h"
#include <exception>

namespace tidedesk::http {

Session::Session(std::shared_ptr<ServerContext> context, std::shared_ptr<Connection> connection)
    : m_context(std::move(context))
    , m_connection(std::move(connection))
{
}

void Session::start()
{
    m_deadline = std::make_unique<Deadline>(*m_context->loop, weak_from_this(), [this] { expired(); });
    waitForRequest(m_context->limits.headerTimeoutMs);
    m_connection->start(weak_from_this());
}

void Session::waitForRequest(int ms)
{
    m_phase = Phase::Reading;
    m_waiting = Waiting::ForRequest;
    m_deadline->set(m_context->draining ? m_context->limits.drainIdleMs : ms);
}

void Session::received(QByteArrayView bytes)
{
    if (m_phase == Phase::Reading && m_in.isEmpty())
        bytes = bytes.sliced(consume(bytes));
    if (m_closeAfter || m_phase == Phase::Lingering || m_phase == Phase::Closed)
        return;
    m_in.append(bytes);
    readAhead();
}

/// Uses what was kept, and stops reading when a client sends ahead more than one header's worth.
void Session::readAhead()
{
    if (m_phase == Phase::Reading && !m_in.isEmpty()) {
        const QByteArray kept = std::exchange(m_in, {});
        m_in = kept.sliced(consume(kept));
    }
    m_connection->setReading(m_phase != Phase::Answering || m_in.size() < m_context->limits.maxHeaderBytes);
}

void Session::receivedEnd()
{
    m_ended = true;
    const bool listensNoMore = m_stream && m_streamKind == StreamKind::Events;
    if (m_phase != Phase::Answering || listensNoMore)
        close();
}

void Session::progressed()
{
    settle();
}

void Session::failed()
{
    close();
}

qsizetype Session::consume(QByteArrayView bytes)
{
    qsizetype total = 0;
    while (m_phase == Phase::Reading && total < bytes.size()) {
        if (!m_parser)
            beginRequest();
        qsizetype used = 0;
        auto step = m_parser->advance(bytes.sliced(total), used);
        total += used;
        if (step == RequestParser::Step::Head) {
            if (!admit())
                break;
            if (m_parser->hasBody())
                continue;
            step = m_parser->advance({}, used);
        }
        if (!holdBody())
            break;
        if (step == RequestParser::Step::Failed)
            refuse(m_parser->refusal());
        else if (step == RequestParser::Step::Done)
            dispatch();
        else
            break;
    }
    return total;
}

void Session::beginRequest()
{
    m_parser = std::make_unique<RequestParser>(m_context->limits);
    m_parser->request().remoteAddress = m_connection->remoteAddress();
    m_parser->request().addressKey = m_connection->addressKey();
    m_parser->request().secure = m_connection->isSecure();
    m_waiting = Waiting::ForHead;
    m_deadline->set(m_context->limits.headerTimeoutMs);
}

/// Decides on the body. False when the request was refused.
bool Session::admit()
{
    qint64 limit = m_context->limits.maxBodyBytes;
    if (m_context->hooks.admit) {
        auto admission = m_context->hooks.admit(m_parser->request());
        if (admission.refusal) {
            answerDirectly(std::move(*admission.refusal));
            return false;
        }
        limit = admission.maxBodyBytes.value_or(limit);
        m_record.route = admission.route;
    }
    if (!m_parser->hasBody())
        return true;
    if (!m_parser->acceptBody(limit)) {
        refuse(m_parser->refusal());
        return false;
    }
    if (m_parser->expectsContinue() && m_parser->bodyBytesRead() == 0)
        m_connection->write("HTTP/1.1 100 Continue\r\n\r\n");
    startWindow(Waiting::ForBody);
    return true;
}

/// Counts the body against what the server holds in all. False when that is too much.
bool Session::holdBody()
{
    const qint64 held = m_parser->request().body.size();
    const qint64 total = m_context->counters.bodyBytes += held - m_bodyHeld;
    m_bodyHeld = held;
    if (total <= m_context->limits.maxBodyBytesTotal)
        return true;
    refuse({503, "http.busy", "too many request bodies at once"});
    return false;
}

void Session::dispatch()
{
    m_phase = Phase::Answering;
    m_deadline->clear();
    ++m_context->counters.answering;
    Request request = std::move(m_parser->request());
    request.id = m_context->runId + '-' + QByteArray::number(++m_context->counters.requests, 16);
    Exchange::Terms terms;
    terms.id = request.id;
    terms.head = request.method == "HEAD";
    terms.http10 = m_parser->isHttp10();
    terms.keepAlive = m_parser->keepsAlive();
    terms.encoding = chooseEncoding(request.header("Accept-Encoding"));
    m_parser.reset();
    m_exchange = std::make_shared<Exchange>(m_context, weak_from_this(), terms);
    m_record = {request.id, request.method, request.path, request.remoteAddress, std::exchange(m_record.route, {})};
    m_since = Loop::nowUs();
    m_answerStart = m_connection->sentBytes() + m_connection->pendingBytes();
    try {
        m_context->hooks.handle(std::move(request), std::make_shared<Responder>(m_exchange));
    } catch (const std::exception &error) { // the Responder died with the call: the client gets a 500
        logError("handler_failed", {{QStringLiteral("id"), QString::fromLatin1(m_record.id)}, {QStringLiteral("detail"), QString::fromUtf8(error.what()).left(200)}});
    }
}

void Session::refuse(const Refusal &refusal)
{
    ++m_context->counters.refusedRequests;
    Response response = Response::error(refusal.status, refusal.code, refusal.detail);
    if (refusal.status == 503)
        response.headers.add("Retry-After", "1");
    if (refusal.status == 415)
        response.headers.add("Accept-Encoding", "zstd, gzip");
    answerDirectly(std::move(response));
}

/// Answers without a handler and gives the connection up: what follows on it may be the rest of a body.
void Session::answerDirectly(Response response)
{
    ResponseHead head;
    head.status = response.status;
    head.contentType = response.contentType;
    head.length = response.body.size();
    head.close = true;
    head.headers = response.headers;
    const bool bodiless = m_parser && m_parser->request().method == "HEAD";
    m_phase = Phase::Answering;
    m_deadline->clear();
    m_parser.reset();
    m_in.clear();
    m_answerWhole = true;
    m_closeAfter = true;
    m_connection->write(serialized(head));
    if (!bodiless)
        m_connection->write(response.body);
    settle();
}

void Session::deliver(const Exchange &exchange, int status, const QByteArray &head, const QByteArray &body, bool close,
    const QByteArray &code)
{
    if (&exchange != m_exchange.get() || m_phase != Phase::Answering)
        return;
    m_record.status = status;
    m_record.code = code;
    m_closeAfter |= close;
    m_answerWhole = true;
    m_connection->write(head);
    m_connection->write(body);
    settle();
}

void Session::deliverStream(const Exchange &exchange, int status, const QByteArray &head,
    const std::shared_ptr<StreamQueue> &stream, StreamKind kind, bool close)
{
    if (&exchange != m_exchange.get() || m_phase != Phase::Answering)
        return stream->close();
    m_record.status = status;
    m_record.events = kind == StreamKind::Events;
    m_closeAfter |= close;
    m_streamKind = kind;
    m_connection->write(head);
    settle(); // before the stream is counted: the head is not the stream's
    m_stream = stream;
    ++m_context->counters.streams;
    if (kind == StreamKind::Events && m_ended)
        return this->close();
    if (kind == StreamKind::Events && m_context->draining)
        stream->finish();
    pump(exchange);
}

void Session::pump(const Exchange &exchange)
{
    if (&exchange != m_exchange.get() || !m_stream || m_answerWhole)
        return;
    const auto taken = m_stream->take();
    if (taken.aborted)
        return close();
    m_answerWhole = taken.last;
    m_connection->write(taken.bytes);
    settle();
}

/// Looks at what the connection has sent so far: tells the stream, watches the reader, ends the answer.
void Session::settle()
{
    if (m_phase == Phase::Closed)
        return;
    const qint64 sent = m_connection->sentBytes() - m_accounted;
    m_accounted += sent;
    if (m_stream && sent > 0)
        m_stream->sent(sent);
    if (m_phase != Phase::Answering)
        return;
    if (m_connection->pendingBytes() > 0) {
        if (m_waiting != Waiting::ForReader)
            startWindow(Waiting::ForReader);
        return;
    }
    if (m_waiting == Waiting::ForReader) {
        m_waiting = Waiting::ForRequest;
        m_deadline->clear();
    }
    if (m_answerWhole)
        finishAnswer();
}

void Session::finishAnswer()
{
    release();
    if (m_closeAfter)
        return linger();
    waitForRequest(m_context->limits.idleTimeoutMs);
    readAhead();
    if (m_phase == Phase::Reading && m_ended)
        close();
}

void Session::linger()
{
    m_phase = Phase::Lingering;
    m_waiting = Waiting::ForEnd;
    m_in.clear();
    m_parser.reset();
    m_connection->shutdownWrite();
    if (m_ended)
        return close();
    m_deadline->set(m_context->limits.lingerMs);
    m_connection->setReading(true);
}

/// Lets go of the request being answered.
void Session::release()
{
    if (m_exchange) {
        report();
        m_exchange->clientLeft();
        --m_context->counters.answering;
        m_exchange.reset();
    }
    m_context->counters.bodyBytes -= std::exchange(m_bodyHeld, 0);
    m_answerWhole = false;
    if (const auto stream = std::exchange(m_stream, nullptr)) {
        --m_context->counters.streams;
        stream->close();
    }
}

void Session::report()
{
    if (!m_context->hooks.exchanged)
        return;
    m_record.bytesSent = m_connection->sentBytes() - m_answerStart;
    m_record.durationUs = Loop::nowUs() - m_since;
    m_context->hooks.exchanged(m_record);
}

void Session::startWindow(Waiting waiting)
{
    m_waiting = waiting;
    m_windowStart = waiting == Waiting::ForBody ? m_parser->bodyBytesRead() : m_connection->sentBytes();
    m_deadline->set(m_context->limits.transferWindowMs);
}

void Session::expired()
{
    const qint64 enough = m_windowStart + m_context->limits.transferWindowBytes;
    switch (m_waiting) {
    case Waiting::ForHead:
        return refuse({408, "http.too_slow", "the request header did not arrive in time"});
    case Waiting::ForBody:
        if (m_parser->bodyBytesRead() >= enough)
            return startWindow(Waiting::ForBody);
        return refuse({408, "http.too_slow", "the request body did not arrive in time"});
    case Waiting::ForReader:
        if (m_connection->sentBytes() >= enough)
            return startWindow(Waiting::ForReader);
        ++m_context->counters.stalledReaders;
        return close();
    case Waiting::ForRequest:
        return linger();
    case Waiting::ForEnd:
        return close();
    }
}

void Session::drain()
{
    if (m_stream && m_streamKind == StreamKind::Events)
        m_stream->finish();
    if (m_phase == Phase::Reading && !m_parser)
        waitForRequest(m_context->limits.drainIdleMs);
}

void Session::close()
{
    if (m_phase == Phase::Closed)
        return;
    const auto self = shared_from_this();
    m_phase = Phase::Closed;
    m_deadline->clear();
    release();
    m_connection->close();
    m_context->ended(*this);
}

} // namespace tidedesk::http
