// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/blobfiles.h"
#include "core/base/durable.h"
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QMimeDatabase>
#include <QRegularExpression>
#include <QTemporaryFile>

namespace tidedesk::seat {

namespace {

constexpr qint64 kChunk = 256 * 1024; ///< read at a time
constexpr int kSweepDays = 14;

Error rejected(const char *code, const QString &detail = {}) { return {Consequence::Rejected, QLatin1StringView(code), detail}; }
Error diskFull() { return {Consequence::RetryLater, QStringLiteral("store.disk_full"), QStringLiteral("attachment")}; }

bool isHash(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^[0-9a-f]{64}$"));
    return form.match(text).hasMatch();
}

/// Empty when the file cannot be read to its end.
QString hashOf(QFile &file)
{
    QCryptographicHash sum(QCryptographicHash::Sha256);
    while (!file.atEnd()) {
        const QByteArray bytes = file.read(kChunk);
        if (bytes.isEmpty())
            return {};
        sum.addData(bytes);
    }
    return QString::fromLatin1(sum.result().toHex());
}

/// The file gets its name, for good.
Status publish(QFile &file, const QString &path)
{
    const QString folder = QFileInfo(path).path();
    const bool synced = syncFile(file);
    file.close();
    if (!synced || !makeFolder(folder))
        return diskFull();
    QFile::setPermissions(file.fileName(), QFile::ReadOwner | QFile::WriteOwner);
    QFile::remove(path); // one of the same bytes, or a damaged one
    if (!QFile::rename(file.fileName(), path) || !syncFolder(folder))
        return diskFull();
    return {};
}

} // namespace

QString BlobFiles::path(const QString &hash) const
{
    return isHash(hash) ? m_folder + hash.left(2) + u'/' + hash : QString();
}

QString BlobFiles::partPath(const QString &hash) const { return m_folder + hash + QStringLiteral(".part"); }

bool BlobFiles::has(const QString &hash) const { return isHash(hash) && QFile::exists(path(hash)); }

Result<BlobFiles::Kept> BlobFiles::take(const QString &file, qint64 largest) const
{
    QFile from(file);
    const QString name = QFileInfo(file).fileName();
    if (!QFileInfo(file).isFile() || !from.open(QIODevice::ReadOnly))
        return rejected("blob.unreadable", name);
    if (from.size() > largest)
        return rejected("blob.too_large", QString::number(from.size()));
    QTemporaryFile to(m_folder + QStringLiteral("XXXXXX.new"));
    if (!to.open())
        return diskFull();
    QCryptographicHash sum(QCryptographicHash::Sha256);
    Kept kept;
    while (!from.atEnd()) {
        const QByteArray bytes = from.read(kChunk);
        if (bytes.isEmpty())
            return rejected("blob.unreadable", name);
        if (kept.size == 0)
            kept.mediaType = QMimeDatabase().mimeTypeForData(bytes).name();
        kept.size += bytes.size();
        sum.addData(bytes);
        if (kept.size > largest) // it grows while it is read
            return rejected("blob.too_large", QString::number(kept.size));
        if (to.write(bytes) != bytes.size())
            return diskFull();
    }
    if (kept.size == 0)
        return rejected("blob.empty", name);
    kept.hash = QString::fromLatin1(sum.result().toHex());
    if (isSound(kept.hash))
        return kept;
    to.setAutoRemove(false);
    TD_TRY(publish(to, path(kept.hash)));
    return kept;
}

Result<BlobFiles::Piece> BlobFiles::piece(const QString &hash, qint64 at) const
{
    QFile file(path(hash));
    if (!has(hash) || !file.open(QIODevice::ReadOnly) || at >= file.size() || !file.seek(at))
        return rejected("blob.lost", hash);
    const protocol::ByteRange range = protocol::pieceAt(at, file.size());
    const QByteArray bytes = file.read(range.length());
    if (bytes.size() != range.length())
        return rejected("blob.lost", hash);
    return Piece {range, bytes};
}

bool BlobFiles::isSound(const QString &hash) const
{
    QFile file(path(hash));
    return has(hash) && file.open(QIODevice::ReadOnly) && hashOf(file) == hash;
}

qint64 BlobFiles::partSize(const QString &hash) const { return QFileInfo(partPath(hash)).size(); }

Status BlobFiles::addPart(const QString &hash, qint64 at, const QByteArray &bytes) const
{
    QFile file(partPath(hash));
    if (!file.open(QIODevice::ReadWrite) || !file.resize(at) || !file.seek(at) || file.write(bytes) != bytes.size() || !file.flush())
        return diskFull();
    return {};
}

Status BlobFiles::publishPart(const QString &hash) const
{
    QFile file(partPath(hash));
    if (!file.open(QIODevice::ReadWrite))
        return diskFull();
    if (hashOf(file) != hash) {
        file.remove();
        return rejected("blob.damaged", hash);
    }
    return publish(file, path(hash));
}

void BlobFiles::dropPart(const QString &hash) const { QFile::remove(partPath(hash)); }

void BlobFiles::sweep() const
{
    const QDateTime old = QDateTime::currentDateTimeUtc().addDays(-kSweepDays);
    for (QDirIterator files(m_folder, {QStringLiteral("*.part"), QStringLiteral("*.new")}, QDir::Files); files.hasNext();) {
        files.next();
        if (files.fileInfo().lastModified() < old)
            QFile::remove(files.filePath());
    }
}

} // namespace tidedesk::seat
