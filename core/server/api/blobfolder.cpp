// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/blobfolder.h"
#include "core/base/durable.h"
#include "core/server/store/store.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace tidedesk::server {

namespace {

constexpr qint64 kChunk = 256 * 1024; ///< read at a time
constexpr auto kAside = QLatin1StringView(".damaged");

Error diskFull() { return {Consequence::RetryLater, QStringLiteral("store.disk_full"), QStringLiteral("blob")}; }
Error unknown(const QString &hash) { return {Consequence::Rejected, QStringLiteral("blob.unknown"), hash.left(64)}; }
Error damaged(const QString &hash) { return {Consequence::Fatal, QStringLiteral("blob.damaged"), hash}; }

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

Status BlobFolder::keep(const QString &hash, const Source &source) const
{
    const Error wrong {Consequence::Rejected, QStringLiteral("blob.damaged"), QStringLiteral("the bytes do not have this hash")};
    if (!isHash(hash))
        return wrong;
    QSaveFile file(path(hash));
    if (!makeFolder(m_folder + u'/' + hash.left(2)) || !file.open(QIODevice::WriteOnly))
        return diskFull();
    QCryptographicHash sum(QCryptographicHash::Sha256);
    for (qint64 at = 0;;) {
        TD_ASSIGN(bytes, source(at));
        if (bytes.isEmpty())
            break;
        sum.addData(bytes);
        if (file.write(bytes) != bytes.size())
            return diskFull();
        at += bytes.size();
    }
    if (sum.result().toHex() != hash.toLatin1())
        return wrong;
    if (verify(hash))
        return {}; // what the medium has damaged meanwhile is written again
    if (!file.commit())
        return diskFull();
    if (!syncFolder(QFileInfo(path(hash)).absolutePath()))
        return Error {Consequence::RetryLater, QStringLiteral("store.io"), QStringLiteral("blob folder")};
    return {};
}

Status BlobFolder::keep(const QString &hash, const QByteArray &bytes) const
{
    return keep(hash, [&bytes](qint64 at) -> Result<QByteArray> { return bytes.mid(at); });
}

Status BlobFolder::keepFrom(Store &store, const QString &hash) const
{
    TD_ASSIGN(first, store.bytes(hash, 0));
    if (!first)
        return unknown(hash);
    return keep(hash, [&](qint64 at) -> Result<QByteArray> {
        if (at == 0)
            return *first;
        TD_ASSIGN(bytes, store.bytes(hash, at));
        return bytes.value_or(QByteArray());
    });
}

Result<qint64> BlobFolder::size(const QString &hash) const
{
    if (!has(hash))
        return unknown(hash);
    return QFileInfo(path(hash)).size();
}

Result<QByteArray> BlobFolder::read(const QString &hash) const
{
    TD_TRY(verify(hash));
    TD_ASSIGN(size, this->size(hash));
    return read(hash, 0, size);
}

Result<QByteArray> BlobFolder::read(const QString &hash, qint64 at, qint64 length) const
{
    QFile file(has(hash) ? path(hash) : QString());
    if (!has(hash) || !file.open(QIODevice::ReadOnly))
        return unknown(hash);
    if (!file.seek(at))
        return damaged(hash);
    const QByteArray bytes = file.read(length);
    if (bytes.size() != length)
        return damaged(hash);
    return bytes;
}

Status BlobFolder::verify(const QString &hash) const
{
    QFile file(has(hash) ? path(hash) : QString());
    if (!has(hash) || !file.open(QIODevice::ReadOnly))
        return unknown(hash);
    QCryptographicHash sum(QCryptographicHash::Sha256);
    while (!file.atEnd()) {
        const QByteArray bytes = file.read(kChunk);
        if (bytes.isEmpty())
            return damaged(hash); // it cannot be read
        sum.addData(bytes);
    }
    return sum.result().toHex() == hash.toLatin1() ? Status() : damaged(hash);
}

void BlobFolder::setAside(const QString &hash) const
{
    QFile::remove(path(hash) + kAside);
    QFile::rename(path(hash), path(hash) + kAside);
}

void BlobFolder::sweep() const
{
    for (const QString &folder : QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QDir inside(m_folder + u'/' + folder);
        for (const QString &name : inside.entryList(QDir::Files | QDir::Hidden)) {
            if (!isHash(name) && !name.endsWith(kAside))
                QFile::remove(inside.filePath(name));
        }
    }
}

} // namespace tidedesk::server
