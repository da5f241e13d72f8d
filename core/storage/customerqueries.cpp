// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/customerqueries.h"
#include "core/domain/identity.h"
#include "core/schema/entities.h"
#include "core/storage/readrows.h"
#include <QSet>

namespace tidedesk::storage {

using domain::CustomerLine;

CustomerQueries::CustomerQueries(sqlite::Connection &connection, const MirrorTables &tables)
    : m_connection(connection)
    , m_tables(tables)
{
}

Result<QList<Row>> CustomerQueries::below(const schema::Entity &entity, const Id &customer, QByteArrayView order)
{
    return readRows(m_connection, m_tables.of(entity),
        "WHERE t.customer_id=? ORDER BY " + order.toByteArray() + " LIMIT 100", {customer});
}

Result<qint64> CustomerQueries::number(QByteArrayView sql, const Id &id)
{
    TD_ASSIGN(statement, m_connection.prepare(sql));
    statement.bind(1, id);
    TD_TRY(statement.step());
    return statement.integer(0);
}

Result<domain::CustomerPage> CustomerQueries::customer(const Id &id)
{
    domain::CustomerPage page;
    TD_ASSIGN(customer, readRow(m_connection, m_tables.of(schema::customer()), id));
    if (!customer)
        return page;
    page.customer = *customer;
    TD_ASSIGN(identities, below(schema::identity(), id, "t.\"primary\" DESC, t.kind, t.n"));
    TD_ASSIGN(transactions, below(schema::transaction(), id, "t.at DESC"));
    TD_ASSIGN(contracts, below(schema::contract(), id, "t.ends_on DESC"));
    TD_ASSIGN(receivables, below(schema::receivable(), id, "t.due_on DESC"));
    TD_ASSIGN(usages, below(schema::usage(), id, "t.product"));
    TD_ASSIGN(tickets, below(schema::ticket(), id, "t.created_at DESC"));
    TD_ASSIGN(interactions, below(schema::interaction(), id, "t.started_at DESC"));
    TD_ASSIGN(all, number("SELECT count(*) FROM ticket WHERE customer_id=?", id));
    TD_ASSIGN(open, number("SELECT count(*) FROM ticket WHERE customer_id=? AND open=1", id));
    page.identities = identities;
    page.transactions = transactions;
    page.contracts = contracts;
    page.receivables = receivables;
    page.usages = usages;
    page.tickets = tickets;
    page.interactions = interactions;
    page.ticketCount = all;
    page.openTickets = open;
    return page;
}

Result<CustomerLine> CustomerQueries::line(const Row &customer)
{
    CustomerLine line {customer, {}, 0};
    TD_ASSIGN(identities, below(schema::identity(), customer.id(), "t.\"primary\" DESC, t.kind, t.n"));
    if (!identities.isEmpty())
        line.reach = identities.first().text(schema::identity().value);
    TD_ASSIGN(open, number("SELECT count(*) FROM ticket WHERE customer_id=? AND open=1", customer.id()));
    line.openTickets = open;
    return line;
}

Result<QList<CustomerLine>> CustomerQueries::startingWith(const QString &name, int limit)
{
    // A half-open range on the index; the end is the text followed by the greatest character.
    TD_ASSIGN(rows,
        readRows(m_connection, m_tables.of(schema::customer()),
            "WHERE t.name>=? AND t.name<? ORDER BY t.name LIMIT " + QByteArray::number(qBound(1, limit, domain::kListPage)),
            {name, QString(name + QString::fromUcs4(U"\U0010FFFF", 1))}));
    QList<CustomerLine> lines;
    for (const Row &row : rows) {
        TD_ASSIGN(line, this->line(row));
        lines.append(line);
    }
    return lines;
}

Result<QList<CustomerLine>> CustomerQueries::withIdentity(const QString &value)
{
    const auto &s = schema::identity();
    QSet<QString> forms;
    for (int kind = 0; kind < static_cast<int>(s.kind.options.choices.size()); ++kind)
        forms.insert(domain::normalIdentity(kind, value));
    forms.remove({});
    QSet<Id> seen;
    QList<CustomerLine> lines;
    for (const QString &form : std::as_const(forms)) {
        TD_ASSIGN(identities, readRows(m_connection, m_tables.of(s), "WHERE t.normal=? LIMIT 50", {form}));
        for (const Row &identity : identities) {
            const Id customer = identity.ref(s.customerId);
            if (seen.contains(customer))
                continue;
            seen.insert(customer);
            TD_ASSIGN(row, readRow(m_connection, m_tables.of(schema::customer()), customer));
            if (!row)
                continue;
            TD_ASSIGN(line, this->line(*row));
            lines.append(line);
        }
    }
    return lines;
}

Result<Id> CustomerQueries::find(const QString &reference)
{
    const Id id = Id::fromString(reference.trimmed());
    if (!id.isNull()) {
        TD_ASSIGN(row, readRow(m_connection, m_tables.of(schema::customer()), id));
        return row ? id : Id();
    }
    TD_ASSIGN(rows,
        readRows(m_connection, m_tables.of(schema::customer()), "WHERE t.number=? LIMIT 1", {reference.trimmed()}));
    if (!rows.isEmpty())
        return rows.first().id();
    TD_ASSIGN(known, withIdentity(reference));
    return known.size() == 1 ? known.first().customer.id() : Id();
}

} // namespace tidedesk::storage
