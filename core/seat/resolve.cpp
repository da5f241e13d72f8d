// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/resolve.h"
#include "core/schema/entities.h"

namespace tidedesk::seat {

namespace {

using domain::Change;
using domain::Review;

/// The change again, as a new operation on the server's present row.
Change again(const Change &old)
{
    Change change = old;
    change.id = Id();
    change.seq = 0;
    change.base = 0;
    change.depends = 0;
    return change;
}

Change conflictAgain(const Review &review)
{
    Change change = again(review.change);
    change.base = review.outcome.version;
    if (change.whole)
        return change; // nothing of it was done
    change.add.clear();
    change.remove.clear();
    change.set.clear();
    for (const domain::FieldConflict &conflict : review.outcome.conflicts)
        change.set.insert(conflict.field, review.change.set.value(conflict.field));
    return change;
}

Result<QList<Change>> replyAgain(LocalStore &store, const Review &review, const QString &body)
{
    const auto &m = schema::message();
    Change reply = again(review.change);
    const Value before = reply.set.value(m.seen.index);
    qint64 seen = std::holds_alternative<qint64>(before) ? std::get<qint64>(before) : 0;
    for (const Id &id : review.outcome.unseen) {
        TD_ASSIGN(message, store.mirror().row(m, id));
        if (message)
            seen = qMax(seen, message->number(m.ordinal));
    }
    reply.set.insert(m.seen.index, seen);
    if (!body.isEmpty())
        reply.set.insert(m.body.index, body);
    QList<Change> changes {reply};
    TD_ASSIGN(dependents, store.outbox().dependents(review.change.seq));
    for (const Change &dependent : dependents) {
        Change change = again(dependent);
        change.depends = 1;
        changes.append(change);
    }
    return changes;
}

} // namespace

Result<Resolved> resolveReview(LocalStore &store, const Id &id, domain::Resolution resolution, const QString &body)
{
    TD_ASSIGN(review, store.outbox().review(id));
    if (!review || review->state != Review::State::Open)
        return Error {Consequence::Rejected, QStringLiteral("review.unknown"), id.toString()};
    Resolved resolved;
    resolved.row = review->change.row;
    if (resolution == domain::Resolution::Mine) {
        QList<Change> changes;
        switch (review->kind) {
        case Review::Kind::Conflict:
            changes = {conflictAgain(*review)};
            break;
        case Review::Kind::Returned: {
            TD_ASSIGN(reply, replyAgain(store, *review, body));
            changes = reply;
            break;
        }
        case Review::Kind::Rejected:
            changes = {again(review->change)};
            break;
        }
        TD_ASSIGN(seqs, store.seat().commit(changes, resolved.changed));
        resolved.seqs = seqs;
    }
    TD_TRY(store.seat().closeReview(id, resolved.changed));
    return resolved;
}

} // namespace tidedesk::seat
