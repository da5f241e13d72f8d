// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/sqlite/options.h"
#include "core/sqlite/statement.h"
#include "core/sqlite/statementcache.h"
#include <QStringList>
#include <memory>

namespace tidedesk::sqlite {

/// How far a checkpoint came, in pages of the WAL.
struct CheckpointResult {
    bool complete = false; ///< false when a reader still needs the WAL
    int walPages = 0;
    int movedPages = 0;
};

/// One open SQLite database. Owns the handle and a cache of prepared statements; lives on one thread and must
/// outlive every Statement and Transaction made from it. Closing rolls back what was not committed.
/// Opening also makes the process ignore SIGXFSZ: a file-size limit must be an error, not the end of the program.
class Connection {
public:
    /// Fatal store.newer_schema, store.cannot_open, store.corrupt; RetryLater store.busy, store.disk_full, store.io.
    /// On a full disk the shared-memory file cannot be made and not even reading works; the database is then opened
    /// exclusively, which needs none.
    static Result<std::unique_ptr<Connection>> open(const Options &options);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// One statement, from the cache when it was prepared before; goes back there when the handle dies.
    Result<Statement> prepare(QByteArrayView sql);
    /// One statement that is not kept.
    Result<Statement> prepareOnce(QByteArrayView sql);
    /// Runs one statement to its end; rows are dropped.
    Status exec(QByteArrayView sql);
    /// Runs the statements of a script in order (splitScript() says how they are separated). No transaction of its own.
    Status execScript(QByteArrayView script);

    Result<int> userVersion();
    Status setUserVersion(int version);
    qint64 lastInsertId() const;
    qint64 changes() const; ///< rows changed by the last INSERT, UPDATE or DELETE
    qint64 totalChanges() const; ///< rows changed since opening, by triggers too
    bool inTransaction() const;
    bool isExclusive() const { return m_options.exclusive; }
    const Options &options() const { return m_options; }

    /// Moves the WAL into the database and empties it. Only the writer may call this.
    Result<CheckpointResult> checkpoint();
    /// Writes a consistent copy to `path` with the online backup API: a temporary file beside it, then a rename;
    /// the file and its folder are synced. An older file of that name is replaced.
    Status backupTo(const QString &path);
    /// The database as its file would be with everything in it that is still in the WAL.
    Result<QByteArray> image();
    /// Problems found, none when sound. Does not see flipped bits inside values (98 % of them pass).
    Result<QStringList> integrityCheck();

    /// Asked with each statement's text before it runs; an (extended) result code makes that statement fail with it
    /// instead. ROLLBACK is never asked: SQLite does not fail it. For tests.
    using FaultHook = std::function<std::optional<int>(QByteArrayView sql)>;
    void setFaultHook(FaultHook hook) { m_faultHook = std::move(hook); }

    /// The extended result code of the last failure, as SQLite numbers it.
    int lastCode() const { return m_lastCode; }
    /// For registering functions and tokenizers, and for QSqlDriver::handle().
    sqlite3 *handle() const { return m_db; }

private:
    friend class Statement;
    friend class Transaction;

    explicit Connection(Options options);
    Status openFile();
    Status readOnce();
    Status configure();
    Status useWal();
    void keepWalOnClose(bool keep);
    Result<Statement> compile(QByteArrayView sql, bool cached);
    Status refuseSecond(QByteArrayView sql, const char *tail);
    Status mayRun(QByteArrayView sql);
    Error failure(int code, QByteArrayView sql, const char *message = nullptr);
    void takeBack(sqlite3_stmt *statement, bool cached);

    Options m_options;
    sqlite3 *m_db = nullptr;
    StatementCache m_cache;
    FaultHook m_faultHook;
    int m_lastCode = 0;
    int m_depth = 0; ///< open Transaction objects
    int m_liveStatements = 0;
};

/// A limit on the size of files becomes an error of the write instead of the end of the process. Opening a connection does
/// this, too.
void ignoreFileSizeSignal();

} // namespace tidedesk::sqlite
