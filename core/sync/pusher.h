// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/net/transport.h"
#include "core/sync/syncstore.h"
#include <QPointer>

namespace tidedesk::sync {

/// Takes the outbox to the server, oldest first, one batch at a time. A batch is done when the server has answered for
/// each of its operations by number and id; anything else leaves it in the outbox to be sent again. Engine's thread.
class Pusher : public QObject {
    Q_OBJECT
public:
    Pusher(net::Transport &transport, SyncStore &store, QObject *parent);

    void setToken(const QByteArray &token) { m_token = token; }
    /// Send what waits, or look once more after the batch under way.
    void request();
    void stop();
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void stepped(const tidedesk::sync::SyncStore::PushStep &step);
    void drained(); ///< nothing waits any more
    void failed(const tidedesk::Error &error);

private:
    void send(const SyncStore::Batch &batch);
    void onFinished(const Result<net::Response> &result);
    void fail(const Error &error);

    net::Transport &m_transport;
    SyncStore &m_store;
    QByteArray m_token;
    QPointer<net::Call> m_call;
    qint64 m_first = 0; ///< of the batch under way, or the last one
    qint64 m_last = 0;
    quint64 m_generation = 0;
    bool m_busy = false;
    bool m_again = false;
    int m_limit = 1000; ///< halved when the server finds a batch too large
};

} // namespace tidedesk::sync
