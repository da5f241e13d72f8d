// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/mirrorschema.h"
#include "core/schema/entities.h"
#include "core/sqlite/transaction.h"

namespace tidedesk::storage {

namespace {

// Raised when the tables below change; the spine's own changes are in its fingerprint.
constexpr int kMirrorVersion = 5;

const char *const kOwnTables = R"sql(
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID
--;;
CREATE TABLE IF NOT EXISTS bucket(n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)
--;;
CREATE TABLE IF NOT EXISTS shadow(entity TEXT NOT NULL, id BLOB NOT NULL, row TEXT, bucket INTEGER NOT NULL,
  PRIMARY KEY(entity, id)) WITHOUT ROWID
--;;
CREATE TABLE IF NOT EXISTS reviewed(id BLOB PRIMARY KEY) WITHOUT ROWID
)sql";

// What lists are sorted and filtered by: open tickets; priority first, then time of the last change, in one integer; the
// number, where tickets that have none yet stand behind all others.
// Columns that the mirror writes, because an index over generated ones never answers a query alone in SQLite 3.40: a list
// would be measured by a look at every row. `n` stands before the queue since the list's order is key, then n.
const QList<tables::RowTable::Extra> kTicketColumns {{"open", "open INTEGER NOT NULL DEFAULT 0"}, {"urgency", "urgency INTEGER NOT NULL DEFAULT 0"},
    {"place", "place INTEGER NOT NULL DEFAULT 0"}};

const char *const kListIndexes = R"sql(
CREATE INDEX IF NOT EXISTS ticket_open_updated ON ticket(open, updated_at, n, queue_id)
--;;
CREATE INDEX IF NOT EXISTS ticket_open_created ON ticket(open, created_at, n, queue_id)
--;;
CREATE INDEX IF NOT EXISTS ticket_open_urgency ON ticket(open, urgency, n, queue_id)
--;;
CREATE INDEX IF NOT EXISTS ticket_updated ON ticket(updated_at)
--;;
CREATE INDEX IF NOT EXISTS ticket_created ON ticket(created_at)
--;;
CREATE INDEX IF NOT EXISTS ticket_urgency ON ticket(urgency)
--;;
CREATE INDEX IF NOT EXISTS ticket_place ON ticket(place, n, open, queue_id)
--;;
CREATE INDEX IF NOT EXISTS ticket_assignee ON ticket(assignee_id, open, updated_at)
--;;
CREATE INDEX IF NOT EXISTS ticket_queue ON ticket(queue_id, open, updated_at)
--;;
CREATE INDEX IF NOT EXISTS ticket_assignee_urgency ON ticket(assignee_id, open, urgency)
--;;
CREATE INDEX IF NOT EXISTS ticket_queue_urgency ON ticket(queue_id, open, urgency)
--;;
CREATE INDEX IF NOT EXISTS customer_name ON customer(name)
--;;
CREATE INDEX IF NOT EXISTS event_ticket_at ON event(ticket_id, at)
)sql";

QByteArray fingerprint(int tokenizerVersion)
{
    return schema::fingerprint() + '/' + QByteArray::number(kMirrorVersion) + '/' + QByteArray::number(tokenizerVersion);
}

Result<QByteArray> storedFingerprint(sqlite::Connection &connection)
{
    TD_ASSIGN(statement, connection.prepareOnce("SELECT value FROM meta WHERE key='fingerprint'"));
    TD_ASSIGN(found, statement.step());
    return found ? statement.utf8(0).toByteArray() : QByteArray();
}

Status dropEverything(sqlite::Connection &connection)
{
    QByteArrayList virtualTables;
    QByteArrayList plainTables;
    {
        TD_ASSIGN(statement,
            connection.prepareOnce("SELECT name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master WHERE type='table' AND name "
                                   "NOT LIKE 'sqlite_%'"));
        for (;;) {
            TD_ASSIGN(more, statement.step());
            if (!more)
                break;
            (statement.integer(1) ? virtualTables : plainTables).append('"' + statement.utf8(0).toByteArray() + '"');
        }
    }
    // A virtual table takes its shadow tables with it, so those may be gone when their turn comes.
    for (const QByteArray &table : virtualTables + plainTables)
        TD_TRY(connection.exec("DROP TABLE IF EXISTS " + table));
    return {};
}

Status createSearch(sqlite::Connection &connection)
{
    for (const schema::Entity *entity : schema::entities()) {
        QByteArrayList columns;
        for (const schema::Field &field : searchFields(*entity))
            columns.append(field.name.data());
        if (columns.isEmpty())
            continue;
        TD_TRY(connection.exec("CREATE VIRTUAL TABLE IF NOT EXISTS " + searchTable(*entity) + " USING fts5("
            + columns.join(',') + ", content='" + entity->name().data()
            + "', content_rowid='n', tokenize='tidedesk')"));
    }
    return {};
}

Status create(sqlite::Connection &connection, const MirrorTables &tables, const QByteArray &print)
{
    for (const schema::Entity *entity : schema::entities())
        TD_TRY(tables.of(*entity).ensure(connection));
    TD_TRY(connection.execScript(kListIndexes));
    TD_TRY(createSearch(connection));
    TD_ASSIGN(statement, connection.prepareOnce("INSERT INTO meta(key, value) VALUES('fingerprint', ?)"));
    return statement.bindUtf8(1, print).run();
}

} // namespace

MirrorTables::MirrorTables()
{
    for (const schema::Entity *entity : schema::entities()) {
        QList<tables::RowTable::Extra> extras {{"bucket", "bucket INTEGER NOT NULL DEFAULT 0"}};
        if (entity == &schema::ticket())
            extras += kTicketColumns;
        const tables::RowTable table(*entity, extras);
        m_upserts.insert(entity, table.upsert() + " WHERE excluded.version>=version");
        m_tables.insert(entity, table);
    }
}

const QByteArray &MirrorTables::upsertNewer(const schema::Entity &entity) const { return *m_upserts.constFind(&entity); }

const tables::RowTable &MirrorTables::of(const schema::Entity &entity) const { return *m_tables.constFind(&entity); }

Result<MirrorState> ensureMirror(sqlite::Connection &connection, const MirrorTables &tables, int tokenizerVersion)
{
    TD_ASSIGN(transaction, sqlite::Transaction::begin(connection));
    TD_TRY(connection.execScript(kOwnTables));
    TD_ASSIGN(stored, storedFingerprint(connection));
    const QByteArray wanted = fingerprint(tokenizerVersion);
    if (stored == wanted)
        return MirrorState {};
    TD_TRY(dropEverything(connection));
    TD_TRY(connection.execScript(kOwnTables));
    TD_TRY(create(connection, tables, wanted));
    TD_TRY(transaction.commit());
    return MirrorState {.rebuilt = true};
}

QList<schema::Field> searchFields(const schema::Entity &entity)
{
    QList<schema::Field> fields;
    for (const schema::Field &field : entity.fields()) {
        if (field.options.search > 0)
            fields.append(field);
    }
    return fields;
}

QByteArray searchTable(const schema::Entity &entity) { return QByteArray("search_") + entity.name().data(); }

} // namespace tidedesk::storage
