// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/readrows.h"

namespace tidedesk::storage {

Result<QList<Row>> readRows(
    sqlite::Connection &connection, const tables::RowTable &table, QByteArrayView tail, const QList<Value> &values)
{
    TD_ASSIGN(statement, connection.prepare(table.select(tail)));
    int index = 1;
    for (const Value &value : values)
        tables::bindValue(statement, index++, value);
    QList<Row> rows;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return rows;
        rows.append(table.read(statement));
    }
}

Result<std::optional<Row>> readRow(sqlite::Connection &connection, const tables::RowTable &table, const Id &id)
{
    if (id.isNull())
        return std::optional<Row>();
    TD_ASSIGN(rows, readRows(connection, table, "WHERE t.id=?", {id}));
    return rows.isEmpty() ? std::optional<Row>() : std::optional(rows.first());
}

} // namespace tidedesk::storage
