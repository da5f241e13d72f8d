// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/net/eventstream.h"
#include "core/net/transport.h"
#include <QPointer>

namespace tidedesk::sync {

/// The open line on which the server says that something has moved. It never carries truth: a poke only asks for a pull.
/// Without a byte for 40 s (heartbeats come every 15) the line counts as dead. Engine's thread.
class LiveChannel : public QObject {
    Q_OBJECT
public:
    LiveChannel(net::Transport &transport, QObject *parent);

    void setToken(const QByteArray &token) { m_token = token; }
    void open();
    void close();
    bool isOpen() const { return m_open; }
    bool isBusy() const { return m_call != nullptr; }

Q_SIGNALS:
    void opened();
    void poked();
    void closed(const tidedesk::Error &error);

private:
    net::Transport &m_transport;
    QByteArray m_token;
    QPointer<net::Call> m_call;
    net::EventStream m_stream;
    bool m_open = false;
};

} // namespace tidedesk::sync
