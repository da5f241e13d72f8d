// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/sealing.h"
#include "core/base/durable.h"
#include "core/base/killpoint.h"
#include "core/base/logging.h"
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/seat/blobfiles.h"
#include "core/sqlite/connection.h"
#include "core/storage/outboxsalvage.h"
#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace tidedesk::seat {

namespace {

using protocol::SealReader;
using protocol::SealWriter;

constexpr qint64 kChunk = 256 * 1024;
const auto kSealedAs = QStringLiteral("sealed_as"); ///< setting of an outbox: in which file it was sealed last
const auto kAside = QLatin1StringView("aside/"); ///< entries: damaged outboxes that were set aside

QString in(const QString &profile, const char *name) { return profile + u'/' + QLatin1StringView(name); }
QString partPath(const QString &profile) { return in(profile, "sealing.part"); }
QString committedPath(const QString &profile) { return in(profile, "sealing.tdx"); }
QString outboxPath(const QString &profile) { return profile + u'/' + protocol::kOutboxEntry; }

Error diskFull() { return {Consequence::RetryLater, QStringLiteral("store.disk_full"), QStringLiteral("sealing")}; }
Error cannot(const QString &what) { return {Consequence::RetryLater, QStringLiteral("store.io"), what}; }
Error damaged() { return {Consequence::Rejected, QStringLiteral("sealed.damaged"), QStringLiteral("file")}; }

SealReader::In from(QFile &file)
{
    return [&file](qint64 atMost) -> Result<QByteArray> {
        const QByteArray bytes = file.read(atMost);
        return bytes.size() < atMost && !file.atEnd() ? Result<QByteArray>(cannot(file.fileName())) : Result<QByteArray>(bytes);
    };
}

Status sealBytes(SealWriter &writer, const QString &name, const QByteArray &bytes)
{
    TD_TRY(writer.entry(name, bytes.size()));
    return writer.write(bytes);
}

Status sealFile(SealWriter &writer, const QString &name, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return cannot(path);
    TD_TRY(writer.entry(name, file.size()));
    while (!file.atEnd()) {
        const QByteArray bytes = file.read(kChunk);
        if (bytes.isEmpty())
            return cannot(path);
        TD_TRY(writer.write(bytes));
    }
    return {};
}

Result<QByteArray> operationLines(storage::Outbox &outbox)
{
    TD_ASSIGN(texts, outbox.allTexts());
    QByteArray lines;
    for (const storage::Outbox::Text &text : std::as_const(texts))
        lines += text.body + '\n';
    return lines;
}

/// What a person has still to decide, with the server's word on it.
Result<QByteArray> undecidedLines(storage::Outbox &outbox)
{
    TD_ASSIGN(reviews, outbox.reviews(true));
    QByteArray lines;
    for (const domain::Review &review : std::as_const(reviews)) {
        QJsonObject json = protocol::toJson(review.change);
        json.insert(QStringLiteral("outcome"), protocol::toJson(review.outcome, review.change));
        lines += protocol::compact(json) + '\n';
    }
    return lines;
}

/// Files to send that are here; what is lost already cannot be sealed.
Result<QStringList> filesToSend(storage::Outbox &outbox, const BlobFiles &files)
{
    TD_ASSIGN(hashes, outbox.uploads());
    hashes.removeIf([&files](const QString &hash) { return !files.has(hash); });
    return hashes;
}

/// Everything in it can be read again, and its end is where it should be.
Status readBack(const QString &path, const QByteArray &key)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return cannot(path);
    SealReader reader(from(file));
    TD_ASSIGN(label, reader.label());
    TD_TRY(reader.unlock(key));
    for (;;) {
        TD_ASSIGN(entry, reader.next());
        if (!entry)
            return {};
    }
}

bool isSealedName(const QString &name, int *number = nullptr)
{
    static const QRegularExpression form(QStringLiteral("^sealed-([0-9]+)\\.tdx$"));
    const auto match = form.match(name);
    if (match.hasMatch() && number)
        *number = match.captured(1).toInt();
    return match.hasMatch();
}

QString nextSealedPath(const QString &profile)
{
    int last = 0;
    const QStringList names = QDir(profile).entryList(QDir::Files);
    for (const QString &name : names) {
        int number = 0;
        if (isSealedName(name, &number))
            last = qMax(last, number);
    }
    return profile + QStringLiteral("/sealed-%1.tdx").arg(last + 1);
}

