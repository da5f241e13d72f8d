// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/net/transport.h"
#include "core/sync/syncstore.h"
#include <QPointer>

namespace tidedesk {
class Clock;
}

namespace tidedesk::sync {

/// Brings the server's rows in: asks from the stored cursor, feeds the answer to the store as it comes, asks again while
/// there is more. One answer at a time; a request that comes meanwhile is remembered. Engine's thread.
class Puller : public QObject {
    Q_OBJECT
public:
    Puller(net::Transport &transport, SyncStore &store, const Clock &clock, QObject *parent);

    void setToken(const QByteArray &token) { m_token = token; }
    /// Pull now, or once more after the answer under way.
    void request();
    void stop();
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void stepped(const tidedesk::sync::SyncStore::PullStep &step);
    /// The store holds everything the server had at `serverTime`.
    void caughtUp(qint64 serverTime);
    void failed(const tidedesk::Error &error);

private:
    void ask(const QString &cursor);
    void onReceived(const QByteArray &bytes);
    void feed();
    void onFinished(const Result<net::Response> &result);
    void onStep(const Result<SyncStore::PullStep> &result);
    void concludeIfDone();
    void fail(const Error &error);

    net::Transport &m_transport;
    SyncStore &m_store;
    const Clock &m_clock;
    QByteArray m_token;
    QPointer<net::Call> m_call;
    quint64 m_generation = 0; ///< answers of an earlier run are dropped
    bool m_busy = false;
    bool m_again = false;
    bool m_networkDone = false;
    QByteArray m_waiting; ///< received, not yet with the store
    bool m_feeding = false;
    bool m_more = false;
    bool m_anyPage = false;
    qint64 m_askedAt = 0;
    qint64 m_serverTime = 0;
};

} // namespace tidedesk::sync
