// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/uploads.h"
#include "core/server/engine/housekeeping.h"

namespace tidedesk::server {

namespace {

constexpr qint64 kDayLimitRetryMs = 3600 * 1000;

/// How much is here of an upload under way. One that once was whole begins anew, and so does one of another size.
Result<qint64> heldOf(Store &store, const QString &hash, const Id &user, std::optional<qint64> total)
{
    TD_ASSIGN(found, store.upload(hash, user));
    const Upload upload = found.value_or(Upload());
    return upload.held < upload.size && total.value_or(upload.size) == upload.size ? upload.held : 0;
}

/// One at a time does something to a person's upload, on whatever node.
Status holdUpload(Store &store, const QString &hash, const Id &user)
{
    return store.hold(QStringLiteral("upload:%1:%2").arg(hash, user.toString()));
}

} // namespace

Error outOfPlace(qint64 held)
{
    return {Consequence::Conflict, QStringLiteral("blob.offset"), QStringLiteral("%1 bytes are here").arg(held)};
}

Result<UploadState> uploadState(
    Store &store, const BlobFolder &folder, const QString &hash, const Id &user, std::optional<qint64> total)
{
    TD_ASSIGN(given, store.isGiver({hash, user}));
    if (given) {
        bool here = folder.has(hash);
        if (!here) {
            TD_ASSIGN(shared, store.bytes(hash, 0));
            here = shared.has_value();
        }
        TD_ASSIGN(blob, store.blob(hash));
        if (here && blob)
            return UploadState {blob->size, true};
    }
    TD_ASSIGN(held, heldOf(store, hash, user, total));
    return UploadState {held, false};
}

Status mayBegin(Store &store, const FileLimits &limits, const Id &user, qint64 size, qint64 now)
{
    if (size <= 0)
        return Error {Consequence::Rejected, QStringLiteral("blob.empty"), {}};
    if (size > limits.largest)
        return Error {Consequence::Rejected, QStringLiteral("blob.too_large"), QString::number(size)};
    TD_ASSIGN(sent, store.uploadedSince(user, now - kDayMs));
    if (sent + size > limits.aDay)
        return Error {Consequence::RetryLater, QStringLiteral("limit.files_a_day"), QString::number(limits.aDay), kDayLimitRetryMs};
    if (limits.total <= 0)
        return {};
    TD_ASSIGN(kept, store.fileBytes());
    if (kept + size > limits.total)
        return Error {Consequence::RetryLater, QStringLiteral("server.files_full"), QString::number(limits.total), kDayLimitRetryMs};
    return {};
}

Result<UploadState> addPiece(WriteContext &context, const BlobFolder &folder, const QString &hash, const Id &user,
    const protocol::ByteRange &range, const QByteArray &bytes)
{
    Store &store = context.store();
    TD_TRY(holdUpload(store, hash, user));
    TD_ASSIGN(state, uploadState(store, folder, hash, user, range.total));
    if (state.complete || state.offset > range.first)
        return state;
    if (state.offset != range.first)
        return outOfPlace(state.offset);
    if (range.first == 0)
        TD_TRY(store.dropUpload(hash, user));
    TD_TRY(store.putPiece(hash, user, range.first, bytes));
    TD_TRY(store.putUpload({hash, user, range.total, range.first + range.length(), context.now()}));
    return UploadState {range.first + range.length(), false};
}

Status assemble(Store &store, const BlobFolder &folder, const QString &hash, const Id &user, const QByteArray &last)
{
    bool ended = false;
    return folder.keep(hash, [&](qint64 at) -> Result<QByteArray> {
        if (ended)
            return QByteArray();
        TD_ASSIGN(piece, store.piece(hash, user, at));
        ended = !piece;
        return piece.value_or(last);
    });
}

Result<UploadState> publish(WriteContext &context, const QString &hash, const Id &user, const protocol::ByteRange &range,
    const QByteArray &last)
{
    Store &store = context.store();
    TD_TRY(holdUpload(store, hash, user));
    TD_ASSIGN(held, heldOf(store, hash, user, range.total));
    if (held != range.first)
        return outOfPlace(held);
    if (range.first == 0)
        TD_TRY(store.dropUpload(hash, user));
    TD_TRY(store.putBlob({hash, range.total, user, context.now()}));
    TD_TRY(store.publishPieces(hash, user));
    TD_TRY(store.putBytes(hash, range.first, last));
    TD_TRY(store.putGiver({hash, user}));
    TD_TRY(store.putUpload({hash, user, range.total, range.total, context.now()}));
    return UploadState {range.total, true};
}

} // namespace tidedesk::server
