// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/store/storecopy.h"
#include "core/protocol/pieces.h"
#include "core/schema/entities.h"
#include <QUuid>

namespace tidedesk::server {

namespace {

const auto kFeedCounter = QStringLiteral("feed"); ///< SQLite's

Status copyRows(Store &from, Store &to, Copied &copied)
{
    for (const schema::Entity *entity : schema::entities()) {
        qint64 &count = copied.rows[entity->name()];
        TD_TRY(from.each(*entity, [&](const StoredRow &stored) -> Status {
            ++count;
            return to.put(stored);
        }));
    }
    return {};
}

/// The last number in the copy's feed.
Result<qint64> copyFeed(Store &from, Store &to, Copied &copied)
{
    qint64 last = 0;
    copied.sameEpoch = true;
    TD_TRY(from.eachEntry([&](const FeedEntry &entry) -> Status {
        FeedEntry placed = entry;
        ++copied.entries;
        copied.sameEpoch = copied.sameEpoch && entry.position.xid == 0;
        last = entry.position.xid == 0 ? entry.position.seq : last + 1; // those of SQLite come first
        placed.position = {0, last};
        return to.putEntry(placed);
    }));
    return last;
}

Status copySealed(Store &from, Store &to)
{
    TD_ASSIGN(files, from.sealedFiles());
    for (const SealedFile &file : files) {
        TD_TRY(to.putSealedFile(file));
        for (qint64 at = 0; at < file.held; at += protocol::kFilePiece) {
            TD_ASSIGN(piece, from.sealedPiece(file.hash, at));
            if (piece) // of one that was decided there are none
                TD_TRY(to.putSealedPiece(file.hash, at, *piece));
        }
    }
    return {};
}

Status copyRecords(Store &from, Store &to, const Copied &copied, qint64 lastEntry)
{
    TD_TRY(from.eachResult([&](const Id &seat, qint64 seq, const RecordedResult &result, qint64 at) {
        return to.record(seat, seq, result, at);
    }));
    TD_ASSIGN(accounts, from.accounts());
    for (const Account &account : accounts)
        TD_TRY(to.putAccount(account));
    TD_ASSIGN(sessions, from.sessions());
    for (const Session &session : sessions)
        TD_TRY(to.putSession(session));
    TD_ASSIGN(blobs, from.blobs());
    for (const Blob &blob : blobs) {
        TD_TRY(to.putBlob(blob));
        TD_ASSIGN(bytes, from.bytes(blob.hash));
        if (bytes)
            TD_TRY(to.putBytes(blob.hash, *bytes));
    }
    TD_ASSIGN(givers, from.givers());
    for (const BlobGiver &giver : givers)
        TD_TRY(to.putGiver(giver));
    TD_TRY(copySealed(from, to));
    TD_ASSIGN(counters, from.counters());
    if (!copied.sameEpoch)
        counters.insert(kFeedCounter, lastEntry);
    for (auto it = counters.begin(); it != counters.end(); ++it)
        TD_TRY(to.setCounter(it.key(), it.value()));
    TD_ASSIGN(meta, from.allMeta());
    if (!copied.sameEpoch) {
        meta.insert(QString(kEpochKey), QUuid::createUuid().toString(QUuid::WithoutBraces));
        meta.insert(QString(kFloorKey), QString());
        meta.insert(QString(kFeedMarksKey), QString());
    }
    for (auto it = meta.begin(); it != meta.end(); ++it) {
        if (it.key() != kClusterKey)
            TD_TRY(to.setMeta(it.key(), it.value()));
    }
    return {};
}

} // namespace

Result<Copied> copyStore(Store &from, Store &to)
{
    TD_ASSIGN(snapshot, StoreTransaction::begin(from, Store::Access::Read));
    TD_ASSIGN(transaction, StoreTransaction::begin(to, Store::Access::Write));
    TD_ASSIGN(present, to.buckets());
    if (!present.isEmpty())
        return Error {Consequence::Rejected, QStringLiteral("store.not_empty"), {}};
    Copied copied;
    TD_TRY(copyRows(from, to, copied));
    TD_ASSIGN(lastEntry, copyFeed(from, to, copied));
    TD_TRY(copyRecords(from, to, copied, lastEntry));
    TD_TRY(transaction.commit());
    return copied;
}

} // namespace tidedesk::server
