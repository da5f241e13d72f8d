// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/ticketqueries.h"
#include "core/schema/entities.h"
#include "core/storage/readrows.h"

namespace tidedesk::storage {

using domain::ListAnchor;
using domain::TicketLine;
using domain::TicketQuery;

/// The WHERE of a query with its values, and the column that orders it.
struct TicketQueries::Condition {
    QByteArrayList terms;
    QList<Value> values;
    QByteArray chosen; ///< ids side by side: the first parameter, when there are any
    QByteArray key;

    void add(const QByteArray &term, const Value &value)
    {
        terms.append(term);
        values.append(value);
    }
    void addAny(const QByteArray &column, const QList<Value> &among)
    {
        if (among.isEmpty())
            return;
        terms.append(column + " IN (?" + QByteArray(",?").repeated(among.size() - 1) + ")");
        values.append(among);
    }
    /// One parameter for any number of ids: cut out of a blob, since there is no limit on its length as on parameters.
    /// The unary plus on the key keeps the planner from walking the whole table in the list's order to find a few.
    void addChosen(const QList<Id> &ids)
    {
        for (const Id &id : ids)
            chosen += id.toBytes();
        terms.append(ids.isEmpty() ? "0" : "t.id IN (WITH RECURSIVE place(i) AS (SELECT 1 UNION ALL SELECT i+16 FROM place WHERE "
                                           "i+16<length(?1)) SELECT substr(?1,i,16) FROM place)");
        key.prepend('+');
    }
    QByteArray where() const { return terms.isEmpty() ? QByteArray("1") : terms.join(" AND "); }
    int bind(sqlite::Statement &statement) const
    {
        int index = 1;
        if (!chosen.isEmpty())
            statement.bind(index++, chosen);
        for (const Value &value : values)
            tables::bindValue(statement, index++, value);
        return index;
    }
};

namespace {

QByteArray keyColumn(TicketQuery::Sort sort)
{
    switch (sort) {
    case TicketQuery::Sort::Created:
        return "t.created_at";
    case TicketQuery::Sort::Number:
        return "t.place";
    case TicketQuery::Sort::Priority:
        return "t.urgency";
    case TicketQuery::Sort::Updated:
        break;
    }
    return "t.updated_at";
}

QList<Value> values(const QList<qint64> &numbers)
{
    QList<Value> result;
    for (const qint64 number : numbers)
        result.append(Value(number));
    return result;
}

} // namespace

TicketQueries::TicketQueries(sqlite::Connection &connection, const MirrorTables &tables)
    : m_connection(connection)
    , m_tables(tables)
{
}

Result<QList<Id>> TicketQueries::queuesOfMyTeams()
{
    QList<Id> queues;
    TD_ASSIGN(user, readRow(m_connection, m_tables.of(schema::user()), m_actor.user));
    const QStringList teams = user ? user->members(schema::user().teams) : QStringList();
    TD_ASSIGN(all, readRows(m_connection, m_tables.of(schema::queue()), "", {}));
    for (const Row &queue : all) {
        if (teams.contains(queue.ref(schema::queue().teamId).toString()))
            queues.append(queue.id());
    }
    return queues;
}

Result<TicketQueries::Condition> TicketQueries::condition(const TicketQuery &query)
{
    Condition condition;
    condition.key = keyColumn(query.sort);
    // By number one index serves every view of many: its entries say what is open, the plus keeps the planner on it.
    const QByteArray open = query.sort == TicketQuery::Sort::Number ? "+t.open=1" : "t.open=1";
    switch (query.view) {
    case TicketQuery::View::Mine:
        condition.terms.append("t.open=1");
        condition.add("t.assignee_id=?", m_actor.user);
        break;
    case TicketQuery::View::Unassigned:
        condition.terms.append("t.open=1 AND t.assignee_id IS NULL");
        break;
    case TicketQuery::View::Team: {
        condition.terms.append(open);
        TD_ASSIGN(queues, queuesOfMyTeams());
        QList<Value> ids;
        for (const Id &queue : queues)
            ids.append(Value(queue));
        // The unary plus keeps the planner on the index that is already in the list's order.
        if (ids.isEmpty())
            condition.terms.append("0");
        condition.addAny("+t.queue_id", ids);
        break;
    }
    case TicketQuery::View::Open:
        condition.terms.append(open);
        break;
    case TicketQuery::View::Queue:
        condition.terms.append("t.open=1");
        condition.add("t.queue_id=?", query.queue);
        break;
    case TicketQuery::View::All:
        break;
    case TicketQuery::View::Customer:
        condition.add("t.customer_id=?", query.customer);
        break;
    case TicketQuery::View::Chosen:
        condition.addChosen(query.chosen);
        break;
    }
    condition.addAny("+t.status", values(query.statuses));
    condition.addAny("+t.priority", values(query.priorities));
    condition.addAny("+t.channel", values(query.channels));
    if (!query.tag.isEmpty())
        condition.add("EXISTS(SELECT 1 FROM json_each(t.tags) WHERE value=? COLLATE NOCASE)", query.tag);
    return condition;
}

QByteArray TicketQueries::lineSelect(QByteArrayView key, QByteArrayView tail) const
{
    // Columns of the ticket first (RowTable's order), then what the line adds.
    QByteArray select = m_tables.of(schema::ticket()).select("");
    const qsizetype from = select.indexOf(" FROM ");
    return select.left(from)
        + ", (SELECT name FROM customer c WHERE c.id=t.customer_id)"
          ", EXISTS(SELECT 1 FROM shadow s WHERE s.entity='ticket' AND s.id=t.id)"
          ",EXISTS(SELECT 1 FROM reviewed r WHERE r.id=t.id),t.n,"
        + key.toByteArray() + select.mid(from) + tail.toByteArray();
}

TicketLine TicketQueries::readLine(const sqlite::Statement &statement) const
{
    const tables::RowTable &table = m_tables.of(schema::ticket());
    TicketLine line;
    line.ticket = table.read(statement);
    const int extra = table.columnCount();
    line.customerName = statement.text(extra);
    line.pending = statement.integer(extra + 1) != 0;
    line.review = statement.integer(extra + 2) != 0;
    line.position = {statement.integer(extra + 4), statement.integer(extra + 3), false};
    return line;
}

Result<QList<TicketLine>> TicketQueries::page(const TicketQuery &query, const ListAnchor &after)
{
    TD_ASSIGN(cond, condition(query));
    const QByteArray order = query.descending ? " DESC" : "";
    QByteArray tail = "WHERE " + cond.where();
    if (!after.first)
        tail += " AND (" + cond.key + ",t.n)" + (query.descending ? "<" : ">") + "(?,?)";
    tail += " ORDER BY " + cond.key + order + ",t.n" + order + " LIMIT " + QByteArray::number(domain::kListPage);
    TD_ASSIGN(statement, m_connection.prepare(lineSelect(cond.key, tail)));
    const int next = cond.bind(statement);
    if (!after.first)
        statement.bind(next, after.key).bind(next + 1, after.rowNumber);
    QList<TicketLine> lines;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return lines;
        lines.append(readLine(statement));
    }
}

