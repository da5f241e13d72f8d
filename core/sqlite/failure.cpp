// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/failure.h"
#include <sqlite3.h>

namespace tidedesk::sqlite {

namespace {

struct Meaning {
    Consequence consequence;
    const char *code;
};

Meaning ofIoError(int extended)
{
    switch (extended) {
    case SQLITE_IOERR_CORRUPTFS:
        return {Consequence::Fatal, "store.corrupt"};
    case SQLITE_IOERR_NOMEM:
        return {Consequence::RetryLater, "store.memory"};
    case SQLITE_IOERR_SHMSIZE: // a full disk shows itself so when the file is opened
        return {Consequence::RetryLater, "store.disk_full"};
    default:
        return {Consequence::RetryLater, "store.io"};
    }
}

Meaning meaningOf(int extended)
{
    switch (extended & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return {Consequence::RetryLater, "store.busy"};
    case SQLITE_FULL:
        return {Consequence::RetryLater, "store.disk_full"};
    case SQLITE_IOERR:
        return ofIoError(extended);
    case SQLITE_NOMEM:
        return {Consequence::RetryLater, "store.memory"};
    case SQLITE_ABORT:
        if (extended == SQLITE_ABORT_ROLLBACK)
            return {Consequence::RetryLater, "store.rolled_back"};
        [[fallthrough]];
    case SQLITE_INTERRUPT:
        return {Consequence::Retry, "store.interrupted"};
    case SQLITE_CONSTRAINT:
        return {Consequence::Rejected, "store.constraint"};
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
    case SQLITE_RANGE:
        return {Consequence::Rejected, "store.value"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {Consequence::Fatal, "store.corrupt"};
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return {Consequence::Fatal, "store.cannot_open"};
    default:
        return {Consequence::Rejected, "store.sql"};
    }
}

} // namespace

Error classify(int code, const QString &what)
{
    const Meaning meaning = meaningOf(code);
    return Error{meaning.consequence, QString::fromLatin1(meaning.code),
        QStringLiteral("%1 (%2, %3)").arg(what, QString::fromUtf8(sqlite3_errstr(code))).arg(code)};
}

Error newerSchema(int fileVersion, int knownVersion)
{
    return Error{Consequence::Fatal, QStringLiteral("store.newer_schema"),
        QStringLiteral("the file has schema %1, this program knows %2").arg(fileVersion).arg(knownVersion)};
}

} // namespace tidedesk::sqlite
