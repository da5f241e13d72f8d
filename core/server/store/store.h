// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/store/feed.h"
#include "core/server/store/records.h"
#include "core/server/store/watch.h"
#include <QMap>
#include <functional>
#include <memory>
#include <span>

namespace tidedesk::server {

/// What an operator watches.
struct StoreFigures {
    qint64 bytes = 0; ///< rows, indexes and what is free in between
    qint64 lagMs = 0; ///< age of the oldest transaction that writes: nothing committed since it began is in the feed yet
};

/// The server's memory: rows of the spine, the change feed, and what belongs to neither. One object is one connection
/// and lives on one thread. Two engines, one contract suite (tests/server/store/storecontract): SqliteStore has one writer,
/// PostgresStore any number, in any number of processes.
///
/// All calls need an open transaction. A read transaction is one snapshot. A write transaction sees what others have
/// committed meanwhile; rows it has read with a Hold, and names it holds, stay as they are until its end. Feed entries
/// show up in changes(), backfill() and head() once everything before them has: in a later read transaction.
///
/// Errors are the engine's, classified (core/sqlite/failure.h, core/server/postgres/failure.h); after one the transaction
/// is only good for rollback(). A write may be sent without waiting for it: its error then comes from a later call, at the
/// latest from the outermost commit(). Retry: another writer was in the way, the same transaction may be tried again at once.
class Store {
public:
    enum class Access { Read, Write };
    /// What a write transaction wants of a row it reads: nothing; that nobody changes it before its end; to change it.
    enum class Hold { None, Shared, Own };

    virtual ~Store() = default;

    /// Opens a transaction, or inside one a savepoint (`access` is then that of the outer one).
    virtual Status begin(Access access) = 0;
    /// Ends the innermost. When committing the outermost fails, nothing of it is stored.
    virtual Status commit() = 0;
    virtual void rollback() = 0;

    // Rows of the spine.
    virtual Result<std::optional<StoredRow>> row(const schema::Entity &entity, const Id &id, Hold hold) = 0;
    Result<std::optional<StoredRow>> row(const schema::Entity &entity, const Id &id) { return row(entity, id, Hold::None); }
    virtual Status put(const StoredRow &stored) = 0;
    /// Rows whose field holds the value, by id. Fast for fields with Options::index.
    virtual Result<QList<Row>> find(const schema::Field &field, const Value &value) = 0;
    /// Ids of rows whose field holds a number less than `bound`, least first. Fast for fields with Options::index.
    virtual Result<QList<Id>> findBelow(const schema::Field &field, qint64 bound, int limit) = 0;
    /// Ids of rows that hang below `parent` by `reference`, one of their Entity::scope() parents: earlier parents in
    /// that list are empty.
    virtual Result<QList<Id>> children(const schema::Field &reference, const Id &parent) = 0;
    virtual Result<QList<Row>> messagesAfter(const Id &ticket, qint64 ordinal) = 0;
    virtual Result<QList<Row>> all(const schema::Entity &entity) = 0; ///< for small entities
    using Visit = std::function<Status(const StoredRow &)>;
    virtual Status each(const schema::Entity &entity, const Visit &visit) = 0; ///< every row, by id

    // The change feed.
    virtual Status touch(const QString &bucket, const schema::Entity &entity, const Id &row, Mark mark) = 0;
    virtual Result<Position> head() = 0; ///< everything up to it is visible and will not change
    /// Entries of these buckets after a position, in order.
    virtual Result<QList<FeedEntry>> changes(const QSet<QString> &buckets, Position after, int limit) = 0;
    /// Entries of rows present in a bucket before a position, newest first.
    virtual Result<QList<FeedEntry>> backfill(const QString &bucket, Position below, int limit) = 0;
    /// How many entries changes() would give, counted up to `atMost`.
    virtual Result<qint64> countChanges(const QSet<QString> &buckets, Position after, qint64 atMost) = 0;
    /// The wire text (protocol/rowtext.h) of the rows that `entries` tell as present, in their order and without making rows
    /// of them, until `take` returns false. A row that is not there gives an empty text.
    using Entries = std::span<const FeedEntry>;
    using TakeText = std::function<bool(const FeedEntry &entry, QByteArrayView text)>;
    virtual Status rowTexts(Entries entries, const TakeText &take) = 0;
    virtual Result<qint64> countPresent(const QString &bucket, Position below) = 0;
    virtual Result<QStringList> buckets() = 0; ///< every bucket that ever held a row
    /// Forgets departures at or before a position and remembers it as floor().
    virtual Status forgetDepartures(Position upTo) = 0;
    virtual Result<Position> floor() = 0; ///< cursors before it may have missed a departure

