// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/world.h"

/// A claim as a lease. In a queue with `claim_minutes` a ticket is its assignee's until `claimed_until`: becoming the
/// assignee starts the time, whatever the assignee does on the ticket starts it anew, and where nobody has anything to do
/// any more there is none. A claim that has run out binds nobody; the server gives the ticket back to its queue
/// (core/server/engine/lapsedclaims.h).
namespace tidedesk::domain {

inline constexpr qint64 kMostClaimMinutes = 366LL * 24 * 60;

/// Whether the queue lends its tickets only for a time.
bool lendsForATime(const Row &queue);

/// Brings the claim of `ticket` in line with what `actor` has made of it. `before`: the ticket as it was; null for a new one.
Status followClaim(Row &ticket, const Row &before, const Actor &actor, qint64 now, World &world);

/// Forgets who wrote the assignee where that does not bind a later claim: a claim that has run out, and the server's own
/// giving back, which is nobody's claim.
void forgetLapsedClaim(const Row &row, Stamps &stamps, qint64 now);

} // namespace tidedesk::domain
