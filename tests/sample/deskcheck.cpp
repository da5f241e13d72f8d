// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sample/deskcheck.h"
#include "core/protocol/rowtext.h"
#include "core/schema/entities.h"

namespace tidedesk::test {

Status DeskCheck::row(Row row)
{
    QByteArray text;
    protocol::appendRow(text, row);
    m_hash.addData(row.entity().name().data());
    m_hash.addData(text);
    if (m_ids.contains(row.id()))
        problem(row, QStringLiteral("id twice"));
    if (row.version < 1)
        problem(row, QStringLiteral("no version"));
    checkReferences(row);
    checkInstants(row);
    m_ids.insert(row.id());
    if (&row.entity() == &schema::message())
        m_messages[row.ref(schema::message().ticketId)].append(row);
    else if (&row.entity() == &schema::event())
        m_events[row.ref(schema::event().ticketId)].append(row);
    m_rows[&row.entity()].append(std::move(row));
    return {};
}

void DeskCheck::finish()
{
    for (const Row &ticket : rows(schema::ticket())) {
        checkMessages(ticket);
        checkEvents(ticket);
    }
}

void DeskCheck::problem(const Row &row, const QString &what)
{
    if (m_problems.size() < 20)
        m_problems.append(QStringLiteral("%1 %2: %3").arg(row.entity().name(), row.id().toString(), what));
}

void DeskCheck::checkReferences(const Row &row)
{
    for (const schema::Field &field : row.entity().fields()) {
        if (field.options.required && !row.has(field))
            problem(row, field.name + QStringLiteral(" is missing"));
        if (field.type == schema::Type::Reference && row.has(field) && !m_ids.contains(row.ref(field)))
            problem(row, field.name + QStringLiteral(" points to nothing before it"));
        if (field.type == schema::Type::Choice && row.has(field) && row.choice(field).isEmpty())
            problem(row, field.name + QStringLiteral(" is no choice"));
    }
}

void DeskCheck::checkInstants(const Row &row)
{
    for (const schema::Field &field : row.entity().fields()) {
        if (field.type == schema::Type::Instant && row.has(field) && row.number(field) >= m_until)
            problem(row, field.name + QStringLiteral(" lies after the end"));
        if (const auto *text = std::get_if<QString>(&row.value(field)); text && text->contains(u'{'))
            problem(row, QStringLiteral("unfilled slot: ") + text->left(80));
    }
}

/// Ordinals, first human public reply, and since when the customer waits.
void DeskCheck::checkMessages(const Row &ticket)
{
    const auto &t = schema::ticket();
    const auto &m = schema::message();
    Value firstReply;
    Value waiting;
    qint64 ordinal = 0;
    qint64 before = ticket.number(t.createdAt);
    for (const Row &message : m_messages.value(ticket.id())) {
        const QString kind = message.choice(m.kind);
        const qint64 at = message.number(m.createdAt);
        if (message.number(m.ordinal) != ++ordinal)
            problem(ticket, QStringLiteral("ordinals"));
        if (at < before)
            problem(ticket, QStringLiteral("messages out of order"));
        before = at;
        if (kind == QLatin1StringView("customer") && isNull(waiting))
            waiting = at;
        if (kind == QLatin1StringView("reply") && !message.flag(m.automatic)) {
            if (isNull(firstReply) && !isNull(waiting))
                firstReply = at;
            waiting = Value();
        }
        if (message.has(m.authorId) == (kind == QLatin1StringView("customer") || message.flag(m.automatic)))
            problem(ticket, QStringLiteral("author"));
    }
    if (ticket.number(t.lastOrdinal) != ordinal)
        problem(ticket, QStringLiteral("last_ordinal"));
    if (ticket.value(t.firstReplyAt) != firstReply)
        problem(ticket, QStringLiteral("first_reply_at"));
    if (ticket.value(t.waitingSince) != waiting)
        problem(ticket, QStringLiteral("waiting_since"));
}

void DeskCheck::checkEvents(const Row &ticket)
{
    const auto &t = schema::ticket();
    const auto &e = schema::event();
    const QSet<QString> done{QStringLiteral("resolved"), QStringLiteral("closed")};
    QString status;
    QString assignee;
    Value resolved;
    Value rating;
    qint64 reopened = 0;
    qint64 said = 0;
    qint64 before = 0;
    for (const Row &event : m_events.value(ticket.id())) {
        const QString kind = event.choice(e.kind);
        const qint64 at = event.number(e.at);
        if (at < before || event.number(e.doneAt) > at)
            problem(ticket, QStringLiteral("events out of order"));
        before = at;
        if (kind == QLatin1StringView("created")) {
            status = event.text(e.after);
        } else if (kind == QLatin1StringView("status")) {
            const QString next = event.text(e.after);
            if (event.text(e.before) != status)
                problem(ticket, QStringLiteral("status events do not join"));
            if (next == QLatin1StringView("resolved"))
                resolved = at;
            if (done.contains(status) && !done.contains(next)) {
                ++reopened;
                resolved = Value();
            }
            status = next;
        } else if (kind == QLatin1StringView("assigned")) {
            assignee = event.text(e.after);
        } else if (kind == QLatin1StringView("rated")) {
            rating = event.text(e.after).toLongLong();
        } else if (kind != QLatin1StringView("field") && kind != QLatin1StringView("tags")) {
            ++said;
        }
    }
    if (said != m_messages.value(ticket.id()).size())
        problem(ticket, QStringLiteral("messages and their events differ"));
    if (ticket.choice(t.status) != status || ticket.number(t.reopened) != reopened
        || ticket.value(t.resolvedAt) != resolved)
        problem(ticket, QStringLiteral("status, reopened or resolved_at"));
    if (assignee != (ticket.has(t.assigneeId) ? ticket.ref(t.assigneeId).toString() : QString()))
        problem(ticket, QStringLiteral("assignee"));
    if (ticket.value(t.rating) != rating)
        problem(ticket, QStringLiteral("rating"));
}

} // namespace tidedesk::test
