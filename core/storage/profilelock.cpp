// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/profilelock.h"
#include "core/base/lockfile.h"
#include "core/sqlite/connection.h"
#include <QDir>
#include <QFile>

namespace tidedesk::storage {

namespace {

Error cannotOpen(const QString &why)
{
    return Error{Consequence::Fatal, QStringLiteral("store.cannot_open"), why};
}

} // namespace

ProfileLock::ProfileLock(const QString &file)
    : m_lock(file)
{
    m_lock.setStaleLockTime(0); // a shift lasts longer than any guess; only a dead holder loses its lock
}

Result<std::unique_ptr<ProfileLock>> ProfileLock::acquire(const QString &folder)
{
    sqlite::ignoreFileSizeSignal();
    if (!QDir().mkpath(folder))
        return cannotOpen(QStringLiteral("the profile folder cannot be made"));
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    std::unique_ptr<ProfileLock> lock(new ProfileLock(QDir(folder).filePath(QStringLiteral("profile.lock"))));
    if (takeLock(lock->m_lock))
        return lock;
    if (lock->m_lock.error() == QLockFile::PermissionError)
        return cannotOpen(QStringLiteral("the profile folder cannot be written"));
    if (lock->m_lock.error() != QLockFile::LockFailedError)
        return Error{Consequence::RetryLater, QStringLiteral("store.disk_full"), QStringLiteral("the lock file")}; // Qt could not write it
    qint64 pid = 0;
    QString host;
    QString program;
    lock->m_lock.getLockInfo(&pid, &host, &program);
    return Error{Consequence::Fatal, QStringLiteral("store.profile_in_use"),
        QStringLiteral("held by %1, process %2 on %3").arg(program).arg(pid).arg(host)};
}

} // namespace tidedesk::storage
