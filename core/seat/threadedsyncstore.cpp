// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/threadedsyncstore.h"
#include "core/base/logging.h"
#include "core/sqlite/transaction.h"

namespace tidedesk::seat {

namespace {

constexpr int kIndexSlice = 500;

Result<sync::SyncStore::State> readState(LocalStore &store)
{
    TD_ASSIGN(cursor, store.mirror().cursor());
    TD_ASSIGN(waiting, store.outbox().waiting());
    TD_ASSIGN(reviews, store.outbox().openReviews());
    return sync::SyncStore::State {cursor, waiting, reviews};
}

Result<sync::SyncStore::PullStep> feed(LocalStore &store, const QByteArray &bytes)
{
    sync::SyncStore::PullStep step;
    TD_TRY(store.reader->feed(bytes));
    step.header = store.reader->takeHeader();
    if (step.header)
        store.header = step.header;
    while (const auto page = store.reader->takePage()) {
        TD_TRY(store.seat().applyPage(*page, step.changed, std::exchange(store.header, std::nullopt)));
        step.rows += page->end.rows;
        step.pageApplied = true;
        step.more = page->end.more;
        step.left = page->end.left;
    }
    TD_ASSIGN(state, readState(store));
    step.state = state;
    return step;
}

} // namespace

Result<bool> indexSlice(LocalStore &store)
{
    TD_ASSIGN(transaction, sqlite::Transaction::begin(store.mirror().connection()));
    TD_ASSIGN(more, store.mirror().indexSome(kIndexSlice));
    TD_TRY(transaction.commit());
    return more;
}

void ThreadedSyncStore::state(Then<State> then) { m_threads.store.run(m_context, readState, std::move(then)); }

void ThreadedSyncStore::beginPull(Then<QString> then)
{
    m_threads.store.run(m_context, [](LocalStore &store) {
        store.reader = std::make_unique<protocol::PageReader>();
        store.header.reset();
        return store.mirror().cursor();
    }, std::move(then));
}

void ThreadedSyncStore::feedPull(const QByteArray &bytes, Then<PullStep> then)
{
    m_threads.store.run(m_context, [bytes](LocalStore &store) { return feed(store, bytes); }, std::move(then));
}

void ThreadedSyncStore::takeBatch(int limit, Then<QList<domain::Change>> then)
{
    m_threads.store.run(m_context, [limit](LocalStore &store) -> Result<QList<domain::Change>> {
        TD_ASSIGN(entries, store.outbox().queued(limit));
        QList<domain::Change> batch;
        for (const domain::OutboxEntry &entry : entries)
            batch.append(entry.change);
        if (!batch.isEmpty())
            TD_TRY(store.outbox().noteAttempt(batch.first().seq, batch.last().seq));
        return batch;
    }, std::move(then));
}

void ThreadedSyncStore::applyOutcomes(const QList<std::pair<qint64, domain::Outcome>> &outcomes, Then<PushStep> then)
{
    m_threads.store.run(m_context, [outcomes](LocalStore &store) -> Result<PushStep> {
        PushStep step;
        TD_TRY(store.seat().applyOutcomes(outcomes, step.changed));
        TD_ASSIGN(state, readState(store));
        step.state = state;
        return step;
    }, std::move(then));
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
    m_threads.store.postSliced([](LocalStore &store) {
        const Result<bool> more = indexSlice(store);
        if (!more) {
            store.mirror().forget();
            qCWarning(lcStore) << "search index:" << more.error().code << more.error().detail;
        }
        return more && *more;
    });
}

} // namespace tidedesk::seat
