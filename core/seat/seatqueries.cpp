// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/seatqueries.h"
#include "core/schema/entities.h"
#include "core/storage/readrows.h"

namespace tidedesk::seat {

using namespace domain;

QString Queries::Directory::userName(const Id &user) const
{
    const auto found = users.constFind(user);
    if (found == users.cend())
        return {};
    const QString shown = found->text(schema::user().displayName);
    return shown.isEmpty() ? found->text(schema::user().name) : shown;
}

QString Queries::Directory::queueName(const Id &queue) const
{
    const auto found = queues.constFind(queue);
    return found == queues.cend() ? QString() : found->text(schema::queue().name);
}

void SeatQueries::directory(QObject *context, Then<Directory> then)
{
    m_threads.screen.run(context, [](ReadStore &store) -> Result<Directory> {
        const auto all = [&](const schema::Entity &entity) {
            return storage::readRows(store.connection(), store.tables().of(entity), "", {});
        };
        Directory directory;
        TD_ASSIGN(users, all(schema::user()));
        TD_ASSIGN(teams, all(schema::team()));
        TD_ASSIGN(queues, all(schema::queue()));
        TD_ASSIGN(tags, all(schema::tag()));
        for (const Row &row : users)
            directory.users.insert(row.id(), row);
        for (const Row &row : teams)
            directory.teams.insert(row.id(), row);
        for (const Row &row : queues)
            directory.queues.insert(row.id(), row);
        for (const Row &row : tags)
            directory.tags.insert(row.text(schema::tag().name), row);
        return directory;
    }, std::move(then));
}

void SeatQueries::firstPage(const TicketQuery &query, QObject *context, Then<QList<TicketLine>> then)
{
    page(query, {0, 0, true}, context, std::move(then));
}

void SeatQueries::outline(const TicketQuery &query, QObject *context, Then<ListOutline> then)
{
    m_threads.background.run(context, [query](ReadStore &store) { return store.tickets().outline(query); }, std::move(then));
}

void SeatQueries::page(const TicketQuery &query, const ListAnchor &anchor, QObject *context, Then<QList<TicketLine>> then)
{
    m_threads.screen.run(
        context, [query, anchor](ReadStore &store) { return store.tickets().page(query, anchor); }, std::move(then));
}

void SeatQueries::counts(const QList<TicketQuery> &queries, QObject *context, Then<QList<qint64>> then)
{
    m_threads.background.run(context, [queries](ReadStore &store) -> Result<QList<qint64>> {
        QList<qint64> counts;
        for (const TicketQuery &query : queries) {
            TD_ASSIGN(count, store.tickets().count(query));
            counts.append(count);
        }
        return counts;
    }, std::move(then));
}

void SeatQueries::lines(const QList<Id> &tickets, QObject *context, Then<QList<TicketLine>> then)
{
    m_threads.screen.run(context, [tickets](ReadStore &store) { return store.tickets().lines(tickets); }, std::move(then));
}

namespace {

/// Replies that came back or were refused stand in the conversation, although no server holds them.
void addReturned(TicketPage &page, const QList<Review> &reviews)
{
    for (const Review &review : reviews) {
        const Change &change = review.change;
        if (change.entity != &schema::message() || change.kind != Change::Kind::Create)
            continue;
        Row message(*change.entity, change.row);
        for (auto it = change.set.begin(); it != change.set.end(); ++it)
            message.set(change.entity->fields()[static_cast<size_t>(it.key())], it.value());
        if (!(message.ref(schema::message().ticketId) == page.ticket.id()))
            continue;
        const auto delivery = review.kind == Review::Kind::Returned ? Delivery::Returned : Delivery::Rejected;
        page.messages.append({message, {}, delivery, review.id});
    }
}

struct Found {
    TicketPage page;
    bool reviewed = false;
};

} // namespace

void SeatQueries::ticket(const Id &id, QObject *context, Then<TicketPage> then)
{
    // The page comes from the mirror. Only where something came back is the outbox asked too: its thread may be busy with
    // pages of the server, and opening a ticket must not wait for those.
    const auto reader = [id](ReadStore &store) -> Result<Found> {
        TD_ASSIGN(page, store.tickets().ticket(id));
        TD_ASSIGN(reviewed, store.tickets().isReviewed(id));
        return Found {page, reviewed};
    };
    m_threads.screen.run(context, reader, [this, guard = QPointer(context), then = std::move(then)](const Result<Found> &found) {
        if (!found)
            return then(found.error());
        if (!found->reviewed)
            return then(found->page);
        m_threads.store.run(guard.data(), [](LocalStore &store) { return store.outbox().reviews(true); },
            [page = found->page, then](const Result<QList<Review>> &reviews) {
                if (!reviews)
                    return then(reviews.error());
                TicketPage whole = page;
                addReturned(whole, *reviews);
                then(whole);
            });
    });
}

void SeatQueries::findTicket(const QString &reference, QObject *context, Then<Id> then)
{
    m_threads.screen.run(context, [reference](ReadStore &store) { return store.tickets().find(reference); }, std::move(then));
}

void SeatQueries::findCustomer(const QString &reference, QObject *context, Then<Id> then)
{
    m_threads.screen.run(
        context, [reference](ReadStore &store) { return store.customers().find(reference); }, std::move(then));
}

void SeatQueries::customer(const Id &id, QObject *context, Then<CustomerPage> then)
{
    m_threads.screen.run(context, [id](ReadStore &store) { return store.customers().customer(id); }, std::move(then));
}

void SeatQueries::customers(const QString &nameStartsWith, int limit, QObject *context, Then<QList<CustomerLine>> then)
{
    m_threads.screen.run(
        context, [=](ReadStore &store) { return store.customers().startingWith(nameStartsWith, limit); }, std::move(then));
}

void SeatQueries::customersByIdentity(const QString &value, QObject *context, Then<QList<CustomerLine>> then)
{
    m_threads.screen.run(
        context, [value](ReadStore &store) { return store.customers().withIdentity(value); }, std::move(then));
}

void SeatQueries::search(const QString &text, int limit, QObject *context, Then<SearchAnswer> then)
{
    m_threads.background.run(context, [=](ReadStore &store) { return store.search().run(text, limit); }, std::move(then));
}

void SeatQueries::outbox(QObject *context, Then<QList<OutboxEntry>> then)
{
    m_threads.store.run(context, [](LocalStore &store) { return store.outbox().entries(); }, std::move(then));
}

void SeatQueries::reviews(bool openOnly, QObject *context, Then<QList<Review>> then)
{
    m_threads.store.run(context, [openOnly](LocalStore &store) -> Result<QList<Review>> {
        TD_ASSIGN(reviews, store.outbox().reviews(openOnly));
        for (Review &review : reviews) {
            const Change &change = review.change;
            if (!change.entity)
                continue;
            TD_ASSIGN(ticket, store.seat().ticketOf(change));
            review.ticket = ticket;
            const schema::Entity &about = ticket.isNull() ? *change.entity : static_cast<const schema::Entity &>(schema::ticket());
            TD_ASSIGN(row, store.mirror().row(about, ticket.isNull() ? change.row : ticket));
            const schema::Field *title = about.find(u"subject") ? about.find(u"subject") : about.find(u"name");
            if (row && title)
                review.title = row->text(*title);
        }
        return reviews;
    }, std::move(then));
}

void SeatQueries::rows(const schema::Entity &entity, const QList<Id> &ids, QObject *context, Then<QList<Row>> then)
{
    m_threads.screen.run(context, [&entity, ids](ReadStore &store) -> Result<QList<Row>> {
        QList<Row> rows;
        for (const Id &id : ids) {
            TD_ASSIGN(row, storage::readRow(store.connection(), store.tables().of(entity), id));
            if (row)
                rows.append(*row);
        }
        return rows;
    }, std::move(then));
}

void SeatQueries::attachment(const Row &attachment, QObject *context, Then<QString> then, Progress progress)
{
    fetchAttachment(attachment, context, std::move(then), std::move(progress));
}

} // namespace tidedesk::seat
