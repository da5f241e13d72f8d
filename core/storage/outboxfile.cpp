// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/outboxfile.h"
#include "core/sqlite/failure.h"
#include "core/sqlite/migrations.h"
#include "core/storage/outboxpages.h"
#include "core/storage/outboxsalvage.h"
#include "core/storage/sqlitedriver.h"
#include <QFile>
#include <QUuid>

namespace tidedesk::storage {

namespace {

constexpr int kNoVersion = 10'000; ///< no schema will have this number

Error corrupt(const QString &what) { return {Consequence::Fatal, QStringLiteral("outbox.corrupt"), what}; }

Result<sqlite::Options> optionsFor(const QString &path)
{
    TD_ASSIGN(migrations, sqlite::loadMigrations(QStringLiteral(":/migrations/client")));
    sqlite::Options options;
    options.path = path;
    options.synchronous = sqlite::Synchronous::Full;
    options.secureDelete = true;
    options.corruptCode = "outbox.corrupt";
    options.newestVersion = sqlite::newestVersion(migrations);
    return options;
}

/// Looks at a file without writing: Fatal outbox.corrupt, or what opening it says.
Status examine(const QString &path, qint64 confirmed)
{
    if (!QFile::exists(path))
        return {};
    TD_ASSIGN(options, optionsFor(path));
    const int newest = *options.newestVersion;
    options.queryOnly = true; // does not move a log it may have misread into the file
    options.newestVersion = kNoVersion;
    TD_ASSIGN(connection, sqlite::Connection::open(options));
    TD_ASSIGN(version, connection->userVersion());
    if (version > newest)
        return sqlite::newerSchema(version, newest);
    if (version < 0)
        return corrupt(QStringLiteral("schema %1").arg(version));
    QFile log(path + QStringLiteral("-wal"));
    if (log.open(QIODevice::ReadOnly) && OutboxPages::isLogDamaged(log.readAll()))
        return corrupt(QStringLiteral("log"));
    TD_ASSIGN(problems, connection->integrityCheck());
    if (!problems.isEmpty())
        return corrupt(problems.first());
    if (version == 0 || confirmed == 0)
        return {};
    TD_ASSIGN(last, connection->prepareOnce("SELECT CAST(value AS INTEGER) FROM setting WHERE key='last_seq'"));
    TD_ASSIGN(found, last.step());
    const qint64 seq = found ? last.integer(0) : 0;
    return seq >= confirmed ? Status() : Status(corrupt(QStringLiteral("ends with operation %1").arg(seq)));
}

} // namespace

Result<std::unique_ptr<OutboxFile>> OutboxFile::open(const QString &path, qint64 confirmed)
{
    TD_TRY(finishSalvage(path));
    if (const Status sound = examine(path, confirmed); !sound) {
        if (sound.error().code != u"outbox.corrupt")
            return sound.error();
        TD_TRY(salvageOutbox(path));
    }
    TD_ASSIGN(options, optionsFor(path));
    TD_ASSIGN(migrations, sqlite::loadMigrations(QStringLiteral(":/migrations/client")));
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