bool remove(const QString &path)
{
    const bool removed = !QFile::exists(path) || QFile::remove(path);
    killPoint("seal.removed");
    return removed;
}

/// All that may hold customers' data: rows and outbox with what lies beside them, attachments.
Status removeContent(const QString &profile)
{
    const QDir folder(profile);
    const QStringList names = folder.entryList({QStringLiteral("cache.db*"), QStringLiteral("outbox.db*")}, QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        if (!remove(folder.filePath(name)))
            return cannot(folder.filePath(name));
    }
    QDir blobs(folder.filePath(QStringLiteral("blobs")));
    if (blobs.exists() && !blobs.removeRecursively())
        return cannot(blobs.path());
    killPoint("seal.removed");
    return syncFolder(profile) ? Status() : Status(cannot(profile));
}

/// Where an entry that is the seat's own is written to; empty for what is none.
QString placeOf(const QString &profile, const QString &name)
{
    static const QRegularExpression aside(QStringLiteral("^aside/(outbox\\.db\\.damaged-[0-9]+[A-Za-z-]*)$"));
    if (name == protocol::kOutboxEntry)
        return in(profile, "outbox.db.opening");
    const auto match = aside.match(name);
    return match.hasMatch() ? profile + u'/' + match.captured(1) : QString();
}

Status restoreFile(SealReader &reader, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return diskFull();
    for (;;) {
        TD_ASSIGN(bytes, reader.read(kChunk));
        if (bytes.isEmpty())
            break;
        if (file.write(bytes) != bytes.size())
            return diskFull();
    }
    return syncFile(file) ? Status() : Status(diskFull());
}

Status restoreBlob(SealReader &reader, const BlobFiles &files, const QString &hash)
{
    for (qint64 at = 0;;) {
        TD_ASSIGN(bytes, reader.read(kChunk));
        if (bytes.isEmpty())
            break;
        TD_TRY(files.addPart(hash, at, bytes));
        at += bytes.size();
    }
    const Status published = files.publishPart(hash);
    return published || published.error().code == u"blob.damaged" ? Status() : published; // it was so when it was sealed
}

} // namespace

QList<SealedWork> sealedWork(const QString &profile)
{
    QList<std::pair<int, SealedWork>> found;
    const QStringList names = QDir(profile).entryList({QStringLiteral("sealed-*.tdx")}, QDir::Files);
    for (const QString &name : names) {
        int number = 0;
        QFile file(profile + u'/' + name);
        if (!isSealedName(name, &number) || !file.open(QIODevice::ReadOnly))
            continue;
        SealReader reader(from(file));
        if (const auto label = reader.label())
            found.append({number, {file.fileName(), *label, reader.box()}});
        else
            qCWarning(lcStore) << "not readable:" << name;
    }
    std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QList<SealedWork> works;
    for (const auto &[number, work] : found)
        works.append(work);
    return works;
}

