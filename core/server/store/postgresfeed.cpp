// SPDX-License-Identifier: GPL-3.0-or-later
// The change feed of PostgresStore. Writers commit side by side, so a reader's snapshot may hold an entry and miss an
// earlier one that is still under way. Nothing is shown but what lies below the horizon: transactions older than every one
// under way. What changes later gets a place beyond it, so no place below is ever given again, filled or left out.
#include "core/protocol/rowtext.h"
#include "core/server/store/postgresstore.h"

namespace tidedesk::server {

using postgres::Answer;
using postgres::Values;

namespace {

#define TD_HORIZON "(SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"
#define TD_ENTRY "entity, row_id, mark, xid, seq, bucket"

constexpr char kChanges[] = "SELECT f.* FROM unnest($1::bigint[]) AS b(id) CROSS JOIN LATERAL (SELECT " TD_ENTRY " FROM server_feed "
                            "WHERE bucket = b.id AND (xid, seq) > ($2, $3) AND xid < " TD_HORIZON " ORDER BY xid, seq LIMIT $4) f "
                            "ORDER BY f.xid, f.seq LIMIT $4";
constexpr char kCountChanges[] = "SELECT count(*) FROM (SELECT 1 FROM server_feed WHERE bucket = ANY($1::bigint[]) AND (xid, seq) > ($2, $3) LIMIT $4) c";
constexpr char kBackfill[] = "SELECT " TD_ENTRY " FROM server_feed WHERE bucket = $1 AND (xid, seq) < ($2, $3) AND xid < " TD_HORIZON
                             " AND mark = 0 ORDER BY xid DESC, seq DESC LIMIT $4";
constexpr char kCountPresent[] = "SELECT count(*) FROM server_feed WHERE bucket = $1 AND (xid, seq) < ($2, $3) AND mark = 0";
constexpr char kHead[] = "SELECT xid, seq FROM server_feed WHERE xid < " TD_HORIZON " ORDER BY xid DESC, seq DESC LIMIT 1";
constexpr char kTouch[] = "INSERT INTO server_feed(bucket, entity, row_id, mark, xid, seq) "
                          "VALUES($1, $2, $3, $4, pg_current_xact_id()::text::bigint, nextval('server_feed_seq')) "
                          "ON CONFLICT(bucket, entity, row_id) DO UPDATE SET mark = excluded.mark, xid = excluded.xid, seq = excluded.seq";
constexpr char kEachEntry[] = "SELECT " TD_ENTRY " FROM server_feed WHERE (xid, seq) > ($1, $2) ORDER BY xid, seq LIMIT 1000";

} // namespace

Result<qint64> PostgresStore::number(QByteArrayView sql, const Values &values)
{
    TD_ASSIGN(answer, m_connection->ask(sql, values));
    return answer.isEmpty() ? 0 : answer.integer(0, 0);
}

Result<qint64> PostgresStore::bucketNumber(const QString &name)
{
    if (const auto known = m_bucketNumber.constFind(name); known != m_bucketNumber.cend())
        return *known;
    TD_ASSIGN(id, number("SELECT id FROM server_bucket WHERE name = $1", Values::of(name)));
    if (id > 0)
        m_bucketNumber.insert(name, id);
    return id;
}

Result<qint64> PostgresStore::makeBucket(const QString &name)
{
    TD_ASSIGN(known, bucketNumber(name));
    if (known > 0)
        return known;
    TD_ASSIGN(made, number("INSERT INTO server_bucket(name) VALUES($1) ON CONFLICT DO NOTHING RETURNING id", Values::of(name)));
    if (made == 0) // somebody else's, just committed
        return bucketNumber(name);
    m_newBuckets.insert(name);
    m_bucketNumber.insert(name, made);
    return made;
}

Result<QString> PostgresStore::bucketName(qint64 number)
{
    if (const auto known = m_bucketName.constFind(number); known != m_bucketName.cend())
        return *known;
    TD_ASSIGN(answer, m_connection->ask("SELECT name FROM server_bucket WHERE id = $1", Values::of(number)));
    if (answer.isEmpty())
        return Error {Consequence::Fatal, QStringLiteral("store.corrupt"), QStringLiteral("bucket %1").arg(number)};
    const QString name = answer.text(0, 0);
    m_bucketName.insert(number, name);
    return name;
}

Result<QList<qint64>> PostgresStore::bucketNumbers(const QSet<QString> &names)
{
    QList<qint64> numbers;
    for (const QString &name : names) {
        TD_ASSIGN(place, bucketNumber(name));
        if (place > 0)
            numbers.append(place);
    }
    return numbers;
}

Status PostgresStore::touch(const QString &bucket, const schema::Entity &entity, const Id &row, Mark mark)
{
    TD_ASSIGN(place, makeBucket(bucket));
    m_connection->send(kTouch, Values::of(place, m_entityNumber.value(&entity), row, mark == Mark::Gone ? 1 : 0));
    return {};
}

/// The place of the newest entry, not the horizon itself: ids of transactions that left nothing may be given again after
/// a crash. Entries may be forgotten, but only up to the floor.
Result<Position> PostgresStore::head()
{
    TD_ASSIGN(newest, m_connection->ask(kHead));
    TD_ASSIGN(forgotten, floor());
    return newest.isEmpty() ? forgotten : qMax(forgotten, Position {newest.integer(0, 0), newest.integer(0, 1)});
}

/// Columns TD_ENTRY. Entities of a later version are not ours to tell.
std::optional<FeedEntry> PostgresStore::entry(const Answer &answer, int line, const QString &bucket) const
{
    const schema::Entity *entity = m_entityOf.value(answer.integer(line, 0));
    if (!entity)
        return {};
    return FeedEntry {bucket, entity, answer.id(line, 1), answer.integer(line, 2) != 0 ? Mark::Gone : Mark::Present,
        {answer.integer(line, 3), answer.integer(line, 4)}};
}

Result<QList<FeedEntry>> PostgresStore::entries(const Answer &answer)
{
    QList<FeedEntry> result;
    result.reserve(answer.rows());
    for (int line = 0; line < answer.rows(); ++line) {
        TD_ASSIGN(bucket, bucketName(answer.integer(line, 5)));
        if (auto one = entry(answer, line, bucket))
            result.append(std::move(*one));
    }
    return result;
}

Result<QList<FeedEntry>> PostgresStore::changes(const QSet<QString> &buckets, Position after, int limit)
{
    TD_ASSIGN(places, bucketNumbers(buckets));
    TD_ASSIGN(answer, m_connection->ask(kChanges, Values::of(places, after.xid, after.seq, limit)));
    return entries(answer);
}

Result<QList<FeedEntry>> PostgresStore::backfill(const QString &bucket, Position below, int limit)
{
    TD_ASSIGN(place, bucketNumber(bucket));
    TD_ASSIGN(answer, m_connection->ask(kBackfill, Values::of(place, below.xid, below.seq, limit)));
    return entries(answer);
}

Status PostgresStore::rowTexts(Entries entries, const TakeText &take)
{
    struct Cells {
        const Answer &answer;
        int line;
        bool isNull(int column) const { return answer.isNull(line, column); }
        qint64 integer(int column) const { return answer.integer(line, column); }
        double real(int column) const { return answer.real(line, column); }
        QByteArrayView utf8(int column) const { return answer.bytes(line, column); }
        QByteArrayView blobView(int column) const { return answer.bytes(line, column); }
    };
    QHash<const schema::Entity *, QList<Id>> wanted;
    for (const FeedEntry &entry : entries) {
        if (entry.mark == Mark::Present)
            wanted[entry.entity].append(entry.row);
    }
    std::vector<Answer> answers;
    QHash<std::pair<const schema::Entity *, Id>, std::pair<size_t, int>> found;
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
        TD_ASSIGN(answer, m_connection->ask(table(*it.key()).selectRow("WHERE t.id = ANY($1)"), Values::of(it.value())));
        for (int line = 0; line < answer.rows(); ++line)
            found.insert({it.key(), answer.id(line, 0)}, {answers.size(), line});
        answers.push_back(std::move(answer));
    }
    QByteArray text;
    for (const FeedEntry &entry : entries) {
        text.resize(0);
        const auto place = entry.mark == Mark::Present ? found.constFind({entry.entity, entry.row}) : found.cend();
        if (place != found.cend())
            protocol::appendCells(text, *entry.entity, Cells {answers[place->first], place->second});
        if (!take(entry, text))
            break;
    }
    return {};
}

