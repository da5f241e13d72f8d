// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QByteArray>
#include <QString>

namespace tidedesk::server {

/// The bytes of attachments, named by their SHA-256 and by nothing a client says. Thread-safe: files never change.
class BlobFolder {
public:
    static constexpr qint64 kLargest = 25LL * 1024 * 1024;

    explicit BlobFolder(QString folder)
        : m_folder(std::move(folder))
    {
    }
    static bool isHash(const QString &text);
    /// Temporary file, sync, rename, sync of the folder. Rejected "blob.damaged" when the bytes are not what the name says.
    Status keep(const QString &hash, const QByteArray &bytes) const;
    bool has(const QString &hash) const;
    /// Rejected "blob.unknown" when there is none, Fatal "blob.damaged" when the medium has changed it.
    Result<QByteArray> read(const QString &hash) const;
    QString path(const QString &hash) const;

private:
    QString m_folder;
};

class Store;
/// A blob's bytes from the folder, or else from the store, which then leaves them in the folder. Inside no transaction.
Result<QByteArray> readBlob(Store &store, const BlobFolder &folder, const QString &hash);

} // namespace tidedesk::server
