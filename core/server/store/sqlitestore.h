// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/store/store.h"
#include "core/sqlite/transaction.h"
#include "core/tables/rowtable.h"
#include <QHash>
#include <vector>

namespace tidedesk::server {

/// The store in one SQLite file: WAL, synchronous=FULL, one writer. See Store for the contract. The tables of the spine
/// are core/tables' with two columns more, bucket (a number of server_bucket) and stamps (stamptext.h).
class SqliteStore final : public Store {
public:
    static Result<std::unique_ptr<SqliteStore>> openWriter(const QString &file);
    /// Rejected "data.damaged" with what is missing, when the file lacks a table that a server's once had.
    static Status mustBeServer(sqlite::Connection &connection);
    static Result<std::unique_ptr<SqliteStore>> openReader(const QString &file);
    ~SqliteStore() override;

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
    Status putBytes(const QString &, qint64, const QByteArray &) override { return {}; }
    Result<std::optional<QByteArray>> bytes(const QString &, qint64) override { return std::optional<QByteArray>(); }
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
    Status hold(const QString &) override { return {}; } ///< the only writer holds everything
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

    /// For tests that make statements fail.
    sqlite::Connection &connection() { return *m_connection; }

private:
    explicit SqliteStore(std::unique_ptr<sqlite::Connection> connection);
    Status prepareSchema();
    Status makeScopeIndexes(const schema::Entity &entity);
    Status loadEntities();
    const tables::RowTable &table(const schema::Entity &entity) const;
    Result<QList<Row>> readAll(const tables::RowTable &table, sqlite::Statement &statement);
    Result<StoredRow> stored(const tables::RowTable &table, const sqlite::Statement &statement);
    Result<qint64> bucketNumber(const QString &name); ///< 0 when there is none
    Result<qint64> makeBucket(const QString &name);
    Result<QString> bucketName(qint64 number);
    std::optional<FeedEntry> entry(const sqlite::Statement &statement, const QString &bucket) const;
    Result<QList<FeedEntry>> entries(sqlite::Statement &statement, const QString &bucket);
    Result<qint64> number(sqlite::Statement &&statement);
    Status inspectFeed(QStringList &problems);
    Result<qint64> nextPlace();
    Status writePlaces();

    std::unique_ptr<sqlite::Connection> m_connection;
    struct Open {
        sqlite::Transaction transaction;
        std::optional<qint64> placeBefore;
    };
    std::vector<Open> m_open; ///< outermost first; must go before the connection
    std::vector<std::unique_ptr<tables::RowTable>> m_tables; ///< in the spine's order
    QHash<const schema::Entity *, const tables::RowTable *> m_tableOf;
    QHash<const schema::Entity *, qint64> m_entityNumber;
    QHash<qint64, const schema::Entity *> m_entityOf;
    std::optional<qint64> m_place; ///< last place in the feed that this write transaction has given; its counter follows at the end
    QHash<QString, qint64> m_bucketNumber; ///< what is known so far
    QHash<qint64, QString> m_bucketName;
};

/// The file's connections.
class SqliteStoreFactory final : public StoreFactory {
public:
    explicit SqliteStoreFactory(QString file)
        : m_file(std::move(file))
    {
    }
    Result<std::unique_ptr<Store>> writer() const override;
    Result<std::unique_ptr<Store>> reader() const override;

private:
    QString m_file;
};

} // namespace tidedesk::server
