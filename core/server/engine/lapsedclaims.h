// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/engine/writecontext.h"

namespace tidedesk::server {

inline constexpr int kLapsedAtOnce = 200; ///< tickets; the rest waits for the next time

/// Gives tickets whose claim has run out (core/domain/claim.h) back to their queues, the longest ago first, and tells
/// which. To be done about once a minute, by every node: each ticket goes back once.
Result<QList<Id>> giveBackLapsed(WriteContext &context);

} // namespace tidedesk::server
