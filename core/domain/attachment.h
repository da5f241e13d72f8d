// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"

namespace tidedesk::domain {

/// What one message may carry.
inline constexpr int kMostFiles = 20;
inline constexpr qint64 kMostFileBytes = 100LL * 1024 * 1024; ///< all its files together

/// A name that cannot lead anywhere: no folders, no control characters. It is shown, never opened.
bool isFileName(const QString &name);
/// The nearest name that isFileName() accepts, for a file that somebody attaches.
QString fileNameFrom(const QString &name);

/// The first field of an attachment's row that describes no file (name, size, SHA-256 in lower-case hex), or null.
const schema::Field *impossibleField(const Row &attachment);

} // namespace tidedesk::domain
