// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/tables/rowtable.h"

namespace tidedesk::storage {

/// Rows of one entity; `tail` follows FROM <table> t, `values` are its parameters.
Result<QList<Row>> readRows(sqlite::Connection &connection, const tables::RowTable &table, QByteArrayView tail, const QList<Value> &values);
/// One row by id; nothing for a null id.
Result<std::optional<Row>> readRow(sqlite::Connection &connection, const tables::RowTable &table, const Id &id);

} // namespace tidedesk::storage
