// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "core/storage/mirrorschema.h"

namespace tidedesk::storage {

/// The customer's whole picture and customer look-ups, read from the mirror. One per reading connection and thread.
class CustomerQueries {
public:
    CustomerQueries(sqlite::Connection &connection, const MirrorTables &tables);

    Result<domain::CustomerPage> customer(const Id &id);
    /// By the beginning of the name; an empty text lists by name. At most `limit` (200).
    Result<QList<domain::CustomerLine>> startingWith(const QString &name, int limit);
    /// By any spelling of a phone number, mail address ...; several when the number is shared.
    Result<QList<domain::CustomerLine>> withIdentity(const QString &value);
    /// By customer number or id; null when there is none.
    Result<Id> find(const QString &reference);

private:
    Result<domain::CustomerLine> line(const Row &customer);
    Result<QList<Row>> below(const schema::Entity &entity, const Id &customer, QByteArrayView order);
    Result<qint64> number(QByteArrayView sql, const Id &id);

    sqlite::Connection &m_connection;
    const MirrorTables &m_tables;
};

} // namespace tidedesk::storage
