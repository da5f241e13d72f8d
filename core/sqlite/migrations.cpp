// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/migrations.h"
#include "core/base/logging.h"
#include "core/sqlite/failure.h"
#include "core/sqlite/script.h"
#include "core/sqlite/transaction.h"
#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace tidedesk::sqlite {

namespace {

Error badMigrations(const QString &why)
{
    return Error{Consequence::Fatal, QStringLiteral("store.bad_migrations"), why};
}

bool isInMemory(const QString &path)
{
    return path.isEmpty() || path == u":memory:";
}

Result<Migration> readMigration(const QString &folder, const QString &fileName)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{4})_[a-z0-9_]+\\.sql$"));
    const QRegularExpressionMatch match = pattern.match(fileName);
    if (!match.hasMatch())
        return badMigrations(QStringLiteral("'%1' is not named NNNN_name.sql").arg(fileName));
    QFile file(folder + QLatin1Char('/') + fileName);
    if (!file.open(QIODevice::ReadOnly))
        return badMigrations(QStringLiteral("'%1' cannot be read").arg(fileName));
    return Migration{match.captured(1).toInt(), fileName.chopped(4), splitScript(file.readAll())};
}

Status checkNumbers(const QList<Migration> &migrations)
{
    for (qsizetype i = 0; i < migrations.size(); ++i) {
        if (migrations[i].version != i + 1)
            return badMigrations(
                QStringLiteral("'%1' stands where version %2 is due").arg(migrations[i].name).arg(i + 1));
    }
    return {};
}

Status apply(Connection &connection, const Migration &migration)
{
    TD_ASSIGN(transaction, Transaction::begin(connection));
    for (const QByteArray &statement : migration.statements)
        TD_TRY(connection.exec(statement));
    TD_TRY(connection.setUserVersion(migration.version));
    return transaction.commit();
}

} // namespace

Result<QList<Migration>> loadMigrations(const QString &folder)
{
    QList<Migration> migrations;
    const QStringList names = QDir(folder).entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        if (name.endsWith(QLatin1String(".pg.sql")))
            continue;
        TD_ASSIGN(migration, readMigration(folder, name));
        migrations.append(migration);
    }
    if (migrations.isEmpty())
        return badMigrations(QStringLiteral("no migrations in '%1'").arg(folder));
    TD_TRY(checkNumbers(migrations));
    return migrations;
}

int newestVersion(const QList<Migration> &migrations)
{
    return migrations.isEmpty() ? 0 : migrations.last().version;
}

QString upgradeCopyPath(const QString &file)
{
    return file + QStringLiteral(".before-upgrade");
}

Status migrate(Connection &connection, const QList<Migration> &migrations)
{
    TD_TRY(checkNumbers(migrations));
    TD_ASSIGN(version, connection.userVersion());
    const int newest = newestVersion(migrations);
    if (version > newest)
        return newerSchema(version, newest);
    const QString &path = connection.options().path;
    if (version > 0 && version < newest && !isInMemory(path))
        TD_TRY(connection.backupTo(upgradeCopyPath(path)));
    for (const Migration &migration : migrations) {
        if (migration.version <= version)
            continue;
        if (Status applied = apply(connection, migration); !applied) {
            Error error = applied.error();
            error.detail.prepend(migration.name + QStringLiteral(": "));
            return error;
        }
        qCInfo(lcStore) << "schema" << migration.name << "applied";
    }
    return {};
}

} // namespace tidedesk::sqlite
