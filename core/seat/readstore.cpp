// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/readstore.h"
#include "core/seat/localstore.h"

namespace tidedesk::seat {

Result<std::unique_ptr<ReadStore>> ReadStore::open(const QString &profile)
{
    std::unique_ptr<ReadStore> store(new ReadStore);
    TD_ASSIGN(connection, sqlite::Connection::open(cacheOptions(profile, true)));
    store->m_connection = std::move(connection);
    store->m_tickets = std::make_unique<storage::TicketQueries>(*store->m_connection, store->m_tables);
    store->m_customers = std::make_unique<storage::CustomerQueries>(*store->m_connection, store->m_tables);
    store->m_search = std::make_unique<SearchRunner>(*store->m_connection, store->m_tables);
    return store;
}

Result<qint64> ReadStore::asOf()
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT value FROM meta WHERE key='as_of'"));
    TD_ASSIGN(found, statement.step());
    return found ? statement.text(0).toLongLong() : 0;
}

void ReadStore::setActor(const domain::Actor &actor)
{
    m_user = actor.user;
    m_tickets->setActor(actor);
    m_search->setActor(actor);
}

} // namespace tidedesk::seat
