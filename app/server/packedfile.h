// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"

/// One file as one zstd frame (RFC 8878) with its content checksum: smaller, and any flipped bit is noticed. The file is
/// on the medium when pack() returns. `zstd -d` reads it, too.
namespace tidedesk::app {

/// Replaces an older `to` only when all is well.
Status pack(const QString &from, const QString &to);
/// Whether a backup could be written there; "file.not_writable" says why not. Nothing is changed.
Status canPack(const QString &to);
/// Rejected "backup.damaged" when `from` is not what pack() wrote.
Status unpack(const QString &from, const QString &to);

} // namespace tidedesk::app
