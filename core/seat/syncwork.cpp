// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/syncwork.h"
#include "core/base/killpoint.h"
#include "core/sqlite/transaction.h"

namespace tidedesk::seat {

namespace {

constexpr int kIndexSlice = 500;

} // namespace

using sync::SyncStore;

Result<SyncStore::State> syncState(LocalStore &store)
{
    TD_ASSIGN(cursor, store.mirror().cursor());
    TD_ASSIGN(waiting, store.outbox().waiting());
    TD_ASSIGN(reviews, store.outbox().openReviews());
    TD_ASSIGN(asOf, store.mirror().meta("as_of"));
    return SyncStore::State {cursor, waiting, reviews, asOf.toLongLong()};
}

Result<QString> beginPull(LocalStore &store)
{
    store.reader = std::make_unique<protocol::PageReader>();
    store.header.reset();
    return store.mirror().cursor();
}

Result<SyncStore::PullStep> feedPull(LocalStore &store, const QByteArray &bytes)
{
    SyncStore::PullStep step;
    TD_TRY(store.reader->feed(bytes));
    step.header = store.reader->takeHeader();
    if (step.header)
        store.header = step.header;
    const QList<protocol::Page> pages = store.reader->takePages();
    if (!pages.isEmpty()) {
        TD_TRY(store.seat().applyPages(pages, step.changed, std::exchange(store.header, std::nullopt)));
        killPoint("page.applied");
        for (const protocol::Page &page : pages)
            step.rows += page.end.rows;
        step.pageApplied = true;
        step.more = pages.last().end.more;
        step.left = pages.last().end.left;
    }
    TD_ASSIGN(state, syncState(store));
    step.state = state;
    return step;
}

Result<QList<domain::Change>> takeBatch(LocalStore &store, int limit)
{
    TD_ASSIGN(entries, store.outbox().queued(limit));
    QList<domain::Change> batch;
    for (const domain::OutboxEntry &entry : entries)
        batch.append(storage::Outbox::remaining(entry));
    if (!batch.isEmpty())
        TD_TRY(store.outbox().noteAttempt(batch.first().seq, batch.last().seq));
    return batch;
}

Result<SyncStore::PushStep> applyOutcomes(LocalStore &store, const QList<std::pair<qint64, domain::Outcome>> &outcomes)
{
    SyncStore::PushStep step;
    TD_TRY(store.seat().applyOutcomes(outcomes, step.changed));
    TD_ASSIGN(state, syncState(store));
    step.state = state;
    return step;
}

Result<bool> indexSlice(LocalStore &store)
{
    TD_ASSIGN(transaction, sqlite::Transaction::begin(store.mirror().connection()));
    TD_ASSIGN(more, store.mirror().indexSome(kIndexSlice));
    TD_TRY(transaction.commit());
    return more;
}

} // namespace tidedesk::seat
