// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/facts.h"
#include "core/schema/entities.h"
#include <QSet>
#include <algorithm>

namespace tidedesk::kpi {

namespace {

std::optional<TicketStatus> statusNamed(const QString &name)
{
    const int index = name.isEmpty() ? -1 : schema::ticket().status.choice(name);
    return index < 0 ? std::nullopt : std::optional(static_cast<TicketStatus>(index));
}

int channelOf(const Row &row, const schema::Field &field)
{
    return int(row.number(field, -1));
}

/// Within one instant: what causes comes before what it causes.
int rank(EventKind kind)
{
    switch (kind) {
    case EventKind::CustomerMessage:
        return 0;
    case EventKind::Reply:
    case EventKind::AutoReply:
    case EventKind::Note:
        return 1;
    case EventKind::Status:
        return 3;
    case EventKind::Rated:
        return 4;
    default:
        return 2;
    }
}

bool earlier(const EventFact &a, const EventFact &b)
{
    if ((a.kind == EventKind::Created) != (b.kind == EventKind::Created))
        return a.kind == EventKind::Created;
    if (a.at != b.at)
        return a.at < b.at;
    if (const int x = rank(a.kind), y = rank(b.kind); x != y)
        return x < y;
    return a.id < b.id;
}

void note(TicketFacts &facts, const QString &flaw)
{
    if (!facts.flaws.contains(flaw))
        facts.flaws.append(flaw);
}

void dropUnusable(TicketFacts &facts)
{
    QHash<Id, EventFact> seen;
    seen.reserve(facts.events.size());
    const bool twice = facts.events.size() > 1;
    facts.events.removeIf([&](const EventFact &event) {
        if (event.at <= 0) {
            note(facts, QStringLiteral("no_instant"));
            return true;
        }
        if (!twice)
            return false;
        const auto known = seen.constFind(event.id);
        if (known == seen.constEnd()) {
            seen.insert(event.id, event);
            return false;
        }
        if (*known != event)
            note(facts, QStringLiteral("conflicting_event"));
        return true;
    });
}

/// Two status changes of one instant: the one that starts where the other ends comes second.
void chainStatuses(QList<EventFact> &events)
{
    std::optional<TicketStatus> status;
    for (qsizetype i = 0; i < events.size(); ++i) {
        if (events[i].kind == EventKind::Created)
            status = events[i].after.value_or(TicketStatus::New);
        if (events[i].kind != EventKind::Status)
            continue;
        for (qsizetype j = i; j < events.size() && events[j].at == events[i].at; ++j) {
            if (events[j].kind == EventKind::Status && events[j].before == status) {
                std::rotate(events.begin() + i, events.begin() + j, events.begin() + j + 1);
                break;
            }
        }
        status = events[i].after;
    }
}

void markDisorder(TicketFacts &facts)
{
    if (!facts.complete())
        return;
    const qint64 created = facts.events.first().at;
    for (qsizetype i = 1; i < facts.events.size(); ++i) {
        EventFact &event = facts.events[i];
        const QString flaw = event.kind == EventKind::Created ? QStringLiteral("created_twice")
            : event.at < created                              ? QStringLiteral("before_creation")
                                                              : QString();
        if (flaw.isEmpty())
            continue;
        note(facts, flaw);
        if (event.flaw.isEmpty())
            event.flaw = flaw;
    }
    facts.events.removeIf([first = true](const EventFact &event) mutable {
        const bool again = event.kind == EventKind::Created && !first;
        first = false;
        return again;
    });
}

void completeDims(TicketFacts &facts)
{
    TicketDims &dims = facts.dims;
    for (const EventFact &event : std::as_const(facts.events)) {
        if (dims.id.isNull())
            dims.id = event.ticket;
        if (dims.customer.isNull())
            dims.customer = event.customer;
        if (dims.channel < 0)
            dims.channel = event.channel;
    }
}

} // namespace

std::optional<qint64> TicketFacts::createdAt() const
{
    return complete() ? std::optional(events.first().at) : dims.createdAt;
}

EventFact eventFact(const Row &row)
{
    const auto &s = schema::event();
    EventFact fact {.id = row.id(),
        .ticket = row.ref(s.ticketId),
        .customer = row.ref(s.customerId),
        .queue = row.ref(s.queueId),
        .actor = row.ref(s.actorId),
        .at = row.number(s.at),
        .channel = channelOf(row, s.channel),
        .flaw = row.text(s.flaw)};
    const qint64 kind = row.number(s.kind, -1);
    if (kind >= 0 && kind < qint64(EventKind::Unknown))
        fact.kind = static_cast<EventKind>(kind);
    const QString after = row.text(s.after);
    switch (fact.kind) {
    case EventKind::Created:
    case EventKind::Status:
        fact.before = statusNamed(row.text(s.before));
        fact.after = statusNamed(after);
        break;
    case EventKind::Field:
        fact.field = row.text(s.field);
        if (fact.field != schema::ticket().queueId.name)
            break;
        [[fallthrough]];
    case EventKind::Assigned:
        fact.from = Id::fromString(row.text(s.before));
        fact.to = Id::fromString(after);
        break;
    case EventKind::Rated:
        fact.rating = after.toInt();
        break;
    default:
        break;
    }
    return fact;
}

TicketDims ticketDims(const Row &row)
{
    const auto &s = schema::ticket();
    TicketDims dims {.id = row.id(),
        .customer = row.ref(s.customerId),
        .queue = row.ref(s.queueId),
        .assignee = row.ref(s.assigneeId),
        .channel = channelOf(row, s.channel),
        .category = row.text(s.category),
        .createdAt = row.maybe(s.createdAt)};
    if (const auto status = row.maybe(s.status))
        dims.status = static_cast<TicketStatus>(*status);
    return dims;
}

InteractionFacts interactionFacts(const Row &row)
{
    const auto &s = schema::interaction();
    InteractionFacts fact {.id = row.id(),
        .customer = row.ref(s.customerId),
        .ticket = row.ref(s.ticketId),
        .queue = row.ref(s.queueId),
        .agent = row.ref(s.agentId),
        .channel = channelOf(row, s.channel),
        .inbound = !row.has(s.inbound) || row.flag(s.inbound),
        .startedAt = row.number(s.startedAt),
        .wait = row.maybe(s.wait),
        .talk = row.maybe(s.talk),
        .hold = row.maybe(s.hold),
        .wrap = row.maybe(s.wrap),
        .rating = int(row.number(s.rating)),
        .topic = row.text(s.topic),
        .flaw = row.text(s.flaw)};
    const qint64 outcome = row.number(s.outcome, -1);
    if (outcome >= 0 && outcome <= qint64(InteractionFacts::Outcome::Missed))
        fact.outcome = static_cast<InteractionFacts::Outcome>(outcome);
    if (row.has(s.resolved))
        fact.resolved = row.flag(s.resolved);
    const bool negative = fact.wait.value_or(0) < 0 || fact.talk.value_or(0) < 0 || fact.hold.value_or(0) < 0
        || fact.wrap.value_or(0) < 0;
    if (negative && fact.flaw.isEmpty())
        fact.flaw = QStringLiteral("negative");
    return fact;
}

TicketFacts ticketFacts(TicketDims dims, QList<EventFact> events)
{
    TicketFacts facts {.dims = std::move(dims), .events = std::move(events), .flaws = {}};
    std::sort(facts.events.begin(), facts.events.end(), earlier);
    dropUnusable(facts);
    markDisorder(facts);
    chainStatuses(facts.events);
    completeDims(facts);
    return facts;
}

TicketFacts ticketFacts(const Row &ticket, const QList<Row> &events)
{
    QList<EventFact> facts;
    facts.reserve(events.size());
    for (const Row &event : events)
        facts.append(eventFact(event));
    return ticketFacts(ticketDims(ticket), std::move(facts));
}

QString channelName(int channel)
{
    return channel < 0 ? QString() : schema::ticket().channel.choiceName(channel);
}

} // namespace tidedesk::kpi
