// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of SeatEdits that concern several tickets, or several operations.
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"
#include "core/seat/seatedits.h"

namespace tidedesk::seat {

using domain::Change;

namespace {

constexpr qsizetype kSlice = 50; ///< tickets changed at a time: the thread of the store is wanted by others, too

Change update(const Id &ticket)
{
    Change change;
    change.entity = &schema::ticket();
    change.row = ticket;
    return change;
}

/// The ticket a message begins, and the message in it. Rejected "gone" where the message is not held.
Result<QList<Change>> splitOff(LocalStore &store, const Id &messageId, const QString &subject, const Id &newTicket, const Id &newMessage)
{
    const auto &t = schema::ticket();
    const auto &m = schema::message();
    TD_ASSIGN(message, store.mirror().row(m, messageId));
    const Error gone {Consequence::Rejected, QStringLiteral("gone"), messageId.toString()};
    if (!message)
        return gone;
    TD_ASSIGN(ticket, store.mirror().row(t, message->ref(m.ticketId)));
    if (!ticket)
        return gone;
    Change create;
    create.kind = Change::Kind::Create;
    create.entity = &t;
    create.row = newTicket;
    create.set.insert(t.subject.index, subject.trimmed().isEmpty() ? ticket->value(t.subject) : Value(subject.trimmed()));
    create.set.insert(t.splitFrom.index, ticket->id());
    for (const schema::Field *field : {&t.customerId, &t.queueId, &t.channel, &t.priority, &t.category}) {
        if (ticket->has(*field))
            create.set.insert(field->index, ticket->value(*field));
    }
    Change copy;
    copy.kind = Change::Kind::Create;
    copy.entity = &m;
    copy.row = newMessage;
    copy.depends = 1;
    copy.set.insert(m.ticketId.index, newTicket);
    // What we had written is no reply of the new ticket: nobody is sent anything.
    const bool customers = message->choice(m.kind) == u"customer";
    copy.set.insert(m.kind.index, qint64(m.kind.choice(customers ? u"customer" : u"note")));
    copy.set.insert(m.body.index, message->value(m.body));
    if (message->has(m.channel))
        copy.set.insert(m.channel.index, message->value(m.channel));
    if (message->has(m.writtenAt))
        copy.set.insert(m.writtenAt.index, message->value(m.writtenAt));
    return QList<Change> {create, copy};
}

} // namespace

void SeatEdits::merge(const Id &ticket, const Id &into, QObject *context, Then then)
{
    const auto &t = schema::ticket();
    Change change = update(ticket);
    change.whole = true;
    change.set.insert(t.mergedInto.index, into);
    change.set.insert(t.status.index, qint64(domain::TicketStatus::Closed));
    commit({change}, context, std::move(then));
}

void SeatEdits::split(const Id &message, const QString &subject, QObject *context, Then then)
{
    const Id ticket = m_ids.next();
    const Id copy = m_ids.next();
    perform([=](LocalStore &store) -> Result<Done> {
        TD_ASSIGN(changes, splitOff(store, message, subject, ticket, copy));
        Done done;
        done.receipt.row = ticket;
        TD_ASSIGN(seqs, store.seat().commit(changes, done.changed));
        done.receipt.seqs = seqs;
        return done;
    }, context, std::move(then));
}

/// A change of many tickets under way.
struct SeatEdits::Many {
    QList<Id> tickets;
    Change change;
    QPointer<QObject> context;
    std::function<bool(qsizetype)> progress;
    Then then;
    qsizetype next = 0;
    Receipt receipt;
};

void SeatEdits::changeMany(
    const QList<Id> &tickets, const ManyChange &change, QObject *context, std::function<bool(qsizetype)> progress, Then then)
{
    auto many = std::make_shared<Many>(Many {tickets, update({}), context, std::move(progress), std::move(then), 0, {}});
    const int tags = schema::ticket().tags.index;
    many->change.set = change.set;
    if (!change.addTags.isEmpty())
        many->change.add.insert(tags, change.addTags);
    if (!change.removeTags.isEmpty())
        many->change.remove.insert(tags, change.removeTags);
    continueMany(many);
}

void SeatEdits::continueMany(const std::shared_ptr<Many> &many)
{
    const QList<Id> slice = many->tickets.mid(many->next, kSlice);
    perform([slice, change = many->change](LocalStore &store) -> Result<Done> {
        QList<Change> changes;
        for (const Id &ticket : slice) {
            changes.append(change);
            changes.last().row = ticket;
        }
        return commitWhatFits(store, changes);
    }, m_home, [this, many](const Result<Receipt> &receipt) {
        if (!receipt)
            return many->context ? many->then(receipt.error()) : void();
        many->next += kSlice;
        many->receipt.seqs += receipt->seqs;
        const qsizetype done = qMin(many->next, many->tickets.size());
        const bool on = !many->context || !many->progress || many->progress(done);
        if (on && done < many->tickets.size())
            return continueMany(many);
        if (many->context)
            many->then(many->receipt);
    });
}

/// In one transaction; where the rules refuse something, each by itself.
Result<SeatEdits::Done> SeatEdits::commitWhatFits(LocalStore &store, const QList<Change> &changes)
{
    Done done;
    const auto all = store.seat().commit(changes, done.changed);
    if (all || all.error().consequence != Consequence::Rejected || changes.size() < 2) {
        if (all)
            done.receipt.seqs = *all;
        return all || all.error().consequence == Consequence::Rejected ? Result<Done>(done) : Result<Done>(all.error());
    }
    for (const Change &change : changes) {
        TD_ASSIGN(one, commitWhatFits(store, {change}));
        done.receipt.seqs += one.receipt.seqs;
        done.changed.unite(one.changed);
    }
    return done;
}

void SeatEdits::undo(const QList<qint64> &seqs, QObject *context, Then then)
{
    perform([seqs](LocalStore &store) -> Result<Done> {
        Done done;
        TD_ASSIGN(taken, store.seat().undo(seqs, done.changed));
        done.receipt.seqs = taken;
        return done;
    }, context, std::move(then));
}

} // namespace tidedesk::seat
