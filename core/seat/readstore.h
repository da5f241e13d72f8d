// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/searchrunner.h"
#include "core/storage/customerqueries.h"
#include "core/storage/ticketqueries.h"

namespace tidedesk::seat {

/// A reading connection to cache.db with everything that asks through it. Never writes, never checkpoints.
class ReadStore {
public:
    static Result<std::unique_ptr<ReadStore>> open(const QString &profile);

    void setActor(const domain::Actor &actor);
    const Id &user() const { return m_user; } ///< whose seat it is
    /// Server time up to which the mirror is complete, 0 = never.
    Result<qint64> asOf();
    sqlite::Connection &connection() { return *m_connection; }
    const storage::MirrorTables &tables() const { return m_tables; }
    storage::TicketQueries &tickets() { return *m_tickets; }
    storage::CustomerQueries &customers() { return *m_customers; }
    SearchRunner &search() { return *m_search; }

private:
    ReadStore() = default;

    Id m_user;
    std::unique_ptr<sqlite::Connection> m_connection;
    storage::MirrorTables m_tables;
    std::unique_ptr<storage::TicketQueries> m_tickets;
    std::unique_ptr<storage::CustomerQueries> m_customers;
    std::unique_ptr<SearchRunner> m_search;
};

} // namespace tidedesk::seat