    // Operations of seats.
    virtual Result<std::optional<RecordedResult>> result(const Id &seat, qint64 seq) = 0;
    virtual Status record(const Id &seat, qint64 seq, const RecordedResult &result, qint64 at) = 0;
    virtual Status forgetResults(qint64 before) = 0;

    // People.
    virtual Result<std::optional<Account>> account(const Id &user) = 0;
    virtual Status putAccount(const Account &account) = 0;
    virtual Result<QList<Session>> sessions() = 0;
    virtual Result<std::optional<Session>> session(const QByteArray &tokenHash) = 0;
    virtual Status putSession(const Session &session) = 0;
    virtual Status removeSession(const QByteArray &tokenHash) = 0;
    virtual Status removeSessionsOf(const Id &user) = 0;
    virtual Status removeSessionsOfSeat(const Id &seat) = 0;
    virtual Status removeSessionsExpiredAt(qint64 now) = 0;
    /// Sessions that are good end, but are remembered until then at least: Session::Revoked::Account, or Seat.
    virtual Status revokeSessionsOf(const Id &user, qint64 until) = 0;
    virtual Status revokeSessionsOfSeat(const Id &seat, qint64 until) = 0;
    virtual Status forgetRevokedOf(const Id &user) = 0; ///< Revoked::Account

    // Files.
    virtual Result<std::optional<Blob>> blob(const QString &hash) = 0;
    virtual Status putBlob(const Blob &blob) = 0;
    virtual Result<QList<Blob>> blobs() = 0;
    /// This person has the bytes: has sent them all, or was given them.
    virtual Status putGiver(const BlobGiver &giver) = 0;
    virtual Result<bool> isGiver(const BlobGiver &giver) = 0;
    virtual Result<QList<BlobGiver>> givers() = 0;
    /// The bytes of a blob from `start`, a multiple of protocol::kFilePiece, to the next one or its end. Kept if this
    /// engine's data are shared by several nodes; else they are files of the one node, and there is nothing to be had.
    virtual Status putBytes(const QString &hash, qint64 start, const QByteArray &bytes) = 0;
    virtual Result<std::optional<QByteArray>> bytes(const QString &hash, qint64 start) = 0;
    Status putBytes(const QString &hash, const QByteArray &bytes); ///< all of them
    Result<std::optional<QByteArray>> bytes(const QString &hash); ///< all of them

    // Files on their way, by who sends them.
    virtual Result<std::optional<Upload>> upload(const QString &hash, const Id &user) = 0;
    virtual Status putUpload(const Upload &upload) = 0; ///< adds or replaces
    virtual Status dropUpload(const QString &hash, const Id &user) = 0; ///< with its pieces
    virtual Status forgetUploads(qint64 before) = 0; ///< of which nothing has come since, with their pieces
    virtual Status putPiece(const QString &hash, const Id &user, qint64 start, const QByteArray &bytes) = 0;
    virtual Result<std::optional<QByteArray>> piece(const QString &hash, const Id &user, qint64 start) = 0;
    /// The pieces are the blob's from now on: see putBytes().
    virtual Status publishPieces(const QString &hash, const Id &user) = 0;
    virtual Result<qint64> uploadedSince(const Id &user, qint64 at) = 0; ///< sizes of this person's files
    virtual Result<qint64> fileBytes() = 0; ///< of all blobs, and of what is still on its way

    // Sealed work of revoked seats.
    virtual Result<std::optional<SealedFile>> sealedFile(const QString &hash) = 0;
    virtual Result<QList<SealedFile>> sealedFiles() = 0; ///< in the order in which they came
    virtual Status putSealedFile(const SealedFile &file) = 0; ///< adds or replaces
    virtual Status putSealedPiece(const QString &hash, qint64 start, const QByteArray &bytes) = 0;
    virtual Result<std::optional<QByteArray>> sealedPiece(const QString &hash, qint64 start) = 0;
    virtual Status dropSealedPieces(const QString &hash) = 0;

