// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/threadedsyncstore.h"
#include "core/base/logging.h"
#include "core/seat/syncwork.h"
#include <utility>

namespace tidedesk::seat {

void ThreadedSyncStore::state(Then<State> then) { m_threads.store.run(m_context, syncState, std::move(then)); }

void ThreadedSyncStore::beginPull(Then<QString> then)
{
    m_threads.store.run(m_context, [](LocalStore &store) { return seat::beginPull(store); }, std::move(then));
}

void ThreadedSyncStore::feedPull(const QByteArray &bytes, Then<PullStep> then)
{
    m_threads.store.run(m_context, [bytes](LocalStore &store) { return seat::feedPull(store, bytes); }, std::move(then));
}

void ThreadedSyncStore::takeBatch(qint64 after, int limit, Then<Batch> then)
{
    m_threads.store.run(m_context, [after, limit](LocalStore &store) { return seat::takeBatch(store, after, limit); }, std::move(then));
}

void ThreadedSyncStore::takeAnswer(const QByteArray &answer, qint64 first, qint64 last, Then<PushStep> then)
{
    m_threads.store.run(
        m_context, [=](LocalStore &store) { return seat::takeAnswer(store, answer, first, last); }, std::move(then));
}

void ThreadedSyncStore::noteFailure(qint64 firstSeq, qint64 lastSeq, const QString &code)
{
    m_threads.store.post([=](LocalStore &store) {
        if (const Status status = store.outbox().noteFailure(firstSeq, lastSeq, code); !status)
            qCWarning(lcStore) << "a failed try could not be noted:" << status.error().code;
    });
}

void ThreadedSyncStore::setClockOffset(qint64 offsetMs)
{
    m_threads.store.post([=](LocalStore &store) { store.seat().setClockOffset(offsetMs); });
}

void ThreadedSyncStore::indexInBackground()
{
    m_threads.store.postSliced([begun = false](LocalStore &store) mutable {
        // One at a time: each page asks for it, and everything else on this thread would wait behind all of them.
        if (!std::exchange(begun, true) && std::exchange(store.indexing, true))
            return false;
        const Result<bool> more = indexSlice(store);
        store.indexing = more && *more;
        if (!more) {
            store.mirror().forget();
            qCWarning(lcStore) << "search index:" << more.error().code << more.error().detail;
        }
        return more && *more;
    });
}

} // namespace tidedesk::seat
