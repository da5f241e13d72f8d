// SPDX-License-Identifier: GPL-3.0-or-later
// backup and restore. A backup is one file: a consistent copy of the database with the attachments' bytes in a table of
// their own, compressed and checksummed (packedfile.h). It is made while the server runs.
#include "app/server/command.h"
#include "app/server/datafolder.h"
#include "app/server/packedfile.h"
#include "core/server/api/blobfolder.h"
#include "core/server/store/sqlitestore.h"
#include "core/sqlite/transaction.h"
#include <QFile>
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

struct Copied {
    qint64 blobs = 0;
    QStringList unreadable; ///< hashes of files that are lost or damaged already
    qint64 missing = 0; ///< files that attachments name and whose bytes no seat has brought yet
};

/// Files the copy's attachments name but that never reached the server: their rows are saved, there are no bytes to save.
Result<qint64> missingBlobs(sqlite::Connection &copy)
{
    TD_ASSIGN(count, copy.prepareOnce("SELECT count(DISTINCT hash) FROM attachment WHERE hash NOT IN (SELECT hash FROM server_blob)"));
    TD_TRY(count.step());
    return count.integer(0);
}

/// Bytes of every attachment the copy knows go into it. One that cannot be read must not keep the others from being saved.
Result<Copied> addBlobs(const DataFolder &folder, server::Store &store, const QString &copy)
{
    const server::BlobFolder files(folder.blobFolder());
    TD_ASSIGN(connection, sqlite::Connection::open(plain(copy)));
    TD_TRY(connection->exec("CREATE TABLE backup_blob(hash TEXT PRIMARY KEY, bytes BLOB NOT NULL)"));
    Copied copied;
    TD_ASSIGN(snapshot, server::StoreTransaction::begin(store, server::Store::Access::Read));
    TD_ASSIGN(transaction, sqlite::Transaction::begin(*connection));
    {
        TD_ASSIGN(known, connection->prepareOnce("SELECT hash FROM server_blob"));
        for (;;) {
            TD_ASSIGN(more, known.step());
            if (!more)
                break;
            const QString hash = known.text(0);
            auto content = files.read(hash);
            if (!content) {
                TD_ASSIGN(shared, store.bytes(hash));
                if (shared)
                    content = *shared;
            }
            if (!content) {
                copied.unreadable.append(hash);
                continue;
            }
            TD_ASSIGN(insert, connection->prepare("INSERT INTO backup_blob(hash, bytes) VALUES(?,?)"));
            TD_TRY(insert.bind(1, hash).bind(2, *content).run());
            ++copied.blobs;
        }
    }
    TD_TRY(transaction.commit());
    TD_ASSIGN(missing, missingBlobs(*connection));
    copied.missing = missing;
    TD_ASSIGN(done, connection->checkpoint());
    return copied;
}

Result<Copied> backUp(const DataFolder &folder, const QString &to)
{
    TD_TRY(folder.mustExist());
    TD_TRY(folder.mustBeForeign(to));
    TD_TRY(canPack(to));
    const QString copy = to + QStringLiteral(".copying");
    const auto made = [&]() -> Result<Copied> {
        removeDatabase(copy);
        TD_ASSIGN(store, folder.stores().reader());
        TD_TRY(store->copyTo(copy));
        TD_ASSIGN(copied, addBlobs(folder, *store, copy));
        TD_TRY(pack(copy, to));
        return copied;
    }();
    removeDatabase(copy);
    return made;
}

Status takeBlobs(const DataFolder &folder, sqlite::Connection &connection)
{
    const server::BlobFolder files(folder.blobFolder());
    {
        TD_ASSIGN(rows, connection.prepareOnce("SELECT hash, bytes FROM backup_blob"));
        for (;;) {
            TD_ASSIGN(more, rows.step());
            if (!more)
                break;
            TD_TRY(files.keep(rows.text(0), rows.blob(1)));
        }
    }
    return connection.exec("DROP TABLE backup_blob");
}

/// Everything is looked at before there is a server in the folder.
Status restoreInto(DataFolder &folder, const QString &from)
{
    if (!QFile::exists(from))
        return damaged(from + QStringLiteral(" does not exist"));
    TD_TRY(folder.create());
    TD_TRY(folder.lock());
    const QString copy = folder.databaseFile() + QStringLiteral(".restoring");
    const Status checked = [&]() -> Status {
        TD_TRY(unpack(from, copy));
        TD_ASSIGN(connection, sqlite::Connection::open(plain(copy)));
        TD_ASSIGN(problems, connection->integrityCheck());
        if (!problems.isEmpty())
            return damaged(problems.first());
        if (!server::SqliteStore::mustBeServer(*connection))
            return damaged(QStringLiteral("it does not hold a server's data"));
        TD_TRY(takeBlobs(folder, *connection));
        TD_ASSIGN(moved, connection->checkpoint());
        return {};
    }();
    if (!checked || !QFile::rename(copy, folder.databaseFile())) {
        removeDatabase(copy);
        if (checked)
            return Error {Consequence::RetryLater, QStringLiteral("store.io"), folder.databaseFile()};
        Error error = checked.error();
        if (error.code == u"backup.damaged" && !error.detail.startsWith(from))
            error.detail.prepend(from + QStringLiteral(": "));
        return error;
    }
    // Seats must notice that time has gone back: a new epoch makes them give their operations again.
    return folder.write([](server::Store &store) {
        return store.setMeta(QString(server::kEpochKey), QUuid::createUuid().toString(QUuid::WithoutBraces));
    });
}

} // namespace

int backup(Arguments &arguments)
{
    const QString to = arguments.value(QStringLiteral("to"));
    if (to.isEmpty())
        return wrongUsage(arguments, QStringLiteral("backup: --to F is missing"));
    const auto copied = backUp(DataFolder::of(arguments), to);
    if (!copied)
        return fail(arguments, copied.error());
    for (const QString &hash : copied->unreadable)
        QTextStream(stderr) << "tidedesk-server: the bytes of attachment " << hash << " are lost or damaged and not in the backup" << Qt::endl;
    QString text = QStringLiteral("backup in %1: %2 bytes, %3 attachments").arg(to).arg(QFile(to).size()).arg(copied->blobs);
    if (copied->missing > 0)
        text += u'\n' + missingBlobsText(copied->missing);
    answer(arguments, {{QStringLiteral("backup"), to}, {QStringLiteral("bytes"), QFile(to).size()},
        {QStringLiteral("attachments"), copied->blobs}, {QStringLiteral("unreadable"), copied->unreadable.size()},
        {QStringLiteral("missing_blobs"), copied->missing}}, text);
    return copied->unreadable.isEmpty() ? Done : Failed;
}

int restore(Arguments &arguments)
{
    const QString from = arguments.value(QStringLiteral("from"));
    if (from.isEmpty())
        return wrongUsage(arguments, QStringLiteral("restore: --from F is missing"));
    DataFolder folder(arguments.value(QStringLiteral("data")));
    if (const Status foreign = folder.mustBeForeign(from); !foreign)
        return fail(arguments, foreign.error());
    if (!folder.isEmpty())
        return fail(arguments, {Consequence::Rejected, QStringLiteral("data.not_empty"), folder.path()});
    if (const Status restored = restoreInto(folder, from); !restored) {
        folder.abandon();
        return fail(arguments, restored.error());
    }
    answer(arguments, {{QStringLiteral("restored"), folder.path()}}, QStringLiteral("restored into %1").arg(folder.path()));
    return Done;
}

} // namespace tidedesk::app
