// SPDX-License-Identifier: GPL-3.0-or-later
// migrate: a server moves from its folder into a PostgreSQL database. Sessions, cursors and what seats have been answered
// move along, so seats notice no more than a restart.
#include "app/server/command.h"
#include "app/server/datafolder.h"
#include "core/server/api/blobfolder.h"
#include "core/server/check/inspection.h"
#include "core/server/store/storecopy.h"
#include <QFile>

namespace tidedesk::app {

namespace {

using server::Store;
using server::StoreTransaction;

struct Moved {
    server::Copied copied;
    qint64 attachments = 0;
    QString digest;
};

/// First, so that a move that is cut short can be begun again: bytes that are there already do no harm.
Status moveBytes(const DataFolder &from, Store &source, Store &target, Moved &moved)
{
    const server::BlobFolder files(from.blobFolder());
    TD_ASSIGN(snapshot, StoreTransaction::begin(source, Store::Access::Read));
    TD_ASSIGN(blobs, source.blobs());
    for (const server::Blob &blob : blobs) {
        TD_ASSIGN(bytes, files.read(blob.hash));
        TD_ASSIGN(transaction, StoreTransaction::begin(target, Store::Access::Write));
        TD_TRY(target.putBytes(blob.hash, bytes));
        TD_TRY(transaction.commit());
        ++moved.attachments;
    }
    return {};
}

/// Of everything there is.
Result<QString> digestOf(Store &store)
{
    TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
    TD_ASSIGN(inspection, server::Inspection::of(store));
    if (!inspection.problems().isEmpty())
        return Error {Consequence::Rejected, QStringLiteral("migrate.unsound"), inspection.problems().first()};
    return inspection.digestOf(domain::Scope {true, {}}).text();
}

Result<Moved> move(const DataFolder &from, const DataFolder &to)
{
    Moved moved;
    TD_ASSIGN(source, from.stores().writer());
    TD_ASSIGN(target, to.stores().writer());
    TD_ASSIGN(before, digestOf(*source));
    TD_TRY(moveBytes(from, *source, *target, moved));
    TD_ASSIGN(copied, server::copyStore(*source, *target));
    TD_ASSIGN(after, digestOf(*target));
    if (before != after)
        return Error {Consequence::Rejected, QStringLiteral("migrate.unsound"), QStringLiteral("the copy's digest is %1 instead of %2").arg(after, before)};
    moved.copied = copied;
    moved.digest = after;
    return moved;
}

Result<Moved> moveServer(DataFolder &from, DataFolder &to)
{
    TD_TRY(from.mustExist());
    TD_TRY(from.lock()); // nobody writes there any more
    TD_TRY(to.claim(server::StoreFactory::Use::Alone));
    TD_ASSIGN(moved, move(from, to));
    // Two servers with the same data would go separate ways; the file stays, but under a name that none opens.
    if (!QFile::rename(from.databaseFile(), from.databaseFile() + QStringLiteral(".moved")))
        return Error {Consequence::RetryLater, QStringLiteral("store.io"), from.databaseFile()};
    return moved;
}

} // namespace

int migrate(Arguments &arguments)
{
    const QString to = arguments.value(QStringLiteral("to"));
    if (arguments.value(QStringLiteral("from")).isEmpty())
        return wrongUsage(arguments, QStringLiteral("migrate: --from DIR is missing"));
    DataFolder source(arguments.value(QStringLiteral("from")));
    DataFolder target(source.path(), to);
    if (!DataFolder::isDatabase(to) || !target.isShared())
        return wrongUsage(arguments, QStringLiteral("migrate: --to postgresql://... is missing"));
    const auto moved = moveServer(source, target);
    if (!moved)
        return fail(arguments, moved.error());
    QJsonObject rows;
    for (auto it = moved->copied.rows.begin(); it != moved->copied.rows.end(); ++it)
        rows.insert(it.key(), *it);
    answer(arguments, {{QStringLiteral("migrated"), source.path()}, {QStringLiteral("rows"), rows}, {QStringLiteral("attachments"), moved->attachments},
                          {QStringLiteral("same_epoch"), moved->copied.sameEpoch}, {QStringLiteral("hash"), moved->digest}},
        QStringLiteral("everything in %1 is in the database now, digest %2").arg(source.path(), moved->digest));
    return Done;
}

} // namespace tidedesk::app
