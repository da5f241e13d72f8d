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

/// --view mine|unassigned|team|open|all|queue:NAME (open; all where the filter names a status),
/// --filter "status:open,new channel:email tag:vip", --sort [+]updated|created|priority|number (descending unless '+').
/// `me` is the person who asks: queues outside their scope are not looked into, nothing of them is here.
Result<domain::TicketQuery> readQuery(const Arguments &arguments, const seat::Queries::Directory &directory, const Id &me);
/// A cursor belongs to the order it was made in. Empty = the beginning.
Result<domain::ListAnchor> readCursor(const QString &text, const domain::TicketQuery &query);
QString writeCursor(const domain::ListAnchor &anchor, const domain::TicketQuery &query);
Result<seat::Edits::NewTicket> readNewTicket(const Arguments &arguments);

/// "priority=high" "assignee=agent.lin" "queue=Support" "customer=13800138000" "subject=...": what was typed for each
/// field, by its index; every field can be set and stands there once.
Result<QMap<int, QString>> readAssignments(const QStringList &words);
/// Their values; an empty text clears the field, `customer` is who was found for the customer's. "assignee=me" is `me`.
Result<QMap<int, Value>> readValues(
    const QMap<int, QString> &typed, const Id &customer, const seat::Queries::Directory &directory, const Id &me);

} // namespace tidedesk::cli
