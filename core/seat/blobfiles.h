// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/protocol/pieces.h"

namespace tidedesk::seat {

/// The largest file a server takes, as long as it has not said otherwise.
inline constexpr qint64 kLargestFile = 25LL * 1024 * 1024;
inline constexpr auto kLargestFileSetting = QLatin1StringView("largest_file"); ///< of Outbox: what it has said

/// The bytes of attachments in a profile's folder, addressed by their SHA-256; what is not whole yet has another name. No
/// file is ever held in memory. Threads may each have one: files of a hash never change.
class BlobFiles {
public:
    explicit BlobFiles(const QString &profile)
        : m_folder(profile + QStringLiteral("/blobs/"))
    {
    }

    struct Kept {
        QString hash; ///< SHA-256, hex
        qint64 size = 0;
        QString mediaType; ///< by content, never by name alone
    };
    /// Copies a file in: temporary file, sync, rename, sync of the folder. Rejected "blob.unreadable", "blob.too_large",
    /// "blob.empty".
    Result<Kept> take(const QString &file, qint64 largest) const;

    /// Where the bytes of a hash lie, whether they are there or not. Empty for what is no hash.
    QString path(const QString &hash) const;
    bool has(const QString &hash) const;

    struct Piece {
        protocol::ByteRange range;
        QByteArray bytes;
    };
    /// Rejected "blob.lost" when the file is not there, or not whole.
    Result<Piece> piece(const QString &hash, qint64 at) const;
    /// The bytes are still what their name says.
    bool isSound(const QString &hash) const;

    /// How much has come of a file that is being fetched.
    qint64 partSize(const QString &hash) const;
    /// Adds bytes; what was there behind `at` goes.
    Status addPart(const QString &hash, qint64 at, const QByteArray &bytes) const;
    /// What has come is all. Rejected "blob.damaged", and gone, when it is not what its name says.
    Status publishPart(const QString &hash) const;
    void dropPart(const QString &hash) const;
    /// Removes what was begun and not gone on with for two weeks.
    void sweep() const;

private:
    QString partPath(const QString &hash) const;

    QString m_folder;
};

} // namespace tidedesk::seat
