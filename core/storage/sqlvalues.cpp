// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sqlvalues.h"
#include <QDateTime>

namespace tidedesk::storage {

namespace {

bool bindText(sqlite::Statement &statement, int index, const QVariant &value)
{
    if (value.metaType().id() != QMetaType::QString && !value.canConvert<QString>())
        return false;
    statement.bind(index, value.toString());
    return true;
}

} // namespace

bool bindVariant(sqlite::Statement &statement, int index, const QVariant &value)
{
    if (value.isNull()) {
        statement.bind(index, nullptr);
        return true;
    }
    if (value.metaType() == QMetaType::fromType<Id>()) {
        statement.bind(index, value.value<Id>());
        return true;
    }
    switch (value.metaType().id()) {
    case QMetaType::QByteArray:
        statement.bind(index, value.toByteArray());
        return true;
    case QMetaType::QUuid:
        statement.bind(index, Id(value.toUuid()));
        return true;
    case QMetaType::Bool:
    case QMetaType::Char:
    case QMetaType::SChar:
    case QMetaType::UChar:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::ULong:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
        statement.bind(index, value.toLongLong());
        return true;
    case QMetaType::Float:
    case QMetaType::Double:
        statement.bind(index, value.toDouble());
        return true;
    case QMetaType::QDateTime:
        return bindText(statement, index, value.toDateTime().toString(Qt::ISODateWithMs));
    case QMetaType::QTime:
        return bindText(statement, index, value.toTime().toString(Qt::ISODateWithMs));
    default:
        return bindText(statement, index, value);
    }
}

QVariant columnVariant(const sqlite::Statement &statement, int column)
{
    switch (statement.type(column)) {
    case sqlite::ColumnType::Integer:
        return QVariant(static_cast<qlonglong>(statement.integer(column)));
    case sqlite::ColumnType::Real:
        return statement.real(column);
    case sqlite::ColumnType::Text:
        return statement.text(column);
    case sqlite::ColumnType::Blob:
        return statement.blob(column);
    case sqlite::ColumnType::Null:
        break;
    }
    return QVariant(QMetaType::fromType<QString>());
}

QMetaType metaTypeOf(sqlite::ColumnType type)
{
    switch (type) {
    case sqlite::ColumnType::Integer:
        return QMetaType::fromType<qlonglong>();
    case sqlite::ColumnType::Real:
        return QMetaType::fromType<double>();
    case sqlite::ColumnType::Blob:
        return QMetaType::fromType<QByteArray>();
    case sqlite::ColumnType::Text:
    case sqlite::ColumnType::Null:
        break;
    }
    return QMetaType::fromType<QString>();
}

QMetaType metaTypeOfDeclaration(const QString &declaredType)
{
    const auto names
        = [&](const char *word) { return declaredType.contains(QLatin1StringView(word), Qt::CaseInsensitive); };
    if (names("INT") || names("BOOL"))
        return QMetaType::fromType<qlonglong>();
    if (names("CHAR") || names("CLOB") || names("TEXT"))
        return QMetaType::fromType<QString>();
    if (names("BLOB"))
        return QMetaType::fromType<QByteArray>();
    if (names("REAL") || names("FLOA") || names("DOUB"))
        return QMetaType::fromType<double>();
    return QMetaType::fromType<QString>();
}

} // namespace tidedesk::storage
