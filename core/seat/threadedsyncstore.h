// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/threads.h"
#include "core/sync/syncstore.h"

namespace tidedesk::seat {

/// The engine's store on the seat's store thread. After the last page of an answer it lets the search index catch up in
/// slices, between which everything else passes.
class ThreadedSyncStore final : public sync::SyncStore {
public:
    ThreadedSyncStore(Threads &threads, QObject *context)
        : m_threads(threads)
        , m_context(context)
    {
    }
    void state(Then<State> then) override;
    void beginPull(Then<QString> then) override;
    void feedPull(const QByteArray &bytes, Then<PullStep> then) override;
    void takeBatch(qint64 after, int limit, Then<Batch> then) override;
    void takeAnswer(const QByteArray &answer, qint64 first, qint64 last, Then<PushStep> then) override;
    void noteFailure(qint64 firstSeq, qint64 lastSeq, const QString &code) override;
    void setClockOffset(qint64 offsetMs) override;
    /// Brings the search index up to date in the background.
    void indexInBackground();

private:
    Threads &m_threads;
    QObject *m_context;
};

} // namespace tidedesk::seat
