// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/sync/backoff.h"
#include "core/sync/livechannel.h"
#include "core/sync/puller.h"
#include "core/sync/pusher.h"
#include "core/sync/timers.h"
#include <array>

namespace tidedesk::sync {

/// Keeps a seat and its server in step: pulls and pushes side by side (downloads never wait for uploads), holds the live
/// channel open, waits with jitter after failures, and says truthfully how things stand. Main thread, event-driven.
class Engine : public QObject {
    Q_OBJECT
public:
    struct Parts {
        net::Transport &transport;
        SyncStore &store;
        const Clock &clock;
        Timers &timers;
        std::function<double()> random; ///< [0, 1)
        bool live = true;
    };
    explicit Engine(const Parts &parts, QObject *parent = nullptr);

    void start(const QByteArray &token);
    void stop();
    bool isRunning() const { return m_running; }
    /// Something new lies in the outbox.
    void outboxChanged();
    /// Forget the back-off and try now.
    void connectNow();
    const domain::SyncStatus &status() const { return m_status; }
    /// Everything known is exchanged: nothing waits, nothing newer is known.
    bool isSettled() const;

Q_SIGNALS:
    void statusChanged(const tidedesk::domain::SyncStatus &status);
    void changed(const tidedesk::domain::ChangeSet &changes);
    /// One round has ended well or badly; the command line's `sync` waits for it.
    void settled();
    void failed(const tidedesk::Error &error);

private:
    void onPullStep(const SyncStore::PullStep &step);
    void onCaughtUp(qint64 serverTime);
    void onPushStep(const SyncStore::PushStep &step);
    void pullSoon();
    void askState();
    /// The three ways to the server fail and recover each on their own: pulls that work say nothing of pushes.
    enum Way { Pulls, Pushes, Live };
    void onFailure(Way way, const Error &error);
    void onLiveClosed(const Error &error);
    void reached(Way way);
    void retryAfter(qint64 ms);
    void setPhase(domain::SyncStatus::Phase phase);
    void take(const SyncStore::State &state);
    void publish();
    void checkSettled();

    Parts m_parts;
    Puller m_puller;
    Pusher m_pusher;
    LiveChannel m_live;
    std::array<Backoff, 3> m_backoffs; ///< by Way
    qint64 m_liveSince = 0; ///< local clock; 0 = closed
    domain::SyncStatus m_status;
    domain::SyncStatus m_published;
    quint64 m_retryGeneration = 0;
    bool m_running = false;
    bool m_caughtUp = false;
    bool m_asking = false; ///< the store how things stand
    bool m_askAgain = false;
    bool m_newsWaits = false; ///< for the answer to a push
};

} // namespace tidedesk::sync
