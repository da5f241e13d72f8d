// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/store/sqlitestore.h"
#include "core/schema/entities.h"
#include "core/server/store/stamptext.h"
#include "core/sqlite/migrations.h"
#include "core/tables/columns.h"
#include <QUuid>

namespace tidedesk::server {

namespace {

using tables::RowTable;
using tables::withoutEarlierParents;

const QList<RowTable::Extra> kExtras {{"bucket", "bucket INTEGER NOT NULL DEFAULT 0"}, {"stamps", "stamps TEXT"}};

QByteArray quoted(const schema::Field &field) { return '"' + QByteArray(field.name.data()) + '"'; }

Result<QList<sqlite::Migration>> migrations() { return sqlite::loadMigrations(QStringLiteral(":/migrations/server")); }

Result<QList<Id>> readIds(sqlite::Statement &statement)
{
    QList<Id> ids;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return ids;
        ids.append(statement.id(0));
    }
}

} // namespace

SqliteStore::SqliteStore(std::unique_ptr<sqlite::Connection> connection)
    : m_connection(std::move(connection))
{
    for (const schema::Entity *entity : schema::entities()) {
        m_tables.push_back(std::make_unique<RowTable>(*entity, kExtras));
        m_tableOf.insert(entity, m_tables.back().get());
    }
}

SqliteStore::~SqliteStore()
{
    while (!m_open.empty())
        rollback();
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::openWriter(const QString &file)
{
    TD_ASSIGN(steps, migrations());
    sqlite::Options options;
    options.path = file;
    options.synchronous = sqlite::Synchronous::Full;
    options.secureDelete = true;
    options.newestVersion = sqlite::newestVersion(steps);
    TD_ASSIGN(connection, sqlite::Connection::open(options));
    TD_TRY(sqlite::migrate(*connection, steps));
    std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(connection)));
    TD_TRY(store->prepareSchema());
    return store;
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::openReader(const QString &file)
{
    TD_ASSIGN(steps, migrations());
    sqlite::Options options = sqlite::Options::reader(file);
    options.newestVersion = sqlite::newestVersion(steps);
    TD_ASSIGN(connection, sqlite::Connection::open(options));
    std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(connection)));
    TD_TRY(store->loadEntities());
    return store;
}

Status SqliteStore::mustBeServer(sqlite::Connection &connection)
{
    const auto missing = [&connection](const QString &table) -> Result<bool> {
        TD_ASSIGN(look, connection.prepareOnce("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"));
        TD_ASSIGN(found, look.bind(1, table).step());
        return !found;
    };
    QStringList tables;
    for (const char *own : {"server_bucket", "server_entity", "server_feed", "server_counter", "server_meta", "server_result",
             "server_account", "server_session", "server_blob"})
        tables.append(QLatin1StringView(own));
    for (qsizetype i = 0; i < tables.size(); ++i) {
        TD_ASSIGN(lost, missing(tables[i]));
        if (lost)
            return Error {Consequence::Rejected, QStringLiteral("data.damaged"), QStringLiteral("no table ") + tables[i]};
        if (tables[i] != u"server_entity")
            continue;
        TD_ASSIGN(names, connection.prepareOnce("SELECT name FROM server_entity"));
        for (;;) {
            TD_ASSIGN(more, names.step());
            if (!more)
                break;
            const schema::Entity *entity = schema::find(names.text(0));
            if (entity)
                tables.append(QString::fromUtf8(RowTable(*entity).name()).remove(u'"'));
        }
    }
    return {};
}

/// The same way for a fresh file and an old one.
Status SqliteStore::prepareSchema()
{
    TD_ASSIGN(transaction, sqlite::Transaction::begin(*m_connection));
    for (const auto &table : m_tables) {
        TD_TRY(table->ensure(*m_connection));
        TD_TRY(makeScopeIndexes(table->entity()));
        TD_ASSIGN(statement, m_connection->prepare("INSERT INTO server_entity(name) VALUES(?) ON CONFLICT DO NOTHING"));
        TD_TRY(statement.bind(1, QString(table->entity().name())).run());
    }
    TD_ASSIGN(epoch, m_connection->prepare("INSERT INTO server_meta VALUES(?, ?) ON CONFLICT DO NOTHING"));
    TD_TRY(epoch.bindAll(QString(kEpochKey), QUuid::createUuid().toString(QUuid::WithoutBraces)).run());
    TD_TRY(transaction.commit());
    return loadEntities();
}

/// Indexes for children(); those of looked-up fields exist already.
Status SqliteStore::makeScopeIndexes(const schema::Entity &entity)
{
    for (const QLatin1StringView parent : entity.scope().parents) {
        const schema::Field &field = *entity.find(QString(parent));
        const QByteArray condition = withoutEarlierParents(field);
        if (field.options.index)
            continue;
        TD_TRY(m_connection->exec("CREATE INDEX IF NOT EXISTS \"" + QByteArray(entity.name().data()) + "_below_"
            + parent.data() + "\" ON " + table(entity).name() + '(' + quoted(field) + ')'
            + (condition.isEmpty() ? QByteArray() : " WHERE " + condition)));
    }
    return {};
}

Status SqliteStore::loadEntities()
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT id, name FROM server_entity"));
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return {};
        if (const schema::Entity *entity = schema::find(statement.text(1))) {
            m_entityNumber.insert(entity, statement.integer(0));
            m_entityOf.insert(statement.integer(0), entity);
        }
    }
}

