// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/protocol/digest.h"
#include "core/protocol/rowreader.h"
#include "core/storage/mirrorschema.h"

namespace tidedesk::storage {

/// What lists of tickets are sorted and filtered by; kTicketColumns of the schema.
struct TicketColumns {
    bool open;
    qint64 urgency;
    qint64 place;
};
TicketColumns ticketColumns(qint64 status, qint64 priority, qint64 updatedAt, std::optional<qint64> number);

/// The rows of cache.db. A table row is what the agent sees: the server's row, with the seat's pending operations on
/// top. Rows that pending operations have touched keep the server's version in `shadow` (null: not on the server).
/// Keeps the search index in step. Store thread only; callers hold the transaction.
class Mirror {
public:
    Mirror(sqlite::Connection &connection, const MirrorTables &tables);

    sqlite::Connection &connection() { return m_connection; }
    const MirrorTables &tables() const { return m_tables; }

    Result<std::optional<Row>> row(const schema::Entity &entity, const Id &id);

    /// Writes what an operation did; the server's version goes to the shadow first.
    Status putOptimistic(const Row &row, domain::ChangeSet &changes);
    /// Keeps the server's version of a row in its shadow, if it is not there yet: an operation lies on it from now on.
    Status shadow(const schema::Entity &entity, const Id &id);
    Result<bool> isShadowed(const schema::Entity &entity, const Id &id);
    /// Takes every operation's effects off again: rows become their shadows, shadows end.
    Status restoreShadows(domain::ChangeSet &changes);

    /// Tickets with an open review: what the outbox knows, where lists can read it.
    Status setReviewed(const QSet<Id> &tickets);

    /// Writes the server's rows and departures; those of a row with pending operations go to its shadow, unseen until
    /// restoreShadows(). True when there were such.
    Result<bool> putServer(const protocol::Block &block, domain::ChangeSet &changes);
    /// Evicts every row of a bucket.
    Status dropBucket(const QString &bucket, domain::ChangeSet &changes);
    /// Empties the mirror; cursor and shadows too.
    Status clear();

    Result<QString> cursor();
    Status setCursor(const QString &cursor);
    Result<QString> meta(const char *key);
    Status setMeta(const char *key, const QString &value);

    /// Digest of the server's rows held here, seats excepted (they differ between seats by design).
    Result<protocol::Digest> digest();

    /// After a rollback: what was remembered of the file may no longer be so.
    void forget();

    /// Adds up to `limit` rows to the search index; false when everything is in it.
    Result<bool> indexSome(int limit);
    Result<bool> indexIsComplete();

private:
    struct Held {
        qint64 n = 0; ///< 0: no such row
        qint64 version = 0;
        qint64 bucket = 0;
    };
    Result<bool> putRows(const protocol::Block &block, qint64 bucket, bool shadows, domain::ChangeSet &changes);
    Status putRow(sqlite::Statement &upsert, const schema::Entity &entity, qint64 bucket, qint64 indexed);
    Status takeGone(const schema::Entity &entity, const Id &id, qint64 bucket, domain::ChangeSet &changes);
    Result<bool> hasShadows();
    Result<bool> putShadow(const schema::Entity &entity, const protocol::RowReader &row, qint64 bucket); ///< false: the row has none
    Result<bool> emptyShadow(const schema::Entity &entity, const Id &id, qint64 bucket); ///< likewise
    Status addShadows(protocol::Digest &digest);
    Result<Held> held(const schema::Entity &entity, const Id &id);
    Status write(const Row &row, qint64 bucket);
    Status remove(const schema::Entity &entity, const Held &held);
    using BindText = std::function<void(sqlite::Statement &statement, int index, const schema::Field &field)>;
    /// Takes row `n` (0: none) out of the index before it is overwritten; not when it is not in it, nor - true then - when
    /// what `text` binds is the text it has: of most changes full text need not hear.
    Result<bool> unindexOther(const schema::Entity &entity, qint64 n, const BindText &text);
    /// The row that was just written where row `n` was, or that is new (0), if it lies among those that are indexed.
    Status indexAgain(const schema::Entity &entity, qint64 n, qint64 indexed);
    Status unindex(const schema::Entity &entity, qint64 n);
    Status index(const schema::Entity &entity, qint64 n);
    Result<qint64> watermark(const schema::Entity &entity); ///< rows up to it are in the index; 0 where nothing is searched
    Result<qint64> bucketNumber(const QString &name);

    sqlite::Connection &m_connection;
    const MirrorTables &m_tables;
    protocol::RowReader m_rows; ///< of the block being written
    QHash<QString, qint64> m_buckets;
    QHash<const schema::Entity *, qint64> m_watermarks;
};

} // namespace tidedesk::storage
