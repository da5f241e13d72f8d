// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sqliteresult.h"
#include "core/storage/sqlitedriver.h"
#include <QSqlError>
#include <QSqlField>
#include <QSqlRecord>

namespace tidedesk::storage {

namespace {

void bindVariant(sqlite::Statement &statement, int index, const QVariant &value)
{
    if (value.isNull()) {
        statement.bind(index, nullptr);
        return;
    }
    switch (value.metaType().id()) {
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
        statement.bind(index, value.toLongLong());
        break;
    case QMetaType::Double:
    case QMetaType::Float:
        statement.bind(index, value.toDouble());
        break;
    case QMetaType::QByteArray:
        statement.bind(index, value.toByteArray());
        break;
    default:
        statement.bind(index, value.toString());
        break;
    }
}

} // namespace

SqliteResult::SqliteResult(const SqliteDriver *driver)
    : QSqlResult(driver)
    , m_driver(driver)
{
}

const SqliteDriver *SqliteResult::driver() const { return m_driver && m_driver->isOpen() ? m_driver.data() : nullptr; }

bool SqliteResult::fail(const Error &error, QSqlError::ErrorType type)
{
    setLastError(sqlErrorFrom(error, m_driver->connection(), type));
    m_statement.reset();
    setActive(false);
    return false;
}

bool SqliteResult::prepare(const QString &sql)
{
    m_statement.reset();
    setSelect(false);
    if (!driver())
        return false;
    auto statement = m_driver->connection().prepare(sql.toUtf8());
    if (!statement)
        return fail(statement.error(), QSqlError::StatementError);
    m_statement.emplace(std::move(*statement));
    return true;
}

bool SqliteResult::reset(const QString &sql) { return prepare(sql) && exec(); }

void SqliteResult::bindAll()
{
    const QVariantList values = boundValues();
    if (bindingSyntax() == PositionalBinding) {
        for (qsizetype i = 0; i < values.size(); ++i)
            bindVariant(*m_statement, static_cast<int>(i) + 1, values[i]);
        return;
    }
    for (int i = 1; i <= m_statement->parameterCount(); ++i)
        bindVariant(*m_statement, i, boundValue(m_statement->parameterName(i)));
}

bool SqliteResult::exec()
{
    if (!driver() || !m_statement)
        return false;
    m_passed.clear();
    m_rowWaits = false;
    m_atEnd = false;
    setAt(QSql::BeforeFirstRow);
    setLastError({});
    m_statement->reset();
    const bool positional = bindingSyntax() == PositionalBinding;
    if (positional && boundValueCount() != m_statement->parameterCount()) {
        return fail({Consequence::Rejected, QStringLiteral("store.sql"), QStringLiteral("parameter count mismatch")},
            QSqlError::StatementError);
    }
    bindAll();
    const auto row = m_statement->step();
    if (!row)
        return fail(row.error(), QSqlError::StatementError);
    m_rowWaits = *row;
    m_atEnd = !*row;
    m_changes = m_driver->connection().changes();
    m_insertId = m_driver->connection().lastInsertId();
    setSelect(m_statement->columnCount() > 0);
    setActive(true);
    return true;
}

QVariant SqliteResult::read(int column) const
{
    switch (m_statement->type(column)) {
    case sqlite::ColumnType::Integer:
        return QVariant(static_cast<qlonglong>(m_statement->integer(column)));
    case sqlite::ColumnType::Real:
        return m_statement->real(column);
    case sqlite::ColumnType::Text:
        return m_statement->text(column);
    case sqlite::ColumnType::Blob:
        return m_statement->blob(column);
    case sqlite::ColumnType::Null:
        break;
    }
    return {};
}

bool SqliteResult::step()
{
    if (m_rowWaits) {
        m_rowWaits = false;
    } else {
        if (m_atEnd || !m_statement)
            return false;
        const auto row = m_statement->step();
        if (!row)
            return fail(row.error(), QSqlError::StatementError);
        if (!*row) {
            m_atEnd = true;
            return false;
        }
    }
    if (!isForwardOnly()) {
        QVariantList values;
        for (int column = 0; column < m_statement->columnCount(); ++column)
            values.append(read(column));
        m_passed.append(values);
    }
    return true;
}

bool SqliteResult::fetchNext()
{
    const int next = at() == QSql::BeforeFirstRow ? 0 : at() + 1;
    if (at() == QSql::AfterLastRow)
        return false;
    if (next >= m_passed.size() && !step()) {
        setAt(QSql::AfterLastRow);
        return false;
    }
    setAt(next);
    return true;
}

bool SqliteResult::fetch(int row)
{
    if (row < 0)
        return false;
    if (isForwardOnly()) {
        while (at() < row) {
            if (!fetchNext())
                return false;
        }
        return at() == row;
    }
    while (m_passed.size() <= row) {
        if (!step()) {
            setAt(QSql::AfterLastRow);
            return false;
        }
    }
    setAt(row);
    return true;
}

bool SqliteResult::fetchFirst() { return isForwardOnly() && at() >= 0 ? at() == 0 : fetch(0); }

bool SqliteResult::fetchLast()
{
    if (isForwardOnly()) {
        int last = -1;
        while (fetchNext())
            last = at();
        setAt(last < 0 ? int(QSql::AfterLastRow) : last);
        return last >= 0;
    }
    while (step()) { }
    return !m_passed.isEmpty() && fetch(static_cast<int>(m_passed.size()) - 1);
}

QVariant SqliteResult::data(int column)
{
    if (!isForwardOnly())
        return m_passed.value(at()).value(column);
    return m_statement && column >= 0 && column < m_statement->columnCount() ? read(column) : QVariant();
}

bool SqliteResult::isNull(int column) { return !data(column).isValid(); }

int SqliteResult::numRowsAffected() { return static_cast<int>(m_changes); }

QVariant SqliteResult::lastInsertId() const { return QVariant(static_cast<qlonglong>(m_insertId)); }

QMetaType SqliteResult::typeOfDeclaration(const QString &declared)
{
    const QString type = declared.toUpper();
    if (type.contains(QLatin1StringView("INT")))
        return QMetaType::fromType<qlonglong>();
    if (type.contains(QLatin1StringView("BLOB")))
        return QMetaType::fromType<QByteArray>();
    if (type.contains(QLatin1StringView("REAL")) || type.contains(QLatin1StringView("DOUB"))
        || type.contains(QLatin1StringView("FLOA")))
        return QMetaType::fromType<double>();
    return QMetaType::fromType<QString>();
}

QSqlRecord SqliteResult::record() const
{
    QSqlRecord record;
    if (!isActive() || !isSelect() || !m_statement)
        return record;
    for (int column = 0; column < m_statement->columnCount(); ++column)
        record.append(QSqlField(m_statement->columnName(column), typeOfDeclaration(m_statement->declaredType(column))));
    return record;
}

void SqliteResult::detachFromResultSet()
{
    if (m_statement)
        m_statement->reset();
}

} // namespace tidedesk::storage
