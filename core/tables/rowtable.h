// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include "core/sqlite/connection.h"

namespace tidedesk::tables {

/// The SQLite table of one entity, as the spine describes it - on the server and in a seat's mirror alike:
///
///   n INTEGER PRIMARY KEY, id BLOB UNIQUE, version INTEGER, <one column per field>, <extra columns of the owner>
///
/// Choices, flags, instants and money are integers, references are 16-byte blobs, sets are JSON arrays. Cheap to make;
/// belongs to no connection.
class RowTable {
public:
    /// A column that is no field: "bucket INTEGER NOT NULL DEFAULT 0".
    struct Extra {
        QByteArray name;
        QByteArray declaration;
    };
    explicit RowTable(const schema::Entity &entity, QList<Extra> extras = {});

    const schema::Entity &entity() const { return *m_entity; }
    QByteArray name() const { return m_name; } ///< quoted

    /// Makes the table, or adds the columns and indexes it lacks. A new file takes the same way as an old one.
    Status ensure(sqlite::Connection &connection) const;

    /// "SELECT id, version, fields..., extras... FROM table t <tail>".
    QByteArray select(QByteArrayView tail) const;
    QByteArray selectRow(QByteArrayView tail) const; ///< the same without the extras
    /// "INSERT ... ON CONFLICT(id) DO UPDATE ...": parameters id, version, fields, extras.
    QByteArray upsert() const { return m_upsert; }
    int columnCount() const { return m_columns; } ///< id, version, fields and extras

    /// Binds id, version and fields from parameter `first` on; returns the next free parameter (the extras).
    int bind(sqlite::Statement &statement, const Row &row, int first = 1) const;
    /// Reads id, version and fields from column `first` on.
    Row read(const sqlite::Statement &statement, int first = 0) const;
    int firstExtra() const { return 2 + static_cast<int>(m_entity->fields().size()); }

private:
    const schema::Entity *m_entity;
    QList<Extra> m_extras;
    QByteArray m_name;
    QByteArray m_list; ///< columns of the select
    QByteArray m_rowList; ///< without the extras
    QByteArray m_upsert;
    int m_columns = 0;
};

/// The column type of a field, for ALTER TABLE.
QByteArray columnType(schema::Type type);
void bindValue(sqlite::Statement &statement, int index, const Value &value);
Value readValue(const sqlite::Statement &statement, int column, schema::Type type);

} // namespace tidedesk::tables
