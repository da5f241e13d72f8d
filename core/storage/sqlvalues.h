// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/sqlite/statement.h"
#include <QVariant>

namespace tidedesk::storage {

/// Binds what a QSqlQuery was given: an empty QVariant is NULL, a null string or array is an empty one as in
/// sqlite::Statement (Qt's own driver makes it NULL, and a NOT NULL column then refuses QString()). Integers and
/// booleans become INTEGER, Id and QUuid 16 bytes, a null one NULL, dates and times ISO 8601 text.
/// False when a type has no place in SQLite.
bool bindVariant(sqlite::Statement &statement, int index, const QVariant &value);

/// qlonglong, double, QString, QByteArray, or a null QString for NULL.
QVariant columnVariant(const sqlite::Statement &statement, int column);

QMetaType metaTypeOf(sqlite::ColumnType type);

/// The type that values of a column are expected to have, by SQLite's affinity rules (datatype3.html, 3.1).
QMetaType metaTypeOfDeclaration(const QString &declaredType);

} // namespace tidedesk::storage
