// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QList>
#include <chrono>
#include <functional>
#include <optional>

struct sqlite3;

namespace tidedesk::sqlite {

/// Runs on a connection that has just been opened: registers tokenizers and functions of higher layers.
using OpenHook = std::function<Status(sqlite3 *)>;

/// When a commit is on the medium. Both survive a killed process; only Full survives a power cut.
enum class Synchronous { Normal, Full };

/// How a database file is opened. The journal is always a WAL.
/// One writer per file, and only the writer checkpoints: SQLite before 3.51.3 may corrupt a file when a checkpoint
/// meets a commit of another connection (https://sqlite.org/wal.html#walresetbug).
struct Options {
    QString path; ///< a file, or ":memory:"
    bool readOnly = false; ///< the file is opened without the right to write
    bool queryOnly = false; ///< refuses to write, never checkpoints, does not create the file
    bool exclusive = false; ///< no shared-memory file; no other connection can use the database meanwhile
    Synchronous synchronous = Synchronous::Normal;
    std::chrono::milliseconds busyTimeout{5000};
    int walAutocheckpoint = 1000; ///< pages in the WAL after which a commit checkpoints; 0 = never by itself
    qint64 mmapSize = 0; ///< bytes
    int cacheKib = 2000; ///< most that pages may take; a transaction that changes more writes them out twice
    bool secureDelete = false; ///< deleted content is overwritten with zeros
    std::optional<int> newestVersion; ///< a file with a greater user_version is refused before it is touched
    QList<OpenHook> onOpen;
    /// The file can be made again: whoever finds it damaged leaves the mark damageMark(path) beside it, and its owner
    /// begins anew at the next opening.
    bool disposable = false;
    const char *corruptCode = "store.corrupt"; ///< of errors about a damaged file

    /// A second connection to a file that another one writes.
    static Options reader(const QString &file)
    {
        Options options;
        options.path = file;
        options.queryOnly = true;
        options.walAutocheckpoint = 0;
        return options;
    }
    bool isReader() const { return readOnly || queryOnly; }
};

inline QString damageMark(const QString &path) { return path + QStringLiteral(".damaged"); }

} // namespace tidedesk::sqlite
