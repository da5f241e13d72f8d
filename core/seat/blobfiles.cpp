// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/blobfiles.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QMimeDatabase>
#include <QSaveFile>
#include <QRegularExpression>

namespace tidedesk::seat {

namespace {

Error rejected(const char *code, const QString &detail = {}) { return {Consequence::Rejected, QLatin1StringView(code), detail}; }

/// QSaveFile writes beside the target, syncs and renames.
Status write(const QString &path, const QByteArray &bytes)
{
    if (QFile::exists(path))
        return {};
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error {Consequence::RetryLater, QStringLiteral("store.disk_full"), QStringLiteral("attachment")};
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

} // namespace

QString blobPath(const QString &profile, const QString &hash)
{
    static const QRegularExpression form(QStringLiteral("^[0-9a-f]{64}$"));
    if (!form.match(hash).hasMatch())
        return {};
    return profile + QStringLiteral("/blobs/") + hash.left(2) + u'/' + hash;
}

Result<KeptFile> keepFile(LocalStore &store, const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return rejected("blob.unreadable", QFileInfo(path).fileName());
    if (file.size() > kLargestFile)
        return rejected("blob.too_large", QString::number(file.size()));
    const QByteArray bytes = file.readAll();
    if (bytes.isEmpty())
        return rejected("blob.empty", QFileInfo(path).fileName());
    KeptFile kept {hashOf(bytes), bytes.size(), QMimeDatabase().mimeTypeForData(bytes).name()};
    TD_TRY(write(blobPath(store.profile(), kept.hash), bytes));
    TD_TRY(store.outbox().addUpload(kept.hash));
    return kept;
}

Status keepBytes(LocalStore &store, const QString &hash, const QByteArray &bytes)
{
    if (hashOf(bytes) != hash)
        return rejected("blob.damaged", hash);
    return write(blobPath(store.profile(), hash), bytes);
}

} // namespace tidedesk::seat
