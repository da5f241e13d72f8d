// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/effects.h"
#include "core/domain/attachment.h"
#include "core/domain/claim.h"
#include "core/domain/lifecycle.h"
#include "core/domain/merging.h"
#include "core/schema/entities.h"

namespace tidedesk::domain {

namespace {

enum MessageKind { Customer, Reply, Note, System }; // indices of schema::Message::kind

const std::optional<Outcome> kFine;

QString shown(const schema::Field &field, const Row &row)
{
    const Value &value = row.value(field);
    if (isNull(value))
        return {};
    switch (field.type) {
    case schema::Type::Choice:
        return row.choice(field);
    case schema::Type::Reference:
        return row.ref(field).toString();
    case schema::Type::Set:
        return row.members(field).join(u' ');
    case schema::Type::Text:
    case schema::Type::Date:
    case schema::Type::Json:
        return row.text(field);
    default:
        return QString::number(row.number(field));
    }
}

void setDefault(Row &row, const schema::Field &field, Value value)
{
    if (!row.has(field))
        row.set(field, std::move(value));
}

} // namespace

Effects::Effects(const Change &change, const Actor &actor, qint64 now, World &world)
    : m_change(change)
    , m_actor(actor)
    , m_now(now)
    , m_world(world)
{
}

Result<std::optional<Outcome>> Effects::beforeCreate(Row &row)
{
    if (&row.entity() == &schema::ticket())
        return newTicket(row);
    if (&row.entity() == &schema::message())
        return newMessage(row);
    if (&row.entity() == &schema::attachment())
        return newAttachment(row);
    return kFine;
}

Result<std::optional<Outcome>> Effects::newTicket(Row &row)
{
    const auto &s = schema::ticket();
    if (!row.has(s.queueId)) {
        TD_ASSIGN(queue, m_world.defaultQueue(m_actor));
        if (!queue.isNull())
            row.set(s.queueId, queue);
    }
    setDefault(row, s.status, qint64(TicketStatus::New));
    setDefault(row, s.priority, qint64(s.priority.choice(u"normal")));
    setDefault(row, s.channel, qint64(s.channel.choice(u"other")));
    if (row.has(s.holdReason) && row.number(s.status) != qint64(TicketStatus::OnHold))
        return std::optional(Outcome::rejected("only_on_hold", s.holdReason.name));
    TD_TRY(followClaim(row, Row(), m_actor, m_now, m_world));
    TD_ASSIGN(number, m_world.nextTicketNumber()); // nothing refuses it any more: numbers have no gaps
    if (number > 0)
        row.set(s.number, number);
    if (!m_actor.isServer())
        row.set(s.createdBy, m_actor.user);
    setDefault(row, s.createdAt, m_now);
    row.set(s.reopened, qint64(0));
    row.set(s.lastOrdinal, qint64(0));
    return kFine;
}

Result<std::optional<Outcome>> Effects::newMessage(Row &row)
{
    const auto &s = schema::message();
    TD_ASSIGN(ticket, m_world.row(schema::ticket(), row.ref(s.ticketId)));
    if (!ticket)
        return std::optional(Outcome::rejected("gone", s.ticketId.name));
    if (row.number(s.kind) == System && !m_actor.isServer())
        return std::optional(Outcome::rejected("not_allowed", s.kind.name));
    if (auto refused = mergedTakes(*ticket, row))
        return refused;
    if (m_world.authoritative() && row.number(s.kind) == Reply && !m_actor.isServer()) {
        TD_ASSIGN(refused, unseenBefore(row, *ticket));
        if (refused)
            return refused;
    }
    if (m_world.authoritative())
        row.set(s.ordinal, ticket->number(schema::ticket().lastOrdinal) + 1);
    if (!m_actor.isServer())
        row.set(s.authorId, m_actor.user);
    setDefault(row, s.channel, ticket->value(schema::ticket().channel));
    if (!m_actor.isServer())
        row.set(s.writtenAt, plausible(row.has(s.writtenAt) ? row.number(s.writtenAt) : m_change.doneAt));
    setDefault(row, s.writtenAt, m_now);
    setDefault(row, s.createdAt, m_now);
    m_ticket = std::move(*ticket);
    return kFine;
}

/// Seen before sent: what others wrote after the last message its author knew. A number beyond the last message (a
/// server restored from a backup, or a client that lies) proves that nothing was seen.
Result<std::optional<Outcome>> Effects::unseenBefore(const Row &reply, const Row &ticket)
{
    const auto &s = schema::message();
    const bool beyond = reply.number(s.seen) > ticket.number(schema::ticket().lastOrdinal);
    TD_ASSIGN(later, m_world.messagesAfter(ticket.id(), beyond ? 0 : reply.number(s.seen)));
    Outcome returned {.verdict = Verdict::Returned};
    for (const Row &message : later) {
        if (!(message.ref(s.authorId) == m_actor.user))
            returned.unseen.append(message.id());
    }
    if (!returned.unseen.isEmpty())
        return std::optional(returned);
    return beyond ? std::optional(Outcome::rejected("bad_seen", s.seen.name)) : kFine;
}

Result<std::optional<Outcome>> Effects::newAttachment(const Row &row)
{
    const auto &s = schema::attachment();
    TD_ASSIGN(message, m_world.row(schema::message(), row.ref(s.messageId)));
    if (!message)
        return std::optional(Outcome::rejected("gone", s.messageId.name));
    if (!(message->ref(schema::message().ticketId) == row.ref(s.ticketId)))
        return std::optional(Outcome::rejected("unknown_reference", s.ticketId.name));
    // What a file is named by says that it was there; only the message's author says who brought it.
    if (!m_actor.isServer() && !(message->ref(schema::message().authorId) == m_actor.user))
        return std::optional(Outcome::rejected("not_allowed", s.messageId.name));
    if (const schema::Field *field = impossibleField(row))
        return std::optional(Outcome::rejected("wrong_type", field->name));
    TD_ASSIGN(others, m_world.attachmentsOf(row.ref(s.messageId)));
    qint64 bytes = row.number(s.size);
    for (const Row &other : others)
        bytes += other.number(s.size);
    const bool tooMuch = others.size() >= kMostFiles || bytes > kMostFileBytes;
    return tooMuch && !m_actor.isServer() ? std::optional(Outcome::rejected("too_many_files", s.messageId.name)) : kFine;
}

qint64 Effects::plausible(qint64 instant) const
{
    constexpr qint64 kEarliest = 946'684'800'000; // 2000-01-01
    return instant >= kEarliest && instant <= m_now ? instant : m_now;
}

Status Effects::afterCreate(const Row &row)
{
    if (&row.entity() == &schema::message())
        return messageArrived(row);
    if (&row.entity() == &schema::ticket()) {
        TD_TRY(record(row, QLatin1StringView("created"), {}, {}, row.choice(schema::ticket().status)));
        if (row.has(schema::ticket().assigneeId))
            TD_TRY(record(row, QLatin1StringView("assigned"), {}, {}, shown(schema::ticket().assigneeId, row)));
    }
    return {};
}

/// A message moves its ticket: waiting time, first reply, reopening.
Status Effects::messageArrived(const Row &message)
{
    const auto &t = schema::ticket();
    const auto &m = schema::message();
    Row ticket = *m_ticket;
    const qint64 statusBefore = ticket.number(t.status);
    const qint64 kind = message.number(m.kind);
    const bool human = !message.flag(m.automatic);
    if (m_world.authoritative())
        ticket.set(t.lastOrdinal, message.number(m.ordinal));
    if (kind == Customer) {
        setDefault(ticket, t.waitingSince, message.number(m.createdAt));
        const auto status = static_cast<TicketStatus>(statusBefore);
        if (status != TicketStatus::New && status != TicketStatus::Open)
            ticket.set(t.status, qint64(TicketStatus::Open));
    } else if (kind == Reply && human) {
        if (!ticket.has(t.firstReplyAt) && ticket.has(t.waitingSince))
            ticket.set(t.firstReplyAt, message.number(m.createdAt));
        ticket.set(t.waitingSince, Value());
        if (statusBefore == qint64(TicketStatus::New))
            ticket.set(t.status, qint64(TicketStatus::Open));
    }
    statusChanged(ticket, statusBefore);
    TD_TRY(followClaim(ticket, *m_ticket, m_actor, m_now, m_world));
    TD_TRY(writeDerived(ticket));
    const char *event = kind == Customer ? "customer_message" : kind == Note ? "note" : human ? "reply" : "auto_reply";
    if (kind != System)
        TD_TRY(record(ticket, QLatin1StringView(event), {}, {}, {}));
    if (ticket.number(t.status) != statusBefore)
        TD_TRY(record(ticket, QLatin1StringView("status"), {}, t.status.choiceName(statusBefore), ticket.choice(t.status)));
    return {};
}

void Effects::statusChanged(Row &ticket, qint64 before) const
{
    const auto &t = schema::ticket();
    const auto from = static_cast<TicketStatus>(before);
    const auto to = static_cast<TicketStatus>(ticket.number(t.status));
    if (from == to)
        return;
    if (to == TicketStatus::Resolved || (to == TicketStatus::Closed && !ticket.has(t.resolvedAt)))
        ticket.set(t.resolvedAt, m_now);
    if (to != TicketStatus::OnHold)
        ticket.set(t.holdReason, Value());
    if (isDone(from) && isOpen(to)) {
        ticket.set(t.reopened, ticket.number(t.reopened) + 1);
        ticket.set(t.resolvedAt, Value());
    }
}

Status Effects::writeDerived(Row ticket)
{
    ticket.set(schema::ticket().updatedAt, m_now);
    if (m_world.authoritative())
        ++ticket.version;
    return m_world.put(ticket, {});
}

Result<std::optional<Outcome>> Effects::beforeUpdate(const Row &before, MergeResult &merged)
{
    if (&before.entity() != &schema::ticket())
        return kFine;
    const auto &t = schema::ticket();
    TD_ASSIGN(refused, mergingFits(before, merged.row, m_world));
    if (refused)
        return refused;
    if (merged.written.contains(t.status.index)) {
        const auto from = static_cast<TicketStatus>(before.number(t.status));
        const auto to = static_cast<TicketStatus>(merged.row.number(t.status));
        // Taking back is no step of the work: what was closed by mistake is new again.
        if (!m_change.undoes && !legalTransition(from, to))
            return std::optional(Outcome::rejected("illegal_transition",
                before.choice(t.status) + QStringLiteral(" -> ") + merged.row.choice(t.status)));
        statusChanged(merged.row, qint64(from));
    }
    if (auto unfit = holdFits(merged))
        return unfit;
    if (!merged.written.isEmpty())
        TD_TRY(followClaim(merged.row, before, m_actor, m_now, m_world));
    return kFine;
}

/// A reason for waiting is one of a ticket that waits. One whose status lost against a colleague's goes with it.
std::optional<Outcome> Effects::holdFits(MergeResult &merged)
{
    const auto &t = schema::ticket();
    if (!merged.written.contains(t.holdReason.index) || !merged.row.has(t.holdReason)
        || merged.row.number(t.status) == qint64(TicketStatus::OnHold))
        return {};
    const bool lost = std::any_of(merged.conflicts.begin(), merged.conflicts.end(),
        [&](const FieldConflict &conflict) { return conflict.field == t.status.index; });
    if (!lost)
        return Outcome::rejected("only_on_hold", t.holdReason.name);
    merged.row.set(t.holdReason, Value());
    merged.written.removeAll(t.holdReason.index);
    return {};
}

Status Effects::afterUpdate(const Row &before, const MergeResult &merged)
{
    if (&before.entity() != &schema::ticket())
        return {};
    const auto &t = schema::ticket();
    for (const int index : merged.written) {
        const schema::Field &field = t.fields()[static_cast<size_t>(index)];
        const char *kind = field == t.status ? "status"
            : field == t.assigneeId          ? "assigned"
            : field == t.tags                ? "tags"
            : field == t.rating              ? "rated"
            : field == t.mergedInto          ? "merged"
                                             : "field";
        const bool named = qstrcmp(kind, "field") != 0;
        const bool personal = field.options.sensitivity != schema::Sensitivity::Plain;
        TD_TRY(record(merged.row, QLatin1StringView(kind), named ? QString() : QString(field.name),
            personal ? QString() : shown(field, before), personal ? QString() : shown(field, merged.row)));
    }
    return merged.written.contains(t.mergedInto.index) && merged.row.has(t.mergedInto) ? tellTheOther(merged.row) : Status();
}

/// The ticket that goes on says that another has been merged into it.
Status Effects::tellTheOther(const Row &ticket)
{
    const auto &t = schema::ticket();
    const auto &m = schema::message();
    TD_ASSIGN(other, m_world.row(t, ticket.ref(t.mergedInto)));
    if (!other)
        return {}; // not held on this seat
    Row message = mergedMessage(m_change, ticket);
    if (!m_actor.isServer())
        message.set(m.authorId, m_actor.user);
    message.set(m.writtenAt, plausible(m_change.doneAt));
    message.set(m.createdAt, m_now);
    if (m_world.authoritative()) {
        message.set(m.ordinal, other->number(t.lastOrdinal) + 1);
        other->set(t.lastOrdinal, message.number(m.ordinal));
        message.version = 1;
    }
    TD_TRY(m_world.put(message, {}));
    return waitsOn(ticket, *other);
}

/// A customer who waits in the ticket that is merged waits in the other one from now on, which is open again if need be.
Status Effects::waitsOn(const Row &ticket, Row other)
{
    const auto &t = schema::ticket();
    const qint64 before = other.number(t.status);
    if (ticket.has(t.waitingSince)) {
        other.set(t.waitingSince, qMin(ticket.number(t.waitingSince), other.number(t.waitingSince, ticket.number(t.waitingSince))));
        if (isDone(static_cast<TicketStatus>(before)))
            other.set(t.status, qint64(TicketStatus::Open));
        statusChanged(other, before);
    }
    TD_TRY(writeDerived(other));
    return other.number(t.status) == before
        ? Status()
        : record(other, QLatin1StringView("status"), {}, t.status.choiceName(before), other.choice(t.status));
}

Status Effects::record(
    const Row &ticket, QLatin1StringView kind, const QString &field, const QString &before, const QString &after)
{
    const auto &e = schema::event();
    Row event(e, Id::derived(m_change.id, m_events++));
    event.set(e.ticketId, ticket.id());
    event.set(e.customerId, ticket.value(schema::ticket().customerId));
    event.set(e.queueId, ticket.value(schema::ticket().queueId));
    event.setChoice(e.kind, kind);
    event.set(e.at, m_now);
    event.set(e.doneAt, plausible(m_change.doneAt));
    if (!m_actor.isServer())
        event.set(e.actorId, m_actor.user);
    event.set(e.channel, ticket.value(schema::ticket().channel));
    if (!field.isEmpty())
        event.set(e.field, field);
    if (!before.isEmpty())
        event.set(e.before, before);
    if (!after.isEmpty())
        event.set(e.after, after);
    if (m_world.authoritative())
        event.version = 1;
    return m_world.put(event, {});
}

} // namespace tidedesk::domain
