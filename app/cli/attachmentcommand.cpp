// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/lookup.h"
#include "core/domain/attachment.h"
#include "core/schema/entities.h"
#include <QDir>
#include <QFile>

namespace tidedesk::cli {

namespace {

/// All of a ticket's, in the order in which `ticket show` numbers them.
QList<Row> attachmentsOf(const domain::TicketPage &page)
{
    QList<Row> all;
    for (const domain::MessageLine &line : page.messages)
        all += line.attachments;
    return all;
}

/// The one with this name, or else with this number.
Result<Row> named(const QList<Row> &attachments, const QString &word)
{
    QList<Row> found = attachments;
    found.removeIf([&word](const Row &row) { return row.text(schema::attachment().name) != word; });
    if (found.size() > 1)
        return Error {Consequence::Rejected, QStringLiteral("file.several"), word.left(80)};
    if (found.size() == 1)
        return found.first();
    const Row numbered = attachments.value(word.toInt() - 1);
    if (numbered.isNull())
        return Error {Consequence::Rejected, QStringLiteral("file.unknown"), word.left(80)};
    return numbered;
}

/// A folder takes the file under its own name. Nothing is ever written over.
Status copyTo(const QString &from, const QString &to)
{
    if (QFile::exists(to))
        return Error {Consequence::Rejected, QStringLiteral("file.exists"), to};
    if (!QFile::copy(from, to))
        return Error {Consequence::Rejected, QStringLiteral("file.not_writable"), to};
    return {};
}

} // namespace

void attachmentGet(Run &run)
{
    if (run.arguments.has(QStringLiteral("offline")))
        return run.wrongUsage(QStringLiteral("attachment get may need the network; leave out --offline"));
    withTicket(run, [&run](const Id &id) {
        run.seat.queries().ticket(id, &run, run.orFail<domain::TicketPage>([&run](const domain::TicketPage &page) {
            const auto chosen = named(attachmentsOf(page), run.word(1));
            if (!chosen)
                return run.fail(chosen.error());
            const auto &a = schema::attachment();
            const QString name = domain::fileNameFrom(chosen->text(a.name));
            const QString wanted = run.arguments.value(QStringLiteral("to"), QStringLiteral("."));
            const QString to = QFileInfo(wanted).isDir() ? QDir(wanted).filePath(name) : wanted;
            const QJsonObject answer {{QStringLiteral("file"), to}, {QStringLiteral("name"), name},
                {QStringLiteral("media_type"), chosen->text(a.mediaType)}, {QStringLiteral("size"), chosen->number(a.size)},
                {QStringLiteral("hash"), chosen->text(a.hash)}};
            run.seat.queries().attachment(*chosen, &run, run.orFail<QString>([&run, to, answer](const QString &path) {
                if (const Status copied = copyTo(path, to); !copied)
                    return run.fail(copied.error());
                run.finish(answer);
            }));
        }));
    });
}

} // namespace tidedesk::cli
