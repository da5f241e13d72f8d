// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/searchrunner.h"
#include "core/schema/entities.h"
#include "core/search/highlight.h"
#include "core/search/matcher.h"
#include "core/search/searchplan.h"
#include "core/seat/filterwords.h"
#include "core/storage/readrows.h"
#include <QDateTime>
#include <QSet>

namespace tidedesk::seat {

namespace {

/// Above this many hits the newest are taken from both ends of the index instead of sorting all of them.
constexpr int kSortAll = 1000;
/// Rows read at most when the index cannot narrow (a query of punctuation).
constexpr int kScanRows = 20'000;
constexpr qsizetype kSnippetLength = 120;

qint64 timeOf(const Row &row)
{
    for (const char *name : {"updated_at", "created_at", "at", "as_of"}) {
        if (const schema::Field *field = row.entity().find(QString::fromLatin1(name)); field && row.has(*field))
            return row.number(*field);
    }
    return 0;
}

/// When a message was said: until the server has released it, its author's clock is all there is.
qint64 momentOf(const Row &message)
{
    const auto &m = schema::message();
    return message.number(message.has(m.createdAt) ? m.createdAt : m.writtenAt);
}

/// Days are held against `moment`, that of the hit, which need not be its ticket's.
bool filterHolds(const Row &ticket, const search::Filter &filter, qint64 moment)
{
    const schema::Field &field = *ticket.entity().find(filter.field);
    for (const search::FilterValue &wanted : filter.values) {
        if (const auto *date = std::get_if<QDate>(&wanted)) {
            const qint64 day = date->startOfDay().toMSecsSinceEpoch();
            if (filter.op == search::FilterOp::Before ? moment < day : moment >= day)
                return true;
        } else if (const auto *number = std::get_if<qint64>(&wanted)) {
            if (ticket.number(field) == *number)
                return true;
        } else {
            const QString text = std::get<QString>(wanted);
            if (field.type == schema::Type::Choice && ticket.maybe(field) == text.toLongLong())
                return true;
            if (field.type == schema::Type::Reference && ticket.ref(field) == Id::fromString(text))
                return true;
            if (field.type == schema::Type::Set && ticket.members(field).contains(text, Qt::CaseInsensitive))
                return true;
            if (field.type == schema::Type::Text && ticket.text(field).contains(text, Qt::CaseInsensitive))
                return true;
        }
    }
    return false;
}

} // namespace

struct SearchRunner::Job {
    search::Query query;
    search::SearchPlan plan;
    int limit = 0;
    QList<domain::SearchHit> hits;
    bool more = false;

    domain::SearchHit hit(const Row &row, const QString &title, const QString &text) const
    {
        const auto ranges = search::highlightRanges(query, text);
        return {&row.entity(), row.id(), {}, title, search::cutSnippet(text, ranges, kSnippetLength).text, timeOf(row)};
    }
};

SearchRunner::SearchRunner(sqlite::Connection &connection, const storage::MirrorTables &tables)
    : m_connection(connection)
    , m_tables(tables)
{
}

Result<domain::SearchAnswer> SearchRunner::run(const QString &text, int limit)
{
    TD_ASSIGN(table, filterTable());
    Job job;
    job.query = search::parseQuery(text, table);
    job.plan = search::planSearch(job.query);
    job.limit = qBound(1, limit, domain::kListPage);
    domain::SearchAnswer answer;
    if (!job.query.problems.isEmpty()) {
        answer.problem = job.query.problems.first().code;
        answer.problemAt = job.query.problems.first().at.start;
    }
    if (!job.query.isEmpty()) {
        if (job.query.filters.isEmpty())
            TD_TRY(customers(job));
        TD_TRY(tickets(job));
        if (!job.query.terms.isEmpty())
            TD_TRY(messages(job));
    }
    answer.hits = job.hits;
    answer.more = job.more;
    TD_ASSIGN(share, indexedShare());
    answer.indexed = share;
    return answer;
}

Result<search::FilterTable> SearchRunner::filterTable()
{
    TD_ASSIGN(users, storage::readRows(m_connection, m_tables.of(schema::user()), "", {}));
    TD_ASSIGN(queues, storage::readRows(m_connection, m_tables.of(schema::queue()), "", {}));
    return seat::filterTable(users, queues, m_actor.user);
}

/// Rows of an entity that hold the terms, newest first, at most a few hundred.
Result<QList<Row>> SearchRunner::matching(const schema::Entity &entity, Job &job)
{
    const QByteArray index = storage::searchTable(entity);
    const auto read = [&](QByteArrayView tail, const QList<Value> &values) {
        return storage::readRows(m_connection, m_tables.of(entity), tail, values);
    };
    QList<Row> rows;
    if (job.plan.match.isEmpty()) {
        TD_ASSIGN(scanned, read("ORDER BY t.n DESC LIMIT " + QByteArray::number(kScanRows), {}));
        rows = scanned;
    } else {
        qint64 count = 0;
        {
            TD_ASSIGN(probe,
                m_connection.prepare(
                    "SELECT count(*) FROM (SELECT 1 FROM " + index + " WHERE " + index + " MATCH ? LIMIT ?)"));
            probe.bind(1, job.plan.match).bind(2, kSortAll + 1);
            TD_TRY(probe.step());
            count = probe.integer(0);
        }
        if (count <= kSortAll) {
            TD_ASSIGN(all, read("WHERE t.n IN (SELECT rowid FROM " + index + " WHERE " + index + " MATCH ?)", {job.plan.match}));
            rows = all;
        } else {
            // First fill puts the newest rows first, everyday work adds newer ones at the end. Both ends may meet: UNION
            // gives what lies in both once.
            const QByteArray most = QByteArray::number(4 * job.limit);
            const QByteArray end = "SELECT * FROM (SELECT rowid FROM " + index + " WHERE " + index + " MATCH ?1 ORDER BY rowid ";
            TD_ASSIGN(ends, read("WHERE t.n IN (" + end + "DESC LIMIT " + most + ") UNION " + end + "LIMIT " + most + ")) ORDER BY t.n DESC", {job.plan.match}));
            rows = ends;
            job.more = true;
        }
    }
    if (job.plan.needsRecheck || job.plan.match.isEmpty()) {
        search::Matcher matcher(job.query);
        const QList<schema::Field> fields = storage::searchFields(entity);
        rows.removeIf([&](const Row &row) {
            QStringList texts;
            for (const schema::Field &field : fields)
                texts.append(row.text(field));
            return !matcher.matches({texts.begin(), texts.end()});
        });
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return timeOf(a) > timeOf(b); });
    return rows;
}

