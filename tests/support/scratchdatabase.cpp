// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scratchdatabase.h"
#include "core/server/store/postgresstore.h"
#include "core/server/store/sqlitestore.h"
#include "tests/support/postgrescluster.h"
#include <cstdio>
#include <cstdlib>
#include <sqlite3.h>

namespace tidedesk::test {

bool ScratchDatabase::isPostgres() { return qEnvironmentVariable("TIDEDESK_TEST_ENGINE") == u"postgres"; }

ScratchDatabase::ScratchDatabase()
{
    if (!isPostgres()) {
        m_stores = std::make_unique<server::SqliteStoreFactory>(m_folder.filePath(QStringLiteral("server.db")));
        return;
    }
    if (const QString why = PostgresCluster::missing(); !why.isEmpty()) {
        std::printf("skipped: %s\n", qPrintable(why));
        std::exit(kSkipped);
    }
    static PostgresCluster cluster;
    m_stores = std::make_unique<server::PostgresStoreFactory>(cluster.makeDatabase());
}

void watchStatements(server::Store &store, std::function<bool(QByteArrayView sql)> watch)
{
    if (auto *sqlite = dynamic_cast<server::SqliteStore *>(&store)) {
        if (!watch)
            return sqlite->connection().setFaultHook({});
        return sqlite->connection().setFaultHook([watch = std::move(watch)](QByteArrayView sql) -> std::optional<int> {
            return watch(sql) ? std::optional(SQLITE_FULL) : std::nullopt;
        });
    }
    dynamic_cast<server::PostgresStore &>(store).connection().setFaultHook(std::move(watch));
}

} // namespace tidedesk::test
