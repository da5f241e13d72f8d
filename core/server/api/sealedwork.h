// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/protocol/pieces.h"
#include "core/server/api/blobfolder.h"
#include "core/server/engine/writecontext.h"
#include <optional>

/// Sealed work of revoked seats on the server: it comes in pieces, waits in quarantine, and is applied or discarded by an
/// administrator, or given back to its person. Nothing of it takes effect by itself.
namespace tidedesk::server {

inline constexpr int kSealedPerPerson = 20; ///< files that have come and have not been decided

/// The installation's keys, as the store has them; not valid before makeSealingKeys(). Inside a transaction.
Result<protocol::SealingKeys> sealingKeys(Store &store);
/// Made once.
Result<protocol::SealingKeys> makeSealingKeys(Store &store);

struct SealedState {
    qint64 offset = 0; ///< how much of it is here
    bool complete = false;
};
SealedState stateOf(const SealedFile &file);

/// Takes the piece that comes next; one that is here already is let pass. `session`: who brings it, who may bring only own
/// work of at most `largest` bytes; an administrator without. Conflict "blob.offset", Rejected "sealed.damaged", "sealed.foreign",
/// "sealed.not_allowed", "sealed.too_large", RetryLater "limit.sealed". The last piece is taken after checkSealed().
Result<SealedState> takeSealedPiece(WriteContext &context, qint64 largest, const QString &hash, const protocol::ByteRange &range,
    const QByteArray &bytes, const std::optional<Session> &session);
/// All of it is what its name says, `last` being the piece that is still missing. Rejected "blob.damaged". Reads everything.
Status checkSealed(Store &store, const QString &hash, const QByteArray &last);
/// Forgets one that turned out damaged.
Status dropSealed(WriteContext &context, const QString &hash);

/// Pieces of files of which nothing has come since, and of those that were given back by then.
Status forgetStalled(WriteContext &context, qint64 before);

/// What is inside: {"operations":[…],"undecided":[…],"files":[{"name","size"}]}, operations as they travel.
Result<QJsonObject> describeSealed(Store &store, const SealedFile &file);
/// Runs the operations as their author's, each once by its seat's number, with the scope the author has, or would have if
/// the account were not disabled; and takes the files in. All in this transaction. What needs a person is listed under
/// "open". Again, it answers as the first time. Rejected "sealed.unknown", "sealed.incomplete", "sealed.discarded",
/// "sealed.reopened".
Result<QJsonObject> applySealed(WriteContext &context, const BlobFolder &folder, const QString &hash);
/// Its content goes; that it was here is remembered.
Status discardSealed(WriteContext &context, const QString &hash);
/// The seat has its own back. If it hands it in all the same, being revoked again before it could open it, it waits again.
Status noteReopened(WriteContext &context, const Id &seal);

} // namespace tidedesk::server
