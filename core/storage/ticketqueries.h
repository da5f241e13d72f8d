// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "core/domain/world.h"
#include "core/storage/mirrorschema.h"

namespace tidedesk::storage {

/// Ticket lists and the ticket page, read from the mirror. Every order a list offers lies in an index; pages follow keys,
/// never offsets. One per reading connection and thread.
class TicketQueries {
public:
    TicketQueries(sqlite::Connection &connection, const MirrorTables &tables);

    void setActor(const domain::Actor &actor) { m_actor = actor; }

    Result<QList<domain::TicketLine>> page(const domain::TicketQuery &query, const domain::ListAnchor &after);
    Result<domain::ListOutline> outline(const domain::TicketQuery &query);
    Result<qint64> count(const domain::TicketQuery &query);
    Result<QList<domain::TicketLine>> lines(const QList<Id> &tickets);
    /// Without the reviews' delivery marks; those are the outbox's knowledge.
    Result<domain::TicketPage> ticket(const Id &id);
    /// Whether an open review is about it.
    Result<bool> isReviewed(const Id &id);
    /// By number, provisional number or id; null when there is none.
    Result<Id> find(const QString &reference);

private:
    struct Condition;
    Result<Condition> condition(const domain::TicketQuery &query);
    Result<QList<Id>> queuesOfMyTeams();
    domain::TicketLine readLine(const sqlite::Statement &statement) const;
    QByteArray lineSelect(QByteArrayView key, QByteArrayView tail) const;

    sqlite::Connection &m_connection;
    const MirrorTables &m_tables;
    domain::Actor m_actor;
};

} // namespace tidedesk::storage
