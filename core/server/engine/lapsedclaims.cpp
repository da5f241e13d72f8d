// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/engine/lapsedclaims.h"
#include "core/domain/claim.h"
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"

namespace tidedesk::server {

namespace {

/// Whether there is something to give back; the queue may have ceased to lend for a time.
Result<bool> isLent(WriteContext &context, const Row &ticket)
{
    const auto &t = schema::ticket();
    if (!ticket.has(t.assigneeId) || !domain::isOpen(static_cast<domain::TicketStatus>(ticket.number(t.status))))
        return false;
    TD_ASSIGN(queue, context.row(schema::queue(), ticket.ref(t.queueId)));
    return queue && domain::lendsForATime(*queue);
}

Status giveBack(WriteContext &context, const Row &ticket)
{
    domain::Change change;
    change.entity = &schema::ticket();
    change.row = ticket.id();
    change.base = ticket.version;
    change.set.insert(schema::ticket().assigneeId.index, Value());
    return context.applyOwn(change);
}

/// A time that means nothing any more would be found again and again.
Status dropTime(WriteContext &context, Row ticket)
{
    ticket.set(schema::ticket().claimedUntil, Value());
    ++ticket.version;
    return context.put(ticket);
}

} // namespace

Result<QList<Id>> giveBackLapsed(WriteContext &context)
{
    const auto &t = schema::ticket();
    TD_TRY(context.store().hold(QStringLiteral("lapsed_claims")));
    TD_ASSIGN(found, context.store().findBelow(t.claimedUntil, context.now(), kLapsedAtOnce));
    QList<Id> given;
    for (const Id &id : found) {
        TD_ASSIGN(ticket, context.row(t, id)); // ours from here on: what was done to it meanwhile counts
        if (!ticket || !ticket->has(t.claimedUntil) || ticket->number(t.claimedUntil) >= context.now())
            continue;
        TD_ASSIGN(lent, isLent(context, *ticket));
        TD_TRY(lent ? giveBack(context, *ticket) : dropTime(context, *ticket));
        if (lent)
            given.append(id);
    }
    return given;
}

} // namespace tidedesk::server
