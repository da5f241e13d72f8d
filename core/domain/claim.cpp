// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/claim.h"
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"
#include <algorithm>

namespace tidedesk::domain {

bool lendsForATime(const Row &queue) { return queue.number(schema::queue().claimMinutes) > 0; }

Status followClaim(Row &ticket, const Row &before, const Actor &actor, qint64 now, World &world)
{
    const auto &t = schema::ticket();
    const Id assignee = ticket.ref(t.assigneeId);
    const Id queueId = ticket.ref(t.queueId);
    std::optional<Row> queue;
    if (!assignee.isNull() && !queueId.isNull() && isOpen(static_cast<TicketStatus>(ticket.number(t.status)))) {
        TD_ASSIGN(found, world.row(schema::queue(), queueId));
        queue = found;
    }
    if (!queue || !lendsForATime(*queue)) {
        ticket.set(t.claimedUntil, Value());
        return {};
    }
    const bool anothers = before.isNull() || !(before.ref(t.assigneeId) == assignee);
    if (anothers || actor.user == assignee || !ticket.has(t.claimedUntil)) {
        const qint64 minutes = std::min(queue->number(schema::queue().claimMinutes), kMostClaimMinutes);
        ticket.set(t.claimedUntil, now + minutes * 60'000);
    }
    return {};
}

void forgetLapsedClaim(const Row &row, Stamps &stamps, qint64 now)
{
    const auto &t = schema::ticket();
    if (&row.entity() != &t)
        return;
    const auto stamp = stamps.constFind(t.assigneeId.index);
    if (stamp == stamps.cend())
        return;
    const bool lapsed = row.has(t.claimedUntil) && row.number(t.claimedUntil) < now;
    const bool givenBack = !row.has(t.assigneeId) && stamp->user.isNull();
    if (lapsed || givenBack)
        stamps.erase(stamp);
}

} // namespace tidedesk::domain
