// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/outboxsalvage.h"
#include "core/base/durable.h"
#include "core/base/logging.h"
#include "core/domain/work.h"
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/sqlite/connection.h"
#include "core/storage/outbox.h"
#include "core/storage/outboxfile.h"
#include "core/storage/outboxpages.h"
#include "core/storage/sqlquery.h"
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSqlRecord>
#include <filesystem>

namespace tidedesk::storage {

namespace {

using State = domain::OutboxEntry::State;

constexpr qsizetype kOperationColumns = 10; ///< of `operation` at least, in the order of resources/migrations/client
enum Column { Seq, OperationId, Body, Hash, StateOf, OutcomeOf, CreatedAt, FinishedAt, Tries, LastError };

bool is(const QVariant &value, QMetaType::Type type) { return value.typeId() == type; }

/// Columns that later schemas have added come behind.
bool hasShape(const QVariantList &row, std::initializer_list<QMetaType::Type> types)
{
    return row.size() >= qsizetype(types.size())
        && std::equal(types.begin(), types.end(), row.begin(),
            [](QMetaType::Type type, const QVariant &value) { return type == QMetaType::UnknownType || is(value, type); });
}

constexpr auto kText = QMetaType::QString;
constexpr auto kBytes = QMetaType::QByteArray;
constexpr auto kNumber = QMetaType::LongLong;
constexpr auto kAny = QMetaType::UnknownType;

bool isOperation(const QVariantList &row)
{
    return hasShape(row, {kAny, kBytes, kText, kBytes, kNumber, kAny, kNumber, kAny, kNumber, kText});
}

bool holds(qint64 seq, const QVariantList &row)
{
    return isOperation(row) && Outbox::hashOf(seq, row[Body].toString().toUtf8()) == row[Hash].toByteArray();
}

/// What was found, by what the file is for.
struct Found {
    QMap<qint64, QVariantList> operations; ///< by number; sound ones
    QMap<qint64, QByteArray> damaged; ///< ids by number
    QMap<qint64, QVariantList> reviews;
    QList<QVariantList> drafts;
    QList<QVariantList> uploads;
    QMap<QString, QString> settings;

    qint64 lastSeq() const
    {
        const qint64 counted = settings.value(QStringLiteral("last_seq")).toLongLong();
        return qMax(counted, qMax(operations.isEmpty() ? 0 : operations.lastKey(), damaged.isEmpty() ? 0 : damaged.lastKey()));
    }
};

void takeRecord(Found &found, qint64 rowid, const QVariantList &row)
{
    static const QStringList known {QStringLiteral("server"), QStringLiteral("user"), QStringLiteral("seat"), QStringLiteral("user_name"),
        QStringLiteral("level"), QStringLiteral("last_seq")};
    static const QRegularExpression hash(QStringLiteral("^[0-9a-f]{64}$"));
    if (rowid > 0 && isOperation(row)) {
        if (holds(rowid, row))
            found.operations.insert(rowid, row);
        else if (row[OperationId].toByteArray().size() == 16)
            found.damaged.insert(rowid, row[OperationId].toByteArray());
    } else if (rowid > 0 && hasShape(row, {kAny, kNumber, kNumber, kNumber, kAny})) {
        found.reviews.insert(rowid, row);
    } else if (rowid == 0 && hasShape(row, {kBytes, kText, kText, kNumber})) {
        found.drafts.append(row);
    } else if (rowid == 0 && hasShape(row, {kText, kNumber}) && hash.match(row[0].toString()).hasMatch()) {
        found.uploads.append(row);
    } else if (rowid == 0 && hasShape(row, {kText, kText}) && known.contains(row[0].toString())) {
        found.settings.insert(row[0].toString(), row[1].toString());
    }
}

bool isReadable(const QVariantList &row)
{
    const auto body = protocol::parseObject(row[Body].toString().toUtf8(), QStringLiteral("salvage"));
    const auto json = protocol::parseObject(row[OutcomeOf].toString().toUtf8(), QStringLiteral("salvage"));
    const auto change = body ? protocol::changeFromJson(*body, QStringLiteral("salvage")) : Result<domain::Change>(body.error());
    return change && json && protocol::outcomeFromJson(*json, change->entity, QStringLiteral("salvage")).ok();
}

/// State and outcome are not covered by the hash: what cannot be so is asked of the server again, which remembers.
void mend(qint64 seq, QVariantList &row)
{
    row[Seq] = seq;
    if (!is(row[FinishedAt], kNumber))
        row[FinishedAt] = QVariant();
    if (isReadable(row) && row[StateOf].toInt() >= int(State::Queued) && row[StateOf].toInt() <= int(State::Done))
        return;
    const bool untouched = row[StateOf].toInt() == int(State::Queued) && row[OutcomeOf].isNull();
    row[StateOf] = int(State::Queued);
    row[OutcomeOf] = QVariant();
    row[FinishedAt] = QVariant();
    if (!untouched)
        row[Tries] = qMax<qint64>(1, row[Tries].toLongLong()); // it may have been sent
}

Found search(const OutboxPages &pages)
{
    Found found;
    pages.eachRecord([&found](qint64 rowid, const QVariantList &row) { takeRecord(found, rowid, row); });
    // Where a page no longer says where its rows are, or the newest version of it is lost.
    pages.eachTrace(kOperationColumns, [&found](qint64 rowid, const QVariantList &row) {
        if (!found.operations.contains(rowid) && !found.damaged.contains(rowid) && holds(rowid, row))
            found.operations.insert(rowid, row);
    });
    for (auto it = found.operations.begin(); it != found.operations.end(); ++it) {
        found.damaged.remove(it.key());
        mend(it.key(), *it);
    }
    return found;
}

Status insert(const QSqlDatabase &database, const char *table, const QVariantList &row)
{
    QStringList columns; // as many as the row has: it may be older than its latest columns
    const QSqlRecord record = database.record(QLatin1StringView(table));
    for (int i = 0; i < qMin(record.count(), int(row.size())); ++i)
        columns.append(record.fieldName(i));
    const QStringList places(columns.size(), QStringLiteral("?"));
    return sqlExec(database,
        QStringLiteral("INSERT OR IGNORE INTO %1(%2) VALUES(%3)").arg(QLatin1StringView(table), columns.join(u','), places.join(u',')),
        row.first(columns.size()));
}

/// Numbers that may still have to be sent and of which nothing whole was found. Everything before an answered one has
/// been taken by the server.
QList<qint64> lostNumbers(const Found &found)
{
    qint64 taken = 0;
    for (auto it = found.operations.begin(); it != found.operations.end(); ++it)
        taken = it->at(StateOf).toInt() == int(State::Queued) ? taken : it.key();
    QList<qint64> lost;
    for (qint64 seq = taken + 1; seq <= found.lastSeq(); ++seq) {
        if (!found.operations.contains(seq))
            lost.append(seq);
    }
    return lost;
}

Status fill(const QSqlDatabase &database, const Found &found)
{
    SqlTransaction transaction(database);
    TD_TRY(transaction.begin());
    for (const QVariantList &row : found.operations)
        TD_TRY(insert(database, "operation", row));
    for (const qint64 seq : lostNumbers(found)) {
        const QByteArray id = found.damaged.value(seq, QUuid::createUuid().toRfc4122());
        TD_TRY(insert(database, "operation", {seq, id, QStringLiteral(""), QByteArray(""), int(State::Queued), QVariant(), 0, QVariant(), 1, QStringLiteral("")}));
    }
    for (auto it = found.reviews.begin(); it != found.reviews.end(); ++it) {
        if (found.operations.contains(it.key()))
            TD_TRY(insert(database, "review", QVariantList {it.key()} + it->sliced(1)));
    }
    for (const QVariantList &row : found.drafts)
        TD_TRY(insert(database, "draft", row));
    for (const QVariantList &row : found.uploads)
        TD_TRY(insert(database, "upload", row));
    for (auto it = found.settings.begin(); it != found.settings.end(); ++it)
        TD_TRY(insert(database, "setting", {it.key(), it.value()}));
    TD_TRY(sqlExec(database, QStringLiteral("INSERT OR REPLACE INTO setting VALUES('last_seq', ?)"), {QString::number(found.lastSeq())}));
    return transaction.commit();
}

Error cannot(const QString &what) { return {Consequence::RetryLater, QStringLiteral("store.io"), what}; }

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly))
        return cannot(path);
    return file.readAll();
}

