// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/responder.h"
#include "core/server/http/exchange.h"

namespace tidedesk::http {

Responder::Responder(std::shared_ptr<Exchange> exchange)
    : m_exchange(std::move(exchange))
{
}

Responder::~Responder()
{
    if (!m_exchange->isAnswered())
        m_exchange->answer(Response::error(500, "http.not_answered", "the request was not answered"));
}

void Responder::send(Response response)
{
    m_exchange->answer(std::move(response));
}

std::shared_ptr<Stream> Responder::stream(
    int status, const QByteArray &contentType, StreamKind kind, const Headers &headers)
{
    return std::make_shared<Stream>(m_exchange->answerStreaming(status, contentType, kind, headers));
}

bool Responder::isClientGone() const
{
    return m_exchange->isClientGone();
}

} // namespace tidedesk::http