    // Small things.
    virtual Result<qint64> count(const QString &counter) = 0; ///< adds one to a named counter and gives its value
    virtual Result<qint64> counted(const QString &counter) = 0; ///< its value; 0 for one that never counted
    virtual Result<QString> meta(const QString &key) = 0; ///< empty when not set
    virtual Status setMeta(const QString &key, const QString &value) = 0;
    /// Keeps every other write transaction from holding the same name until this one ends: for what has no row yet.
    virtual Status hold(const QString &name) = 0;
    virtual Result<StoreFigures> figures() = 0;
    /// Problems of the medium and of the tables themselves, none when sound: every row is told by the feed as present in
    /// its bucket and nowhere else, and no entry lies beyond head().
    virtual Result<QStringList> inspect() = 0;
    /// A consistent copy as a new SqliteStore's file, while others go on writing. Outside any transaction.
    virtual Status copyTo(const QString &file) = 0;

    // Everything there is, for storecopy.h.
    using VisitEntry = std::function<Status(const FeedEntry &)>;
    virtual Status eachEntry(const VisitEntry &visit) = 0; ///< that the transaction sees, in order
    virtual Status putEntry(const FeedEntry &entry) = 0; ///< at the position it says
    using VisitResult = std::function<Status(const Id &seat, qint64 seq, const RecordedResult &result, qint64 at)>;
    virtual Status eachResult(const VisitResult &visit) = 0;
    virtual Result<QList<Account>> accounts() = 0;
    virtual Result<QMap<QString, qint64>> counters() = 0;
    virtual Status setCounter(const QString &counter, qint64 value) = 0;
    virtual Result<QMap<QString, QString>> allMeta() = 0;

    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

protected:
    Store() = default;
};

/// Keys of Store::meta().
inline const auto kEpochKey = QLatin1StringView("epoch"); ///< of the data; a new one when time may have gone back
inline const auto kFloorKey = QLatin1StringView("floor"); ///< floor(), as Position::toText()
inline const auto kClusterKey = QLatin1StringView("cluster"); ///< of PostgreSQL: whose transaction ids the feed holds
inline const auto kSealingPublicKey = QLatin1StringView("sealing_public"); ///< Base64, as the secret one; api/sealedwork
inline const auto kSealingSecretKey = QLatin1StringView("sealing_secret");
inline const auto kFeedMarksKey = QLatin1StringView("feed_marks"); ///< engine/housekeeping

/// Somebody's right to use a database, for the object's life.
class StoreClaim {
public:
    virtual ~StoreClaim() = default;
};

/// Opens connections to one database.
class StoreFactory {
public:
    enum class Use { Serve, Alone };

    virtual ~StoreFactory() = default;
    virtual Result<std::unique_ptr<Store>> writer() const = 0; ///< brings the schema up to date
    virtual Result<std::unique_ptr<Store>> reader() const = 0; ///< after writer()
    /// Null when nobody else can write, so that there is nothing to watch.
    virtual std::unique_ptr<Watch> watch(Watch::Listener) const { return {}; }
    /// Several processes may serve, or one may have it alone. RetryLater "data.in_use". Null when a database that one process
    /// uses is guarded otherwise.
    virtual Result<std::unique_ptr<StoreClaim>> claim(Use) const { return std::unique_ptr<StoreClaim>(); }
};

/// A transaction or savepoint as a scope: undone unless committed.
class StoreTransaction {
public:
    static Result<StoreTransaction> begin(Store &store, Store::Access access)
    {
        TD_TRY(store.begin(access));
        return StoreTransaction(store);
    }
    StoreTransaction(StoreTransaction &&other) noexcept
        : m_store(std::exchange(other.m_store, nullptr))
    {
    }
    StoreTransaction &operator=(StoreTransaction &&) = delete;
    ~StoreTransaction() { rollback(); }
    Status commit() { return std::exchange(m_store, nullptr)->commit(); }
    void rollback()
    {
        if (m_store)
            std::exchange(m_store, nullptr)->rollback();
    }

private:
    explicit StoreTransaction(Store &store)
        : m_store(&store)
    {
    }
    Store *m_store;
};

} // namespace tidedesk::server
