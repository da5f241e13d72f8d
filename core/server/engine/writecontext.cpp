// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/engine/writecontext.h"
#include "core/domain/apply.h"
#include "core/server/engine/serverworld.h"

namespace tidedesk::server {

Result<domain::Outcome> WriteContext::apply(const domain::Change &change, const domain::Actor &actor)
{
    TD_ASSIGN(savepoint, StoreTransaction::begin(m_store, Store::Access::Write));
    ServerWorld world(m_store, change.row, m_standing);
    TD_ASSIGN(outcome, domain::apply(change, actor, m_now, world));
    if (outcome.verdict == domain::Verdict::Rejected || outcome.verdict == domain::Verdict::Returned)
        return outcome;
    TD_TRY(savepoint.commit());
    m_touched += world.touched();
    return outcome;
}

Status WriteContext::applyOwn(domain::Change change)
{
    if (change.id.isNull())
        change.id = newId();
    change.doneAt = m_now;
    TD_ASSIGN(outcome, apply(change, domain::Actor()));
    if (outcome.verdict != domain::Verdict::Rejected)
        return {};
    return Error {Consequence::Rejected, QStringLiteral("server.") + outcome.reason, outcome.detail};
}

Status WriteContext::put(const Row &row)
{
    ServerWorld world(m_store, row.id());
    TD_TRY(world.put(row, {}));
    m_touched += world.touched();
    return {};
}

} // namespace tidedesk::server
