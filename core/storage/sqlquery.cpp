// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sqlquery.h"
#include "core/sqlite/failure.h"
#include <QSqlError>

namespace tidedesk::storage {

namespace {

Error failure(const QSqlError &error, const QString &sql)
{
    Error meaning = errorOf(error);
    meaning.detail += QStringLiteral(" in: ") + sql.left(80);
    return meaning;
}

} // namespace

Error errorOf(const QSqlError &error)
{
    bool known = false;
    const int code = error.nativeErrorCode().toInt(&known);
    if (!known) // found by the driver, not by SQLite: a mistake in the use of it
        return {Consequence::Rejected, QStringLiteral("store.sql"), error.text()};
    Error meaning = sqlite::classify(code, {});
    meaning.detail = error.databaseText();
    return meaning;
}

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

Status sqlEnd(const QSqlQuery &query)
{
    return query.lastError().isValid() ? Status(errorOf(query.lastError())) : Status();
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
