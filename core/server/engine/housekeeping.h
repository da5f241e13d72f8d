// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/engine/writecontext.h"

namespace tidedesk::server {

inline constexpr qint64 kDayMs = 24LL * 3600 * 1000;
inline constexpr qint64 kResultsKeptMs = 14 * kDayMs; ///< how long a seat may ask again what became of an operation
inline constexpr qint64 kUploadsKeptMs = 7 * kDayMs; ///< how long a file that broke off may go on
inline constexpr qint64 kDeparturesKeptMs = 45 * kDayMs; ///< a seat that was away for longer starts its mirror anew

/// Forgets what nobody will ask for any more: old results, files that broke off, sessions that ran out, departures of rows. To be done about
/// once an hour; the feed's position is noted once a day, so that departures can be told apart by age.
Status keepHouse(WriteContext &context);

} // namespace tidedesk::server
