// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QByteArray>
#include <QString>
#include <functional>

namespace tidedesk::server {

class Store;

/// The bytes of attachments, named by their SHA-256 and by nothing a client says. Thread-safe: files never change.
class BlobFolder {
public:
    /// The bytes from a place on, in pieces of any length; none at the end.
    using Source = std::function<Result<QByteArray>(qint64 at)>;

    explicit BlobFolder(QString folder)
        : m_folder(std::move(folder))
    {
    }
    static bool isHash(const QString &text);
    /// Temporary file, sync, rename, sync of the folder. The source is read to its end, whatever is here already. Rejected
    /// "blob.damaged" when the bytes are not what the name says.
    Status keep(const QString &hash, const Source &source) const;
    Status keep(const QString &hash, const QByteArray &bytes) const;
    /// Keeps what the store has of it, where the store keeps bytes. Rejected "blob.unknown". Inside a transaction.
    Status keepFrom(Store &store, const QString &hash) const;
    bool has(const QString &hash) const;
    Result<qint64> size(const QString &hash) const;
    /// All of them, verified. Rejected "blob.unknown" when there is none, Fatal "blob.damaged" when the medium has changed it.
    Result<QByteArray> read(const QString &hash) const;
    /// So many of them, as they are. Fatal "blob.damaged" when there are fewer.
    Result<QByteArray> read(const QString &hash, qint64 at, qint64 length) const;
    /// Whether they are what their name says; errors as of read().
    Status verify(const QString &hash) const;
    /// What was damaged is no longer there under its name, so that it can be sent again.
    void setAside(const QString &hash) const;
    /// What a killed process has left half written.
    void sweep() const;
    QString path(const QString &hash) const;

private:
    QString m_folder;
};

} // namespace tidedesk::server
