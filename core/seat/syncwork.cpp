// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/syncwork.h"
#include "core/base/killpoint.h"
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/sqlite/transaction.h"
#include <QJsonArray>

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

Result<SyncStore::Batch> takeBatch(LocalStore &store, qint64 after, int limit)
{
    TD_ASSIGN(operations, store.outbox().texts(after, limit));
    if (operations.isEmpty())
        return SyncStore::Batch {};
    SyncStore::Batch batch {{}, operations.first().seq, operations.last().seq};
    QByteArrayList texts;
    for (const storage::Outbox::Text &operation : std::as_const(operations))
        texts.append(operation.body);
    batch.body = "{\"protocol\":" + QByteArray::number(protocol::kVersion) + ",\"operations\":[" + texts.join(',') + "]}";
    TD_TRY(store.outbox().noteAttempt(batch.first, batch.last));
    return batch;
}

/// {"epoch":"…","results":[{"seq":1,"id":"…","verdict":"applied",…}],"expect":17} - `expect` only after a gap.
Result<Outcomes> readAnswer(LocalStore &store, const QByteArray &answer, qint64 first, qint64 last)
{
    const auto where = QStringLiteral("push");
    // Qt takes an answer cut short for a whole one; what cannot be read is none, and the operations go again.
    const auto unreadable = [](const Error &error) { return Error {Consequence::RetryLater, QStringLiteral("push.no_answer"), error.detail}; };
    const auto object = protocol::parseObject(answer, where);
    if (!object)
        return unreadable(object.error());
    const auto epoch = protocol::stringAt(*object, QLatin1StringView("epoch"), where);
    if (!epoch)
        return unreadable(epoch.error());
    TD_ASSIGN(stale, store.seat().isOfOtherData(*epoch));
    if (stale)
        return Error {Consequence::Retry, QStringLiteral("push.other_epoch"), *epoch};
    TD_ASSIGN(asked, store.outbox().idsOf(first, last));
    Outcomes outcomes;
    for (const QJsonValue &value : object->value(QLatin1StringView("results")).toArray()) {
        const QJsonObject result = value.toObject();
        const auto seq = protocol::integerAt(result, QLatin1StringView("seq"), where);
        const auto id = protocol::idAt(result, QLatin1StringView("id"), where);
        if (!seq || !id)
            return unreadable(seq ? id.error() : seq.error());
        if (asked.value(*seq).isNull() || !(asked.value(*seq) == *id))
            return Error {Consequence::Rejected, QStringLiteral("push.foreign_answer"), QString::number(*seq)};
        const schema::Entity *entity = nullptr; // wanted for the fields of a conflict only
        if (result.contains(QLatin1StringView("conflicts"))) {
            TD_ASSIGN(entry, store.outbox().entry(*seq));
            entity = entry ? entry->change.entity : nullptr;
        }
        const auto outcome = protocol::outcomeFromJson(result, entity, where);
        if (!outcome)
            return unreadable(outcome.error());
        outcomes.append({*seq, *outcome});
    }
    if (outcomes.isEmpty())
        return Error {Consequence::RetryLater, QStringLiteral("push.no_answer"), QStringLiteral("no results")};
    return outcomes;
}

Result<SyncStore::PushStep> applyOutcomes(LocalStore &store, const Outcomes &outcomes)
{
    SyncStore::PushStep step;
    TD_TRY(store.seat().applyOutcomes(outcomes, step.changed));
    TD_ASSIGN(state, syncState(store));
    step.state = state;
    return step;
}

Result<SyncStore::PushStep> takeAnswer(LocalStore &store, const QByteArray &answer, qint64 first, qint64 last)
{
    TD_ASSIGN(outcomes, readAnswer(store, answer, first, last));
    return applyOutcomes(store, outcomes);
}

Result<bool> indexSlice(LocalStore &store)
{
    TD_ASSIGN(transaction, sqlite::Transaction::begin(store.mirror().connection()));
    TD_ASSIGN(more, store.mirror().indexSome(kIndexSlice));
    TD_TRY(transaction.commit());
    return more;
}

} // namespace tidedesk::seat
