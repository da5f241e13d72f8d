// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sqlitedriver.h"
#include "core/storage/sqliteresult.h"
#include <QSqlError>
#include <QSqlField>
#include <QSqlRecord>

namespace tidedesk::storage {

QSqlError sqlErrorFrom(const Error &error, const sqlite::Connection &connection, QSqlError::ErrorType type)
{
    return {error.code, error.detail, type, QString::number(connection.lastCode())};
}

SqliteDriver::SqliteDriver(std::unique_ptr<sqlite::Connection> connection, QObject *parent)
    : QSqlDriver(parent)
    , m_connection(std::move(connection))
{
    setOpen(true);
    setOpenError(false);
}

bool SqliteDriver::hasFeature(DriverFeature feature) const
{
    switch (feature) {
    case Transactions:
    case BLOB:
    case Unicode:
    case PreparedQueries:
    case PositionalPlaceholders:
    case NamedPlaceholders:
    case LastInsertId:
    case FinishQuery:
    case SimpleLocking:
        return true;
    case QuerySize:
    case BatchOperations:
    case LowPrecisionNumbers:
    case EventNotifications:
    case MultipleResultSets:
    case CancelQuery:
        return false;
    }
    return false;
}

bool SqliteDriver::open(const QString &, const QString &, const QString &, const QString &, int, const QString &)
{
    return isOpen();
}

void SqliteDriver::close()
{
    setOpen(false);
    m_connection.reset();
}

QSqlResult *SqliteDriver::createResult() const { return new SqliteResult(this); }

bool SqliteDriver::run(const char *sql)
{
    if (!isOpen())
        return false;
    const Status done = m_connection->exec(sql);
    if (!done)
        setLastError(sqlErrorFrom(done.error(), *m_connection, QSqlError::TransactionError));
    return done.ok();
}

bool SqliteDriver::beginTransaction() { return run("BEGIN IMMEDIATE"); }

bool SqliteDriver::commitTransaction() { return run("COMMIT"); }

bool SqliteDriver::rollbackTransaction() { return run("ROLLBACK"); }

QStringList SqliteDriver::tables(QSql::TableType type) const
{
    QStringList names;
    if (!isOpen())
        return names;
    const QByteArray wanted = type == QSql::Views ? "type='view'" : type == QSql::AllTables ? "type IN ('table','view')" : "type='table'";
    const QByteArray system = type == QSql::SystemTables ? "" : " AND name NOT LIKE 'sqlite_%'";
    auto statement = m_connection->prepareOnce("SELECT name FROM sqlite_master WHERE " + wanted + system + " ORDER BY name");
    while (statement) {
        const auto more = statement->step();
        if (!more || !*more)
            break;
        names.append(statement->text(0));
    }
    return names;
}

QSqlRecord SqliteDriver::record(const QString &table) const
{
    QSqlRecord record;
    if (!isOpen())
        return record;
    auto statement = m_connection->prepareOnce("SELECT name, type FROM pragma_table_info(?)");
    if (!statement)
        return record;
    statement->bind(1, table);
    for (;;) {
        const auto more = statement->step();
        if (!more || !*more)
            return record;
        record.append(QSqlField(statement->text(0), SqliteResult::typeOfDeclaration(statement->text(1)), table));
    }
}

QVariant SqliteDriver::handle() const
{
    return isOpen() ? QVariant::fromValue(static_cast<void *>(m_connection->handle())) : QVariant();
}

QString SqliteDriver::escapeIdentifier(const QString &identifier, IdentifierType) const
{
    QString escaped = identifier;
    escaped.replace(u'"', QStringLiteral("\"\""));
    return u'"' + escaped + u'"';
}

} // namespace tidedesk::storage
