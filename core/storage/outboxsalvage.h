// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"

namespace tidedesk::storage {

/// Takes out of a damaged outbox.db and its log whatever is whole, makes a new file of that and puts it in its place; the
/// damaged ones stay beside it as `outbox.db.damaged-1`, `-2` ... Operations are taken by their hash, everything else by
/// its shape. Of an operation that is lost there remains an entry without a hash, if it may still have to be sent: the
/// server takes no number out of turn, so it holds up those after it, as every damaged entry does, until a person gives
/// it up. Nothing may have the file open.
///
/// Each step can be repeated: a salvage that was cut short is finished, or done again, by the next opening.
Status salvageOutbox(const QString &path);

/// Puts a salvaged file in place, if the process ended before it could do that.
Status finishSalvage(const QString &path);

/// What has been set aside, oldest first.
QStringList damagedOutboxes(const QString &path);

} // namespace tidedesk::storage
