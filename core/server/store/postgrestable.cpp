// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/store/postgrestable.h"
#include "core/tables/columns.h"

namespace tidedesk::server {

using tables::quoted;

namespace {

const QByteArrayList kExtras {"bucket", "stamps"};

QByteArray columnType(schema::Type type)
{
    switch (type) {
    case schema::Type::Text:
    case schema::Type::Date:
    case schema::Type::Set:
    case schema::Type::Json:
        return "TEXT";
    case schema::Type::Real:
        return "DOUBLE PRECISION";
    case schema::Type::Reference:
        return "UUID";
    case schema::Type::Integer:
    case schema::Type::Flag:
    case schema::Type::Choice:
    case schema::Type::Instant:
    case schema::Type::Money:
        return "BIGINT";
    }
    return {};
}

Value readValue(const postgres::Answer &answer, int line, int column, schema::Type type)
{
    switch (type) {
    case schema::Type::Text:
    case schema::Type::Date:
    case schema::Type::Json:
        return answer.text(line, column);
    case schema::Type::Set:
        return tables::setFromText(answer.bytes(line, column));
    case schema::Type::Real:
        return answer.real(line, column);
    case schema::Type::Reference:
        return answer.id(line, column);
    case schema::Type::Integer:
    case schema::Type::Flag:
    case schema::Type::Choice:
    case schema::Type::Instant:
    case schema::Type::Money:
        return answer.integer(line, column);
    }
    return {};
}

} // namespace

void addValue(postgres::Values &values, const Value &value)
{
    struct Visitor {
        postgres::Values &values;
        void operator()(std::monostate) const { values.add(nullptr); }
        void operator()(qint64 number) const { values.add(number); }
        void operator()(double number) const { values.add(number); }
        void operator()(const QString &text) const { values.add(text); }
        void operator()(const Id &id) const { values.add(id); }
        void operator()(const QStringList &members) const { values.addBytes(tables::setToText(members)); }
    };
    std::visit(Visitor {values}, value);
}

PostgresTable::PostgresTable(const schema::Entity &entity)
    : m_entity(&entity)
    , m_name(quoted(entity.name().data()))
{
    const QByteArrayList names = tables::columnNames(entity, kExtras);
    m_list = tables::selectList(names);
    m_rowList = tables::selectList(tables::columnNames(entity, {}));
    m_upsert = tables::upsertText(m_name, names, [](int n) { return '$' + QByteArray::number(n); });
}

QByteArrayList PostgresTable::missing(const QSet<QByteArray> &columns, const QSet<QByteArray> &indexes) const
{
    QByteArrayList statements;
    const QByteArray plain = m_entity->name().data();
    if (!columns.contains(plain + ".id"))
        statements.append("CREATE TABLE " + m_name
            + "(id UUID PRIMARY KEY, version BIGINT NOT NULL, bucket BIGINT NOT NULL, stamps TEXT)");
    for (const schema::Field &field : m_entity->fields()) {
        if (!columns.contains(plain + '.' + field.name.data()))
            statements.append("ALTER TABLE " + m_name + " ADD COLUMN " + quoted(field.name.data()) + ' ' + columnType(field.type));
    }
    const auto index = [&](const QByteArray &name, const schema::Field &field, const QByteArray &condition) {
        if (!indexes.contains(name))
            statements.append("CREATE INDEX " + quoted(name) + " ON " + m_name + '(' + quoted(field.name.data()) + ')'
                + (condition.isEmpty() ? QByteArray() : " WHERE " + condition));
    };
    for (const schema::Field &field : m_entity->fields()) {
        if (field.options.index)
            index(plain + '_' + field.name.data(), field, {});
    }
    for (const QLatin1StringView parent : m_entity->scope().parents) { // for Store::children()
        const schema::Field &field = *m_entity->find(QString(parent));
        if (!field.options.index)
            index(plain + "_below_" + parent.data(), field, tables::withoutEarlierParents(field));
    }
    return statements;
}

QByteArray PostgresTable::select(QByteArrayView tail) const { return "SELECT " + m_list + " FROM " + m_name + " t " + tail.toByteArray(); }

QByteArray PostgresTable::selectRow(QByteArrayView tail) const
{
    return "SELECT " + m_rowList + " FROM " + m_name + " t " + tail.toByteArray();
}

void PostgresTable::add(postgres::Values &values, const Row &row) const
{
    values.add(row.id()).add(row.version);
    for (const Value &value : row.values())
        addValue(values, value);
}

Row PostgresTable::read(const postgres::Answer &answer, int line) const
{
    Row row(*m_entity, answer.id(line, 0));
    row.version = answer.integer(line, 1);
    int column = 2;
    for (const schema::Field &field : m_entity->fields()) {
        if (!answer.isNull(line, column))
            row.set(field, readValue(answer, line, column, field.type));
        ++column;
    }
    return row;
}

} // namespace tidedesk::server
