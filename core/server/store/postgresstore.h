// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/store/postgresschema.h"
#include "core/server/store/store.h"
#include <QHash>

namespace tidedesk::server {

/// The store in a PostgreSQL database (15 or later). See Store for the contract. Write transactions are READ COMMITTED with
/// row locks, read transactions REPEATABLE READ READ ONLY. A connection that was lost is made anew when the next
/// transaction begins, and first looks whether the database is still the same (checkCluster()).
///
/// The order of the feed is (transaction id, number), and only entries of transactions older than every one under way are
/// shown: a plain sequence loses rows, because who takes a number first need not commit first
/// (https://www.postgresql.org/docs/15/functions-info.html, pg_snapshot_xmin).
class PostgresStore final : public Store {
public:
    static Result<std::unique_ptr<PostgresStore>> openWriter(const QByteArray &url);
    static Result<std::unique_ptr<PostgresStore>> openReader(const QByteArray &url);
    ~PostgresStore() override;

    Status begin(Access access) override;
    Status commit() override;
    void rollback() override;

    using Store::row;
    Result<std::optional<StoredRow>> row(const schema::Entity &entity, const Id &id, Hold hold) override;
    Status rowTexts(Entries entries, const TakeText &take) override;
    Status put(const StoredRow &stored) override;
    Result<QList<Row>> find(const schema::Field &field, const Value &value) override;
    Result<QList<Id>> findBelow(const schema::Field &field, qint64 bound, int limit) override;
    Result<QList<Id>> children(const schema::Field &reference, const Id &parent) override;
    Result<QList<Row>> messagesAfter(const Id &ticket, qint64 ordinal) override;
    Result<QList<Row>> all(const schema::Entity &entity) override;
    Status each(const schema::Entity &entity, const Visit &visit) override;

    Status touch(const QString &bucket, const schema::Entity &entity, const Id &row, Mark mark) override;
    Result<Position> head() override;
    Result<QList<FeedEntry>> changes(const QSet<QString> &buckets, Position after, int limit) override;
    Result<QList<FeedEntry>> backfill(const QString &bucket, Position below, int limit) override;
    Result<qint64> countChanges(const QSet<QString> &buckets, Position after, qint64 atMost) override;
    Result<qint64> countPresent(const QString &bucket, Position below) override;
    Result<QStringList> buckets() override;
    Status forgetDepartures(Position upTo) override;
    Result<Position> floor() override;

    Result<std::optional<RecordedResult>> result(const Id &seat, qint64 seq) override;
    Status record(const Id &seat, qint64 seq, const RecordedResult &result, qint64 at) override;
    Status forgetResults(qint64 before) override;

    Result<std::optional<Account>> account(const Id &user) override;
    Status putAccount(const Account &account) override;
    Result<QList<Session>> sessions() override;
    Result<std::optional<Session>> session(const QByteArray &tokenHash) override;
    Status putSession(const Session &session) override;
    Status removeSession(const QByteArray &tokenHash) override;
    Status removeSessionsOf(const Id &user) override;
    Status removeSessionsOfSeat(const Id &seat) override;
    Status removeSessionsExpiredAt(qint64 now) override;
    Status revokeSessionsOf(const Id &user, qint64 until) override;
    Status revokeSessionsOfSeat(const Id &seat, qint64 until) override;
    Status forgetRevokedOf(const Id &user) override;
    Result<std::optional<SealedFile>> sealedFile(const QString &hash) override;
    Result<QList<SealedFile>> sealedFiles() override;
    Status putSealedFile(const SealedFile &file) override;
    Status putSealedPiece(const QString &hash, qint64 start, const QByteArray &bytes) override;
    Result<std::optional<QByteArray>> sealedPiece(const QString &hash, qint64 start) override;
    Status dropSealedPieces(const QString &hash) override;

