// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/api/limits.h"
#include "core/protocol/pieces.h"
#include "core/server/api/blobfolder.h"
#include "core/server/engine/writecontext.h"

/// Files on their way to the server, piece by piece, each person's by itself: what somebody else has sent of the same file
/// opens nothing and tells nothing.
namespace tidedesk::server {

struct UploadState {
    qint64 offset = 0; ///< how much of it this person has sent
    bool complete = false; ///< it is here, and this person is known to have it
};
/// `total`: size of the file, from who knows it; one of another size would begin anew. Inside a transaction.
Result<UploadState> uploadState(
    Store &store, const BlobFolder &folder, const QString &hash, const Id &user, std::optional<qint64> total = {});

/// Conflict "blob.offset": pieces are missing before this one.
Error outOfPlace(qint64 held);

/// Whether a person may send one more file. Rejected "blob.empty", "blob.too_large"; RetryLater "limit.files_a_day",
/// "server.files_full". The same whether the server has it already or not. Inside a transaction.
Status mayBegin(Store &store, const FileLimits &limits, const Id &user, qint64 size, qint64 now);

/// Keeps a piece that is not the last one and comes next. One that has come before is let pass; Conflict
/// "blob.offset" when others are missing in between.
Result<UploadState> addPiece(WriteContext &context, const BlobFolder &folder, const QString &hash, const Id &user,
    const protocol::ByteRange &range, const QByteArray &bytes);
/// Puts the file together in the folder. Rejected "blob.damaged" when it is not what its name says. Inside a transaction.
Status assemble(Store &store, const BlobFolder &folder, const QString &hash, const Id &user, const QByteArray &last);
/// Makes a file that has been put together known, as this person's. `last` as of assemble(). Conflict "blob.offset" when
/// its pieces have gone meanwhile.
Result<UploadState> publish(WriteContext &context, const QString &hash, const Id &user, const protocol::ByteRange &range,
    const QByteArray &last);

} // namespace tidedesk::server
