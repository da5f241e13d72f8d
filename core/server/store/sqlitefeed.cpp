// SPDX-License-Identifier: GPL-3.0-or-later
// The change feed of SqliteStore. One writer takes numbers from one counter inside its transaction, so the order of
// numbers is the order of commits and a reader's snapshot never misses a smaller one.
#include "core/protocol/rowtext.h"
#include "core/server/store/sqlitestore.h"
#include <algorithm>
#include <unordered_map>

namespace tidedesk::server {

namespace {

constexpr qint64 kCompactBatch = 10'000; ///< departures forgotten at a time

} // namespace

Result<qint64> SqliteStore::number(sqlite::Statement &&statement)
{
    TD_ASSIGN(found, statement.step());
    return found ? statement.integer(0) : 0;
}

Result<qint64> SqliteStore::bucketNumber(const QString &name)
{
    if (const auto known = m_bucketNumber.constFind(name); known != m_bucketNumber.cend())
        return *known;
    TD_ASSIGN(statement, m_connection->prepare("SELECT id FROM server_bucket WHERE name = ?"));
    statement.bind(1, name);
    TD_ASSIGN(id, number(std::move(statement)));
    if (id > 0)
        m_bucketNumber.insert(name, id);
    return id;
}

Result<qint64> SqliteStore::makeBucket(const QString &name)
{
    TD_ASSIGN(known, bucketNumber(name));
    if (known > 0)
        return known;
    TD_ASSIGN(statement, m_connection->prepare("INSERT INTO server_bucket(name) VALUES(?)"));
    TD_TRY(statement.bind(1, name).run());
    const qint64 id = m_connection->lastInsertId();
    m_bucketNumber.insert(name, id);
    return id;
}

Result<QString> SqliteStore::bucketName(qint64 number)
{
    if (const auto known = m_bucketName.constFind(number); known != m_bucketName.cend())
        return *known;
    TD_ASSIGN(statement, m_connection->prepare("SELECT name FROM server_bucket WHERE id = ?"));
    TD_ASSIGN(found, statement.bind(1, number).step());
    if (!found)
        return Error {Consequence::Fatal, QStringLiteral("store.corrupt"), QStringLiteral("bucket %1").arg(number)};
    const QString name = statement.text(0);
    m_bucketName.insert(number, name);
    return name;
}

/// The counter is read once and written once in a transaction, however many rows it marks.
Result<qint64> SqliteStore::nextPlace()
{
    if (!m_place) {
        TD_ASSIGN(last, counted(QStringLiteral("feed")));
        m_place = last;
    }
    return ++*m_place;
}

Status SqliteStore::writePlaces() { return m_place ? setCounter(QStringLiteral("feed"), *m_place) : Status(); }

Status SqliteStore::touch(const QString &bucket, const schema::Entity &entity, const Id &row, Mark mark)
{
    TD_ASSIGN(place, makeBucket(bucket));
    TD_ASSIGN(seq, nextPlace());
    TD_ASSIGN(statement,
        m_connection->prepare("INSERT INTO server_feed(bucket, entity, row_id, mark, seq) VALUES(?, ?, ?, ?, ?) "
                              "ON CONFLICT(bucket, entity, row_id) DO UPDATE SET mark = excluded.mark, seq = excluded.seq"));
    return statement.bindAll(place, m_entityNumber.value(&entity), row, mark == Mark::Gone ? 1 : 0, seq).run();
}

Result<Position> SqliteStore::head()
{
    if (m_place)
        return Position {0, *m_place};
    TD_ASSIGN(statement, m_connection->prepare("SELECT value FROM server_counter WHERE name = 'feed'"));
    TD_ASSIGN(seq, number(std::move(statement)));
    return Position {0, seq};
}

/// Columns entity, row_id, mark, seq. Entities of a later version are not ours to tell.
std::optional<FeedEntry> SqliteStore::entry(const sqlite::Statement &statement, const QString &bucket) const
{
    const schema::Entity *entity = m_entityOf.value(statement.integer(0));
    if (!entity)
        return {};
    return FeedEntry {bucket, entity, statement.id(1), statement.integer(2) != 0 ? Mark::Gone : Mark::Present, {0, statement.integer(3)}};
}

Result<QList<FeedEntry>> SqliteStore::entries(sqlite::Statement &statement, const QString &bucket)
{
    QList<FeedEntry> result;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return result;
        if (auto one = entry(statement, bucket))
            result.append(std::move(*one));
    }
}

Result<QList<FeedEntry>> SqliteStore::changes(const QSet<QString> &buckets, Position after, int limit)
{
    QList<FeedEntry> merged;
    for (const QString &bucket : buckets) {
        TD_ASSIGN(place, bucketNumber(bucket));
        TD_ASSIGN(statement,
            m_connection->prepare(
                "SELECT entity, row_id, mark, seq FROM server_feed WHERE bucket = ? AND seq > ? ORDER BY seq LIMIT ?"));
        statement.bindAll(place, after.seq, limit);
        TD_ASSIGN(some, entries(statement, bucket));
        merged += some;
    }
    std::sort(merged.begin(), merged.end(), [](const auto &a, const auto &b) { return a.position < b.position; });
    if (merged.size() > limit)
        merged.resize(limit);
    return merged;
}

