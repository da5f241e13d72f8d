// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/sqlite/connection.h"
#include "core/tables/rowtable.h"
#include <QHash>

/// The tables of cache.db: the server's rows as this seat may hold them, with the seat's own pending work on top.
/// Nothing here is precious. A file of another fingerprint is emptied and filled anew from the server.
namespace tidedesk::storage {

/// The mirror table of every entity, by the spine. Extra column `bucket`: number in table bucket, 0 = not from the server.
class MirrorTables {
public:
    MirrorTables();
    const tables::RowTable &of(const schema::Entity &entity) const;
    /// RowTable::upsert(), leaving a row alone whose version is greater.
    const QByteArray &upsertNewer(const schema::Entity &entity) const;

private:
    QHash<const schema::Entity *, QByteArray> m_upserts;
    QHash<const schema::Entity *, tables::RowTable> m_tables;
};

/// Brings cache.db to the present spine; `rebuilt` tells that it was emptied and the cursor is gone.
struct MirrorState {
    bool rebuilt = false;
};
Result<MirrorState> ensureMirror(sqlite::Connection &connection, const MirrorTables &tables, int tokenizerVersion);

/// Fields of an entity that are searched, in order; empty for most.
QList<schema::Field> searchFields(const schema::Entity &entity);
/// Name of the full-text table of an entity, quoted.
QByteArray searchTable(const schema::Entity &entity);

} // namespace tidedesk::storage
