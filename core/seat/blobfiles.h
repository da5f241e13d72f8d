// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/localstore.h"

namespace tidedesk::seat {

inline constexpr qint64 kLargestFile = 25LL * 1024 * 1024;

struct KeptFile {
    QString hash; ///< SHA-256, hex
    qint64 size = 0;
    QString mediaType; ///< by content, never by name alone
};

/// Copies a file into the profile, addressed by its content, and notes it for upload. Written to a temporary file, synced,
/// renamed; only then does a row name it. Rejected "blob.unreadable", "blob.too_large", "blob.empty".
Result<KeptFile> keepFile(LocalStore &store, const QString &path);
/// Stores bytes that came from the server. Rejected "blob.damaged" when they are not what their name says.
Status keepBytes(LocalStore &store, const QString &hash, const QByteArray &bytes);
/// Where the bytes of a hash lie, whether they are there or not. Null for what is no hash.
QString blobPath(const QString &profile, const QString &hash);

} // namespace tidedesk::seat
