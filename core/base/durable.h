// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace tidedesk {

/// A rename is on the medium only when its folder is. False when the folder cannot be synced. Any thread.
bool syncFolder(const QString &folder);
/// Makes a folder and those above it, on the medium; true when it is there already.
bool makeFolder(const QString &folder);

} // namespace tidedesk
