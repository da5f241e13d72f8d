// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/rowtable.h"
#include "core/tables/columns.h"
#include <QSet>

namespace tidedesk::tables {

QByteArray columnType(schema::Type type)
{
    switch (type) {
    case schema::Type::Text:
    case schema::Type::Date:
    case schema::Type::Set:
    case schema::Type::Json:
        return "TEXT";
    case schema::Type::Real:
        return "REAL";
    case schema::Type::Reference:
        return "BLOB";
    case schema::Type::Integer:
    case schema::Type::Flag:
    case schema::Type::Choice:
    case schema::Type::Instant:
    case schema::Type::Money:
        return "INTEGER";
    }
    return {};
}

void bindValue(sqlite::Statement &statement, int index, const Value &value)
{
    struct Visitor {
        sqlite::Statement &statement;
        int index;
        void operator()(std::monostate) const { statement.bind(index, nullptr); }
        void operator()(qint64 number) const { statement.bind(index, number); }
        void operator()(double number) const { statement.bind(index, number); }
        void operator()(const QString &text) const { statement.bind(index, text); }
        void operator()(const Id &id) const { statement.bind(index, id); }
        void operator()(const QStringList &members) const
        {
            statement.bindUtf8(index, setToText(members));
        }
    };
    std::visit(Visitor {statement, index}, value);
}

Value readValue(const sqlite::Statement &statement, int column, schema::Type type)
{
    if (statement.isNull(column))
        return {};
    switch (type) {
    case schema::Type::Text:
    case schema::Type::Date:
    case schema::Type::Json:
        return statement.text(column);
    case schema::Type::Set:
        return setFromText(statement.utf8(column));
    case schema::Type::Real:
        return statement.real(column);
    case schema::Type::Reference:
        return statement.id(column);
    case schema::Type::Integer:
    case schema::Type::Flag:
    case schema::Type::Choice:
    case schema::Type::Instant:
    case schema::Type::Money:
        return statement.integer(column);
    }
    return {};
}

RowTable::RowTable(const schema::Entity &entity, QList<Extra> extras)
    : m_entity(&entity)
    , m_extras(std::move(extras))
    , m_name(quoted(entity.name().data()))
{
    QByteArrayList extraNames;
    for (const Extra &extra : m_extras)
        extraNames.append(extra.name);
    const QByteArrayList names = columnNames(entity, extraNames);
    m_columns = static_cast<int>(names.size());
    m_list = selectList(names);
    m_rowList = selectList(columnNames(entity, {}));
    m_upsert = upsertText(m_name, names, [](int) { return QByteArray("?"); });
}

Status RowTable::ensure(sqlite::Connection &connection) const
{
    TD_TRY(connection.exec("CREATE TABLE IF NOT EXISTS " + m_name
        + "(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, version INTEGER NOT NULL)"));
    QSet<QByteArray> present;
    {
        TD_ASSIGN(info, connection.prepareOnce("PRAGMA table_info(" + m_name + ")"));
        for (;;) {
            TD_ASSIGN(more, info.step());
            if (!more)
                break;
            present.insert(info.utf8(1).toByteArray());
        }
    }
    const auto add = [&](const QByteArray &name, const QByteArray &declaration) -> Status {
        if (present.contains(name))
            return {};
        return connection.exec("ALTER TABLE " + m_name + " ADD COLUMN " + declaration);
    };
    for (const schema::Field &field : m_entity->fields())
        TD_TRY(add(field.name.data(), quoted(field.name.data()) + ' ' + columnType(field.type)));
    for (const Extra &extra : m_extras)
        TD_TRY(add(extra.name, extra.declaration));
    for (const schema::Field &field : m_entity->fields()) {
        if (!field.options.index)
            continue;
        const QByteArray index = quoted(QByteArray(m_entity->name().data()) + "_" + field.name.data());
        TD_TRY(connection.exec(
            "CREATE INDEX IF NOT EXISTS " + index + " ON " + m_name + "(" + quoted(field.name.data()) + ")"));
    }
    return {};
}

QByteArray RowTable::select(QByteArrayView tail) const
{
    return "SELECT " + m_list + " FROM " + m_name + " t " + tail.toByteArray();
}

QByteArray RowTable::selectRow(QByteArrayView tail) const
{
    return "SELECT " + m_rowList + " FROM " + m_name + " t " + tail.toByteArray();
}

int RowTable::bind(sqlite::Statement &statement, const Row &row, int first) const
{
    statement.bind(first, row.id());
    statement.bind(first + 1, row.version);
    int index = first + 2;
    for (const Value &value : row.values())
        bindValue(statement, index++, value);
    return index;
}

Row RowTable::read(const sqlite::Statement &statement, int first) const
{
    Row row(*m_entity, statement.id(first));
    row.version = statement.integer(first + 1);
    int column = first + 2;
    for (const schema::Field &field : m_entity->fields()) {
        if (!statement.isNull(column))
            row.set(field, readValue(statement, column, field.type));
        ++column;
    }
    return row;
}

} // namespace tidedesk::tables