Result<bool> SearchRunner::passes(const Row &ticket, qint64 moment, const Job &job)
{
    for (const search::Filter &filter : job.query.filters) {
        bool holds = false;
        if (filter.field == schema::ticket().customerId.name) {
            TD_ASSIGN(customer,
                storage::readRow(m_connection, m_tables.of(schema::customer()), ticket.ref(schema::ticket().customerId)));
            for (const search::FilterValue &value : filter.values) {
                const auto *name = std::get_if<QString>(&value);
                holds = holds
                    || (name && customer && customer->text(schema::customer().name).contains(*name, Qt::CaseInsensitive));
            }
        } else {
            holds = filterHolds(ticket, filter, moment);
        }
        if (holds == filter.negated)
            return false;
    }
    return true;
}

Status SearchRunner::tickets(Job &job)
{
    const auto &t = schema::ticket();
    QList<Row> rows;
    if (job.query.terms.isEmpty()) {
        TD_ASSIGN(latest, storage::readRows(m_connection, m_tables.of(t), "ORDER BY t.updated_at DESC LIMIT 20000", {}));
        rows = latest;
    } else {
        TD_ASSIGN(found, matching(t, job));
        rows = found;
        bool isNumber = false;
        const qint64 number = job.query.terms.first().text.mid(job.query.terms.first().text.startsWith(u'#')).toLongLong(&isNumber);
        if (isNumber && job.query.terms.size() == 1) {
            TD_ASSIGN(numbered, storage::readRows(m_connection, m_tables.of(t), "WHERE t.number=?", {number}));
            rows = numbered + rows;
        }
    }
    QSet<Id> seen;
    int taken = 0;
    for (const Row &row : rows) {
        TD_ASSIGN(good, passes(row, row.number(t.createdAt), job));
        if (!good || seen.contains(row.id()))
            continue;
        seen.insert(row.id());
        if (++taken > job.limit) {
            job.more = true;
            break;
        }
        // The subject is the title; below it stands what tells tickets with the same subject apart.
        TD_ASSIGN(customer, storage::readRow(m_connection, m_tables.of(schema::customer()), row.ref(t.customerId)));
        QStringList about;
        if (row.has(t.number))
            about.append(u'#' + QString::number(row.number(t.number)));
        if (customer)
            about.append(customer->text(schema::customer().name));
        domain::SearchHit hit = job.hit(row, row.text(t.subject), about.join(QStringLiteral(" · ")));
        hit.ticket = row.id();
        job.hits.append(hit);
    }
    return {};
}

Status SearchRunner::messages(Job &job)
{
    TD_ASSIGN(rows, matching(schema::message(), job));
    const auto &m = schema::message();
    int taken = 0;
    for (const Row &row : rows) {
        TD_ASSIGN(ticket, storage::readRow(m_connection, m_tables.of(schema::ticket()), row.ref(m.ticketId)));
        if (!ticket)
            continue;
        TD_ASSIGN(good, passes(*ticket, momentOf(row), job));
        if (!good)
            continue;
        if (++taken > job.limit) {
            job.more = true;
            break;
        }
        domain::SearchHit hit = job.hit(row, ticket->text(schema::ticket().subject), row.text(m.body));
        hit.ticket = ticket->id();
        job.hits.append(hit);
    }
    return {};
}

Status SearchRunner::customers(Job &job)
{
    QSet<Id> seen;
    int taken = 0;
    const QList<const schema::Entity *> entities {&schema::customer(), &schema::identity(), &schema::transaction(),
        &schema::contract(), &schema::receivable()};
    for (const schema::Entity *entity : entities) {
        TD_ASSIGN(rows, matching(*entity, job));
        for (const Row &row : rows) {
            const bool direct = entity == &schema::customer();
            const Id id = direct ? row.id() : row.ref(*entity->find(u"customer_id"));
            if (seen.contains(id))
                continue;
            seen.insert(id);
            TD_ASSIGN(customer, storage::readRow(m_connection, m_tables.of(schema::customer()), id));
            if (!customer)
                continue;
            if (++taken > job.limit) {
                job.more = true;
                return {};
            }
            QStringList texts;
            for (const schema::Field &field : storage::searchFields(*entity)) {
                if (row.has(field))
                    texts.append(row.text(field));
            }
            job.hits.append(job.hit(*customer, customer->text(schema::customer().name), texts.join(QStringLiteral(" · "))));
        }
    }
    return {};
}

Result<double> SearchRunner::indexedShare()
{
    TD_ASSIGN(statement,
        m_connection.prepare("SELECT (SELECT value FROM meta WHERE key='indexed_message'), (SELECT max(n) FROM message)"));
    TD_TRY(statement.step());
    const qint64 last = statement.integer(1);
    return last == 0 ? 1.0 : qMin(1.0, static_cast<double>(statement.text(0).toLongLong()) / static_cast<double>(last));
}

} // namespace tidedesk::seat
