// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include "core/seat/threads.h"

namespace tidedesk::net {
class Transport;
}

namespace tidedesk::seat {

class SeatQueries final : public Queries {
public:
    explicit SeatQueries(Threads &threads)
        : m_threads(threads)
    {
    }
    /// Fetches bytes the seat does not hold; set by the seat.
    std::function<void(const Row &attachment, QObject *context, Then<QString> then, Progress progress)> fetchAttachment;

    void directory(QObject *context, Then<Directory> then) override;
    void firstPage(const domain::TicketQuery &query, QObject *context, Then<QList<domain::TicketLine>> then) override;
    void outline(const domain::TicketQuery &query, QObject *context, Then<domain::ListOutline> then) override;
    void page(const domain::TicketQuery &query, const domain::ListAnchor &anchor, QObject *context,
        Then<QList<domain::TicketLine>> then) override;
    void counts(const QList<domain::TicketQuery> &queries, QObject *context, Then<QList<qint64>> then) override;
    void lines(const QList<Id> &tickets, QObject *context, Then<QList<domain::TicketLine>> then) override;
    void ticket(const Id &id, QObject *context, Then<domain::TicketPage> then) override;
    void findTicket(const QString &reference, QObject *context, Then<Id> then) override;
    void findCustomer(const QString &reference, QObject *context, Then<Id> then) override;
    void customer(const Id &id, QObject *context, Then<domain::CustomerPage> then) override;
    void customers(const QString &nameStartsWith, int limit, QObject *context,
        Then<QList<domain::CustomerLine>> then) override;
    void customersByIdentity(const QString &value, QObject *context, Then<QList<domain::CustomerLine>> then) override;
    void search(const QString &text, int limit, QObject *context, Then<domain::SearchAnswer> then) override;
    void outbox(QObject *context, Then<QList<domain::OutboxEntry>> then) override;
    void reviews(bool openOnly, QObject *context, Then<QList<domain::Review>> then) override;
    void rows(const schema::Entity &entity, const QList<Id> &ids, QObject *context, Then<QList<Row>> then) override;
    using Queries::attachment;
    void attachment(const Row &attachment, QObject *context, Then<QString> then, Progress progress) override;

private:
    Threads &m_threads;
};

} // namespace tidedesk::seat