Result<QList<FeedEntry>> SqliteStore::backfill(const QString &bucket, Position below, int limit)
{
    TD_ASSIGN(place, bucketNumber(bucket));
    TD_ASSIGN(statement,
        m_connection->prepare("SELECT entity, row_id, mark, seq FROM server_feed "
                              "WHERE bucket = ? AND seq < ? AND mark = 0 ORDER BY seq DESC LIMIT ?"));
    statement.bindAll(place, below.seq, limit);
    return entries(statement, bucket);
}

Status SqliteStore::rowTexts(Entries entries, const TakeText &take)
{
    std::unordered_map<const schema::Entity *, sqlite::Statement> statements;
    QByteArray text;
    for (const FeedEntry &entry : entries) {
        text.resize(0);
        if (entry.mark == Mark::Present) {
            auto known = statements.find(entry.entity);
            if (known == statements.end()) {
                TD_ASSIGN(statement, m_connection->prepare(table(*entry.entity).selectRow("WHERE id = ?")));
                known = statements.emplace(entry.entity, std::move(statement)).first;
            }
            TD_ASSIGN(found, known->second.bind(1, entry.row).step());
            if (found)
                protocol::appendCells(text, *entry.entity, known->second);
            known->second.reset();
        }
        if (!take(entry, text))
            break;
    }
    return {};
}

Result<qint64> SqliteStore::countChanges(const QSet<QString> &buckets, Position after, qint64 atMost)
{
    qint64 total = 0;
    for (const QString &bucket : buckets) {
        TD_ASSIGN(place, bucketNumber(bucket));
        TD_ASSIGN(statement,
            m_connection->prepare(
                "SELECT count(*) FROM (SELECT 1 FROM server_feed WHERE bucket = ? AND seq > ? LIMIT ?)"));
        statement.bindAll(place, after.seq, atMost - total);
        TD_ASSIGN(some, number(std::move(statement)));
        total += some;
        if (total >= atMost)
            return atMost;
    }
    return total;
}

Result<qint64> SqliteStore::countPresent(const QString &bucket, Position below)
{
    TD_ASSIGN(place, bucketNumber(bucket));
    TD_ASSIGN(statement,
        m_connection->prepare("SELECT count(*) FROM server_feed WHERE bucket = ? AND seq < ? AND mark = 0"));
    statement.bindAll(place, below.seq);
    return number(std::move(statement));
}

Result<QStringList> SqliteStore::buckets()
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT name FROM server_bucket ORDER BY name"));
    QStringList names;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return names;
        names.append(statement.text(0));
    }
}

Status SqliteStore::forgetDepartures(Position upTo)
{
    TD_ASSIGN(statement,
        m_connection->prepare("DELETE FROM server_feed WHERE (bucket, entity, row_id) IN "
                              "(SELECT bucket, entity, row_id FROM server_feed WHERE mark = 1 AND seq <= ? LIMIT ?)"));
    do {
        TD_TRY(statement.bindAll(upTo.seq, kCompactBatch).run());
    } while (m_connection->changes() > 0);
    return setMeta(QString(kFloorKey), upTo.toText());
}

Result<Position> SqliteStore::floor()
{
    TD_ASSIGN(text, meta(QString(kFloorKey)));
    return Position::fromText(text);
}

Status SqliteStore::eachEntry(const VisitEntry &visit)
{
    TD_ASSIGN(statement, m_connection->prepareOnce("SELECT entity, row_id, mark, seq, bucket FROM server_feed ORDER BY seq"));
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return {};
        TD_ASSIGN(bucket, bucketName(statement.integer(4)));
        if (const auto one = entry(statement, bucket))
            TD_TRY(visit(*one));
    }
}

Status SqliteStore::putEntry(const FeedEntry &entry)
{
    TD_ASSIGN(place, makeBucket(entry.bucket));
    TD_ASSIGN(statement, m_connection->prepare("INSERT INTO server_feed(bucket, entity, row_id, mark, seq) VALUES(?, ?, ?, ?, ?)"));
    return statement.bindAll(place, m_entityNumber.value(entry.entity), entry.row, entry.mark == Mark::Gone ? 1 : 0, entry.position.seq).run();
}

Status SqliteStore::inspectFeed(QStringList &problems)
{
    const auto expectNone = [&](const QByteArray &from, const QString &what) -> Status {
        TD_ASSIGN(statement, m_connection->prepareOnce("SELECT count(*) FROM " + from));
        TD_ASSIGN(found, number(std::move(statement)));
        if (found > 0)
            problems.append(QStringLiteral("%1: %2").arg(what).arg(found));
        return {};
    };
    for (const auto &table : m_tables) {
        const QString name = table->entity().name();
        const QByteArray entity = QByteArray::number(m_entityNumber.value(&table->entity()));
        TD_TRY(expectNone(table->name() + " t LEFT JOIN server_feed f ON f.bucket = t.bucket AND f.entity = " + entity
                + " AND f.row_id = t.id AND f.mark = 0 WHERE f.seq IS NULL",
            QStringLiteral("rows of %1 that the feed does not tell").arg(name)));
        TD_TRY(expectNone("server_feed f LEFT JOIN " + table->name() + " t ON t.id = f.row_id AND t.bucket = f.bucket"
                " WHERE f.entity = " + entity + " AND f.mark = 0 AND t.id IS NULL",
            QStringLiteral("rows of %1 that the feed tells but that are not there").arg(name)));
    }
    return expectNone("server_feed WHERE seq > (SELECT value FROM server_counter WHERE name = 'feed')",
        QStringLiteral("feed entries beyond its counter"));
}

} // namespace tidedesk::server
