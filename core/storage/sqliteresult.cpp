// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sqliteresult.h"
#include "core/storage/sqlitedriver.h"
#include "core/storage/sqlvalues.h"
#include <QSqlError>
#include <QSqlField>
#include <QSqlRecord>

namespace tidedesk::storage {

SqliteResult::SqliteResult(const SqliteDriver *driver)
    : QSqlResult(driver)
    , m_driver(driver)
{
    m_driver->m_results.append(this);
}

SqliteResult::~SqliteResult()
{
    if (m_driver)
        m_driver->m_results.removeOne(this);
}

void SqliteResult::release()
{
    rewind();
    m_statement.reset();
    setActive(false);
}

void SqliteResult::rewind()
{
    if (m_statement)
        m_statement->reset();
    m_rows.clear();
    m_storedRows = 0;
    m_affected = -1;
    m_lastInsertId = {};
    m_rowWaiting = false;
    m_ended = true;
    setAt(QSql::BeforeFirstRow);
}

bool SqliteResult::fail(const Error &error)
{
    const sqlite::Connection *connection = m_driver ? m_driver->connection() : nullptr;
    setLastError(QSqlError(error.code, error.detail, QSqlError::StatementError,
        connection ? QString::number(connection->lastCode()) : QString()));
    return false;
}

bool SqliteResult::fail(const QString &why)
{
    setLastError(QSqlError(why, {}, QSqlError::StatementError));
    return false;
}

bool SqliteResult::compile(const QString &query, bool keep)
{
    release();
    m_unknownName.clear();
    sqlite::Connection *connection = m_driver ? m_driver->connection() : nullptr;
    if (!connection)
        return fail(QStringLiteral("the database is closed"));
    const QByteArray sql = query.toUtf8();
    auto statement = keep ? connection->prepare(sql) : connection->prepareOnce(sql);
    if (!statement)
        return fail(statement.error());
    m_statement.emplace(std::move(*statement));
    return true;
}

/// What comes in was rewritten by Qt ('?' became ':0'); SQLite understands the original.
bool SqliteResult::prepare(const QString &)
{
    return compile(lastQuery(), true);
}

bool SqliteResult::reset(const QString &query)
{
    return compile(query, false) && exec();
}

bool SqliteResult::exec()
{
    rewind();
    setActive(false);
    setLastError({});
    if (!m_statement)
        return fail(QStringLiteral("no statement is prepared"));
    if (!bindParameters())
        return false;
    sqlite::Connection *connection = m_driver->connection();
    const qint64 changesBefore = connection->totalChanges();
    m_ended = false;
    m_streaming = isForwardOnly();
    m_rowWaiting = step();
    if (lastError().isValid())
        return false;
    m_columns = m_statement->columnCount();
    setSelect(m_columns > 0);
    if (!isSelect())
        m_affected = connection->totalChanges() == changesBefore ? 0 : static_cast<int>(connection->changes());
    if (const qint64 id = connection->lastInsertId(); id != 0 && !m_statement->isReadOnly())
        m_lastInsertId = QVariant(static_cast<qlonglong>(id));
    setActive(true);
    return true;
}

void SqliteResult::bindValue(const QString &placeholder, const QVariant &value, QSql::ParamType type)
{
    QSqlResult::bindValue(placeholder, value, type);
    if (value.isValid() && !boundValue(placeholder).isValid())
        m_unknownName = placeholder;
}

/// Which of the bound values a parameter takes: '?' its own, '?3' the third, ':name' the first bound to that name
/// (a name may stand in the query more than once; SQLite counts it once). -1 when there is none.
int SqliteResult::valuePosition(int parameter) const
{
    const QString name = m_statement->parameterName(parameter);
    if (name.isEmpty() || name.startsWith(QLatin1Char('?')))
        return parameter <= boundValueCount() ? parameter - 1 : -1;
    for (int i = 0; i < boundValueCount(); ++i) {
        if (boundValueName(i) == name)
            return i;
    }
    return -1;
}

bool SqliteResult::bindParameters()
{
    if (!m_unknownName.isEmpty())
        return fail(QStringLiteral("there is no parameter %1").arg(m_unknownName));
    m_statement->clearBindings();
    int used = 0;
    bool named = false;
    for (int p = 1; p <= m_statement->parameterCount(); ++p) {
        const int position = valuePosition(p);
        named = named || m_statement->parameterName(p).startsWith(QLatin1Char(':'));
        if (position < 0)
            return fail(QStringLiteral("parameter %1 is not bound").arg(p));
        if (!bindVariant(*m_statement, p, boundValue(position)))
            return fail(QStringLiteral("parameter %1 has a type without a place in SQLite").arg(p));
        ++used;
    }
    if (!named && boundValueCount() > used)
        return fail(QStringLiteral("%1 values for %2 parameters").arg(boundValueCount()).arg(used));
    return true;
}

bool SqliteResult::step()
{
    const Result<bool> row = m_statement->step();
    m_ended = !row.ok() || !*row;
    if (!row)
        return fail(row.error());
    return *row;
}

/// Makes the next row the current one of the statement.
bool SqliteResult::advance()
{
    if (m_ended)
        return false;
    return std::exchange(m_rowWaiting, false) || step();
}

void SqliteResult::storeRow()
{
    for (int column = 0; column < m_columns; ++column)
        m_rows.push_back(columnVariant(*m_statement, column));
    ++m_storedRows;
}

bool SqliteResult::fetch(int row)
{
    if (!isActive() || row < 0)
        return false;
    if (m_streaming) {
        if (row <= at())
            return row == at();
        while (at() < row) {
            if (!advance())
                return false;
            setAt(at() + 1);
        }
        return true;
    }
    while (m_storedRows <= row) {
        if (!advance())
            return false;
        storeRow();
    }
    setAt(row);
    return true;
}

bool SqliteResult::fetchLast()
{
    if (!isActive())
        return false;
    int last = m_streaming ? at() : m_storedRows - 1;
    while (advance()) {
        if (m_streaming)
            m_rows.clear();
        storeRow();
        ++last;
    }
    if (last < 0 || m_rows.empty() || lastError().isValid())
        return false;
    setAt(last);
    return true;
}

QVariant SqliteResult::data(int field)
{
    if (field < 0 || field >= m_columns)
        return {};
    if (m_streaming && !m_ended)
        return columnVariant(*m_statement, field);
    const auto index = static_cast<size_t>(m_streaming ? field : at() * m_columns + field);
    return index < m_rows.size() ? m_rows[index] : QVariant();
}

bool SqliteResult::isNull(int field)
{
    if (m_streaming && !m_ended && field >= 0 && field < m_columns)
        return m_statement->isNull(field);
    return data(field).isNull();
}

QSqlRecord SqliteResult::record() const
{
    QSqlRecord record;
    if (!isActive() || !isSelect())
        return record;
    for (int column = 0; column < m_columns; ++column) {
        const QString declared = m_statement->declaredType(column);
        QMetaType type = metaTypeOfDeclaration(declared);
        if (declared.isEmpty() && !m_ended)
            type = metaTypeOf(m_statement->type(column));
        else if (declared.isEmpty() && !m_rows.empty())
            type = m_rows[static_cast<size_t>(column)].metaType();
        record.append(QSqlField(m_statement->columnName(column), type));
    }
    return record;
}

void SqliteResult::detachFromResultSet()
{
    rewind();
}

} // namespace tidedesk::storage
