// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QFile;

namespace tidedesk {

/// A rename is on the medium only when its folder is. False when the folder cannot be synced. Any thread.
bool syncFolder(const QString &folder);
/// Makes a folder and those above it, on the medium; true when it is there already.
bool makeFolder(const QString &folder);

/// Brings what was written to a file to the medium.
bool syncFile(QFile &file);
/// Puts a file in another one's place, on the medium, at once or not at all.
bool replaceFile(const QString &from, const QString &to);

} // namespace tidedesk
