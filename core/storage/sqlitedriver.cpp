// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sqlitedriver.h"
#include "core/storage/sqliteresult.h"
#include "core/storage/sqlvalues.h"
#include <QSqlError>
#include <QSqlField>
#include <QSqlIndex>

namespace tidedesk::storage {

namespace {

struct Column {
    QSqlField field;
    int keyPosition; ///< from 1 in the primary key, 0 outside
};

QList<Column> columnsOf(sqlite::Connection &connection, const QString &table)
{
    QList<Column> columns;
    auto info = connection.prepare("SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info(?)");
    if (!info)
        return columns;
    info->bind(1, table);
    for (auto row = info->step(); row && *row; row = info->step()) {
        QSqlField field(info->text(0), metaTypeOfDeclaration(info->text(1)), table);
        field.setRequired(info->integer(2) != 0);
        if (!info->isNull(3))
            field.setDefaultValue(info->text(3));
        const auto keyPosition = static_cast<int>(info->integer(4));
        field.setAutoValue(
            keyPosition > 0 && info->text(1).compare(QLatin1StringView("INTEGER"), Qt::CaseInsensitive) == 0);
        columns.append({field, keyPosition});
    }
    return columns;
}

} // namespace

SqliteDriver::SqliteDriver(std::unique_ptr<sqlite::Connection> connection, QObject *parent)
    : QSqlDriver(parent)
    , m_connection(std::move(connection))
{
    setOpen(m_connection != nullptr);
}

SqliteDriver::~SqliteDriver()
{
    SqliteDriver::close();
    for (SqliteResult *result : std::as_const(m_results))
        result->forgetDriver();
}

bool SqliteDriver::open(const QString &, const QString &, const QString &, const QString &, int, const QString &)
{
    setOpen(m_connection != nullptr);
    setOpenError(m_connection == nullptr);
    return m_connection != nullptr;
}

void SqliteDriver::close()
{
    for (SqliteResult *result : std::as_const(m_results))
        result->release();
    while (!m_transactions.empty())
        m_transactions.pop_back();
    m_connection.reset();
    setOpen(false);
    setOpenError(false);
}

bool SqliteDriver::hasFeature(DriverFeature feature) const
{
    switch (feature) {
    case Transactions:
    case BLOB:
    case Unicode:
    case PreparedQueries:
    case NamedPlaceholders:
    case PositionalPlaceholders:
    case LastInsertId:
    case SimpleLocking:
    case FinishQuery:
        return true;
    case QuerySize:
    case BatchOperations:
    case LowPrecisionNumbers:
    case EventNotifications:
    case MultipleResultSets:
    case CancelQuery:
        break;
    }
    return false;
}

QSqlResult *SqliteDriver::createResult() const
{
    return new SqliteResult(this);
}

bool SqliteDriver::fail(const Error &error)
{
    setLastError(
        QSqlError(error.code, error.detail, QSqlError::TransactionError, QString::number(m_connection->lastCode())));
    return false;
}

bool SqliteDriver::beginTransaction()
{
    if (!m_connection)
        return false;
    const bool reader = m_connection->options().isReader();
    auto begun = sqlite::Transaction::begin(
        *m_connection, reader ? sqlite::Transaction::Mode::Read : sqlite::Transaction::Mode::Write);
    if (!begun)
        return fail(begun.error());
    m_transactions.push_back(std::move(*begun));
    return true;
}

bool SqliteDriver::commitTransaction()
{
    if (m_transactions.empty() || !m_transactions.back().isOpen())
        return false;
    if (const Status done = m_transactions.back().commit(); !done)
        return fail(done.error()); // rolled back; the caller's rollback() takes it away
    m_transactions.pop_back();
    return true;
}

bool SqliteDriver::rollbackTransaction()
{
    if (m_transactions.empty())
        return false;
    m_transactions.pop_back();
    return true;
}

QStringList SqliteDriver::tables(QSql::TableType type) const
{
    QStringList names;
    if (!m_connection)
        return names;
    auto list = m_connection->prepare("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                                      "AND ((?1 AND type='table') OR (?2 AND type='view')) ORDER BY name");
    if (!list)
        return names;
    list->bind(1, (type & QSql::Tables) != 0).bind(2, (type & QSql::Views) != 0);
    for (auto row = list->step(); row && *row; row = list->step())
        names.append(list->text(0));
    if (type & QSql::SystemTables)
        names.append(QStringLiteral("sqlite_schema"));
    return names;
}

QSqlRecord SqliteDriver::record(const QString &tableName) const
{
    QSqlRecord record;
    if (!m_connection)
        return record;
    const QList<Column> columns = columnsOf(*m_connection, stripDelimiters(tableName, TableName));
    for (const Column &column : columns)
        record.append(column.field);
    return record;
}

QSqlIndex SqliteDriver::primaryIndex(const QString &tableName) const
{
    const QString table = stripDelimiters(tableName, TableName);
    QSqlIndex index(table);
    if (!m_connection)
        return index;
    QList<Column> columns = columnsOf(*m_connection, table);
    std::sort(
        columns.begin(), columns.end(), [](const Column &a, const Column &b) { return a.keyPosition < b.keyPosition; });
    for (const Column &column : std::as_const(columns)) {
        if (column.keyPosition > 0)
            index.append(column.field);
    }
    return index;
}

QVariant SqliteDriver::handle() const
{
    return m_connection ? QVariant::fromValue(m_connection->handle()) : QVariant();
}

QString SqliteDriver::escapeIdentifier(const QString &identifier, IdentifierType type) const
{
    if (identifier.isEmpty() || isIdentifierEscaped(identifier, type))
        return identifier;
    QString quoted = identifier;
    quoted.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    if (type == TableName) // schema.table
        quoted.replace(QLatin1Char('.'), QStringLiteral("\".\""));
    return QLatin1Char('"') + quoted + QLatin1Char('"');
}

QString SqliteDriver::formatValue(const QSqlField &field, bool trimStrings) const
{
    if (!field.isNull() && field.value().metaType().id() == QMetaType::QByteArray)
        return QStringLiteral("X'%1'").arg(QString::fromLatin1(field.value().toByteArray().toHex()));
    return QSqlDriver::formatValue(field, trimStrings);
}

} // namespace tidedesk::storage