    Result<std::optional<Blob>> blob(const QString &hash) override;
    Status putBlob(const Blob &blob) override;
    Result<QList<Blob>> blobs() override;
    Status putGiver(const BlobGiver &giver) override;
    Result<bool> isGiver(const BlobGiver &giver) override;
    Result<QList<BlobGiver>> givers() override;
    Status putBytes(const QString &hash, qint64 start, const QByteArray &bytes) override;
    Result<std::optional<QByteArray>> bytes(const QString &hash, qint64 start) override;
    using Store::bytes;
    using Store::putBytes;
    Result<std::optional<Upload>> upload(const QString &hash, const Id &user) override;
    Status putUpload(const Upload &upload) override;
    Status dropUpload(const QString &hash, const Id &user) override;
    Status forgetUploads(qint64 before) override;
    Status putPiece(const QString &hash, const Id &user, qint64 start, const QByteArray &bytes) override;
    Result<std::optional<QByteArray>> piece(const QString &hash, const Id &user, qint64 start) override;
    Status publishPieces(const QString &hash, const Id &user) override;
    Result<qint64> uploadedSince(const Id &user, qint64 at) override;
    Result<qint64> fileBytes() override;

    Result<qint64> count(const QString &counter) override;
    Result<qint64> counted(const QString &counter) override;
    Result<QString> meta(const QString &key) override;
    Status setMeta(const QString &key, const QString &value) override;
    Status hold(const QString &name) override;
    Result<StoreFigures> figures() override;
    Result<QStringList> inspect() override;
    Status copyTo(const QString &file) override;

    Status eachEntry(const VisitEntry &visit) override;
    Status putEntry(const FeedEntry &entry) override;
    Status eachResult(const VisitResult &visit) override;
    Result<QList<Account>> accounts() override;
    Result<QMap<QString, qint64>> counters() override;
    Status setCounter(const QString &counter, qint64 value) override;
    Result<QMap<QString, QString>> allMeta() override;

    /// For tests that make statements fail or kill the backend.
    postgres::Connection &connection() { return *m_connection; }

private:
    explicit PostgresStore(std::unique_ptr<postgres::Connection> connection);
    Status settleIn();
    Status refresh();
    Status loadEntities();
    void forgetNewBuckets();
    const PostgresTable &table(const schema::Entity &entity) const;
    Result<StoredRow> stored(const PostgresTable &table, const postgres::Answer &answer, int line);
    Result<QList<Row>> readAll(const PostgresTable &table, QByteArrayView tail, const postgres::Values &values);
    Result<qint64> bucketNumber(const QString &name); ///< 0 when there is none
    Result<qint64> makeBucket(const QString &name);
    Result<QString> bucketName(qint64 number);
    Result<QList<qint64>> bucketNumbers(const QSet<QString> &names);
    std::optional<FeedEntry> entry(const postgres::Answer &answer, int line, const QString &bucket) const;
    Result<QList<FeedEntry>> entries(const postgres::Answer &answer);
    Result<qint64> number(QByteArrayView sql, const postgres::Values &values);
    Status inspectFeed(QStringList &problems);
    void changeSessions(QByteArrayView sql, const postgres::Values &values);

    std::unique_ptr<postgres::Connection> m_connection;
    int m_depth = 0; ///< open transactions and savepoints
    bool m_writing = false; ///< the open transaction
    std::optional<Error> m_doomed; ///< a failure that a rollback to a savepoint could not undo
    int m_generation = 0; ///< of the connection, as last set up
    PostgresTables m_tables; ///< in the spine's order
    QHash<const schema::Entity *, const PostgresTable *> m_tableOf;
    QHash<const schema::Entity *, qint64> m_entityNumber;
    QHash<qint64, const schema::Entity *> m_entityOf;
    QHash<QString, qint64> m_bucketNumber; ///< what is known so far
    QHash<qint64, QString> m_bucketName;
    QSet<QString> m_newBuckets; ///< made in the open transaction
};

/// Connections to one database.
class PostgresStoreFactory final : public StoreFactory {
public:
    explicit PostgresStoreFactory(QByteArray url)
        : m_url(std::move(url))
    {
    }
    Result<std::unique_ptr<Store>> writer() const override;
    Result<std::unique_ptr<Store>> reader() const override;
    std::unique_ptr<Watch> watch(Watch::Listener listener) const override;
    Result<std::unique_ptr<StoreClaim>> claim(Use use) const override;

private:
    QByteArray m_url;
};

} // namespace tidedesk::server
