// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/domain/listing.h"
#include "core/domain/work.h"
#include <QObject>
#include <functional>

namespace tidedesk::seat {

/// What a person may see, from the local store alone. Pages hold at most domain::kListPage rows.
class Queries {
public:
    template <class T> using Then = std::function<void(Result<T>)>;

    /// Small tables that every screen needs, whole: users, teams, queues, tags.
    struct Directory {
        QHash<Id, Row> users;
        QHash<Id, Row> teams;
        QHash<Id, Row> queues;
        QHash<QString, Row> tags; ///< by name
        QString userName(const Id &user) const; ///< display name, else sign-in name; empty when unknown
        QString queueName(const Id &queue) const;
    };
    virtual ~Queries() = default;
    virtual void directory(QObject *context, Then<Directory> then) = 0;

    /// First page at once, before the list is measured.
    virtual void firstPage(const domain::TicketQuery &query, QObject *context, Then<QList<domain::TicketLine>> then) = 0;
    virtual void outline(const domain::TicketQuery &query, QObject *context, Then<domain::ListOutline> then) = 0;
    virtual void page(const domain::TicketQuery &query, const domain::ListAnchor &anchor, QObject *context,
        Then<QList<domain::TicketLine>> then)
        = 0;
    /// Number of tickets of each query, in the order asked.
    virtual void counts(const QList<domain::TicketQuery> &queries, QObject *context, Then<QList<qint64>> then) = 0;
    /// Lines of these tickets, for rows that changed.
    virtual void lines(const QList<Id> &tickets, QObject *context, Then<QList<domain::TicketLine>> then) = 0;

    virtual void ticket(const Id &id, QObject *context, Then<domain::TicketPage> then) = 0;
    /// A ticket by "#10234", "10234", a provisional number or an id; null when the seat holds none.
    virtual void findTicket(const QString &reference, QObject *context, Then<Id> then) = 0;
    /// A customer by number, id, phone number or mail address; null when none or several fit.
    virtual void findCustomer(const QString &reference, QObject *context, Then<Id> then) = 0;
    virtual void customer(const Id &id, QObject *context, Then<domain::CustomerPage> then) = 0;
    virtual void customers(const QString &nameStartsWith, int limit, QObject *context, Then<QList<domain::CustomerLine>> then)
        = 0;
    /// Customers with this phone number, mail address ... (any spelling).
    virtual void customersByIdentity(const QString &value, QObject *context, Then<QList<domain::CustomerLine>> then) = 0;
    virtual void search(const QString &text, int limit, QObject *context, Then<domain::SearchAnswer> then) = 0;
    virtual void outbox(QObject *context, Then<QList<domain::OutboxEntry>> then) = 0;
    virtual void reviews(bool openOnly, QObject *context, Then<QList<domain::Review>> then) = 0;
    /// Rows by id, e.g. the messages a returned reply had not seen.
    virtual void rows(const schema::Entity &entity, const QList<Id> &ids, QObject *context, Then<QList<Row>> then) = 0;
    using Progress = std::function<void(qint64 done, qint64 total)>; ///< bytes
    /// Path of an attachment's bytes, fetched from the server when the seat does not hold them yet. A `context` that dies
    /// ends it; what has come is kept for the next time.
    virtual void attachment(const Row &attachment, QObject *context, Then<QString> then, Progress progress) = 0;
    void attachment(const Row &row, QObject *context, Then<QString> then) { attachment(row, context, std::move(then), {}); }
};

} // namespace tidedesk::seat
