// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/import/ticketlife.h"
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"
#include "core/server/import/celltext.h"
#include "core/server/import/importedid.h"
#include <algorithm>

namespace tidedesk::import {

using domain::TicketStatus;

TicketLife::TicketLife(const Mapping &mapping, const RowRule &rule, const Record &record, qint64 latest)
    : m_mapping(mapping)
    , m_rule(rule)
    , m_record(record)
    , m_latest(latest)
{
}

Status TicketLife::complete(Drafts &drafts)
{
    const auto &t = schema::ticket();
    Draft &ticket = drafts.rows.last();
    m_key = ticket.row.id().toString();
    if (!ticket.row.has(t.status))
        ticket.row.set(t.status, qint64(TicketStatus::New));
    for (const auto &[field, name] : {std::pair(t.priority, u"normal"), std::pair(t.channel, u"other")}) {
        if (!ticket.row.has(field))
            ticket.row.set(field, qint64(field.choice(name)));
    }
    TD_TRY(readTimes(drafts));
    TD_TRY(addMessages(ticket.row));
    findFlaws(drafts);
    addEvents(ticket.row);
    deriveFields(ticket);
    for (const auto *list : {&m_messages, &m_events}) {
        for (const Row &row : *list) {
            Draft child{row, {}, nullptr};
            for (const schema::Field &field : row.entity().fields())
                child.owned.insert(field.index);
            drafts.rows.append(std::move(child));
        }
    }
    return {};
}

Result<std::optional<qint64>> TicketLife::timeOf(
    const std::optional<Expression> &expression, const char *what, Drafts &drafts) const
{
    const QString text = expression ? expression->textFor(m_record) : QString();
    if (text.isEmpty())
        return std::optional<qint64>();
    const auto instant = instantFrom(text, m_mapping.zone, expression->formats);
    if (!instant)
        return refusal("wrong_value", QLatin1StringView(what) + QStringLiteral(": ") + instant.error().detail);
    if (instant->incomplete)
        drafts.flags.append(QStringLiteral("incomplete_date"));
    return std::optional(instant->ms);
}

Status TicketLife::readTimes(Drafts &drafts)
{
    const LifeRule &life = *m_rule.life;
    TD_ASSIGN(created, timeOf(life.created, "created", drafts));
    TD_ASSIGN(firstReply, timeOf(life.firstReply, "first_reply", drafts));
    TD_ASSIGN(resolved, timeOf(life.resolved, "resolved", drafts));
    m_firstReply = firstReply;
    m_resolved = resolved;
    // What is not told began, as far as we know, with the first thing that is.
    m_created = created.value_or(std::min(m_firstReply.value_or(m_latest), m_resolved.value_or(m_latest)));
    if (!created) {
        m_createdFlaw = QStringLiteral("created_unknown");
        drafts.createdUnknown = true;
    }
    if (const QString text = life.rating ? life.rating->textFor(m_record) : QString(); !text.isEmpty()) {
        const auto rating = integerFrom(text);
        if (!rating || *rating < 1 || *rating > 5)
            return refusal("wrong_value", QStringLiteral("rating: '%1' is not 1 - 5").arg(text.left(60)));
        m_rating = *rating;
    }
    return {};
}

Status TicketLife::addMessages(const Row &ticket)
{
    const auto &m = schema::message();
    for (size_t i = 0; i < m_rule.life->messages.size(); ++i) {
        const MessageRule &rule = m_rule.life->messages[i];
        const QString body = rule.body.textFor(m_record);
        if (body.isEmpty())
            continue;
        if (body.size() > m.body.options.longest)
            return refusal("too_long", m.body.name);
        qint64 at = m_created;
        if (rule.moment == MessageRule::Moment::FirstReply)
            at = m_firstReply.value_or(at);
        else if (rule.moment == MessageRule::Moment::Resolved)
            at = m_resolved.value_or(m_firstReply.value_or(at));
        else if (rule.moment == MessageRule::Moment::Own) {
            const auto own = instantFrom(rule.at.textFor(m_record), m_mapping.zone, rule.at.formats);
            at = own ? own->ms : at;
        }
        Row row(m, importedId(m_mapping.source, m, m_key, QString::number(i)));
        row.set(m.ticketId, ticket.id());
        row.set(m.kind, rule.kind);
        row.set(m.body, body);
        row.set(m.channel, ticket.value(schema::ticket().channel));
        row.set(m.createdAt, at);
        row.set(m.writtenAt, at);
        m_messages.append(row);
        if (rule.kind == m.kind.choice(u"reply") && !m_firstReply)
            m_firstReply = at;
    }
    std::stable_sort(m_messages.begin(), m_messages.end(),
        [&m](const Row &a, const Row &b) { return a.number(m.createdAt) < b.number(m.createdAt); });
    for (qsizetype i = 0; i < m_messages.size(); ++i)
        m_messages[i].set(m.ordinal, qint64(i + 1));
    return {};
}

void TicketLife::findFlaws(Drafts &drafts)
{
    const auto flag = [&drafts](QString &where, const char *code) {
        where = QString::fromLatin1(code);
        drafts.flags.append(where);
    };
    if (m_firstReply && *m_firstReply < m_created)
        flag(m_replyFlaw, "reply_before_creation");
    if (m_resolved && *m_resolved < m_created)
        flag(m_resolvedFlaw, "resolution_before_creation");
    if (m_firstReply && m_resolved && *m_resolved < *m_firstReply) {
        // One of the two is wrong, and nobody can say which.
        flag(m_resolvedFlaw, "resolution_before_first_reply");
        m_replyFlaw = m_resolvedFlaw;
    }
}

void TicketLife::addEvents(const Row &ticket)
{
    const auto &t = schema::ticket();
    const auto &m = schema::message();
    const bool timed = m_firstReply || m_resolved;
    event("created", m_created, {}, timed ? t.status.choiceName(0) : ticket.choice(t.status), m_createdFlaw);
    bool replied = false;
    for (const Row &message : std::as_const(m_messages)) {
        const QString kind = message.choice(m.kind);
        const qint64 at = message.number(m.createdAt);
        if (kind == u"customer")
            event("customer_message", at, {}, {}, at == m_created ? m_createdFlaw : QString());
        else if (kind == u"note")
            event("note", at);
        else if (kind == u"reply")
            event("reply", at, {}, {}, m_replyFlaw);
        replied = replied || kind == u"reply";
    }
    if (m_firstReply && !replied) // its text is not told, but that it was
        event("reply", *m_firstReply, {}, {}, m_replyFlaw);
    addStatusEvents(ticket);
    if (m_rating)
        event("rated", m_resolved.value_or(m_firstReply.value_or(m_created)), {}, QString::number(*m_rating));
    const auto &e = schema::event();
    for (Row &row : m_events) {
        row.set(e.ticketId, ticket.id());
        row.set(e.customerId, ticket.value(t.customerId));
        row.set(e.queueId, ticket.value(t.queueId));
        row.set(e.channel, ticket.value(t.channel));
    }
}

void TicketLife::addStatusEvents(const Row &ticket)
{
    const auto &t = schema::ticket();
    const auto last = static_cast<TicketStatus>(ticket.number(t.status));
    const QString target = ticket.choice(t.status);
    QString current = t.status.choiceName(0);
    if (!m_firstReply && !m_resolved)
        return; // created as it is
    const bool reversed = m_firstReply && m_resolved && *m_resolved < *m_firstReply;
    if (m_firstReply && !reversed && last != TicketStatus::New) {
        event("status", *m_firstReply, current, t.status.choiceName(qint64(TicketStatus::Open)), m_replyFlaw);
        current = t.status.choiceName(qint64(TicketStatus::Open));
    }
    if (current == target)
        return;
    const bool done = domain::isDone(last);
    if (m_resolved && last == TicketStatus::Closed) {
        // It was resolved before it was closed; when it was closed is not told.
        const QString resolved = t.status.choiceName(qint64(TicketStatus::Resolved));
        event("status", *m_resolved, current, resolved, m_resolvedFlaw);
        return event("status", *m_resolved + 1, resolved, target, QStringLiteral("time_unknown"));
    }
    const qint64 at = done && m_resolved ? *m_resolved : m_firstReply.value_or(m_created);
    const QString flaw = !done ? QString() : m_resolved ? m_resolvedFlaw : QStringLiteral("time_unknown");
    event("status", at, current, target, flaw);
}

void TicketLife::deriveFields(Draft &ticket) const
{
    const auto &t = schema::ticket();
    const auto own = [&ticket](const schema::Field &field, Value value) {
        ticket.row.set(field, std::move(value));
        ticket.owned.insert(field.index);
    };
    const auto last = static_cast<TicketStatus>(ticket.row.number(t.status));
    const bool asked = std::any_of(m_messages.begin(), m_messages.end(),
        [](const Row &row) { return row.choice(schema::message().kind) == u"customer"; });
    own(t.createdAt, m_created);
    own(t.firstReplyAt, m_firstReply ? Value(*m_firstReply) : Value());
    own(t.waitingSince, asked && !m_firstReply && domain::isOpen(last) ? Value(m_created) : Value());
    own(t.resolvedAt, m_resolved && domain::isDone(last) ? Value(*m_resolved) : Value());
    own(t.reopened, qint64(0));
    own(t.lastOrdinal, qint64(m_messages.size()));
    own(t.rating, m_rating ? Value(*m_rating) : Value());
    for (const schema::Field &field : {t.status, t.priority, t.channel})
        ticket.owned.insert(field.index);
}

void TicketLife::event(const char *kind, qint64 at, const QString &before, const QString &after, const QString &flaw)
{
    const auto &e = schema::event();
    // A status event is known by its step, every other one by its number among its kind: a later file that knows more
    // adds events and corrects those that are there.
    QString part = QLatin1StringView(kind);
    if (part == u"status")
        part += u':' + before + u':' + after;
    else
        part += u':' + QString::number(std::count_if(m_events.begin(), m_events.end(), [&](const Row &other) {
            return other.choice(e.kind) == QLatin1StringView(kind);
        }));
    Row row(e, importedId(m_mapping.source, e, m_key, part));
    row.setChoice(e.kind, QLatin1StringView(kind));
    row.set(e.at, at);
    row.set(e.doneAt, at);
    if (!before.isEmpty())
        row.set(e.before, before);
    if (!after.isEmpty())
        row.set(e.after, after);
    if (!flaw.isEmpty())
        row.set(e.flaw, flaw);
    m_events.append(row);
}

} // namespace tidedesk::import
