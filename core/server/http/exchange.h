// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/servercontext.h"
#include "core/server/http/streamqueue.h"

namespace tidedesk::http {

/// One request waiting for its answer: turns what a Responder is given into bytes, in the caller's thread, and takes
/// them to the session, on the io thread. The first answer counts. Thread-safe.
class Exchange : public std::enable_shared_from_this<Exchange> {
public:
    /// What the answer must know of its request.
    struct Terms {
        QByteArray id; ///< Request::id
        bool head = false; ///< HEAD: everything but the body
        bool http10 = false;
        bool keepAlive = true;
        Encoding encoding = Encoding::Identity; ///< the best one offered
    };

    Exchange(std::shared_ptr<ServerContext> context, std::weak_ptr<Session> session, Terms terms);

    void answer(Response response);
    std::shared_ptr<StreamQueue> answerStreaming(
        int status, const QByteArray &contentType, StreamKind kind, const Headers &headers);
    bool isAnswered() const { return m_answered; }
    bool isClientGone() const { return m_clientGone; }
    void clientLeft() { m_clientGone = true; }

private:
    bool mustClose() const { return !m_terms.keepAlive || m_context->draining; }
    bool compress(Response &response, Headers &more) const;
    std::shared_ptr<void> compressorSlot() const;
    template <class Call> void onSession(Call call);

    const std::shared_ptr<ServerContext> m_context;
    const std::weak_ptr<Session> m_session; ///< locked on the io thread only
    const Terms m_terms;
    std::atomic<bool> m_answered = false;
    std::atomic<bool> m_clientGone = false;
};

} // namespace tidedesk::http
