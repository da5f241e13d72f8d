// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/workload.h"
#include "core/schema/entities.h"

namespace tidedesk::sim {

using domain::Change;

namespace {

Change update(const schema::Entity &entity, const Id &row)
{
    Change change;
    change.entity = &entity;
    change.row = row;
    return change;
}

Change create(const schema::Entity &entity)
{
    Change change;
    change.kind = Change::Kind::Create;
    change.entity = &entity;
    return change;
}

} // namespace

void Workload::act(SeatHost &seat)
{
    const qint64 what = seat.dice().below(100);
    if (what < 27)
        reply(seat, false);
    else if (what < 37)
        reply(seat, true);
    else if (what < 75)
        edit(seat);
    else if (what < 79)
        bulk(seat);
    else if (what < 84)
        openTicket(seat);
    else if (what < 89)
        editCustomer(seat);
    else if (what < 94)
        decide(seat);
    else if (what < 96)
        mergeTickets(seat);
    else if (what < 98)
        undo(seat);
    else
        takeBack(seat);
}

std::optional<Id> Workload::pick(SeatHost &seat, const QByteArray &from)
{
    auto &connection = seat.store().mirror().connection();
    auto count = connection.prepare("SELECT count(*) " + from);
    if (!count || !count->step().valueOr(false) || count->integer(0) == 0)
        return {};
    // Newer rows more often: people work on what is new.
    const qint64 rows = count->integer(0);
    const qint64 skip = seat.dice().chance(.6) ? seat.dice().below(qMin<qint64>(rows, 6)) : seat.dice().below(rows);
    count->reset();
    auto row = connection.prepare("SELECT id " + from + " ORDER BY n DESC LIMIT 1 OFFSET ?");
    if (!row || !row->bind(1, skip).step().valueOr(false))
        return {};
    return row->id(0);
}

std::optional<Row> Workload::pickTicket(SeatHost &seat, bool open)
{
    const auto id = pick(seat, open ? "FROM ticket WHERE status<3" : "FROM ticket");
    if (!id)
        return {};
    return seat.store().mirror().row(schema::ticket(), *id).valueOr(std::nullopt);
}

qint64 Workload::number(SeatHost &seat, const QByteArray &sql, const Id &id)
{
    auto statement = seat.store().mirror().connection().prepare(sql);
    if (!statement || !statement->bind(1, id).step().valueOr(false))
        return 0;
    return statement->integer(0);
}

Change Workload::message(SeatHost &seat, const Id &ticket, bool note)
{
    const auto &m = schema::message();
    Change change = create(m);
    change.set = {{m.ticketId.index, ticket}, {m.kind.index, qint64(note ? 2 : 1)},
        {m.body.index, QStringLiteral("text %1 of %2").arg(++m_texts).arg(QString::fromUtf8(seat.person().token))},
        {m.seen.index, number(seat, "SELECT coalesce(max(ordinal), 0) FROM message WHERE ticket_id=?", ticket)}};
    return change;
}

void Workload::reply(SeatHost &seat, bool note)
{
    const auto ticket = pickTicket(seat, !seat.dice().chance(.1));
    if (!ticket)
        return;
    QList<Change> changes {message(seat, ticket->id(), note)};
    if (!note && seat.dice().chance(.4)) {
        Change status = update(schema::ticket(), ticket->id());
        status.set.insert(schema::ticket().status.index, qint64(seat.dice().chance(.8) ? 3 : 2));
        status.depends = 1;
        changes.append(status);
    }
    (void)seat.commit(changes);
}

Change Workload::someEdit(SeatHost &seat, const Row &ticket)
{
    const auto &t = schema::ticket();
    Dice &dice = seat.dice();
    Change change = update(t, ticket.id());
    switch (dice.below(7)) {
    case 0:
    case 1:
        change.set.insert(t.priority.index, dice.below(4));
        break;
    case 2:
        change.set.insert(t.status.index, dice.between(1, 4));
        break;
    case 3:
        change.set.insert(t.assigneeId.index, dice.chance(.7) ? Value(seat.person().user) : dice.chance(.5) ? Value() : Value(m_users[dice.below(m_users.size())]));
        break;
    case 4: {
        const QString tag = QStringLiteral("tag%1").arg(dice.below(5));
        if (ticket.members(t.tags).contains(tag))
            change.remove.insert(t.tags.index, {tag});
        else
            change.add.insert(t.tags.index, {tag});
        break;
    }
    case 5:
        change.set.insert(t.category.index, QStringLiteral("category %1").arg(dice.below(9)));
        change.set.insert(t.priority.index, dice.below(4));
        break;
    default:
        if (dice.chance(.4))
            change.set.insert(t.queueId.index, m_queues[dice.below(m_queues.size())]);
        else
            change.set.insert(t.subject.index, QStringLiteral("subject %1").arg(++m_texts));
    }
    return change;
}

void Workload::edit(SeatHost &seat)
{
    if (const auto ticket = pickTicket(seat, !seat.dice().chance(.2)))
        (void)seat.commit({someEdit(seat, *ticket)});
}

void Workload::bulk(SeatHost &seat)
{
    QList<Change> changes;
    QSet<Id> taken;
    const qint64 priority = seat.dice().below(4);
    for (qint64 i = seat.dice().between(2, 8); i > 0; --i) {
        const auto ticket = pickTicket(seat, true);
        if (!ticket || taken.contains(ticket->id()))
            continue;
        taken.insert(ticket->id());
        Change change = update(schema::ticket(), ticket->id());
        change.set.insert(schema::ticket().priority.index, priority);
        changes.append(change);
    }
    if (!changes.isEmpty())
        (void)seat.commit(changes);
}

void Workload::openTicket(SeatHost &seat)
{
    const auto &t = schema::ticket();
    const auto customer = pick(seat, "FROM customer");
    if (!customer)
        return;
    Change ticket = create(t);
    ticket.row = IdGenerator(seat.clock(), [&seat] { return seat.dice().next(); }).next();
    ticket.set = {{t.subject.index, QStringLiteral("subject %1").arg(++m_texts)}, {t.customerId.index, *customer}};
    if (seat.dice().chance(.7))
        ticket.set.insert(t.queueId.index, m_queues[seat.dice().below(m_queues.size())]);
    Change first = message(seat, ticket.row, seat.dice().chance(.5));
    first.depends = 1;
    (void)seat.commit({ticket, first});
}

void Workload::editCustomer(SeatHost &seat)
{
    const auto &c = schema::customer();
    const auto customer = pick(seat, "FROM customer");
    if (!customer)
        return;
    Change change = update(c, *customer);
    if (seat.dice().chance(.5))
        change.set.insert(c.tier.index, seat.dice().below(4));
    if (change.set.isEmpty() || seat.dice().chance(.3))
        change.set.insert(c.remark.index, QStringLiteral("remark %1").arg(++m_texts));
    (void)seat.commit({change});
}

void Workload::decide(SeatHost &seat)
{
    const auto reviews = seat.store().outbox().reviews(true);
    if (!reviews || reviews->isEmpty())
        return edit(seat);
    const domain::Review review = (*reviews)[seat.dice().below(reviews->size())];
    const bool mine = review.kind != domain::Review::Kind::Rejected && seat.dice().chance(.5);
    seat.resolve(review.id, mine ? domain::Resolution::Mine : domain::Resolution::Theirs);
}

void Workload::mergeTickets(SeatHost &seat)
{
    const auto &t = schema::ticket();
    const auto ticket = pickTicket(seat, true);
    const auto into = pickTicket(seat, !seat.dice().chance(.2));
    if (!ticket || !into)
        return;
    Change change = update(t, ticket->id());
    change.whole = true;
    change.set = {{t.mergedInto.index, into->id()}, {t.status.index, qint64(4)}};
    (void)seat.commit({change});
}

/// One of the latest operations, sent or not.
void Workload::undo(SeatHost &seat)
{
    const auto next = seat.store().outbox().nextSeq();
    if (next && *next > 1)
        seat.undo(qMax<qint64>(1, *next - 1 - seat.dice().below(12)));
}

void Workload::takeBack(SeatHost &seat)
{
    const auto queued = seat.store().outbox().queued();
    if (queued && !queued->isEmpty())
        seat.discard(queued->last().change.seq);
}

} // namespace tidedesk::sim
