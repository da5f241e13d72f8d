// SPDX-License-Identifier: GPL-3.0-or-later
// Transactions and rows of PostgresStore.
#include "core/server/store/postgresstore.h"
#include "core/schema/entities.h"
#include "core/server/store/stamptext.h"
#include "core/server/store/storecopy.h"
#include "core/server/store/sqlitestore.h"
#include "core/tables/columns.h"

namespace tidedesk::server {

using postgres::Answer;
using postgres::Values;
using tables::quoted;

namespace {

constexpr int kSlice = 500; ///< rows fetched at a time when all are wanted

/// For every connection. Locks are held for milliseconds: who waits for longer is in a deadlock or behind a dead node.
const char *const kSettings[] = {
    "SET lock_timeout = '2s'",
    "SET idle_in_transaction_session_timeout = '60s'",
    "SET jit = off",
};

QByteArray savepoint(int depth) { return 'p' + QByteArray::number(depth); }

QByteArrayView lockOf(Store::Hold hold)
{
    switch (hold) {
    case Store::Hold::Shared:
        return "WHERE t.id = $1 FOR SHARE";
    case Store::Hold::Own:
        return "WHERE t.id = $1 FOR NO KEY UPDATE";
    case Store::Hold::None:
        break;
    }
    return "WHERE t.id = $1";
}

QList<Id> idsOf(const Answer &answer)
{
    QList<Id> ids;
    for (int line = 0; line < answer.rows(); ++line)
        ids.append(answer.id(line, 0));
    return ids;
}

} // namespace

PostgresStore::PostgresStore(std::unique_ptr<postgres::Connection> connection)
    : m_connection(std::move(connection))
{
    for (const schema::Entity *entity : schema::entities()) {
        m_tables.push_back(std::make_unique<PostgresTable>(*entity));
        m_tableOf.insert(entity, m_tables.back().get());
    }
}

PostgresStore::~PostgresStore()
{
    while (m_depth > 0)
        rollback();
}

Result<std::unique_ptr<PostgresStore>> PostgresStore::openWriter(const QByteArray &url)
{
    TD_ASSIGN(connection, postgres::Connection::open(url));
    std::unique_ptr<PostgresStore> store(new PostgresStore(std::move(connection)));
    TD_TRY(preparePostgres(*store->m_connection, store->m_tables));
    TD_TRY(store->settleIn());
    TD_TRY(store->loadEntities());
    return store;
}

Result<std::unique_ptr<PostgresStore>> PostgresStore::openReader(const QByteArray &url)
{
    TD_ASSIGN(connection, postgres::Connection::open(url));
    std::unique_ptr<PostgresStore> store(new PostgresStore(std::move(connection)));
    TD_TRY(store->settleIn());
    TD_TRY(store->loadEntities());
    return store;
}

Status PostgresStore::settleIn()
{
    for (const char *setting : kSettings)
        m_connection->send(setting);
    TD_TRY(m_connection->settle());
    m_generation = m_connection->generation();
    return {};
}

/// After the connection was lost: another server may be behind the same name.
Status PostgresStore::refresh()
{
    TD_TRY(m_connection->reopenIfLost());
    if (m_generation == m_connection->generation())
        return {};
    TD_TRY(checkCluster(*m_connection));
    m_bucketNumber.clear();
    m_bucketName.clear();
    TD_TRY(loadEntities());
    return settleIn();
}

Status PostgresStore::loadEntities()
{
    TD_ASSIGN(answer, m_connection->ask("SELECT id, name FROM server_entity"));
    for (int line = 0; line < answer.rows(); ++line) {
        if (const schema::Entity *entity = schema::find(answer.text(line, 1))) {
            m_entityNumber.insert(entity, answer.integer(line, 0));
            m_entityOf.insert(answer.integer(line, 0), entity);
        }
    }
    return {};
}

Status PostgresStore::begin(Access access)
{
    if (m_depth == 0) {
        TD_TRY(refresh());
        m_writing = access == Access::Write;
        m_doomed.reset();
        m_connection->send(m_writing ? "BEGIN ISOLATION LEVEL READ COMMITTED" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    } else {
        m_connection->send("SAVEPOINT " + savepoint(m_depth));
    }
    ++m_depth;
    return {};
}

Status PostgresStore::commit()
{
    if (--m_depth > 0) {
        m_connection->send("RELEASE SAVEPOINT " + savepoint(m_depth));
        return {};
    }
    Status done = m_doomed ? Status(*m_doomed) : Status();
    if (done) {
        const auto committed = m_connection->ask("COMMIT");
        if (!committed)
            done = committed.error();
        else if (committed->tag() == "ROLLBACK") // an earlier failure, which somebody did not look at
            done = Error {Consequence::RetryLater, QStringLiteral("store.rolled_back"), {}};
    }
    if (!done) {
        ++m_depth;
        rollback();
    }
    m_newBuckets.clear();
    return done;
}

void PostgresStore::rollback()
{
    --m_depth;
    const Status failed = m_connection->settle(); // of what is undone now
    m_connection->send(m_depth > 0 ? "ROLLBACK TO SAVEPOINT " + savepoint(m_depth) : QByteArray("ROLLBACK"));
    const Status undone = m_connection->settle();
    if (m_depth > 0 && !undone && !m_doomed) // the failure lies before the savepoint, which was never made
        m_doomed = failed ? undone.error() : failed.error();
    forgetNewBuckets();
}

/// Their numbers may have gone with what was undone.
void PostgresStore::forgetNewBuckets()
{
    for (const QString &name : std::as_const(m_newBuckets))
        m_bucketName.remove(m_bucketNumber.take(name));
    m_newBuckets.clear();
}

const PostgresTable &PostgresStore::table(const schema::Entity &entity) const { return *m_tableOf.value(&entity); }

Result<StoredRow> PostgresStore::stored(const PostgresTable &table, const Answer &answer, int line)
{
    const int extra = table.extra();
    TD_ASSIGN(bucket, bucketName(answer.integer(line, extra)));
    TD_ASSIGN(stamps, stampsFromText(table.entity(), answer.bytes(line, extra + 1).toByteArray()));
    return StoredRow {table.read(answer, line), stamps, bucket};
}

Result<QList<Row>> PostgresStore::readAll(const PostgresTable &table, QByteArrayView tail, const Values &values)
{
    TD_ASSIGN(answer, m_connection->ask(table.select(tail), values));
    QList<Row> rows;
    rows.reserve(answer.rows());
    for (int line = 0; line < answer.rows(); ++line)
        rows.append(table.read(answer, line));
    return rows;
}

Result<std::optional<StoredRow>> PostgresStore::row(const schema::Entity &entity, const Id &id, Hold hold)
{
    const PostgresTable &from = table(entity);
    TD_ASSIGN(answer, m_connection->ask(from.select(lockOf(m_writing ? hold : Hold::None)), Values::of(id)));
    if (answer.isEmpty())
        return std::optional<StoredRow>();
    TD_ASSIGN(result, stored(from, answer, 0));
    return std::optional(std::move(result));
}

Status PostgresStore::put(const StoredRow &stored)
{
    TD_ASSIGN(bucket, makeBucket(stored.bucket));
    const PostgresTable &into = table(stored.row.entity());
    Values values;
    into.add(values, stored.row);
    values.add(bucket);
    const QByteArray stamps = stampsToText(stored.row.entity(), stored.stamps);
    if (stamps.isEmpty())
        values.add(nullptr);
    else
        values.addBytes(stamps);
    m_connection->send(into.upsert(), values);
    return {};
}

Result<QList<Row>> PostgresStore::find(const schema::Field &field, const Value &value)
{
    Values values;
    addValue(values, value);
    return readAll(table(*field.entity), "WHERE t." + quoted(field.name.data()) + " = $1 ORDER BY t.id", values);
}

Result<QList<Id>> PostgresStore::findBelow(const schema::Field &field, qint64 bound, int limit)
{
    const QByteArray column = quoted(field.name.data());
    TD_ASSIGN(answer, m_connection->ask("SELECT id FROM " + table(*field.entity).name() + " WHERE " + column + " < $1 ORDER BY " + column + " LIMIT $2",
        Values::of(bound, qint64(limit))));
    return idsOf(answer);
}

Result<QList<Id>> PostgresStore::children(const schema::Field &reference, const Id &parent)
{
    const QByteArray condition = tables::withoutEarlierParents(reference);
    TD_ASSIGN(answer, m_connection->ask("SELECT id FROM " + table(*reference.entity).name() + " WHERE " + quoted(reference.name.data())
        + " = $1" + (condition.isEmpty() ? QByteArray() : " AND " + condition), Values::of(parent)));
    return idsOf(answer);
}

Result<QList<Row>> PostgresStore::messagesAfter(const Id &ticket, qint64 ordinal)
{
    const auto &m = schema::message();
    const QByteArray order = "t." + quoted(m.ordinal.name.data());
    return readAll(table(m), "WHERE t." + quoted(m.ticketId.name.data()) + " = $1 AND " + order + " > $2 ORDER BY " + order,
        Values::of(ticket, ordinal));
}

Result<QList<Row>> PostgresStore::all(const schema::Entity &entity) { return readAll(table(entity), "ORDER BY t.id", {}); }

Status PostgresStore::each(const schema::Entity &entity, const Visit &visit)
{
    const PostgresTable &from = table(entity);
    const QByteArray sql = from.select("WHERE t.id > $1 ORDER BY t.id LIMIT " + QByteArray::number(kSlice));
    Values after;
    after.addBytes(QByteArray(16, '\0')); // the null id, which no row has
    for (;;) {
        TD_ASSIGN(answer, m_connection->ask(sql, after));
        for (int line = 0; line < answer.rows(); ++line) {
            TD_ASSIGN(one, stored(from, answer, line));
            TD_TRY(visit(one));
        }
        if (answer.rows() < kSlice)
            return {};
        after = Values::of(answer.id(answer.rows() - 1, 0));
    }
}

Status PostgresStore::copyTo(const QString &file)
{
    TD_ASSIGN(copy, SqliteStore::openWriter(file));
    TD_TRY(copyStore(*this, *copy));
    TD_ASSIGN(moved, copy->connection().checkpoint());
    return {};
}

} // namespace tidedesk::server
