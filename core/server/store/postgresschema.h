// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/postgres/connection.h"
#include "core/server/store/postgrestable.h"

namespace tidedesk::server {

using PostgresTables = std::vector<std::unique_ptr<PostgresTable>>;

/// Brings a database up to date, the same way for an empty one and an old one; nodes that start together wait for each
/// other. Fatal store.newer_schema when a later program has been there.
Status preparePostgres(postgres::Connection &connection, const PostgresTables &tables);

/// Looks whether this is still the cluster and the time line the feed was written on. If not - the standby took over, the
/// database was restored elsewhere - transactions may be missing and their ids be given again, so the data get a new
/// epoch: seats then look through everything anew and give their operations again. To be done on every connection that was
/// made anew, before anything is read or written: what is told under the old epoch would be believed.
Status checkCluster(postgres::Connection &connection);

} // namespace tidedesk::server
