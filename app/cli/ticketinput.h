// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/common/arguments.h"
#include "core/base/result.h"
#include "core/seat/edits.h"
#include "core/seat/queries.h"

/// What people type about tickets, turned into values by the spine. Errors name the word that is wrong and what would
/// have been right.
namespace tidedesk::cli {

using app::Arguments;

/// --view mine|unassigned|team|open|all|queue:NAME, --filter "status:open,new channel:email tag:vip",
/// --sort [+]updated|created|priority|number (descending unless '+').
Result<domain::TicketQuery> readQuery(const Arguments &arguments, const seat::Queries::Directory &directory);
Result<domain::ListAnchor> readCursor(const QString &text); ///< empty = the beginning
QString writeCursor(const domain::ListAnchor &anchor);
Result<seat::Edits::NewTicket> readNewTicket(const Arguments &arguments);
/// "priority=high" "assignee=agent.lin" "queue=Support" "subject=..."; an empty value clears the field.
Result<QMap<int, Value>> readAssignments(const QStringList &words, const seat::Queries::Directory &directory);

} // namespace tidedesk::cli
