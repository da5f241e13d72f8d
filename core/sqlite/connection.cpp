// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/connection.h"
#include "core/base/killpoint.h"
#include "core/base/logging.h"
#include "core/sqlite/failure.h"
#include "core/sqlite/script.h"
#include <QFile>
#include <cerrno>
#include <csignal>
#include <sqlite3.h>

namespace tidedesk::sqlite {

namespace {

constexpr int kCachedStatements = 128;
constexpr int kSqlInErrors = 80; ///< characters

/// Nobody asks how much memory SQLite uses, and the counting takes a lock at every allocation, in every thread.
void countNoMemory()
{
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Q_UNUSED(done) // misused when somebody else has opened a database before: then it counts
}

/// White space and a closing semicolon say nothing: two texts that differ only so share a prepared statement.
QByteArrayView withoutEnd(QByteArrayView sql)
{
    sql = sql.trimmed();
    while (sql.endsWith(';'))
        sql = sql.chopped(1).trimmed();
    return sql;
}

bool isRollback(QByteArrayView sql)
{
    return sql.startsWith("ROLLBACK");
}

/// SQLite knows a full disk by ENOSPC alone; a quota that is used up or a limit on the size of files is one, too.
int withFullDisk(int code, [[maybe_unused]] sqlite3 *db)
{
#ifdef Q_OS_UNIX
    if (code != SQLITE_IOERR_WRITE)
        return code;
    for (const int which : {SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER}) { // the latter is the log
        sqlite3_file *file = nullptr;
        int cause = 0;
        if (sqlite3_file_control(db, "main", which, &file) == SQLITE_OK && file && file->pMethods && file->pMethods->xFileControl
            && file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &cause) == SQLITE_OK && (cause == EDQUOT || cause == EFBIG))
            return SQLITE_FULL;
    }
#endif
    return code;
}

QByteArray number(qint64 value)
{
    return QByteArray::number(value);
}

} // namespace

void ignoreFileSizeSignal()
{
#ifdef SIGXFSZ
    std::signal(SIGXFSZ, SIG_IGN);
#endif
}

Connection::Connection(Options options)
    : m_options(std::move(options))
    , m_cache(kCachedStatements)
{
}

Connection::~Connection()
{
    Q_ASSERT_X(m_liveStatements == 0, "sqlite::Connection", "a statement outlives its connection");
    m_cache.clear();
    if (!m_options.isReader())
        killPoint("checkpoint");
    sqlite3_close(m_db); // the last one of a file moves its WAL into it
    if (!m_options.isReader())
        killPoint("checkpointed");
}

Result<std::unique_ptr<Connection>> Connection::open(const Options &options)
{
    ignoreFileSizeSignal();
    countNoMemory();
    std::unique_ptr<Connection> connection(new Connection(options));
    Status opened = connection->openFile();
    if (opened)
        opened = connection->readOnce();
    const int code = connection->lastCode();
    if (!opened && !options.exclusive && (code == SQLITE_IOERR_SHMSIZE || code == SQLITE_IOERR_SHMOPEN)) {
        connection.reset(); // its lock would keep the next one out
        Options alone = options;
        alone.exclusive = true;
        return open(alone);
    }
    if (opened)
        opened = connection->configure();
    if (!opened)
        return opened.error();
    return connection;
}

Status Connection::openFile()
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (m_options.readOnly)
        flags |= SQLITE_OPEN_READONLY;
    else
        flags |= SQLITE_OPEN_READWRITE | (m_options.queryOnly ? 0 : SQLITE_OPEN_CREATE);
    const int code = sqlite3_open_v2(m_options.path.toUtf8().constData(), &m_db, flags, nullptr);
    if (code != SQLITE_OK)
        return failure(code, "open", m_db ? sqlite3_errmsg(m_db) : nullptr);
    if (!m_options.readOnly && sqlite3_db_readonly(m_db, "main") == 1) // SQLite falls back without a word
        return failure(SQLITE_READONLY, "open", "the file is write-protected");
    sqlite3_busy_timeout(m_db, static_cast<int>(m_options.busyTimeout.count()));
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, nullptr);
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr); // a misspelt "column" is an error, not a text
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    keepWalOnClose(true);
    return {};
}

/// First access: finds a damaged file, a full disk and a newer file while nothing has been written yet.
Status Connection::readOnce()
{
    if (m_options.exclusive)
        TD_TRY(exec("PRAGMA locking_mode=EXCLUSIVE"));
    TD_ASSIGN(version, userVersion());
    if (m_options.newestVersion && version > *m_options.newestVersion)
        return newerSchema(version, *m_options.newestVersion);
    return {};
}

Status Connection::configure()
{
    if (!m_options.isReader())
        TD_TRY(useWal());
    TD_TRY(exec("PRAGMA wal_autocheckpoint=" + number(m_options.isReader() ? 0 : m_options.walAutocheckpoint)));
    TD_TRY(exec("PRAGMA cache_size=-" + number(m_options.cacheKib)));
    TD_TRY(exec("PRAGMA mmap_size=" + number(m_options.mmapSize)));
    TD_TRY(exec(m_options.secureDelete ? "PRAGMA secure_delete=ON" : "PRAGMA secure_delete=OFF"));
    for (const OpenHook &hook : std::as_const(m_options.onOpen))
        TD_TRY(hook(m_db));
    if (m_options.queryOnly)
        TD_TRY(exec("PRAGMA query_only=ON"));
    return {};
}

