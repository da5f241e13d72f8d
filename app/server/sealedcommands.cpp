// SPDX-License-Identifier: GPL-3.0-or-later
// sealed: work of revoked seats, which takes effect only when an administrator says so.
#include "app/server/command.h"
#include "app/server/control.h"
#include "app/server/datafolder.h"
#include "core/base/clock.h"
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include "core/server/api/sealedwork.h"
#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QJsonArray>

namespace tidedesk::app {

namespace {

using server::SealedFile;

QString isoTime(qint64 ms) { return ms == 0 ? QString() : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs); }

QString stateName(SealedFile::State state)
{
    static const char *const names[] = {"arriving", "waiting", "applied", "discarded", "reopened"};
    return QString::fromLatin1(names[static_cast<int>(state)]);
}

Result<QJsonObject> describe(server::Store &store, const SealedFile &file, qsizetype number)
{
    TD_ASSIGN(user, store.row(schema::user(), file.label.user));
    TD_ASSIGN(seat, store.row(schema::seat(), file.label.seat));
    return QJsonObject {{QStringLiteral("number"), number}, {QStringLiteral("hash"), file.hash}, {QStringLiteral("state"), stateName(file.state)},
        {QStringLiteral("user"), user ? user->row.text(schema::user().name) : file.label.user.toString()}, {QStringLiteral("seat"), file.label.seat.toString()},
        {QStringLiteral("seat_name"), seat ? seat->row.text(schema::seat().name) : QString()}, {QStringLiteral("bytes"), file.size},
        {QStringLiteral("operations"), file.label.operations}, {QStringLiteral("files"), file.label.files},
        {QStringLiteral("sealed_at"), isoTime(file.label.sealedAt)}, {QStringLiteral("received_at"), isoTime(file.at)},
        {QStringLiteral("decided_at"), isoTime(file.decidedAt)}};
}

QString lineOf(const QJsonObject &file)
{
    const auto text = [&file](const char *name) { return file.value(QLatin1StringView(name)).toVariant().toString(); };
    return QStringLiteral("%1 %2 %3 %4: %5 operations, %6 files, sealed %7").arg(text("number"), text("state"), text("user"), text("seat_name"), text("operations"), text("files"), text("sealed_at"));
}

/// By its number in the list, or the beginning of its hash.
Result<std::pair<SealedFile, qsizetype>> named(server::Store &store, const QString &wanted)
{
    TD_ASSIGN(files, store.sealedFiles());
    for (qsizetype n = 0; n < files.size(); ++n) {
        if (QString::number(n + 1) == wanted || (wanted.size() >= 8 && files[n].hash.startsWith(wanted)))
            return std::pair(files[n], n + 1);
    }
    return Error {Consequence::Rejected, QStringLiteral("sealed.unknown"), wanted.left(64)};
}

int list(const Arguments &arguments, DataFolder &folder)
{
    QJsonArray all;
    QStringList lines;
    const Status read = folder.read([&](server::Store &store) -> Status {
        TD_ASSIGN(files, store.sealedFiles());
        for (qsizetype n = 0; n < files.size(); ++n) {
            TD_ASSIGN(file, describe(store, files[n], n + 1));
            all.append(file);
            lines.append(lineOf(file));
        }
        return {};
    });
    if (!read)
        return fail(arguments, read.error());
    answer(arguments, {{QStringLiteral("sealed"), all}}, lines.join(u'\n'));
    return Done;
}

QStringList linesOf(const QJsonArray &objects)
{
    QStringList lines;
    for (const QJsonValue &object : objects)
        lines.append(QStringLiteral("  ") + harmless(QString::fromUtf8(protocol::compact(object.toObject())), Lines::Joined));
    return lines;
}

/// What is in it, for somebody who has to decide; after that what became of it.
int show(const Arguments &arguments, DataFolder &folder)
{
    QJsonObject shown;
    const Status read = folder.read([&](server::Store &store) -> Status {
        TD_ASSIGN(found, named(store, arguments.word(1)));
        TD_ASSIGN(outside, describe(store, found.first, found.second));
        shown = outside;
        shown.insert(QStringLiteral("report"), found.first.report);
        TD_ASSIGN(piece, store.sealedPiece(found.first.hash, 0));
        if (found.first.state == SealedFile::State::Arriving || !piece)
            return {};
        TD_ASSIGN(content, server::describeSealed(store, found.first));
        shown.insert(QStringLiteral("content"), content);
        return {};
    });
    if (!read)
        return fail(arguments, read.error());
    const QJsonObject content = shown.value(QLatin1StringView("content")).toObject();
    QStringList lines {lineOf(shown)};
    for (const char *part : {"operations", "undecided", "files"}) {
        const QStringList objects = linesOf(content.value(QLatin1StringView(part)).toArray());
        if (!objects.isEmpty())
            lines += QStringList(QString::fromLatin1(part) + u':') + objects;
    }
    answer(arguments, shown, lines.join(u'\n'));
    return Done;
}

QString reportText(const QJsonObject &report)
{
    QStringList lines {QStringLiteral("%1 operations taken, %2 files").arg(report.value(QLatin1StringView("operations")).toInteger()).arg(report.value(QLatin1StringView("files")).toInteger())};
    const QJsonArray open = report.value(QLatin1StringView("open")).toArray();
    if (!open.isEmpty())
        lines += QStringList(QStringLiteral("not, or not all, accepted; 'sealed show' has what they were to do:")) + linesOf(open);
    const QJsonArray undecided = report.value(QLatin1StringView("undecided")).toArray();
    if (!undecided.isEmpty())
        lines += QStringList(QStringLiteral("had come back to their author and were not decided:")) + linesOf(undecided);
    return lines.join(u'\n');
}

/// Runs here where nobody serves the folder, else in the server.
Result<QJsonObject> decide(DataFolder &folder, const char *verb, const QString &hash)
{
    const Status locked = folder.lock();
    if (!locked && locked.error().code == u"data.in_use") {
        TD_ASSIGN(control, Control::read(folder.controlFile()));
        return control.post(QByteArray("/v1/admin/sealed/") + verb, {{QStringLiteral("hash"), hash}});
    }
    TD_TRY(locked);
    QJsonObject report;
    TD_TRY(folder.write([&](server::Store &store) -> Status {
        const SystemClock clock;
        IdGenerator ids(clock);
        server::WriteContext context(store, ids, clock.nowMs());
        if (qstrcmp(verb, "discard") == 0)
            return server::discardSealed(context, hash);
        TD_ASSIGN(applied, server::applySealed(context, server::BlobFolder(folder.blobFolder()), hash));
        report = applied;
        return {};
    }));
    return report;
}

int decideOne(const Arguments &arguments, DataFolder &folder, bool apply)
{
    QString hash;
    const Status read = folder.read([&](server::Store &store) -> Status {
        TD_ASSIGN(found, named(store, arguments.word(1)));
        hash = found.first.hash;
        return {};
    });
    if (!read)
        return fail(arguments, read.error());
    auto report = decide(folder, apply ? "apply" : "discard", hash);
    if (!report)
        return fail(arguments, report.error());
    report->insert(QStringLiteral("hash"), hash);
    answer(arguments, *report, apply ? reportText(*report) : QStringLiteral("discarded"));
    return Done;
}

using Pieces = std::function<Status(const protocol::ByteRange &range, const QByteArray &bytes)>;

Status eachPiece(QFile &file, const Pieces &take)
{
    file.seek(0);
    for (qint64 at = 0; at < file.size(); at += protocol::kFilePiece) {
        const protocol::ByteRange range = protocol::pieceAt(at, file.size());
        const QByteArray bytes = file.read(range.length());
        if (bytes.size() != range.length())
            return Error {Consequence::Rejected, QStringLiteral("file.unreadable"), file.fileName()};
        TD_TRY(take(range, bytes));
    }
    return {};
}

Status bring(DataFolder &folder, QFile &file, const QString &hash)
{
    const Status locked = folder.lock();
    if (!locked && locked.error().code == u"data.in_use") {
        TD_ASSIGN(control, Control::read(folder.controlFile()));
        return eachPiece(file, [&control = control, &hash](const protocol::ByteRange &range, const QByteArray &bytes) -> Status {
            const auto taken = control.post("/v1/admin/sealed/add", {{QStringLiteral("hash"), hash}, {QStringLiteral("first"), range.first},
                {QStringLiteral("total"), range.total}, {QStringLiteral("bytes"), QString::fromLatin1(bytes.toBase64())}});
            return taken ? Status() : Status(taken.error());
        });
    }
    TD_TRY(locked);
    return folder.write([&](server::Store &store) {
        const SystemClock clock;
        IdGenerator ids(clock);
        server::WriteContext context(store, ids, clock.nowMs());
        return eachPiece(file, [&](const protocol::ByteRange &range, const QByteArray &bytes) -> Status {
            const auto taken = server::takeSealedPiece(context, file.size(), hash, range, bytes, {});
            return taken ? Status() : Status(taken.error());
        });
    });
}

int add(const Arguments &arguments, DataFolder &folder)
{
    QFile file(arguments.word(1));
    QCryptographicHash sum(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || file.size() == 0 || !sum.addData(&file))
        return fail(arguments, {Consequence::Rejected, QStringLiteral("file.unreadable"), file.fileName()});
    const QString hash = QString::fromLatin1(sum.result().toHex());
    if (const Status brought = bring(folder, file, hash); !brought)
        return fail(arguments, brought.error());
    answer(arguments, {{QStringLiteral("hash"), hash}, {QStringLiteral("bytes"), file.size()}}, QStringLiteral("taken in; 'sealed list' shows it"));
    return Done;
}

} // namespace

int sealed(Arguments &arguments)
{
    const QString verb = arguments.word(0);
    const bool known = verb == u"list" || verb == u"show" || verb == u"apply" || verb == u"discard" || verb == u"add";
    if (!known)
        return wrongUsage(arguments, QStringLiteral("sealed list|show N|apply N|discard N|add FILE is expected, not '%1'").arg(verb.left(40)));
    if (verb == u"list" ? !arguments.word(1).isEmpty() : arguments.word(1).isEmpty())
        return wrongUsage(arguments, QStringLiteral("sealed list|show N|apply N|discard N|add FILE is expected"));
    DataFolder folder = DataFolder::of(arguments);
    if (const Status there = folder.mustExist(); !there)
        return fail(arguments, there.error());
    if (const Status made = folder.isShared() ? folder.makeFolder() : Status(); !made)
        return fail(arguments, made.error());
    if (verb == u"list")
        return list(arguments, folder);
    if (verb == u"show")
        return show(arguments, folder);
    return verb == u"add" ? add(arguments, folder) : decideOne(arguments, folder, verb == u"apply");
}

} // namespace tidedesk::app
