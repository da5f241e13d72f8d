// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/livechannel.h"

namespace tidedesk::sync {

LiveChannel::LiveChannel(net::Transport &transport, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
{
}

void LiveChannel::open()
{
    if (m_call)
        return;
    m_stream = {};
    m_call = m_transport.send({.path = QStringLiteral("/v1/live"), .token = m_token, .deadlineMs = 0, .silenceMs = 40'000,
        .streamed = true});
    connect(m_call, &net::Call::opened, this, [this] {
        m_open = true;
        Q_EMIT opened();
    });
    connect(m_call, &net::Call::received, this, [this](const QByteArray &bytes) {
        const auto events = m_stream.feed(bytes);
        for (const net::EventStream::Event &event : events) {
            if (event.name == "poke") {
                Q_EMIT poked();
                break; // several pokes at once ask for one pull
            }
        }
    });
    connect(m_call, &net::Call::finished, this, [this](const Result<net::Response> &result) {
        m_call = nullptr;
        m_open = false;
        Q_EMIT closed(result ? Error {Consequence::Retry, QStringLiteral("live.closed"), {}} : result.error());
    });
}

void LiveChannel::close()
{
    m_open = false;
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->abort();
    m_call = nullptr;
}

} // namespace tidedesk::sync
