// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/net/transport.h"
#include "core/sync/syncstore.h"
#include <QPointer>

namespace tidedesk::sync {

/// Takes the outbox to the server, oldest first, one batch at a time. A batch is done when the server has answered for
/// each of its operations by number and id; anything else leaves it in the outbox to be sent again. While a batch is with
/// the server the next one is got ready, and goes out before what was answered is recorded: when one was not answered
/// for in full, the server takes nothing of those behind it (numbers have no gaps), and all of it is sent again.
/// Engine's thread.
class Pusher : public QObject {
    Q_OBJECT
public:
    static constexpr int kBatch = 200; ///< small enough that others' work does not wait long for it at the server

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
    void take(qint64 after);
    void onTaken(const SyncStore::Batch &batch);
    void send(const SyncStore::Batch &batch);
    void onFinished(const Result<net::Response> &result);
    void record(const QByteArray &answer);
    void onRecorded(const SyncStore::PushStep &step);
    void finish();
    void abandon();
    void fail(const Error &error);

    net::Transport &m_transport;
    SyncStore &m_store;
    QByteArray m_token;
    QPointer<net::Call> m_call;
    SyncStore::Batch m_sent; ///< with the server, or the last one that was
    std::optional<SyncStore::Batch> m_next; ///< ready to be sent
    quint64 m_generation = 0;
    bool m_busy = false;
    bool m_again = false;
    bool m_taking = false; ///< the store has been asked for a batch
    int m_recording = 0; ///< answers that are with the store
    int m_limit = kBatch; ///< halved when the server finds a batch too large
};

} // namespace tidedesk::sync
