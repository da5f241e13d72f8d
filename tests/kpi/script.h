// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/accumulator.h"
#include "core/schema/entities.h"
#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

/// Tickets told event by event, as rows of the spine, for tests of figures.
namespace tidedesk::test {

inline constexpr qint64 kMin = 60'000;
inline constexpr qint64 kHour = 60 * kMin;
inline constexpr qint64 kDay = 24 * kHour;
inline constexpr qint64 kStart = 1'788'220'800'000; // Tue 2026-09-01 00:00 UTC

inline Id idOf(int kind, int n)
{
    return Id::fromString(QStringLiteral("01900000-0000-7000-8%1-%2")
                              .arg(kind, 3, 10, QLatin1Char('0'))
                              .arg(n, 12, 10, QLatin1Char('0')));
}
inline Id agent(int n) { return idOf(1, n); }
inline Id queue(int n) { return idOf(2, n); }
inline Id customer(int n) { return idOf(3, n); }
inline Id ticketId(int n) { return idOf(4, n); }

class Script {
public:
    explicit Script(int n, const char *channel = "email", int customerNumber = -1)
        : m_number(n)
        , m_ticket(schema::ticket(), ticketId(n))
        , m_queue(queue(1))
    {
        const auto &t = schema::ticket();
        m_ticket.set(t.customerId, customer(customerNumber < 0 ? n : customerNumber));
        m_ticket.setChoice(t.channel, QLatin1StringView(channel));
        m_ticket.set(t.queueId, m_queue);
    }
    Script &created(qint64 at, const Id &by = {}, const char *status = "new")
    {
        m_ticket.set(schema::ticket().createdAt, at);
        m_status = QLatin1StringView(status);
        return event("created", at, by, {}, m_status);
    }
    Script &customer_(qint64 at) { return event("customer_message", at, {}); }
    Script &reply(qint64 at, const Id &by = agent(1)) { return event("reply", at, by); }
    Script &autoReply(qint64 at) { return event("auto_reply", at, {}); }
    Script &note(qint64 at, const Id &by = agent(1)) { return event("note", at, by); }
    Script &status(qint64 at, const char *to, const Id &by = agent(1))
    {
        const QString before = m_status;
        m_status = QLatin1StringView(to);
        return event("status", at, by, before, m_status);
    }
    Script &assign(qint64 at, const Id &to, const Id &by = {})
    {
        const Id before = m_ticket.ref(schema::ticket().assigneeId);
        m_ticket.set(schema::ticket().assigneeId, to);
        return event("assigned", at, by, before.isNull() ? QString() : before.toString(), to.isNull() ? QString() : to.toString());
    }
    Script &move(qint64 at, const Id &to, const Id &by = agent(1))
    {
        const QString before = m_queue.toString();
        m_queue = to;
        m_ticket.set(schema::ticket().queueId, to);
        event("field", at, by, before, to.toString());
        events.last().set(schema::event().field, QStringLiteral("queue_id"));
        return *this;
    }
    Script &rate(qint64 at, int rating) { return event("rated", at, {}, {}, QString::number(rating)); }
    Script &flaw(const char *code)
    {
        events.last().set(schema::event().flaw, QString(QLatin1StringView(code)));
        return *this;
    }
    Script &category(const char *name)
    {
        m_ticket.set(schema::ticket().category, QString(QLatin1StringView(name)));
        return *this;
    }
    const QString &statusNow() const { return m_status; }
    Row row() const
    {
        Row ticket = m_ticket;
        ticket.setChoice(schema::ticket().status, QLatin1StringView(m_status.toLatin1().constData()));
        return ticket;
    }
    kpi::TicketFacts facts() const { return kpi::ticketFacts(row(), events); }
    int number() const { return m_number; }

    QList<Row> events;

private:
    Script &event(const char *kind, qint64 at, const Id &by, const QString &before = {}, const QString &after = {})
    {
        const auto &e = schema::event();
        Row row(e, Id::derived(idOf(5, m_number), int(events.size()))); // in no order, as operations derive them
        row.set(e.ticketId, m_ticket.id());
        row.set(e.customerId, m_ticket.value(schema::ticket().customerId));
        row.set(e.queueId, m_queue);
        row.set(e.channel, m_ticket.value(schema::ticket().channel));
        row.setChoice(e.kind, QLatin1StringView(kind));
        row.set(e.at, at);
        row.set(e.doneAt, at);
        if (!by.isNull())
            row.set(e.actorId, by);
        if (!before.isEmpty())
            row.set(e.before, before);
        if (!after.isEmpty())
            row.set(e.after, after);
        events.append(row);
        return *this;
    }
    int m_number;
    Row m_ticket;
    Id m_queue;
    QString m_status = QStringLiteral("new");
};

/// The `days` UTC days from kStart, seen from their end (or later).
inline kpi::Frame frameOf(int days, qint64 seenAfter = 0)
{
    const qint64 end = kStart + days * kDay;
    return {.window = {kStart, end, QTimeZone::utc()}, .asOf = end + seenAfter, .now = end + seenAfter, .rows = true};
}

inline kpi::Figure figureOf(const QList<Script> &tickets, const kpi::Frame &frame, const char *name,
    kpi::Dimension by = kpi::Dimension::None, const kpi::Filter &filter = {})
{
    kpi::Accumulator facts(frame);
    const int handle = facts.ask({.name = QLatin1StringView(name), .by = by, .filter = filter}).value();
    for (const Script &ticket : tickets)
        facts.add(ticket.facts());
    return facts.answer(handle).figures.first();
}

/// What differs is easier to see as text.
inline QString shown(const kpi::Figure &f)
{
    QString text = QStringLiteral("%1 value=%2 n=%3 [%4,%5)").arg(f.name)
                       .arg(f.value ? QString::number(*f.value, 'g', 17) : QStringLiteral("none"))
                       .arg(f.n).arg(f.window.from).arg(f.window.to);
    for (const kpi::Part &part : f.parts)
        text += QStringLiteral(" %1=%2/%3").arg(part.key, part.value ? QString::number(*part.value, 'g', 17) : QStringLiteral("none")).arg(part.n);
    for (const kpi::Note &note : f.notes)
        text += QStringLiteral(" !%1:%2").arg(note.code).arg(note.n);
    return text;
}

} // namespace tidedesk::test
