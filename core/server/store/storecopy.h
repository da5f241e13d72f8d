// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/store/store.h"

namespace tidedesk::server {

struct Copied {
    QMap<QString, qint64> rows; ///< by entity
    qint64 entries = 0; ///< of the feed
    bool sameEpoch = false; ///< seats may go on with the cursors they have
};

/// Copies everything from one snapshot of a store into an empty one of any engine, in one transaction there. Places in a
/// feed that SQLite numbered are good in both engines; those that carry a transaction id of PostgreSQL mean nothing
/// anywhere else, so they are numbered anew and the copy gets an epoch of its own.
/// Rejected "store.not_empty" when something is there already.
Result<Copied> copyStore(Store &from, Store &to);

} // namespace tidedesk::server