Status SqliteStore::begin(Access access)
{
    const auto mode = access == Access::Write ? sqlite::Transaction::Mode::Write : sqlite::Transaction::Mode::Read;
    TD_ASSIGN(transaction, sqlite::Transaction::begin(*m_connection, mode));
    m_open.push_back({std::move(transaction), m_place});
    return {};
}

Status SqliteStore::commit()
{
    const bool outermost = m_open.size() == 1;
    Status done = outermost ? writePlaces() : Status();
    if (done)
        done = m_open.back().transaction.commit();
    m_open.pop_back();
    if (!done)
        m_bucketNumber.clear();
    if (outermost)
        m_place.reset();
    return done;
}

void SqliteStore::rollback()
{
    m_place = m_open.back().placeBefore;
    m_open.pop_back();
    // Numbers given to new buckets may have gone with it.
    m_bucketNumber.clear();
    m_bucketName.clear();
}

const RowTable &SqliteStore::table(const schema::Entity &entity) const { return *m_tableOf.value(&entity); }

Result<StoredRow> SqliteStore::stored(const RowTable &table, const sqlite::Statement &statement)
{
    StoredRow result {table.read(statement), {}, {}};
    const int extra = table.firstExtra();
    TD_ASSIGN(bucket, bucketName(statement.integer(extra)));
    TD_ASSIGN(stamps, stampsFromText(table.entity(), statement.utf8(extra + 1).toByteArray()));
    result.bucket = bucket;
    result.stamps = stamps;
    return result;
}

Result<QList<Row>> SqliteStore::readAll(const RowTable &table, sqlite::Statement &statement)
{
    QList<Row> result;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return result;
        result.append(table.read(statement));
    }
}

Result<std::optional<StoredRow>> SqliteStore::row(const schema::Entity &entity, const Id &id, Hold)
{
    const RowTable &from = table(entity);
    TD_ASSIGN(statement, m_connection->prepare(from.select("WHERE id = ?")));
    TD_ASSIGN(found, statement.bind(1, id).step());
    if (!found)
        return std::optional<StoredRow>();
    TD_ASSIGN(result, stored(from, statement));
    return std::optional(std::move(result));
}

Status SqliteStore::put(const StoredRow &stored)
{
    const RowTable &into = table(stored.row.entity());
    TD_ASSIGN(bucket, makeBucket(stored.bucket));
    TD_ASSIGN(statement, m_connection->prepare(into.upsert()));
    const int extra = into.bind(statement, stored.row);
    const QByteArray stamps = stampsToText(stored.row.entity(), stored.stamps);
    statement.bind(extra, bucket);
    if (stamps.isEmpty())
        statement.bind(extra + 1, nullptr);
    else
        statement.bindUtf8(extra + 1, stamps);
    return statement.run();
}

Result<QList<Row>> SqliteStore::find(const schema::Field &field, const Value &value)
{
    const RowTable &from = table(*field.entity);
    TD_ASSIGN(statement, m_connection->prepare(from.select("WHERE t." + quoted(field) + " = ? ORDER BY t.id")));
    tables::bindValue(statement, 1, value);
    return readAll(from, statement);
}

Result<QList<Id>> SqliteStore::findBelow(const schema::Field &field, qint64 bound, int limit)
{
    const QByteArray column = quoted(field);
    TD_ASSIGN(statement, m_connection->prepare("SELECT id FROM " + table(*field.entity).name() + " WHERE " + column + " < ? ORDER BY " + column + " LIMIT ?"));
    statement.bindAll(bound, qint64(limit));
    return readIds(statement);
}

Result<QList<Id>> SqliteStore::children(const schema::Field &reference, const Id &parent)
{
    const QByteArray condition = withoutEarlierParents(reference);
    TD_ASSIGN(statement,
        m_connection->prepare("SELECT id FROM " + table(*reference.entity).name() + " WHERE " + quoted(reference) + " = ?"
            + (condition.isEmpty() ? QByteArray() : " AND " + condition)));
    statement.bind(1, parent);
    return readIds(statement);
}

Result<QList<Row>> SqliteStore::messagesAfter(const Id &ticket, qint64 ordinal)
{
    const auto &m = schema::message();
    const RowTable &from = table(m);
    const QByteArray order = "t." + quoted(m.ordinal);
    TD_ASSIGN(statement,
        m_connection->prepare(
            from.select("WHERE t." + quoted(m.ticketId) + " = ? AND " + order + " > ? ORDER BY " + order)));
    statement.bindAll(ticket, ordinal);
    return readAll(from, statement);
}

Result<QList<Row>> SqliteStore::all(const schema::Entity &entity)
{
    const RowTable &from = table(entity);
    TD_ASSIGN(statement, m_connection->prepare(from.select("ORDER BY t.id")));
    return readAll(from, statement);
}

Status SqliteStore::each(const schema::Entity &entity, const Visit &visit)
{
    const RowTable &from = table(entity);
    TD_ASSIGN(statement, m_connection->prepare(from.select("ORDER BY t.id")));
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return {};
        TD_ASSIGN(one, stored(from, statement));
        TD_TRY(visit(one));
    }
}

Result<std::unique_ptr<Store>> SqliteStoreFactory::writer() const
{
    TD_ASSIGN(store, SqliteStore::openWriter(m_file));
    return std::unique_ptr<Store>(std::move(store));
}

Result<std::unique_ptr<Store>> SqliteStoreFactory::reader() const
{
    TD_ASSIGN(store, SqliteStore::openReader(m_file));
    return std::unique_ptr<Store>(std::move(store));
}

} // namespace tidedesk::server