Status move(const QString &from, const QString &to)
{
    std::error_code error;
    if (QFile::exists(from))
        std::filesystem::rename(QFileInfo(from).filesystemFilePath(), QFileInfo(to).filesystemFilePath(), error);
    return error ? Status(cannot(from)) : Status();
}

QString salvagedPath(const QString &path) { return path + QStringLiteral(".salvaged"); }

void removeWithLog(const QString &path)
{
    for (const char *end : {"", "-wal", "-shm", "-journal"})
        QFile::remove(path + QLatin1StringView(end));
}

} // namespace

Status salvageOutbox(const QString &path)
{
    TD_ASSIGN(file, contentOf(path));
    TD_ASSIGN(log, contentOf(path + QStringLiteral("-wal")));
    const Found found = search(OutboxPages(file, log));
    const QList<qint64> lost = lostNumbers(found);
    qCWarning(lcStore) << "outbox.db is damaged;" << found.operations.size() << "operations are whole, lost:" << lost;
    const QString part = path + QStringLiteral(".part");
    removeWithLog(part);
    {
        TD_ASSIGN(fresh, OutboxFile::open(part));
        TD_TRY(fill(fresh->database(), found));
        TD_TRY(fresh->connection().checkpoint());
    }
    TD_TRY(move(part, salvagedPath(path)));
    if (!syncFolder(QFileInfo(path).absolutePath()))
        return cannot(path);
    return finishSalvage(path);
}

Status finishSalvage(const QString &path)
{
    if (!QFile::exists(salvagedPath(path)))
        return {};
    const QString log = path + QStringLiteral("-wal");
    const QString aside = path + QStringLiteral(".damaged-%1").arg(damagedOutboxes(path).size() + (QFile::exists(path) ? 1 : 0));
    // The log goes after its file: a new file must never meet an old log.
    TD_TRY(move(path, aside));
    TD_TRY(move(log, aside + QStringLiteral("-wal")));
    QFile::remove(path + QStringLiteral("-shm"));
    if (!syncFolder(QFileInfo(path).absolutePath()))
        return cannot(path);
    TD_TRY(move(salvagedPath(path), path));
    return syncFolder(QFileInfo(path).absolutePath()) ? Status() : Status(cannot(path));
}

QStringList damagedOutboxes(const QString &path)
{
    const QFileInfo info(path);
    QStringList found;
    const QString name = info.fileName() + QStringLiteral(".damaged-");
    for (int n = 1; QFile::exists(info.absolutePath() + u'/' + name + QString::number(n)); ++n)
        found.append(info.absolutePath() + u'/' + name + QString::number(n));
    return found;
}

} // namespace tidedesk::storage
