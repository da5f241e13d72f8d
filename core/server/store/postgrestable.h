// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include "core/server/postgres/answer.h"
#include "core/server/postgres/values.h"
#include <QByteArrayList>
#include <QSet>

namespace tidedesk::server {

/// The PostgreSQL table of one entity, as the spine describes it; what core/tables' RowTable is for SQLite:
///
///   id UUID PRIMARY KEY, version BIGINT, <one column per field>, bucket BIGINT, stamps TEXT
///
/// Choices, flags, instants and money are BIGINT, references UUID, sets JSON arrays in TEXT.
class PostgresTable {
public:
    explicit PostgresTable(const schema::Entity &entity);

    const schema::Entity &entity() const { return *m_entity; }
    QByteArray name() const { return m_name; } ///< quoted

    /// Statements that make what the database lacks; `columns` are "table.column", `indexes` names.
    QByteArrayList missing(const QSet<QByteArray> &columns, const QSet<QByteArray> &indexes) const;

    /// "SELECT id, version, fields..., bucket, stamps FROM table t <tail>".
    QByteArray select(QByteArrayView tail) const;
    QByteArray selectRow(QByteArrayView tail) const; ///< the same without bucket and stamps
    const QByteArray &upsert() const { return m_upsert; } ///< parameters in the same order
    int extra() const { return 2 + static_cast<int>(m_entity->fields().size()); } ///< column of the bucket; then stamps

    void add(postgres::Values &values, const Row &row) const; ///< id, version and fields
    Row read(const postgres::Answer &answer, int line) const;

private:
    const schema::Entity *m_entity;
    QByteArray m_name;
    QByteArray m_list;
    QByteArray m_rowList;
    QByteArray m_upsert;
};

void addValue(postgres::Values &values, const Value &value);

} // namespace tidedesk::server
