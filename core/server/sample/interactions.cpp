// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/interactions.h"
#include "core/schema/entities.h"
#include "core/server/sample/workcalendar.h"

namespace tidedesk::sample {

Interactions::Interactions(qint64 until, SampleSink &sink)
    : m_until(until)
    , m_sink(sink)
{
}

Status Interactions::add(const Contact &contact, Random &random)
{
    const qint64 end = contact.at + contact.wait + contact.talk + contact.hold + contact.wrap;
    if (end >= m_until)
        return {};
    const auto &s = schema::interaction();
    const auto reference = [](const Id &id) { return id.isNull() ? Value() : Value(id); };
    Row row(s, random.id(contact.at));
    row.version = 1;
    row.set(s.customerId, reference(contact.customer));
    row.set(s.ticketId, reference(contact.ticket));
    row.set(s.queueId, reference(contact.queue));
    row.set(s.agentId, reference(contact.agent));
    row.set(s.channel, static_cast<qint64>(contact.channel));
    row.set(s.inbound, qint64(contact.inbound));
    row.setChoice(s.outcome, QLatin1StringView(contact.outcome));
    row.set(s.startedAt, contact.at);
    row.set(s.wait, contact.wait / kSecond);
    if (!contact.agent.isNull()) {
        row.set(s.talk, contact.talk / kSecond);
        row.set(s.hold, contact.hold / kSecond);
        row.set(s.wrap, contact.wrap / kSecond);
        row.set(s.resolved, qint64(contact.resolved));
    }
    if (!contact.topic.isEmpty())
        row.set(s.topic, contact.topic);
    if (random.chance(.0005)) { // clocks of two machines: answered before it rang
        row.set(s.wait, -contact.wait / kSecond - random.between(1, 40));
        row.set(s.flaw, QStringLiteral("negative_interval"));
    }
    const bool call = contact.channel == Channel::Phone;
    row.set(s.source, call ? QStringLiteral("telephony") : QStringLiteral("chat"));
    row.set(s.sourceKey,
        QStringLiteral("%1-%2")
            .arg(call ? QStringLiteral("call") : QStringLiteral("chat"))
            .arg(++m_number, 8, 10, QChar(u'0')));
    row.set(s.asOf, end);
    return m_sink.row(std::move(row));
}

Status Interactions::addPhantom(qint64 at, const Id &queue, Random &random)
{
    const auto &s = schema::interaction();
    Row row(s, random.id(at));
    row.version = 1;
    row.set(s.queueId, queue);
    row.set(s.channel, static_cast<qint64>(Channel::Phone));
    row.set(s.inbound, qint64(1));
    row.setChoice(s.outcome, QLatin1StringView("missed"));
    row.set(s.startedAt, at);
    row.set(s.wait, qint64(0));
    row.set(s.flaw, QStringLiteral("phantom"));
    row.set(s.source, QStringLiteral("telephony"));
    row.set(s.sourceKey, QStringLiteral("call-%1").arg(++m_number, 8, 10, QChar(u'0')));
    row.set(s.asOf, at);
    return m_sink.row(std::move(row));
}

} // namespace tidedesk::sample