Status sealWork(const QString &profile, storage::Outbox &outbox, sqlite::Connection &outboxConnection, const QByteArray &publicKey,
    const protocol::SealLabel &whose)
{
    const BlobFiles files(profile);
    TD_ASSIGN(waiting, outbox.waiting());
    TD_ASSIGN(hashes, filesToSend(outbox, files));
    TD_ASSIGN(operations, operationLines(outbox));
    TD_ASSIGN(undecided, undecidedLines(outbox));
    TD_TRY(outbox.setSetting(kSealedAs, whose.id.toString()));
    TD_ASSIGN(image, outboxConnection.image());
    protocol::SealLabel label = whose;
    label.operations = waiting;
    label.files = hashes.size();
    QFile part(partPath(profile));
    if (!part.open(QIODevice::WriteOnly | QIODevice::Truncate) || !part.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return diskFull();
    const auto write = [&]() -> Status {
        TD_ASSIGN(writer, SealWriter::begin([&part](QByteArrayView bytes) -> Status {
            return part.write(bytes.data(), bytes.size()) == bytes.size() ? Status() : Status(diskFull());
        }, publicKey, label));
        TD_TRY(sealBytes(writer, QString(protocol::kOperationsEntry), operations));
        TD_TRY(sealBytes(writer, QString(protocol::kUndecidedEntry), undecided));
        for (const QString &hash : std::as_const(hashes))
            TD_TRY(sealFile(writer, protocol::blobEntry(hash), files.path(hash)));
        TD_TRY(sealBytes(writer, QString(protocol::kOutboxEntry), image));
        const QStringList aside = storage::damagedOutboxes(outboxPath(profile));
        for (const QString &path : aside) {
            for (const QString &each : {path, path + QStringLiteral("-wal")}) {
                if (QFile::exists(each))
                    TD_TRY(sealFile(writer, kAside + QFileInfo(each).fileName(), each));
            }
        }
        TD_TRY(writer.finish());
        if (!syncFile(part))
            return diskFull();
        part.close();
        return readBack(part.fileName(), writer.key());
    };
    if (const Status written = write(); !written) {
        part.remove();
        return written;
    }
    killPoint("seal.written");
    if (!replaceFile(part.fileName(), committedPath(profile)))
        return cannot(part.fileName());
    killPoint("seal.committed");
    return {};
}

Status finishSealing(const QString &profile)
{
    QFile::remove(partPath(profile));
    if (!QFile::exists(committedPath(profile)))
        return {};
    TD_TRY(removeContent(profile));
    if (!replaceFile(committedPath(profile), nextSealedPath(profile)))
        return cannot(committedPath(profile));
    killPoint("seal.finished");
    return {};
}

Status openWork(const QString &profile, const SealedWork &work, const QByteArray &key)
{
    QFile file(work.path);
    if (!file.open(QIODevice::ReadOnly))
        return cannot(work.path);
    SealReader reader(from(file));
    TD_ASSIGN(label, reader.label());
    TD_TRY(reader.unlock(key));
    const BlobFiles files(profile);
    bool outbox = false;
    for (;;) {
        TD_ASSIGN(entry, reader.next());
        if (!entry)
            break;
        outbox = outbox || entry->name == protocol::kOutboxEntry;
        if (const QString hash = protocol::blobIn(*entry); !hash.isEmpty())
            TD_TRY(restoreBlob(reader, files, hash));
        else if (const QString path = placeOf(profile, entry->name); !path.isEmpty())
            TD_TRY(restoreFile(reader, path));
    }
    if (!outbox)
        return damaged();
    killPoint("open.written");
    if (!replaceFile(in(profile, "outbox.db.opening"), in(profile, "outbox.db.opened")))
        return cannot(work.path);
    killPoint("open.committed");
    return {};
}

Status finishOpening(const QString &profile)
{
    QFile::remove(in(profile, "outbox.db.opening"));
    if (!QFile::exists(in(profile, "outbox.db.opened")))
        return {};
    for (const char *beside : {"outbox.db-wal", "outbox.db-shm"}) {
        if (QFile::exists(in(profile, beside)) && !QFile::remove(in(profile, beside)))
            return cannot(in(profile, beside));
    }
    if (!replaceFile(in(profile, "outbox.db.opened"), outboxPath(profile)))
        return cannot(outboxPath(profile));
    killPoint("open.placed");
    return {};
}

Result<bool> isUntouched(storage::Outbox &outbox)
{
    TD_ASSIGN(sealedAs, outbox.setting(kSealedAs));
    TD_ASSIGN(next, outbox.nextSeq());
    return sealedAs.isEmpty() && next == 1;
}

Status dropOpened(const QString &profile, storage::Outbox &outbox)
{
    TD_ASSIGN(sealedAs, outbox.setting(kSealedAs));
    const Id id = Id::fromString(sealedAs);
    const QList<SealedWork> works = sealedWork(profile);
    for (const SealedWork &work : works) {
        // For good: one that came back after a power cut would be taken for what was sealed last.
        if (work.label.id == id && (!QFile::remove(work.path) || !syncFolder(profile)))
            return cannot(work.path);
    }
    return {};
}

Status removeHalfOpened(const QString &profile)
{
    const QStringList aside = storage::damagedOutboxes(outboxPath(profile));
    for (const QString &path : aside) {
        for (const QString &each : {path + QStringLiteral("-wal"), path}) {
            if (QFile::exists(each) && !QFile::remove(each))
                return cannot(each);
        }
    }
    QDir blobs(in(profile, "blobs"));
    return blobs.removeRecursively() && QDir().mkpath(blobs.path()) ? Status() : Status(cannot(blobs.path()));
}

} // namespace tidedesk::seat
