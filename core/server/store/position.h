// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <compare>

namespace tidedesk::server {

/// A place in the change feed. On SQLite, with its one writer, `seq` alone orders the feed and `xid` stays 0; on
/// PostgreSQL a sequence loses rows under concurrent commits, so there the transaction id comes first.
struct Position {
    qint64 xid = 0;
    qint64 seq = 0;

    friend auto operator<=>(const Position &, const Position &) = default;
};

} // namespace tidedesk::server
