// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/blobfolder.h"
#include "core/server/store/store.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace tidedesk::server {

namespace {

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

/// A rename is on the medium only when its folder is. Windows has no such call and needs none on NTFS.
Status syncFolder([[maybe_unused]] const QString &folder)
{
#ifdef Q_OS_UNIX
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0)
        ::close(fd);
    if (!synced)
        return Error {Consequence::RetryLater, QStringLiteral("store.io"), QStringLiteral("blob folder")};
#endif
    return {};
}

} // namespace

bool BlobFolder::isHash(const QString &text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

QString BlobFolder::path(const QString &hash) const
{
    Q_ASSERT(isHash(hash));
    return m_folder + u'/' + hash.left(2) + u'/' + hash;
}

bool BlobFolder::has(const QString &hash) const { return isHash(hash) && QFile::exists(path(hash)); }

Status BlobFolder::keep(const QString &hash, const QByteArray &bytes) const
{
    if (!isHash(hash) || hashOf(bytes) != hash)
        return Error {Consequence::Rejected, QStringLiteral("blob.damaged"), QStringLiteral("the bytes do not have this hash")};
    if (read(hash).ok())
        return {}; // what the medium has damaged meanwhile is written again
    QDir().mkpath(m_folder + u'/' + hash.left(2));
    QSaveFile file(path(hash));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error {Consequence::RetryLater, QStringLiteral("store.disk_full"), QStringLiteral("blob")};
    return syncFolder(QFileInfo(path(hash)).absolutePath());
}

Result<QByteArray> BlobFolder::read(const QString &hash) const
{
    QFile file(has(hash) ? path(hash) : QString());
    if (!has(hash) || !file.open(QIODevice::ReadOnly))
        return Error {Consequence::Rejected, QStringLiteral("blob.unknown"), hash};
    const QByteArray bytes = file.readAll();
    if (hashOf(bytes) != hash)
        return Error {Consequence::Fatal, QStringLiteral("blob.damaged"), hash};
    return bytes;
}

Result<QByteArray> readBlob(Store &store, const BlobFolder &folder, const QString &hash)
{
    auto kept = folder.read(hash);
    if (kept)
        return kept;
    TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
    TD_ASSIGN(bytes, store.bytes(hash));
    if (!bytes)
        return kept;
    TD_TRY(folder.keep(hash, *bytes));
    return *bytes;
}

} // namespace tidedesk::server
