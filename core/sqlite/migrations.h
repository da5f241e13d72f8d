// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QByteArray>
#include <QList>
#include <QString>

namespace tidedesk::sqlite {

class Connection;

/// One step of the schema: the statements that lead from `version` - 1 to `version`. Never edited after a release.
struct Migration {
    int version = 0;
    QString name; ///< "0003_ticket_tags", for errors and logs
    QList<QByteArray> statements;
};

/// Reads NNNN_name.sql from a folder or a Qt resource (":/migrations/client"), in order; statements are separated by
/// lines "--;;". Files NNNN_name.pg.sql are PostgreSQL's and passed over. Fatal store.bad_migrations when a file
/// cannot be read, a name does not fit or a number is missing or twice.
Result<QList<Migration>> loadMigrations(const QString &folder);

/// The version a file has after all of them; 0 for none.
int newestVersion(const QList<Migration> &migrations);

/// Where migrate() puts the copy of a file that it is going to upgrade.
QString upgradeCopyPath(const QString &file);

/// Brings the schema up to date; a new file takes the same way as an old one. Each migration is one transaction with
/// its PRAGMA user_version; when one fails the file stays at the version before it and the error is returned.
/// An existing file is first copied to upgradeCopyPath(); that copy is replaced by the next upgrade and holds all
/// data of the file, so whoever must erase data erases it there too.
/// Fatal store.newer_schema when the file is newer than the program. (Options::newestVersion refuses it earlier,
/// before opening has changed a byte.)
Status migrate(Connection &connection, const QList<Migration> &migrations);

} // namespace tidedesk::sqlite
