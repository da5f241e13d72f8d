// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/mirror.h"
#include "core/schema/entities.h"

namespace tidedesk::storage {

Mirror::Mirror(sqlite::Connection &connection, const MirrorTables &tables)
    : m_connection(connection)
    , m_tables(tables)
{
}

Result<std::optional<Row>> Mirror::row(const schema::Entity &entity, const Id &id)
{
    const tables::RowTable &table = m_tables.of(entity);
    TD_ASSIGN(statement, m_connection.prepare(table.select("WHERE t.id=?")));
    statement.bind(1, id);
    TD_ASSIGN(found, statement.step());
    return found ? std::optional(table.read(statement)) : std::nullopt;
}

Result<Mirror::Held> Mirror::held(const schema::Entity &entity, const Id &id)
{
    TD_ASSIGN(statement,
        m_connection.prepare("SELECT n, version, bucket FROM " + m_tables.of(entity).name() + " WHERE id=?"));
    statement.bind(1, id);
    TD_ASSIGN(found, statement.step());
    return found ? Held {statement.integer(0), statement.integer(1), statement.integer(2)} : Held {};
}

Status Mirror::write(const Row &row, qint64 bucket)
{
    const schema::Entity &entity = row.entity();
    const tables::RowTable &table = m_tables.of(entity);
    TD_ASSIGN(indexed, watermark(entity));
    Held before;
    bool same = false;
    if (indexed > 0) {
        TD_ASSIGN(found, held(entity, row.id()));
        before = found;
        TD_ASSIGN(kept, unindexOther(entity, before.n, [&row](sqlite::Statement &statement, int index, const schema::Field &field) {
            tables::bindValue(statement, index, row.value(field));
        }));
        same = kept;
    }
    {
        TD_ASSIGN(statement, m_connection.prepare(table.upsert()));
        const int extra = table.bind(statement, row);
        statement.bind(extra, bucket);
        if (&entity == &schema::ticket()) {
            const auto &t = schema::ticket();
            const TicketColumns columns = ticketColumns(row.number(t.status), row.number(t.priority), row.number(t.updatedAt), row.maybe(t.number));
            statement.bind(extra + 1, qint64(columns.open)).bind(extra + 2, columns.urgency).bind(extra + 3, columns.place);
        }
        TD_TRY(statement.run());
    }
    return indexed > 0 && !same ? indexAgain(entity, before.n, indexed) : Status();
}

Status Mirror::remove(const schema::Entity &entity, const Held &held)
{
    TD_ASSIGN(indexed, watermark(entity));
    if (held.n <= indexed)
        TD_TRY(unindex(entity, held.n));
    TD_ASSIGN(statement, m_connection.prepare("DELETE FROM " + m_tables.of(entity).name() + " WHERE n=?"));
    return statement.bind(1, held.n).run();
}

Status Mirror::setReviewed(const QSet<Id> &tickets)
{
    TD_TRY(m_connection.exec("DELETE FROM reviewed"));
    for (const Id &ticket : tickets) {
        TD_ASSIGN(statement, m_connection.prepare("INSERT INTO reviewed(id) VALUES(?)"));
        TD_TRY(statement.bind(1, ticket).run());
    }
    return {};
}

Status Mirror::dropBucket(const QString &bucket, domain::ChangeSet &changes)
{
    TD_ASSIGN(number, bucketNumber(bucket));
    changes.everything = true;
    for (const schema::Entity *entity : schema::entities()) {
        QList<Held> rows;
        {
            TD_ASSIGN(statement,
                m_connection.prepareOnce(
                    "SELECT n, version, bucket FROM " + m_tables.of(*entity).name() + " WHERE bucket=?"));
            statement.bind(1, number);
            for (;;) {
                TD_ASSIGN(more, statement.step());
                if (!more)
                    break;
                rows.append({statement.integer(0), statement.integer(1), statement.integer(2)});
            }
        }
        for (const Held &row : rows)
            TD_TRY(remove(*entity, row));
    }
    return {};
}

Status Mirror::clear()
{
    for (const schema::Entity *entity : schema::entities()) {
        TD_TRY(m_connection.exec("DELETE FROM " + m_tables.of(*entity).name()));
        if (!searchFields(*entity).isEmpty()) {
            const QByteArray table = searchTable(*entity);
            TD_TRY(m_connection.exec("INSERT INTO " + table + "(" + table + ") VALUES('delete-all')"));
        }
    }
    forget();
    TD_TRY(m_connection.exec("DELETE FROM bucket"));
    TD_TRY(m_connection.exec("DELETE FROM shadow"));
    return m_connection.exec("DELETE FROM meta WHERE key<>'fingerprint'");
}

void Mirror::forget()
{
    m_buckets.clear();
    m_watermarks.clear();
}

Result<QString> Mirror::cursor() { return meta("cursor"); }

Status Mirror::setCursor(const QString &cursor) { return setMeta("cursor", cursor); }

Result<QString> Mirror::meta(const char *key)
{
    TD_ASSIGN(statement, m_connection.prepare("SELECT value FROM meta WHERE key=?"));
    statement.bindUtf8(1, key);
    TD_ASSIGN(found, statement.step());
    return found ? statement.text(0) : QString();
}

Status Mirror::setMeta(const char *key, const QString &value)
{
    TD_ASSIGN(statement,
        m_connection.prepare("INSERT INTO meta(key, value) VALUES(?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value"));
    return statement.bindUtf8(1, key).bind(2, value).run();
}

Result<protocol::Digest> Mirror::digest()
{
    protocol::Digest digest;
    for (const schema::Entity *entity : schema::entities()) {
        if (entity == &schema::seat())
            continue;
        const tables::RowTable &table = m_tables.of(*entity);
        TD_ASSIGN(statement, m_connection.prepareOnce(table.select("WHERE NOT EXISTS(SELECT 1 FROM shadow s WHERE s.entity='"
            + QByteArray(entity->name().data()) + "' AND s.id=t.id)")));
        for (;;) {
            TD_ASSIGN(more, statement.step());
            if (!more)
                break;
            digest.add(table.read(statement));
        }
    }
    TD_TRY(addShadows(digest));
    return digest;
}

Result<qint64> Mirror::bucketNumber(const QString &name)
{
    const auto known = m_buckets.constFind(name);
    if (known != m_buckets.cend())
        return *known;
    {
        TD_ASSIGN(insert, m_connection.prepare("INSERT OR IGNORE INTO bucket(name) VALUES(?)"));
        TD_TRY(insert.bind(1, name).run());
    }
    TD_ASSIGN(statement, m_connection.prepare("SELECT n FROM bucket WHERE name=?"));
    statement.bind(1, name);
    TD_ASSIGN(found, statement.step());
    Q_ASSERT(found);
    const qint64 number = statement.integer(0);
    m_buckets.insert(name, number);
    return number;
}

} // namespace tidedesk::storage
