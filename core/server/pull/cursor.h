// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/server/store/position.h"
#include <QMap>
#include <QString>
#include <optional>

namespace tidedesk::server {

/// How far a seat has read, as one opaque text to it: the epoch of the data, one position for everything that changes
/// (`top`), the buckets it covers, and for buckets that came into scope later how far they have been filled backwards -
/// newest work first. A seat that makes one up only harms itself: scope is never taken from here.
struct Cursor {
    QString epoch;
    Position top;
    QMap<QString, std::optional<Position>> buckets; ///< nothing = filled; else entries below this are still to come
    int turn = 0; ///< whose turn it is to be filled, below kTurns
    static constexpr int kTurns = 1'000'000;

    QString toText() const; ///< base64url
    /// Rejected "pull.bad_cursor" for what is no cursor of ours. An empty text is the beginning.
    static Result<Cursor> fromText(const QString &text);
};

} // namespace tidedesk::server
