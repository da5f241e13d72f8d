// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/store/postgresstore.h"
#include "core/server/store/postgreswatch.h"

namespace tidedesk::server {

using postgres::Connection;
using postgres::Values;

namespace {

constexpr qint64 kUseLock = 0x7469646564657332; ///< of pg_advisory_lock(): "tidedes2"

/// An advisory lock lives as long as its connection.
class PostgresClaim final : public StoreClaim {
public:
    explicit PostgresClaim(std::unique_ptr<Connection> connection)
        : m_connection(std::move(connection))
    {
    }

private:
    std::unique_ptr<Connection> m_connection;
};

} // namespace

Result<std::unique_ptr<Store>> PostgresStoreFactory::writer() const
{
    TD_ASSIGN(store, PostgresStore::openWriter(m_url));
    return std::unique_ptr<Store>(std::move(store));
}

Result<std::unique_ptr<Store>> PostgresStoreFactory::reader() const
{
    TD_ASSIGN(store, PostgresStore::openReader(m_url));
    return std::unique_ptr<Store>(std::move(store));
}

std::unique_ptr<Watch> PostgresStoreFactory::watch(Watch::Listener listener) const
{
    return std::make_unique<PostgresWatch>(m_url, std::move(listener));
}

Result<std::unique_ptr<StoreClaim>> PostgresStoreFactory::claim(Use use) const
{
    TD_ASSIGN(connection, Connection::open(m_url));
    TD_ASSIGN(given, connection->ask(use == Use::Alone ? "SELECT pg_try_advisory_lock($1)" : "SELECT pg_try_advisory_lock_shared($1)", Values::of(kUseLock)));
    if (!given.flag(0, 0))
        return Error {Consequence::RetryLater, QStringLiteral("data.in_use"), {}};
    return std::unique_ptr<StoreClaim>(std::make_unique<PostgresClaim>(std::move(connection)));
}

} // namespace tidedesk::server
