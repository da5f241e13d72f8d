// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/protocol/sealing.h"
#include "core/storage/outbox.h"
#include <QStringList>

namespace tidedesk::sqlite {
class Connection;
}

/// How a revoked seat seals its work, and how it opens it again when it is let in again. Files of a profile only; whoever
/// calls holds its lock. Each step is one rename:
///
///   sealing.part -> sealing.tdx     everything is sealed, on the medium, and has been read back
///   (rows, outbox and attachments go)
///   sealing.tdx -> sealed-N.tdx     nothing else is left
///
///   outbox.db.opening -> outbox.db.opened -> outbox.db, then sealed-N.tdx goes
///
/// Before the first rename a crash leaves the old state, after it the next opening goes on.
namespace tidedesk::seat {

struct SealedWork {
    QString path;
    protocol::SealLabel label;
    QByteArray box; ///< for the server, which gives the key back to whom it belongs to
};

/// Of a profile, oldest first; those whose label cannot be read are left out.
QList<SealedWork> sealedWork(const QString &profile);

/// Writes sealing.tdx: operations, cards, drafts, files that were not sent whole, damaged outboxes that were set aside.
/// RetryLater "store.disk_full" and nothing is changed.
Status sealWork(const QString &profile, storage::Outbox &outbox, sqlite::Connection &outboxConnection, const QByteArray &publicKey,
    const protocol::SealLabel &whose);
/// Goes on where sealWork() or a crash has left it. Nothing may have the profile's files open.
Status finishSealing(const QString &profile);

/// Opens one: attachments in place, the outbox as outbox.db.opened, which finishOpening() puts in place.
/// Rejected "sealed.damaged".
Status openWork(const QString &profile, const SealedWork &work, const QByteArray &key);
Status finishOpening(const QString &profile);
/// What openWork() had put in place when it ended early, where the work is still sealed.
Status removeHalfOpened(const QString &profile);
/// Nothing has been in this outbox since its profile was sealed, or ever.
Result<bool> isUntouched(storage::Outbox &outbox);
/// Sealed work that is back in this outbox is not needed any more.
Status dropOpened(const QString &profile, storage::Outbox &outbox);

} // namespace tidedesk::seat
