// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include "core/search/filtertable.h"

namespace tidedesk::seat {

/// The filter keys of the search box, in both languages, from the spine's ticket fields and the seat's own people,
/// queues and tags. `user` answers to "me" and "我".
search::FilterTable filterTable(const QList<Row> &users, const QList<Row> &queues, const Id &user);

} // namespace tidedesk::seat
