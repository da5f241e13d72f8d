// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/outboxfile.h"
#include "core/sqlite/migrations.h"
#include "core/storage/sqlitedriver.h"
#include <QUuid>

namespace tidedesk::storage {

Result<std::unique_ptr<OutboxFile>> OutboxFile::open(const QString &path)
{
    TD_ASSIGN(migrations, sqlite::loadMigrations(QStringLiteral(":/migrations/client")));
    sqlite::Options options;
    options.path = path;
    options.synchronous = sqlite::Synchronous::Full;
    options.secureDelete = true;
    options.corruptCode = "outbox.corrupt";
    options.newestVersion = sqlite::newestVersion(migrations);
    TD_ASSIGN(connection, sqlite::Connection::open(options));
    TD_TRY(sqlite::migrate(*connection, migrations));
    const QString name = QStringLiteral("outbox-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    QSqlDatabase::addDatabase(new SqliteDriver(std::move(connection)), name);
    return std::unique_ptr<OutboxFile>(new OutboxFile(name));
}

sqlite::Connection &OutboxFile::connection() const
{
    return *static_cast<SqliteDriver *>(database().driver())->connection();
}

OutboxFile::~OutboxFile() { QSqlDatabase::removeDatabase(m_name); }

} // namespace tidedesk::storage
