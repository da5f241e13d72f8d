// SPDX-License-Identifier: GPL-3.0-or-later
// backup, restore, check. A backup is one SQLite file: a consistent copy of the database, with the attachments' bytes in
// a table of their own.
#include "app/server/command.h"
#include "app/server/datafolder.h"
#include "core/base/clock.h"
#include "core/schema/entities.h"
#include "core/server/api/blobfolder.h"
#include "core/server/api/people.h"
#include "core/server/pull/scopecheck.h"
#include "core/sqlite/transaction.h"
#include <QFile>
#include <QJsonArray>
#include <QTextStream>
#include <QUuid>
#include <cstdio>

namespace tidedesk::app {

namespace {

Error damaged(const QString &detail) { return {Consequence::Rejected, QStringLiteral("backup.damaged"), detail}; }

sqlite::Options plain(const QString &file)
{
    sqlite::Options options;
    options.path = file;
    return options;
}

/// Bytes of every attachment the database knows go into the copy.
Result<qint64> addBlobs(DataFolder &folder, const QString &copy)
{
    QList<server::Blob> blobs;
    TD_TRY(folder.read([&](server::Store &store) -> Status {
        TD_ASSIGN(all, store.blobs());
        blobs = all;
        return {};
    }));
    const server::BlobFolder bytes(folder.blobFolder());
    TD_ASSIGN(connection, sqlite::Connection::open(plain(copy)));
    TD_TRY(connection->exec("CREATE TABLE backup_blob(hash TEXT PRIMARY KEY, bytes BLOB NOT NULL)"));
    TD_ASSIGN(transaction, sqlite::Transaction::begin(*connection));
    for (const server::Blob &blob : blobs) {
        TD_ASSIGN(content, bytes.read(blob.hash));
        TD_ASSIGN(insert, connection->prepare("INSERT INTO backup_blob(hash, bytes) VALUES(?,?)"));
        TD_TRY(insert.bind(1, blob.hash).bind(2, content).run());
    }
    TD_TRY(transaction.commit());
    TD_ASSIGN(done, connection->checkpoint());
    return static_cast<qint64>(blobs.size());
}

Status takeBlobs(DataFolder &folder, sqlite::Connection &connection)
{
    const server::BlobFolder bytes(folder.blobFolder());
    {
        TD_ASSIGN(rows, connection.prepareOnce("SELECT hash, bytes FROM backup_blob"));
        for (;;) {
            TD_ASSIGN(more, rows.step());
            if (!more)
                break;
            TD_TRY(bytes.keep(rows.text(0), rows.blob(1)));
        }
    }
    return connection.exec("DROP TABLE backup_blob");
}

Status restoreInto(DataFolder &folder, const QString &from)
{
    if (!QFile::exists(from))
        return damaged(from + QStringLiteral(" does not exist"));
    TD_TRY(folder.create());
    TD_TRY(folder.lock());
    const QString partial = folder.databaseFile() + QStringLiteral(".restoring");
    QFile::remove(partial);
    if (!QFile::copy(from, partial))
        return Error {Consequence::RetryLater, QStringLiteral("store.disk_full"), partial};
    {
        TD_ASSIGN(connection, sqlite::Connection::open(plain(partial)));
        TD_ASSIGN(problems, connection->integrityCheck());
        if (!problems.isEmpty())
            return damaged(problems.first());
        TD_TRY(takeBlobs(folder, *connection));
        TD_ASSIGN(moved, connection->checkpoint());
    }
    // Only now there is a server: whatever failed before leaves a folder without one.
    if (!QFile::rename(partial, folder.databaseFile()))
        return Error {Consequence::RetryLater, QStringLiteral("store.io"), folder.databaseFile()};
    // Seats must notice that time has gone back: a new epoch makes them give their operations again.
    return folder.write([](server::Store &store) {
        return store.setMeta(QString(server::kEpochKey), QUuid::createUuid().toString(QUuid::WithoutBraces));
    });
}

Result<QJsonObject> digestOfUser(server::Store &store, const Row &user)
{
    const auto scope = domain::scopeOf(user, Id());
    TD_ASSIGN(digest, server::digestOf(store, scope));
    QJsonObject rows;
    for (auto it = digest.parts().begin(); it != digest.parts().end(); ++it)
        rows.insert(it.key(), it->rows);
    return QJsonObject {{QStringLiteral("user"), user.text(schema::user().name)}, {QStringLiteral("rows"), rows}, {QStringLiteral("hash"), digest.text()}};
}

/// Rows whose bucket or feed entry is not what the rules say.
Result<QStringList> inconsistencies(server::Store &store)
{
    QStringList problems;
    const domain::Lookup lookup = [&](const schema::Entity &entity, const Id &id) -> Result<std::optional<Row>> {
        TD_ASSIGN(stored, store.row(entity, id));
        return stored ? std::optional(stored->row) : std::nullopt;
    };
    for (const schema::Entity *entity : schema::entities()) {
        if (entity->scope().kind == schema::Scope::Kind::Parent && entity != &schema::message())
            continue; // they follow parents that are checked; messages stand for them
        TD_TRY(store.each(*entity, [&](const server::StoredRow &stored) -> Status {
            TD_ASSIGN(bucket, domain::bucketOf(stored.row, lookup));
            if (bucket != stored.bucket && problems.size() < 100)
                problems.append(QStringLiteral("%1 %2 lies in %3, not in %4").arg(QString(entity->name()), stored.row.id().toString(), stored.bucket, bucket));
            return {};
        }));
    }
    return problems;
}

} // namespace

int backup(Arguments &arguments)
{
    const QString to = arguments.value(QStringLiteral("to"));
    if (to.isEmpty())
        return wrongUsage(QStringLiteral("backup: --to F is missing"));
    DataFolder folder(arguments.value(QStringLiteral("data")));
    const auto copy = [&]() -> Result<qint64> {
        if (!folder.exists())
            return Error {Consequence::Rejected, QStringLiteral("data.unknown"), arguments.value(QStringLiteral("data"))};
        const QString partial = to + QStringLiteral(".partial");
        QFile::remove(partial);
        TD_ASSIGN(store, folder.stores().reader());
        TD_TRY(store->copyTo(partial));
        TD_ASSIGN(blobs, addBlobs(folder, partial));
        QFile::remove(to);
        if (!QFile::rename(partial, to))
            return Error {Consequence::RetryLater, QStringLiteral("store.io"), to};
        return blobs;
    };
    const auto blobs = copy();
    if (!blobs)
        return fail(blobs.error());
    answer({{QStringLiteral("backup"), to}, {QStringLiteral("bytes"), QFile(to).size()}, {QStringLiteral("attachments"), *blobs}});
    return Done;
}

int restore(Arguments &arguments)
{
    const QString from = arguments.value(QStringLiteral("from"));
    if (from.isEmpty())
        return wrongUsage(QStringLiteral("restore: --from F is missing"));
    DataFolder folder(arguments.value(QStringLiteral("data")));
    if (const Status restored = restoreInto(folder, from); !restored) {
        QFile::remove(folder.databaseFile() + QStringLiteral(".restoring"));
        return fail(restored.error());
    }
    answer({{QStringLiteral("restored"), arguments.value(QStringLiteral("data"))}});
    return Done;
}

int check(Arguments &arguments)
{
    DataFolder folder(arguments.value(QStringLiteral("data")));
    QStringList problems;
    QJsonArray digests;
    const QString only = arguments.value(QStringLiteral("user"));
    const Status checked = folder.read([&](server::Store &store) -> Status {
        TD_ASSIGN(medium, store.inspect());
        TD_ASSIGN(rules, inconsistencies(store));
        problems = medium + rules;
        TD_ASSIGN(users, store.all(schema::user()));
        for (const Row &row : users) {
            if (!only.isEmpty() && row.text(schema::user().name) != only)
                continue;
            TD_ASSIGN(digest, digestOfUser(store, row));
            digests.append(digest);
        }
        return {};
    });
    if (!checked)
        return fail(checked.error());
    if (!only.isEmpty() && digests.isEmpty())
        return fail({Consequence::Rejected, QStringLiteral("user.unknown"), only});
    if (arguments.has(QStringLiteral("json"))) {
        answer({{QStringLiteral("problems"), QJsonArray::fromStringList(problems)}, {QStringLiteral("users"), digests}});
    } else {
        QTextStream out(stdout);
        for (const QString &problem : std::as_const(problems))
            out << "problem: " << problem << '\n';
        for (const QJsonValue &digest : std::as_const(digests))
            out << digest.toObject().value(QLatin1StringView("user")).toString() << ' ' << digest.toObject().value(QLatin1StringView("hash")).toString() << '\n';
        out << (problems.isEmpty() ? "sound" : "NOT sound") << Qt::endl;
    }
    return problems.isEmpty() ? Done : Failed;
}

} // namespace tidedesk::app
