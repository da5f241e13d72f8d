// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/identity.h"
#include "core/domain/lifecycle.h"
#include "tests/support/fakedeskworld.h"
#include <QDir>
#include <QFile>

namespace tidedesk::test {

using domain::TicketLine;
using domain::TicketQuery;

namespace {
constexpr qint64 kHugeStart = 1'788'224'400'000;
}

bool FakeDesk::matches(const TicketQuery &query, const Row &ticket) const
{
    const auto &t = schema::ticket();
    const bool open = domain::isOpen(static_cast<domain::TicketStatus>(ticket.number(t.status)));
    const auto inView = [&] {
        switch (query.view) {
        case TicketQuery::View::Mine:
            return ticket.ref(t.assigneeId) == m_me;
        case TicketQuery::View::Unassigned:
            return !ticket.has(t.assigneeId);
        case TicketQuery::View::Team:
            return row(schema::queue(), ticket.ref(t.queueId)).ref(schema::queue().teamId) == m_teams.first();
        case TicketQuery::View::Queue:
            return ticket.ref(t.queueId) == query.queue;
        case TicketQuery::View::Customer:
            return ticket.ref(t.customerId) == query.customer;
        case TicketQuery::View::Chosen:
            return query.chosen.contains(ticket.id());
        case TicketQuery::View::Open:
        case TicketQuery::View::All:
            break;
        }
        return true;
    };
    const bool whole = query.view == TicketQuery::View::All || query.view == TicketQuery::View::Customer
        || query.view == TicketQuery::View::Chosen;
    const bool status = query.statuses.isEmpty() ? whole || open : query.statuses.contains(ticket.number(t.status));
    return inView() && status && (query.priorities.isEmpty() || query.priorities.contains(ticket.number(t.priority)))
        && (query.channels.isEmpty() || query.channels.contains(ticket.number(t.channel)))
        && (query.tag.isEmpty() || ticket.members(t.tags).contains(query.tag));
}

qint64 FakeDesk::key(const TicketQuery &query, const Row &ticket) const
{
    const auto &t = schema::ticket();
    switch (query.sort) {
    case TicketQuery::Sort::Updated:
        return ticket.number(t.updatedAt);
    case TicketQuery::Sort::Created:
        return ticket.number(t.createdAt);
    case TicketQuery::Sort::Priority:
        return ticket.number(t.priority);
    case TicketQuery::Sort::Number:
        break;
    }
    return ticket.number(t.number);
}

TicketLine FakeDesk::lineOf(const Row &ticket) const
{
    TicketLine line;
    line.ticket = ticket;
    line.customerName = row(schema::customer(), ticket.ref(schema::ticket().customerId)).isNull()
        ? QString()
        : row(schema::customer(), ticket.ref(schema::ticket().customerId)).text(schema::customer().name);
    for (const domain::OutboxEntry &entry : m_outbox) {
        const auto &m = schema::message();
        const bool about = entry.change.row == ticket.id()
            || (entry.change.entity == &m && !row(m, entry.change.row).isNull()
                && row(m, entry.change.row).ref(m.ticketId) == ticket.id());
        line.pending |= about && entry.state == domain::OutboxEntry::State::Queued;
    }
    for (const domain::Review &review : m_reviews)
        line.review |= review.state == domain::Review::State::Open && review.ticket == ticket.id();
    return line;
}

TicketLine FakeDesk::hugeLine(const TicketQuery &query, qint64 n) const
{
    const auto &t = schema::ticket();
    TicketLine line;
    const qint64 number = query.descending ? m_huge - n : n + 1;
    line.ticket = Row(t, Id::derived(m_me, static_cast<int>(number)));
    line.ticket.set(t.number, number);
    line.ticket.set(t.subject, QStringLiteral("工单 %1 ticket").arg(number));
    line.ticket.set(t.status, number % 3);
    line.ticket.set(t.priority, number % 4);
    line.ticket.set(t.channel, number % 6);
    line.ticket.set(t.createdAt, kHugeStart - n * 1000);
    line.ticket.set(t.updatedAt, kHugeStart - n * 1000);
    line.customerName = QStringLiteral("客户 %1").arg(number % 1000);
    line.position = {n, n, false};
    return line;
}

FakeDesk::Lines FakeDesk::linesAfter(const TicketQuery &query, const domain::ListAnchor &anchor) const
{
    Lines lines;
    if (m_huge > 0) {
        const qint64 from = anchor.first ? 0 : anchor.key + 1;
        for (qint64 n = from; n < qMin(m_huge, from + domain::kListPage); ++n)
            lines.append(hugeLine(query, n));
        return lines;
    }
    for (const Row &ticket : all(schema::ticket())) {
        if (!matches(query, ticket))
            continue;
        TicketLine line = lineOf(ticket);
        line.position = {key(query, ticket), m_world->place(ticket), false};
        lines.append(line);
    }
    const auto before = [&query](const domain::ListAnchor &a, const domain::ListAnchor &b) {
        const auto x = std::pair(a.key, a.rowNumber);
        const auto y = std::pair(b.key, b.rowNumber);
        return query.descending ? x > y : x < y;
    };
    std::sort(lines.begin(), lines.end(),
        [&](const TicketLine &a, const TicketLine &b) { return before(a.position, b.position); });
    lines.removeIf([&](const TicketLine &line) { return !anchor.first && !before(anchor, line.position); });
    return lines.mid(0, domain::kListPage);
}

domain::ListOutline FakeDesk::outlineOf(const TicketQuery &query) const
{
    domain::ListOutline outline;
    domain::ListAnchor anchor {0, 0, true};
    if (m_huge > 0) {
        outline.total = m_huge;
        for (qint64 n = 0; n < m_huge; n += domain::kListPage)
            outline.anchors.append({n - 1, n - 1, n == 0});
        return outline;
    }
    for (Lines lines = linesAfter(query, anchor); !lines.isEmpty(); lines = linesAfter(query, anchor)) {
        outline.anchors.append(anchor);
        outline.total += lines.size();
        anchor = lines.last().position;
    }
    if (outline.anchors.isEmpty())
        outline.anchors.append(anchor);
    return outline;
}

void FakeDesk::directory(QObject *context, Answer<Directory> then)
{
    ++calls[QStringLiteral("directory")];
    Directory directory;
    for (const Row &user : all(schema::user()))
        directory.users.insert(user.id(), user);
    for (const Row &team : all(schema::team()))
        directory.teams.insert(team.id(), team);
    for (const Row &queue : all(schema::queue()))
        directory.queues.insert(queue.id(), queue);
    for (const Row &tag : all(schema::tag()))
        directory.tags.insert(tag.text(schema::tag().name), tag);
    answer(context, [then, directory] { then(directory); });
}

void FakeDesk::firstPage(const TicketQuery &query, QObject *context, Answer<Lines> then)
{
    ++calls[QStringLiteral("firstPage")];
    answer(context, [then, fail = failReads, lines = linesAfter(query, {0, 0, true})] { then(fail ? Result<Lines>(*fail) : Result<Lines>(lines)); });
}

void FakeDesk::outline(const TicketQuery &query, QObject *context, Answer<domain::ListOutline> then)
{
    ++calls[QStringLiteral("outline")];
    answer(context, [then, fail = failReads, outline = outlineOf(query)] { then(fail ? Result<domain::ListOutline>(*fail) : Result<domain::ListOutline>(outline)); });
}

void FakeDesk::page(const TicketQuery &query, const domain::ListAnchor &anchor, QObject *context, Answer<Lines> then)
{
    ++calls[QStringLiteral("page")];
    answer(context, [then, lines = linesAfter(query, anchor)] { then(lines); });
}

void FakeDesk::counts(const QList<TicketQuery> &queries, QObject *context, Answer<QList<qint64>> then)
{
    ++calls[QStringLiteral("counts")];
    QList<qint64> counts;
    for (const TicketQuery &query : queries) {
        qint64 count = m_huge;
        for (const Row &ticket : all(schema::ticket()))
            count += m_huge == 0 && matches(query, ticket);
        counts.append(count);
    }
    answer(context, [then, counts] { then(counts); });
}

void FakeDesk::lines(const QList<Id> &tickets, QObject *context, Answer<Lines> then)
{
    ++calls[QStringLiteral("lines")];
    Lines lines;
    for (const Id &id : tickets) {
        if (const Row ticket = row(schema::ticket(), id); !ticket.isNull())
            lines.append(lineOf(ticket));
    }
    answer(context, [then, lines] { then(lines); });
}

domain::TicketPage FakeDesk::pageOf(const Id &id) const
{
    const auto &m = schema::message();
    domain::TicketPage page;
    page.ticket = row(schema::ticket(), id);
    if (page.ticket.isNull())
        return page;
    page.customer = row(schema::customer(), page.ticket.ref(schema::ticket().customerId));
    page.standing = row(schema::ticket(), page.ticket.ref(schema::ticket().mergedInto));
    QSet<Id> family {id};
    for (const Row &other : all(schema::ticket())) {
        if (other.ref(schema::ticket().mergedInto) == id) {
            page.merged.append(other);
            family.insert(other.id());
        }
    }
    for (const Row &message : all(m)) {
        if (!family.contains(message.ref(m.ticketId)))
            continue;
        domain::MessageLine line {
            message, {}, message.has(m.ordinal) ? domain::Delivery::Delivered : domain::Delivery::Queued, {}};
        for (const Row &attachment : all(schema::attachment())) {
            if (attachment.ref(schema::attachment().messageId) == message.id())
                line.attachments.append(attachment);
        }
        if (message.ref(m.ticketId) == id)
            page.lastSeen = qMax(page.lastSeen, message.number(m.ordinal));
        page.messages.append(line);
    }
    std::stable_sort(page.messages.begin(), page.messages.end(),
        [&m](const domain::MessageLine &a, const domain::MessageLine &b) {
            return a.message.number(m.ordinal, 1'000'000) < b.message.number(m.ordinal, 1'000'000);
        });
    if (page.messages.size() > 500)
        page.messages.remove(0, page.messages.size() - 500);
    for (const domain::Review &review : m_reviews) {
        if (review.state != domain::Review::State::Open || review.change.entity != &m || !(review.ticket == id))
            continue;
        Row message(m, review.change.row);
        for (auto it = review.change.set.begin(); it != review.change.set.end(); ++it)
            message.set(m.fields()[static_cast<size_t>(it.key())], it.value());
        page.messages.append({message, {}, domain::Delivery::Returned, review.id});
    }
    const QList<Row> events = all(schema::event());
    for (auto it = events.crbegin(); it != events.crend() && page.events.size() < 200; ++it) {
        if (it->ref(schema::event().ticketId) == id)
            page.events.append(*it);
    }
    page.pending = lineOf(page.ticket).pending;
    return page;
}

void FakeDesk::ticket(const Id &id, QObject *context, Answer<domain::TicketPage> then)
{
    ++calls[QStringLiteral("ticket")];
    answer(context, [then, fail = failReads, page = pageOf(id)] { then(fail ? Result<domain::TicketPage>(*fail) : Result<domain::TicketPage>(page)); });
}

void FakeDesk::findTicket(const QString &reference, QObject *context, Answer<Id> then)
{
    Id found;
    for (const Row &ticket : all(schema::ticket())) {
        if (QString::number(ticket.number(schema::ticket().number)) == QString(reference).remove(u'#'))
            found = ticket.id();
    }
    answer(context, [then, found] { then(found); });
}

void FakeDesk::findCustomer(const QString &reference, QObject *context, Answer<Id> then)
{
    Id found;
    for (const Row &customer : all(schema::customer())) {
        if (customer.text(schema::customer().number) == reference)
            found = customer.id();
    }
    answer(context, [then, found] { then(found); });
}

void FakeDesk::customer(const Id &id, QObject *context, Answer<domain::CustomerPage> then)
{
    domain::CustomerPage page;
    page.customer = row(schema::customer(), id);
    for (const Row &identity : all(schema::identity())) {
        if (identity.ref(schema::identity().customerId) == id)
            page.identities.append(identity);
    }
    for (const Row &ticket : all(schema::ticket())) {
        if (ticket.ref(schema::ticket().customerId) == id)
            page.tickets.prepend(ticket);
    }
    page.ticketCount = page.tickets.size();
    answer(context, [then, page] { then(page); });
}

QList<domain::CustomerLine> FakeDesk::customerLines(const QList<Row> &customers, int limit) const
{
    QList<domain::CustomerLine> lines;
    for (const Row &customer : customers) {
        if (lines.size() == limit)
            break;
        domain::CustomerLine line;
        line.customer = customer;
        for (const Row &identity : all(schema::identity())) {
            if (identity.ref(schema::identity().customerId) == customer.id() && line.reach.isEmpty())
                line.reach = identity.text(schema::identity().value);
        }
        lines.append(line);
    }
    return lines;
}

void FakeDesk::customers(
    const QString &nameStartsWith, int limit, QObject *context, Answer<QList<domain::CustomerLine>> then)
{
    ++calls[QStringLiteral("customers")];
    QList<Row> found = all(schema::customer());
    found.removeIf([&](const Row &customer) {
        return !customer.text(schema::customer().name).startsWith(nameStartsWith, Qt::CaseInsensitive);
    });
    answer(context, [then, lines = customerLines(found, limit)] { then(lines); });
}

void FakeDesk::customersByIdentity(const QString &value, QObject *context, Answer<QList<domain::CustomerLine>> then)
{
    ++calls[QStringLiteral("customersByIdentity")];
    const auto &s = schema::identity();
    QList<Row> found;
    for (const Row &identity : all(s)) {
        const int kind = static_cast<int>(identity.number(s.kind));
        if (domain::normalIdentity(kind, identity.text(s.value)) == domain::normalIdentity(kind, value))
            found.append(row(schema::customer(), identity.ref(s.customerId)));
    }
    answer(context, [then, lines = customerLines(found, 50)] { then(lines); });
}

void FakeDesk::search(const QString &text, int limit, QObject *context, Answer<domain::SearchAnswer> then)
{
    domain::SearchAnswer hits;
    for (const Row &ticket : all(schema::ticket())) {
        if (hits.hits.size() < limit && ticket.text(schema::ticket().subject).contains(text, Qt::CaseInsensitive)) {
            domain::SearchHit hit;
            hit.entity = &schema::ticket();
            hit.id = ticket.id();
            hit.title = ticket.text(schema::ticket().subject);
            hits.hits.append(hit);
        }
    }
    answer(context, [then, hits] { then(hits); });
}

void FakeDesk::outbox(QObject *context, Answer<QList<domain::OutboxEntry>> then)
{
    answer(context, [then, entries = m_outbox] { then(entries); });
}

void FakeDesk::reviews(bool openOnly, QObject *context, Answer<QList<domain::Review>> then)
{
    ++calls[QStringLiteral("reviews")];
    QList<domain::Review> reviews = m_reviews;
    reviews.removeIf([openOnly](const domain::Review &review) {
        return openOnly && review.state != domain::Review::State::Open;
    });
    answer(context, [then, reviews] { then(reviews); });
}

void FakeDesk::rows(const schema::Entity &entity, const QList<Id> &ids, QObject *context, Answer<QList<Row>> then)
{
    QList<Row> rows;
    for (const Id &id : ids) {
        if (const Row found = row(entity, id); !found.isNull())
            rows.append(found);
    }
    answer(context, [then, rows] { then(rows); });
}

void FakeDesk::attachment(const Row &attachment, QObject *context, Answer<QString> then, Progress progress)
{
    ++calls[QStringLiteral("attachment")];
    if (refuseNext) {
        answer(context, [then, error = *std::exchange(refuseNext, {})] { then(error); });
        return;
    }
    if (holdFiles) {
        fetching.append({context, then, progress});
        return;
    }
    const QString path = QDir::temp().filePath(QStringLiteral("tidedesk-fake-") + attachment.id().toString());
    QFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(m_bytes.value(attachment.id())) >= 0;
    Q_ASSERT(written);
    answer(context, [then, path] { then(path); });
}

} // namespace tidedesk::test