Result<domain::ListOutline> TicketQueries::outline(const TicketQuery &query)
{
    TD_ASSIGN(cond, condition(query));
    const QByteArray order = query.descending ? " DESC" : "";
    TD_ASSIGN(statement,
        m_connection.prepare("SELECT " + cond.key + ",t.n FROM ticket t WHERE " + cond.where() + " ORDER BY " + cond.key
            + order + ",t.n" + order));
    cond.bind(statement);
    domain::ListOutline outline;
    outline.anchors.append({0, 0, true});
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            break;
        ++outline.total;
        if (outline.total % domain::kListPage == 0)
            outline.anchors.append({statement.integer(0), statement.integer(1), false});
    }
    // A full last page leaves an anchor with nothing behind it.
    if (outline.total > 0 && outline.total % domain::kListPage == 0)
        outline.anchors.removeLast();
    return outline;
}

Result<qint64> TicketQueries::count(const TicketQuery &query)
{
    TD_ASSIGN(cond, condition(query));
    TD_ASSIGN(statement, m_connection.prepare("SELECT count(*) FROM ticket t WHERE " + cond.where()));
    cond.bind(statement);
    TD_TRY(statement.step());
    return statement.integer(0);
}

Result<QList<TicketLine>> TicketQueries::lines(const QList<Id> &tickets)
{
    QList<TicketLine> lines;
    for (const Id &id : tickets) {
        TD_ASSIGN(statement, m_connection.prepare(lineSelect("t.updated_at", "WHERE t.id=?")));
        statement.bind(1, id);
        TD_ASSIGN(found, statement.step());
        if (found)
            lines.append(readLine(statement));
    }
    return lines;
}

