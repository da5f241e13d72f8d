// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/store/postgresschema.h"
#include "core/base/eventlog.h"
#include "core/schema/entities.h"
#include "core/server/store/store.h"
#include "core/sqlite/failure.h"
#include "core/sqlite/script.h"
#include <QDir>
#include <QFile>
#include <QUuid>

namespace tidedesk::server {

namespace {

using postgres::Connection;
using postgres::Values;

constexpr qint64 kSchemaLock = 0x7469646564657331; ///< of pg_advisory_xact_lock(): "tidedes1"

Status run(Connection &connection, const QByteArrayList &statements)
{
    for (const QByteArray &statement : statements)
        connection.send(statement);
    return connection.settle();
}

Result<QSet<QByteArray>> names(Connection &connection, QByteArrayView query)
{
    TD_ASSIGN(answer, connection.ask(query));
    QSet<QByteArray> all;
    for (int i = 0; i < answer.rows(); ++i)
        all.insert(answer.bytes(i, 0).toByteArray());
    return all;
}

/// Files NNNN_name.pg.sql, from 1 without a gap.
Status migrate(Connection &connection)
{
    TD_TRY(connection.ask("CREATE TABLE IF NOT EXISTS server_version(version BIGINT NOT NULL)"));
    TD_ASSIGN(known, connection.ask("SELECT max(version) FROM server_version"));
    const qint64 present = known.integer(0, 0);
    const QDir folder(QStringLiteral(":/migrations/server"));
    const QStringList files = folder.entryList({QStringLiteral("*.pg.sql")}, QDir::Files, QDir::Name);
    if (present > files.size())
        return sqlite::newerSchema(static_cast<int>(present), static_cast<int>(files.size()));
    for (qint64 version = present + 1; version <= files.size(); ++version) {
        QFile file(folder.filePath(files[version - 1]));
        if (file.fileName().section(u'/', -1).left(4).toLongLong() != version || !file.open(QIODevice::ReadOnly))
            return Error {Consequence::Fatal, QStringLiteral("store.bad_migrations"), file.fileName()};
        TD_TRY(run(connection, sqlite::splitScript(file.readAll())));
        TD_TRY(connection.ask("INSERT INTO server_version VALUES($1)", Values::of(version)));
    }
    return {};
}

Status makeTables(Connection &connection, const PostgresTables &tables)
{
    TD_ASSIGN(columns, names(connection, "SELECT (table_name || '.' || column_name)::text FROM information_schema.columns WHERE table_schema = current_schema()"));
    TD_ASSIGN(indexes, names(connection, "SELECT indexname::text FROM pg_indexes WHERE schemaname = current_schema()"));
    for (const auto &table : tables) {
        TD_TRY(run(connection, table->missing(columns, indexes)));
        TD_TRY(connection.ask("INSERT INTO server_entity(name) SELECT $1 WHERE NOT EXISTS(SELECT 1 FROM server_entity WHERE name = $1)",
            Values::of(QString(table->entity().name()))));
    }
    return {};
}

Status setMeta(Connection &connection, QLatin1StringView key, const QString &value)
{
    TD_TRY(connection.ask("INSERT INTO server_meta VALUES($1, $2) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        Values::of(QString(key), value)));
    return {};
}

/// Ids given by another cluster may lie in this one's future, where no cursor would ever come.
Status renumber(Connection &connection)
{
    TD_TRY(connection.ask("UPDATE server_feed f SET xid = 0, seq = o.n FROM (SELECT bucket, entity, row_id, row_number() OVER (ORDER BY xid, seq) AS n FROM server_feed) o "
                          "WHERE (f.bucket, f.entity, f.row_id) = (o.bucket, o.entity, o.row_id)"));
    TD_TRY(setMeta(connection, kFloorKey, {}));
    return setMeta(connection, kFeedMarksKey, {});
}

/// Inside the caller's transaction.
Status compareCluster(Connection &connection)
{
    TD_ASSIGN(now, connection.ask(
        "SELECT s.system_identifier::text || '/' || d.oid::text, substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8), "
        "coalesce((SELECT max(xid) FROM server_feed), 0) >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint "
        "FROM pg_control_system() s, pg_database d WHERE d.datname = current_database()"));
    TD_ASSIGN(before, connection.ask("SELECT value FROM server_meta WHERE key = $1 FOR UPDATE", Values::of(QString(kClusterKey))));
    const QString cluster = now.text(0, 0) + u'/' + now.text(0, 1);
    const QString known = before.isEmpty() ? QString() : before.text(0, 0);
    if (known == cluster)
        return {};
    const bool timeWentBack = !known.isEmpty();
    if (timeWentBack)
        logWarning("epoch_changed"); // the database went on elsewhere: seats will look through everything anew
    if (now.flag(0, 2))
        TD_TRY(renumber(connection));
    if (timeWentBack || now.flag(0, 2))
        TD_TRY(setMeta(connection, kEpochKey, QUuid::createUuid().toString(QUuid::WithoutBraces)));
    return setMeta(connection, kClusterKey, cluster);
}

/// One transaction, under the lock.
Status alone(Connection &connection, const std::function<Status()> &work)
{
    connection.send("BEGIN");
    connection.send("SELECT pg_advisory_xact_lock($1)", Values::of(kSchemaLock));
    Status done = work();
    if (done) {
        const auto committed = connection.ask("COMMIT");
        done = committed ? Status() : Status(committed.error());
    }
    if (!done) {
        connection.send("ROLLBACK");
        (void)connection.settle();
    }
    return done;
}

} // namespace

Status preparePostgres(Connection &connection, const PostgresTables &tables)
{
    return alone(connection, [&]() -> Status {
        TD_TRY(migrate(connection));
        TD_TRY(makeTables(connection, tables));
        TD_TRY(connection.ask("INSERT INTO server_meta VALUES($1, $2) ON CONFLICT DO NOTHING",
            Values::of(QString(kEpochKey), QUuid::createUuid().toString(QUuid::WithoutBraces))));
        return compareCluster(connection);
    });
}

Status checkCluster(Connection &connection)
{
    return alone(connection, [&] { return compareCluster(connection); });
}

} // namespace tidedesk::server
