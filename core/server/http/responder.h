// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/response.h"
#include "core/server/http/stream.h"

namespace tidedesk::http {

class Exchange;

/// The right to answer one request, once. Thread-safe; may be used from any thread and at any time: what comes too
/// late (the client has left, the server has stopped, it was answered already) does nothing.
/// Compression happens in the calling thread. When the last owner drops it unused, the client gets a 500.
class Responder {
public:
    explicit Responder(std::shared_ptr<Exchange> exchange);
    ~Responder();
    Q_DISABLE_COPY_MOVE(Responder)

    void send(Response response);
    /// Answers with a body of unknown length. `headers` as in Response. Never null.
    std::shared_ptr<Stream> stream(
        int status, const QByteArray &contentType, StreamKind kind, const Headers &headers = {});
    /// Nobody waits for this answer any more: long work may stop.
    bool isClientGone() const;

private:
    std::shared_ptr<Exchange> m_exchange;
};

} // namespace tidedesk::http
