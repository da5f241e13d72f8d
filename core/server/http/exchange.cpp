// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/exchange.h"
#include "core/server/http/responsewriter.h"
#include "core/server/http/session.h"

namespace tidedesk::http {

Exchange::Exchange(std::shared_ptr<ServerContext> context, std::weak_ptr<Session> session, Terms terms)
    : m_context(std::move(context))
    , m_session(std::move(session))
    , m_terms(terms)
{
}

template <class Call> void Exchange::onSession(Call call)
{
    m_context->loop->post([weak = m_session, call = std::move(call)] {
        if (const auto session = weak.lock())
            call(*session);
    });
}

bool Exchange::compress(Response &response, Headers &more) const
{
    if (!isCompressible(response.contentType) || response.headers.has("Content-Encoding"))
        return false;
    more.add("Vary", "Accept-Encoding");
    if (m_terms.encoding == Encoding::Identity || response.body.size() <= m_context->limits.compressAbove)
        return false;
    response.body = Compressor::whole(m_terms.encoding, response.body);
    more.add("Content-Encoding", encodingName(m_terms.encoding));
    return true;
}

void Exchange::answer(Response response)
{
    if (m_answered.exchange(true) || m_clientGone)
        return;
    ResponseHead head;
    head.status = response.status;
    head.contentType = response.contentType;
    head.close = mustClose();
    head.more.add("X-Request-Id", m_terms.id);
    if (mayHaveBody(response.status))
        compress(response, head.more);
    else
        response.body.clear();
    head.length = response.body.size();
    head.headers = std::move(response.headers);
    if (m_terms.head)
        response.body.clear();
    onSession(
        [self = shared_from_this(), start = serialized(head), body = std::move(response.body), status = head.status,
            close = head.close, code = std::move(response.code)](Session &session) { session.deliver(*self, status, start, body, close, code); });
}

/// Null when enough streams are compressed at this time.
std::shared_ptr<void> Exchange::compressorSlot() const
{
    auto &used = m_context->counters.compressedStreams;
    if (++used > m_context->limits.maxCompressedStreams) {
        --used;
        return nullptr;
    }
    return {&used, [context = m_context](void *) { --context->counters.compressedStreams; }};
}

std::shared_ptr<StreamQueue> Exchange::answerStreaming(
    int status, const QByteArray &contentType, StreamKind kind, const Headers &headers)
{
    if (m_answered.exchange(true) || m_clientGone)
        return StreamQueue::closed(m_context->loop);
    ResponseHead head;
    head.status = status;
    head.contentType = contentType;
    head.headers = headers;
    head.more.add("X-Request-Id", m_terms.id);
    head.chunked = !m_terms.http10;
    head.close = mustClose() || m_terms.http10;
    StreamQueue::Shape shape{Encoding::Identity, head.chunked, m_context->limits.streamBufferBytes};
    if (kind == StreamKind::Events) {
        head.more.add("Cache-Control", "no-store");
        head.more.add("X-Accel-Buffering", "no");
    } else if (isCompressible(contentType) && !headers.has("Content-Encoding")) {
        head.more.add("Vary", "Accept-Encoding");
        if (m_terms.encoding != Encoding::Identity)
            shape.slot = compressorSlot();
        shape.encoding = shape.slot ? m_terms.encoding : Encoding::Identity;
        if (shape.encoding != Encoding::Identity)
            head.more.add("Content-Encoding", encodingName(shape.encoding));
    }
    if (m_terms.head || !mayHaveBody(status)) {
        onSession([self = shared_from_this(), start = serialized(head), status, close = head.close](
                      Session &session) { session.deliver(*self, status, start, {}, close); });
        return StreamQueue::closed(m_context->loop);
    }
    auto queue = std::make_shared<StreamQueue>(m_context->loop, shape,
        [loop = m_context->loop, weak = m_session, self = std::weak_ptr<Exchange>(shared_from_this())] {
            const auto session = weak.lock();
            const auto exchange = self.lock();
            if (session && exchange)
                session->pump(*exchange);
        });
    onSession([self = shared_from_this(), queue, start = serialized(head), status, kind, close = head.close](
                  Session &session) { session.deliverStream(*self, status, start, queue, kind, close); });
    return queue;
}

} // namespace tidedesk::http
