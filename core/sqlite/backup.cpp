// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/connection.h"
#include "core/base/durable.h"
#include "core/sqlite/failure.h"
#include <QFile>
#include <QFileInfo>
#include <filesystem>
#include <sqlite3.h>

namespace tidedesk::sqlite {

namespace {

/// Copies all pages in one step: one snapshot, and a writer on another connection is not held up by it.
int copyPages(sqlite3 *from, const QString &path)
{
    sqlite3 *to = nullptr;
    int code = sqlite3_open_v2(path.toUtf8().constData(), &to,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    if (code == SQLITE_OK) {
        if (sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main")) {
            sqlite3_backup_step(backup, -1);
            code = sqlite3_backup_finish(backup);
        } else {
            code = sqlite3_extended_errcode(to);
        }
    }
    const int closed = sqlite3_close(to);
    return code == SQLITE_OK ? closed : code;
}

/// With the journal that stays when undoing fails as well, as it does on a full disk.
void removePart(const QString &part)
{
    QFile::remove(part);
    QFile::remove(part + QStringLiteral("-journal"));
}

} // namespace

Result<CheckpointResult> Connection::checkpoint()
{
    TD_ASSIGN(statement, prepareOnce("PRAGMA wal_checkpoint(TRUNCATE)"));
    TD_TRY(statement.step());
    return CheckpointResult{
        statement.integer(0) == 0, static_cast<int>(statement.integer(1)), static_cast<int>(statement.integer(2))};
}

Status Connection::backupTo(const QString &path)
{
    constexpr QByteArrayView kName = "-- backup";
    TD_TRY(mayRun(kName));
    const QString part = path + QStringLiteral(".part");
    removePart(part);
    if (const int code = copyPages(m_db, part); code != SQLITE_OK) {
        removePart(part);
        return failure(code, kName, "copying pages");
    }
    std::error_code error;
    std::filesystem::rename(QFileInfo(part).filesystemFilePath(), QFileInfo(path).filesystemFilePath(), error);
    if (error) {
        removePart(part);
        return failure(SQLITE_IOERR_WRITE, kName, "renaming the copy");
    }
    if (!syncFolder(QFileInfo(path).absolutePath()))
        return failure(SQLITE_IOERR_DIR_FSYNC, kName, "syncing the folder");
    return {};
}

Result<QByteArray> Connection::image()
{
    constexpr QByteArrayView kName = "-- image";
    TD_TRY(mayRun(kName));
    sqlite3_int64 size = 0;
    const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> bytes(sqlite3_serialize(m_db, "main", &size, 0), &sqlite3_free);
    if (!bytes)
        return failure(SQLITE_NOMEM, kName, "taking an image");
    return QByteArray(reinterpret_cast<const char *>(bytes.get()), static_cast<qsizetype>(size));
}

Result<QStringList> Connection::integrityCheck()
{
    TD_ASSIGN(statement, prepareOnce("PRAGMA integrity_check"));
    QStringList problems;
    for (;;) {
        TD_ASSIGN(row, statement.step());
        if (!row)
            return problems;
        if (const QString line = statement.text(0); line != u"ok")
            problems.append(line);
    }
}

} // namespace tidedesk::sqlite
