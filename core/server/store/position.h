// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <compare>

namespace tidedesk::server {

/// A place in the change feed. On SQLite, with its one writer, `seq` alone orders the feed and `xid` stays 0; on
/// PostgreSQL a sequence loses rows under concurrent commits, so there the transaction id comes first.
struct Position {
    qint64 xid = 0;
    qint64 seq = 0;

    QString toText() const { return QStringLiteral("%1:%2").arg(xid).arg(seq); }
    /// "xid:seq"; "seq" alone is a place of SQLite's.
    static Position fromText(const QString &text)
    {
        const qsizetype colon = text.indexOf(u':');
        return {colon < 0 ? 0 : text.left(colon).toLongLong(), text.mid(colon + 1).toLongLong()};
    }

    friend auto operator<=>(const Position &, const Position &) = default;
};

} // namespace tidedesk::server