Status Connection::useWal()
{
    keepWalOnClose(false);
    {
        TD_ASSIGN(mode, prepareOnce("PRAGMA journal_mode=WAL"));
        TD_TRY(mode.step());
        const QString now = mode.text(0);
        if (now != u"wal" && now != u"memory")
            return failure(SQLITE_CANTOPEN, "PRAGMA journal_mode=WAL", "no write-ahead log here");
    }
    const bool full = m_options.synchronous == Synchronous::Full;
    return exec(full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
}

/// The last connection to close moves the WAL into the file; only a writer that has accepted the file may do that.
void Connection::keepWalOnClose(bool keep)
{
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, nullptr);
}

Result<Statement> Connection::prepare(QByteArrayView sql)
{
    return compile(withoutEnd(sql), true);
}
Result<Statement> Connection::prepareOnce(QByteArrayView sql)
{
    return compile(withoutEnd(sql), false);
}

Result<Statement> Connection::compile(QByteArrayView sql, bool cached)
{
    sqlite3_stmt *statement = cached ? m_cache.take(sql) : nullptr;
    if (!statement) {
        const char *tail = nullptr;
        const int code = sqlite3_prepare_v3(
            m_db, sql.data(), static_cast<int>(sql.size()), cached ? SQLITE_PREPARE_PERSISTENT : 0, &statement, &tail);
        if (code != SQLITE_OK)
            return failure(code, sql);
        if (!statement)
            return failure(SQLITE_ERROR, sql, "no statement");
        if (Status only = refuseSecond(sql, tail); !only) {
            sqlite3_finalize(statement);
            return only.error();
        }
    }
    ++m_liveStatements;
    return Statement(this, statement, cached);
}

Status Connection::refuseSecond(QByteArrayView sql, const char *tail)
{
    const auto left = sql.data() + sql.size() - tail;
    if (left <= 0)
        return {};
    sqlite3_stmt *second = nullptr;
    const int code = sqlite3_prepare_v3(m_db, tail, static_cast<int>(left), 0, &second, nullptr);
    sqlite3_finalize(second);
    if (code == SQLITE_OK && !second) // a comment
        return {};
    return failure(SQLITE_ERROR, sql, "more than one statement");
}

void Connection::takeBack(sqlite3_stmt *statement, bool cached)
{
    --m_liveStatements;
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (cached)
        m_cache.put(QByteArrayView(sqlite3_sql(statement)), statement);
    else
        sqlite3_finalize(statement);
}

Status Connection::exec(QByteArrayView sql)
{
    TD_ASSIGN(statement, prepareOnce(sql));
    return statement.run();
}

Status Connection::execScript(QByteArrayView script)
{
    const QList<QByteArray> statements = splitScript(script);
    for (const QByteArray &statement : statements)
        TD_TRY(exec(statement));
    return {};
}

/// SQLite rolls a transaction back by itself after some failures (a full disk). What follows must not be
/// committed piece by piece.
Status Connection::mayRun(QByteArrayView sql)
{
    if (m_depth > 0 && !inTransaction())
        return failure(SQLITE_ABORT_ROLLBACK, sql, "an earlier failure rolled the transaction back");
    if (m_faultHook && !isRollback(sql)) {
        if (const std::optional<int> code = m_faultHook(sql))
            return failure(*code, sql, "injected fault");
    }
    return {};
}

Error Connection::failure(int code, QByteArrayView sql, const char *message)
{
    code = withFullDisk(code, m_db);
    m_lastCode = code;
    const QString text = QString::fromUtf8(message ? message : sqlite3_errmsg(m_db));
    Error error = classify(code,
        QStringLiteral("%1 in \"%2\"")
            .arg(text, QString::fromUtf8(sql.first(qMin(sql.size(), qsizetype(kSqlInErrors)))).simplified()));
    if (error.code == u"store.corrupt") {
        error.code = QString::fromLatin1(m_options.corruptCode);
        if (m_options.disposable && !QFile(damageMark(m_options.path)).open(QIODevice::WriteOnly))
            qCWarning(lcStore) << "no mark could be left beside a damaged file";
    }
    return error;
}

Result<int> Connection::userVersion()
{
    TD_ASSIGN(statement, prepareOnce("PRAGMA user_version"));
    TD_TRY(statement.step());
    return static_cast<int>(statement.integer(0));
}

Status Connection::setUserVersion(int version)
{
    return exec("PRAGMA user_version=" + number(version));
}
qint64 Connection::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_db);
}
qint64 Connection::changes() const
{
    return sqlite3_changes64(m_db);
}
qint64 Connection::totalChanges() const
{
    return sqlite3_total_changes64(m_db);
}
bool Connection::inTransaction() const
{
    return sqlite3_get_autocommit(m_db) == 0;
}

} // namespace tidedesk::sqlite
