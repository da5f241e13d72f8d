// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

class QSqlError;

namespace tidedesk::storage {

/// What an error of Qt Sql means; sqlite::classify() decides by the native code.
Error errorOf(const QSqlError &error);

/// Qt Sql with errors as values. Queries are prepared, forward only and bound by position.
Status sqlExec(const QSqlDatabase &database, const QString &sql, const QVariantList &values);
Result<QSqlQuery> sqlSelect(const QSqlDatabase &database, const QString &sql, const QVariantList &values);
/// To be asked after a loop over next(), which says false at the end and at a failure half-way alike.
Status sqlEnd(const QSqlQuery &query);
/// First column of the first row; 0 when there is none.
Result<qint64> sqlNumber(const QSqlDatabase &database, const QString &sql, const QVariantList &values);

/// BEGIN IMMEDIATE ... COMMIT; rolls back when it dies open.
class SqlTransaction {
public:
    explicit SqlTransaction(const QSqlDatabase &database);
    ~SqlTransaction();
    SqlTransaction(const SqlTransaction &) = delete;
    SqlTransaction &operator=(const SqlTransaction &) = delete;
    Status begin();
    Status commit();

private:
    QSqlDatabase m_database;
    bool m_open = false;
};

} // namespace tidedesk::storage
