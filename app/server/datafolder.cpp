// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/datafolder.h"
#include "core/base/lockfile.h"
#include "core/server/store/postgresstore.h"
#include "core/server/store/sqlitestore.h"
#include "core/sqlite/connection.h"
#include <QDir>
#include <QFile>
#include <filesystem>

namespace tidedesk::app {

namespace {
Error rejected(const char *code, const QString &detail) { return {Consequence::Rejected, QLatin1StringView(code), detail}; }

/// The file a path leads to, also where it is not there yet: a link may point at a file that is still to be made.
std::filesystem::path realPath(const QString &path)
{
    constexpr int kMostLinks = 40;
    QString at = path;
    for (int i = 0; i < kMostLinks && QFileInfo(at).isSymLink(); ++i)
        at = QFileInfo(at).symLinkTarget();
    std::error_code none;
    return std::filesystem::weakly_canonical(QFileInfo(at).absoluteFilePath().toStdString(), none);
}
} // namespace

void removeDatabase(const QString &file)
{
    for (const char *part : {"", "-journal", "-wal", "-shm"})
        QFile::remove(file + QLatin1StringView(part));
}

bool DataFolder::isDatabase(const QString &text)
{
    return text.isEmpty() || text == u"sqlite:" || text.startsWith(u"postgresql://") || text.startsWith(u"postgres://");
}

DataFolder::DataFolder(const QString &path, const QString &database)
    : m_path(QDir(path).absolutePath())
    , m_shared(database.startsWith(u"postgres"))
{
    if (m_shared)
        m_stores = std::make_unique<server::PostgresStoreFactory>(database.toUtf8());
    else
        m_stores = std::make_unique<server::SqliteStoreFactory>(databaseFile());
}

DataFolder DataFolder::of(const Arguments &arguments)
{
    return DataFolder(arguments.value(QStringLiteral("data")),
        arguments.value(QStringLiteral("database"), qEnvironmentVariable("TIDEDESK_DATABASE")));
}

bool DataFolder::exists() const { return m_shared ? mustExist().ok() : QFile::exists(databaseFile()); }

Status DataFolder::mustExist() const
{
    if (!m_shared)
        return lookAtFile();
    const auto look = [this]() -> Result<bool> {
        TD_ASSIGN(store, m_stores->reader());
        TD_ASSIGN(snapshot, server::StoreTransaction::begin(*store, server::Store::Access::Read));
        TD_ASSIGN(buckets, store->buckets());
        return !buckets.isEmpty();
    };
    const auto found = look();
    if (!found && found.error().code != u"store.sql") // which is: our tables are not there
        return found.error();
    return found && *found ? Status() : rejected("data.unknown", QStringLiteral("the database"));
}

/// What opens a store to write would make a new one out of an empty file.
Status DataFolder::lookAtFile() const
{
    const QFileInfo file(databaseFile());
    if (!file.exists())
        return rejected("data.unknown", m_path);
    if (file.size() == 0)
        return rejected("data.damaged", file.filePath());
    TD_ASSIGN(connection, sqlite::Connection::open(sqlite::Options::reader(file.filePath())));
    const Status server = server::SqliteStore::mustBeServer(*connection);
    if (!server && server.error().code == u"data.damaged")
        return rejected("data.damaged", QStringLiteral("%1 (%2)").arg(file.filePath(), server.error().detail));
    return server;
}

bool DataFolder::isEmpty() const
{
    return QDir(m_path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

Status DataFolder::mustBeForeign(const QString &file) const
{
    const Error own {Consequence::Rejected, QStringLiteral("data.own_file"), file};
    const std::filesystem::path there = realPath(file);
    const std::filesystem::path inside = there.lexically_relative(realPath(m_path));
    const QString name = inside.empty() ? QString() : QString::fromStdString(inside.begin()->string());
    if (name.startsWith(QFileInfo(databaseFile()).fileName()) || name == QFileInfo(blobFolder()).fileName() || name == u"lock"
        || name == QFileInfo(controlFile()).fileName())
        return own;
    std::error_code none; // a file that is not there is no other name of anything
    for (const char *part : {"", "-wal", "-shm"}) {
        if (std::filesystem::equivalent(there, (databaseFile() + QLatin1StringView(part)).toStdString(), none))
            return own;
    }
    return {};
}

Status DataFolder::create()
{
    if (exists())
        return rejected("data.exists", m_path);
    return makeFolder();
}

Status DataFolder::makeFolder()
{
    m_madeFolder = !QDir(m_path).exists();
    m_madeBlobs = !QDir(blobFolder()).exists();
    if (!QDir().mkpath(blobFolder()))
        return rejected("data.not_writable", m_path);
    QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

void DataFolder::abandon()
{
    if (exists())
        return;
    const bool alone = m_lock && m_lock->isLocked();
    if (m_madeBlobs && alone)
        QDir(blobFolder()).removeRecursively();
    m_lock.reset();
    if (m_madeFolder)
        QDir().rmdir(m_path);
}

Status DataFolder::lock()
{
    if (!QDir(m_path).exists())
        return rejected("data.unknown", m_path);
    m_lock = std::make_unique<QLockFile>(m_path + QStringLiteral("/lock"));
    m_lock->setStaleLockTime(0);
    if (!takeLock(*m_lock)) {
        if (m_lock->error() == QLockFile::LockFailedError)
            return Error {Consequence::RetryLater, QStringLiteral("data.in_use"), m_path};
        return rejected("data.not_writable", m_path);
    }
    return {};
}

Status DataFolder::claim(server::StoreFactory::Use use)
{
    TD_ASSIGN(given, m_stores->claim(use));
    m_claim = std::move(given);
    return {};
}

Status DataFolder::makeDatabase(const std::function<Status(server::Store &)> &work)
{
    if (m_shared)
        return write(work);
    const QString making = databaseFile() + QStringLiteral(".making");
    const auto make = [&]() -> Status {
        TD_ASSIGN(store, server::SqliteStore::openWriter(making));
        {
            TD_ASSIGN(transaction, server::StoreTransaction::begin(*store, server::Store::Access::Write));
            TD_TRY(work(*store));
            TD_TRY(transaction.commit());
        }
        TD_ASSIGN(moved, store->connection().checkpoint()); // the name goes to this one file
        return moved.complete ? Status() : Status(Error {Consequence::RetryLater, QStringLiteral("store.io"), making});
    };
    removeDatabase(making); // of one that was ended in the middle
    Status made = make();
    if (made && !QFile::rename(making, databaseFile()))
        made = Error {Consequence::RetryLater, QStringLiteral("store.io"), databaseFile()};
    removeDatabase(making);
    return made;
}

Status DataFolder::write(const std::function<Status(server::Store &)> &work)
{
    Q_ASSERT(m_lock && m_lock->isLocked());
    TD_ASSIGN(store, m_stores->writer());
    TD_ASSIGN(transaction, server::StoreTransaction::begin(*store, server::Store::Access::Write));
    TD_TRY(work(*store));
    return transaction.commit();
}

Status DataFolder::read(const std::function<Status(server::Store &)> &work)
{
    TD_TRY(mustExist());
    TD_ASSIGN(store, m_stores->reader());
    TD_ASSIGN(transaction, server::StoreTransaction::begin(*store, server::Store::Access::Read));
    return work(*store);
}

} // namespace tidedesk::app
