// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sqlquery.h"
#include "core/sqlite/failure.h"
#include <QSqlError>

namespace tidedesk::storage {

namespace {

Error failure(const QSqlError &error, const QString &sql)
{
    return sqlite::classify(error.nativeErrorCode().toInt(), error.text() + QStringLiteral(" in: ") + sql.left(80));
}

} // namespace

Result<QSqlQuery> sqlSelect(const QSqlDatabase &database, const QString &sql, const QVariantList &values)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return failure(query.lastError(), sql);
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return failure(query.lastError(), sql);
    return query;
}

Status sqlExec(const QSqlDatabase &database, const QString &sql, const QVariantList &values)
{
    const auto query = sqlSelect(database, sql, values);
    return query ? Status() : Status(query.error());
}

Result<qint64> sqlNumber(const QSqlDatabase &database, const QString &sql, const QVariantList &values)
{
    TD_ASSIGN(query, sqlSelect(database, sql, values));
    return query.next() ? query.value(0).toLongLong() : 0;
}

SqlTransaction::SqlTransaction(const QSqlDatabase &database)
    : m_database(database)
{
}

SqlTransaction::~SqlTransaction()
{
    if (m_open)
        m_database.rollback();
}

Status SqlTransaction::begin()
{
    if (!m_database.transaction())
        return failure(m_database.lastError(), QStringLiteral("BEGIN"));
    m_open = true;
    return {};
}

Status SqlTransaction::commit()
{
    if (!m_database.commit())
        return failure(m_database.lastError(), QStringLiteral("COMMIT"));
    m_open = false;
    return {};
}

} // namespace tidedesk::storage