Result<qint64> PostgresStore::countChanges(const QSet<QString> &buckets, Position after, qint64 atMost)
{
    TD_ASSIGN(places, bucketNumbers(buckets));
    return number(kCountChanges, Values::of(places, after.xid, after.seq, atMost));
}

Result<qint64> PostgresStore::countPresent(const QString &bucket, Position below)
{
    TD_ASSIGN(place, bucketNumber(bucket));
    return number(kCountPresent, Values::of(place, below.xid, below.seq));
}

Result<QStringList> PostgresStore::buckets()
{
    TD_ASSIGN(answer, m_connection->ask("SELECT name FROM server_bucket ORDER BY name COLLATE \"C\""));
    QStringList names;
    for (int line = 0; line < answer.rows(); ++line)
        names.append(answer.text(line, 0));
    return names;
}

Status PostgresStore::forgetDepartures(Position upTo)
{
    m_connection->send("DELETE FROM server_feed WHERE mark = 1 AND (xid, seq) <= ($1, $2)", Values::of(upTo.xid, upTo.seq));
    return setMeta(QString(kFloorKey), upTo.toText());
}

Result<Position> PostgresStore::floor()
{
    TD_ASSIGN(text, meta(QString(kFloorKey)));
    return Position::fromText(text);
}

Status PostgresStore::eachEntry(const VisitEntry &visit)
{
    Position after {-1, 0};
    for (;;) {
        TD_ASSIGN(answer, m_connection->ask(kEachEntry, Values::of(after.xid, after.seq)));
        if (answer.isEmpty())
            return {};
        TD_ASSIGN(some, entries(answer));
        for (const FeedEntry &entry : some)
            TD_TRY(visit(entry));
        const int last = answer.rows() - 1;
        after = {answer.integer(last, 3), answer.integer(last, 4)};
    }
}

Status PostgresStore::putEntry(const FeedEntry &entry)
{
    TD_ASSIGN(place, makeBucket(entry.bucket));
    m_connection->send("INSERT INTO server_feed(bucket, entity, row_id, mark, xid, seq) VALUES($1, $2, $3, $4, $5, $6)",
        Values::of(place, m_entityNumber.value(entry.entity), entry.row, entry.mark == Mark::Gone ? 1 : 0, entry.position.xid, entry.position.seq));
    return {};
}

Status PostgresStore::inspectFeed(QStringList &problems)
{
    const auto expectNone = [&](const QByteArray &from, const QString &what) -> Status {
        TD_ASSIGN(found, number("SELECT count(*) FROM " + from, {}));
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
    return expectNone("server_feed WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint AND xid IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint",
        QStringLiteral("feed entries of transactions that are still to come"));
}

} // namespace tidedesk::server