/// A ticket and everything that was merged into it. One parameter.
constexpr char kFamily[] = "WITH RECURSIVE family(id) AS (SELECT ? UNION SELECT m.id FROM ticket m JOIN family ON m.merged_into=family.id) "
                           "SELECT id FROM family";

Result<domain::TicketPage> TicketQueries::ticket(const Id &id)
{
    domain::TicketPage page;
    TD_ASSIGN(ticket, readRow(m_connection, m_tables.of(schema::ticket()), id));
    if (!ticket)
        return page;
    page.ticket = *ticket;
    TD_ASSIGN(customer, readRow(m_connection, m_tables.of(schema::customer()), ticket->ref(schema::ticket().customerId)));
    page.customer = customer.value_or(Row());
    TD_ASSIGN(merged, readRows(m_connection, m_tables.of(schema::ticket()),
        QByteArray("WHERE t.id IN (SELECT id FROM (") + kFamily + ") WHERE id<>?) ORDER BY t.n", {id, id}));
    page.merged = merged;
    TD_ASSIGN(standing, readRow(m_connection, m_tables.of(schema::ticket()), ticket->ref(schema::ticket().mergedInto)));
    page.standing = standing.value_or(Row());
    // The newest 500; a message without a number has not reached the server and stands last. Numbers are a ticket's own, so
    // those of several are brought together by their time.
    const QByteArray in = merged.isEmpty() ? QByteArray("WHERE t.ticket_id=?") : QByteArray("WHERE t.ticket_id IN (") + kFamily + ')';
    TD_ASSIGN(messages,
        readRows(m_connection, m_tables.of(schema::message()),
            in + (merged.isEmpty() ? " ORDER BY t.ordinal IS NULL DESC, t.ordinal DESC, t.created_at DESC, t.n DESC LIMIT 500"
                                   : " ORDER BY t.ordinal IS NULL DESC, t.created_at DESC, t.ordinal DESC, t.n DESC LIMIT 500"), {id}));
    TD_ASSIGN(attachments, readRows(m_connection, m_tables.of(schema::attachment()), in, {id}));
    const auto &m = schema::message();
    for (auto it = messages.crbegin(); it != messages.crend(); ++it) {
        domain::MessageLine line {*it, {}, it->has(m.ordinal) ? domain::Delivery::Delivered : domain::Delivery::Queued, {}};
        for (const Row &attachment : attachments) {
            if (attachment.ref(schema::attachment().messageId) == it->id())
                line.attachments.append(attachment);
        }
        if (it->ref(m.ticketId) == id)
            page.lastSeen = qMax(page.lastSeen, it->number(m.ordinal));
        page.messages.append(line);
    }
    TD_ASSIGN(events,
        readRows(m_connection, m_tables.of(schema::event()), "WHERE t.ticket_id=? ORDER BY t.at DESC, t.n DESC LIMIT 200", {id}));
    page.events = events;
    TD_ASSIGN(pending, m_connection.prepare("SELECT EXISTS(SELECT 1 FROM shadow WHERE entity='ticket' AND id=?)"));
    pending.bind(1, id);
    TD_TRY(pending.step());
    page.pending = pending.integer(0) != 0;
    return page;
}

Result<bool> TicketQueries::isReviewed(const Id &id)
{
    TD_ASSIGN(statement, m_connection.prepare("SELECT 1 FROM reviewed WHERE id=?"));
    statement.bind(1, id);
    return statement.step();
}

Result<Id> TicketQueries::find(const QString &reference)
{
    QString text = reference.trimmed();
    const Id id = Id::fromString(text);
    if (!id.isNull()) {
        TD_ASSIGN(row, readRow(m_connection, m_tables.of(schema::ticket()), id));
        return row ? id : Id();
    }
    if (text.startsWith(u'~')) {
        // Provisional: the end of the id. Only tickets without a number are looked through.
        TD_ASSIGN(rows, readRows(m_connection, m_tables.of(schema::ticket()), "WHERE t.number IS NULL", {}));
        for (const Row &row : rows) {
            if (row.id().shortText() == text.mid(1).toUpper())
                return row.id();
        }
        return Id();
    }
    if (text.startsWith(u'#'))
        text.remove(0, 1);
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber)
        return Id();
    TD_ASSIGN(rows, readRows(m_connection, m_tables.of(schema::ticket()), "WHERE t.number=? LIMIT 1", {number}));
    return rows.isEmpty() ? Id() : rows.first().id();
}

} // namespace tidedesk::storage
