// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/engine/writecontext.h"
#include "core/domain/apply.h"

namespace tidedesk::server {

Result<domain::Outcome> WriteContext::apply(const domain::Change &change, const domain::Actor &actor)
{
    const qint64 puts = m_world.puts();
    m_world.aimAt(change.row);
    TD_ASSIGN(outcome, domain::apply(change, actor, m_now, m_world));
    const bool refused = outcome.verdict == domain::Verdict::Rejected || outcome.verdict == domain::Verdict::Returned;
    if (refused && m_world.puts() != puts) // a rule that writes before it has looked at everything
        return Error {Consequence::Fatal, QStringLiteral("server.refused_late"), outcome.reason};
    return outcome;
}

Status WriteContext::applyOwn(domain::Change change)
{
    if (change.id.isNull())
        change.id = newId();
    change.doneAt = m_now;
    TD_ASSIGN(outcome, apply(change, domain::Actor()));
    if (outcome.verdict != domain::Verdict::Rejected)
        return flush();
    return Error {Consequence::Rejected, QStringLiteral("server.") + outcome.reason, outcome.detail};
}

Status WriteContext::put(const Row &row)
{
    m_world.aimAt(row.id());
    TD_TRY(m_world.put(row, {}));
    return flush();
}

} // namespace tidedesk::server
