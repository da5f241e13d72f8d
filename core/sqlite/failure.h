// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"

namespace tidedesk::sqlite {

/// What an SQLite result code means for us - the only place where one is turned into an Error.
/// `code` is an extended result code (https://sqlite.org/rescode.html), `what` says where it happened.
///
/// | codes                                   | Error                             |
/// |-----------------------------------------|-----------------------------------|
/// | BUSY LOCKED PROTOCOL                    | RetryLater store.busy             |
/// | FULL IOERR_SHMSIZE, a quota that is used up | RetryLater store.disk_full    |
/// | other IOERR                             | RetryLater store.io               |
/// | NOMEM                                   | RetryLater store.memory           |
/// | ABORT_ROLLBACK (see Transaction)        | RetryLater store.rolled_back      |
/// | INTERRUPT ABORT                         | Retry      store.interrupted      |
/// | CONSTRAINT                              | Rejected   store.constraint       |
/// | MISMATCH TOOBIG RANGE                   | Rejected   store.value            |
/// | CORRUPT NOTADB IOERR_CORRUPTFS          | Fatal      store.corrupt          |
/// | CANTOPEN READONLY PERM AUTH             | Fatal      store.cannot_open      |
/// | anything else (a mistake in our SQL)    | Rejected   store.sql              |
Error classify(int code, const QString &what);

/// Fatal store.newer_schema: the file was written by a later program and is left alone.
Error newerSchema(int fileVersion, int knownVersion);

} // namespace tidedesk::sqlite
