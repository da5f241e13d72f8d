// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/ticketwriter.h"
#include "core/domain/apply.h"
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"

namespace tidedesk::sample {

using domain::Change;

namespace {

Change blank(Change::Kind kind, const schema::Entity &entity, const Id &row)
{
    Change change;
    change.kind = kind;
    change.entity = &entity;
    change.row = row;
    return change;
}

} // namespace

TicketWriter::TicketWriter(qint64 until, SampleSink &sink)
    : m_until(until)
    , m_sink(sink)
{
}

Result<Id> TicketWriter::write(qint64 number, const Subject &subject, const QList<Step> &steps, Random &random)
{
    m_world.reset(number);
    Id ticket;
    for (const Step &step : steps) {
        if (step.at >= m_until)
            break;
        if (ticket.isNull())
            ticket = random.id(step.at);
        Change change
            = step.kind == Step::Kind::Create ? create(step, ticket, subject) : changeOf(step, ticket, random);
        change.id = random.id(step.at);
        change.doneAt = step.at;
        const domain::Actor actor{step.actor, {}, step.actor.isNull() ? schema::Writer::None : schema::Writer::Agent};
        TD_ASSIGN(outcome, domain::apply(change, actor, step.at, m_world));
        if (outcome.verdict != domain::Verdict::Applied)
            return Error{Consequence::Fatal, QStringLiteral("sample.rules"),
                QStringLiteral("ticket %1, step %2: %3 %4")
                    .arg(number)
                    .arg(static_cast<int>(step.kind))
                    .arg(outcome.reason, outcome.detail)};
    }
    if (ticket.isNull())
        return ticket;
    TD_TRY(m_sink.row(*m_world.ticket()));
    for (Row &row : m_world.children())
        TD_TRY(m_sink.row(std::move(row)));
    return ticket;
}

Change TicketWriter::create(const Step &step, const Id &ticket, const Subject &subject) const
{
    const auto &t = schema::ticket();
    Change change = blank(Change::Kind::Create, t, ticket);
    change.set.insert(t.subject.index, step.text);
    change.set.insert(t.customerId.index, subject.customer);
    change.set.insert(t.queueId.index, subject.queue);
    change.set.insert(t.priority.index, qint64(subject.priority));
    change.set.insert(t.channel.index, static_cast<qint64>(subject.channel));
    if (!subject.category.isEmpty())
        change.set.insert(t.category.index, subject.category);
    if (!step.target.isNull()) { // a call: whoever answered it has it in hand
        change.set.insert(t.assigneeId.index, step.target);
        change.set.insert(t.status.index, qint64(domain::TicketStatus::Open));
    }
    return change;
}

Change TicketWriter::changeOf(const Step &step, const Id &ticket, Random &random) const
{
    switch (step.kind) {
    case Step::Kind::Customer:
    case Step::Kind::Reply:
    case Step::Kind::AutoReply:
    case Step::Kind::Note:
        return message(step, ticket, random);
    default:
        return update(step, ticket);
    }
}

Change TicketWriter::message(const Step &step, const Id &ticket, Random &random) const
{
    const auto &m = schema::message();
    Change change = blank(Change::Kind::Create, m, random.id(step.at));
    const QStringView kind = step.kind == Step::Kind::Customer ? u"customer"
        : step.kind == Step::Kind::Note                        ? u"note"
                                                               : u"reply";
    change.set.insert(m.ticketId.index, ticket);
    change.set.insert(m.kind.index, qint64(m.kind.choice(kind)));
    change.set.insert(m.body.index, step.text);
    if (!step.actor.isNull())
        change.set.insert(m.seen.index, m_world.ticket()->number(schema::ticket().lastOrdinal));
    if (step.kind == Step::Kind::AutoReply)
        change.set.insert(m.automatic.index, qint64(1));
    return change;
}

Change TicketWriter::update(const Step &step, const Id &ticket) const
{
    const auto &t = schema::ticket();
    Change change = blank(Change::Kind::Update, t, ticket);
    change.base = m_world.ticket()->version;
    switch (step.kind) {
    case Step::Kind::Assign:
        change.set.insert(t.assigneeId.index, step.target);
        break;
    case Step::Kind::Status:
        change.set.insert(t.status.index, step.value);
        if (step.hold >= 0)
            change.set.insert(t.holdReason.index, qint64(step.hold));
        break;
    case Step::Kind::Priority:
        change.set.insert(t.priority.index, step.value);
        break;
    case Step::Kind::Queue:
        change.set.insert(t.queueId.index, step.target);
        break;
    case Step::Kind::Category:
        change.set.insert(t.category.index, step.text);
        break;
    case Step::Kind::Tags:
        change.add.insert(t.tags.index, step.text.split(u' '));
        break;
    default:
        change.set.insert(t.rating.index, step.value);
    }
    return change;
}

} // namespace tidedesk::sample
