// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/datafolder.h"
#include <QDir>
#include <QFile>

namespace tidedesk::app {

namespace {
Error rejected(const char *code, const QString &detail) { return {Consequence::Rejected, QLatin1StringView(code), detail}; }
} // namespace

DataFolder::DataFolder(const QString &path)
    : m_path(QDir(path).absolutePath())
    , m_stores(databaseFile())
{
}

bool DataFolder::exists() const { return QFile::exists(databaseFile()); }

bool DataFolder::isEmpty() const
{
    return QDir(m_path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

Status DataFolder::create()
{
    if (exists())
        return rejected("data.exists", m_path);
    if (!QDir().mkpath(blobFolder()))
        return rejected("data.not_writable", m_path);
    QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

void DataFolder::abandon(bool folderToo)
{
    if (exists())
        return;
    m_lock.reset();
    QDir(blobFolder()).removeRecursively();
    if (folderToo)
        QDir().rmdir(m_path);
}

Status DataFolder::lock()
{
    if (!QDir(m_path).exists())
        return rejected("data.unknown", m_path);
    m_lock = std::make_unique<QLockFile>(m_path + QStringLiteral("/lock"));
    m_lock->setStaleLockTime(0);
    if (!m_lock->tryLock(0)) {
        if (m_lock->error() == QLockFile::LockFailedError)
            return Error {Consequence::RetryLater, QStringLiteral("data.in_use"), m_path};
        return rejected("data.not_writable", m_path);
    }
    return {};
}

Status DataFolder::write(const std::function<Status(server::Store &)> &work)
{
    Q_ASSERT(m_lock && m_lock->isLocked());
    TD_ASSIGN(store, m_stores.writer());
    TD_ASSIGN(transaction, server::StoreTransaction::begin(*store, server::Store::Access::Write));
    TD_TRY(work(*store));
    return transaction.commit();
}

Status DataFolder::read(const std::function<Status(server::Store &)> &work)
{
    if (!exists())
        return rejected("data.unknown", m_path);
    TD_ASSIGN(store, m_stores.reader());
    TD_ASSIGN(transaction, server::StoreTransaction::begin(*store, server::Store::Access::Read));
    return work(*store);
}

} // namespace tidedesk::app
