// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/lookup.h"
#include "app/cli/ticketinput.h"
#include "core/schema/entities.h"
#include <QFileInfo>

namespace tidedesk::cli {

namespace {

using domain::TicketLine;
using seat::Edits;
using seat::Queries;

QJsonObject receiptJson(const Edits::Receipt &receipt)
{
    QJsonArray seqs;
    for (const qint64 seq : receipt.seqs)
        seqs.append(seq);
    return {{QStringLiteral("id"), receipt.row.toString()}, {QStringLiteral("state"), QStringLiteral("queued")},
        {QStringLiteral("operations"), seqs}};
}

std::function<void(Result<Edits::Receipt>)> printReceipt(Run &run)
{
    return run.orFail<Edits::Receipt>([&run](const Edits::Receipt &receipt) { run.finish(receiptJson(receipt)); });
}

/// Customer by number, identity or id; null when none is asked for.
template <class Next> void withCustomer(Run &run, const QString &reference, Next next)
{
    if (reference.isEmpty())
        return next(Id());
    run.seat.queries().findCustomer(reference, &run, run.orFail<Id>([&run, reference, next](const Id &id) {
        if (id.isNull())
            run.fail({Consequence::Rejected, QStringLiteral("customer.unknown"), reference.left(40)});
        else
            next(id);
    }));
}

template <class Next> void withMessage(Run &run, Next next)
{
    const QString body = run.arguments.value(QStringLiteral("body"));
    if (body.trimmed().isEmpty())
        return run.wrongUsage(QStringLiteral("--body is missing or empty"));
    QList<Edits::Upload> files;
    if (run.arguments.has(QStringLiteral("file"))) {
        const QFileInfo file(run.arguments.value(QStringLiteral("file")));
        if (!file.isFile() || !file.isReadable())
            return run.fail({Consequence::Rejected, QStringLiteral("file.unreadable"), file.filePath()});
        files.append({file.filePath(), file.fileName()});
    }
    next(body, files);
}

} // namespace

void ticketList(Run &run)
{
    const auto limit = run.arguments.number(QStringLiteral("limit"), 50, 1, domain::kListPage);
    if (!limit)
        return run.wrongUsage(run.arguments.problem());
    run.seat.queries().directory(&run, run.orFail<Queries::Directory>([&run, limit = *limit](const Queries::Directory &directory) {
        const auto query = readQuery(run.arguments, directory, run.seat.session().user);
        if (!query)
            return run.fail(query.error());
        const auto anchor = readCursor(run.arguments.value(QStringLiteral("after")), *query);
        if (!anchor)
            return run.fail(anchor.error());
        run.seat.queries().page(*query, *anchor, &run, run.orFail<QList<TicketLine>>([&run, limit, directory, query = *query](const QList<TicketLine> &lines) {
            QJsonArray tickets;
            for (const TicketLine &line : lines.mid(0, limit))
                tickets.append(ticketJson(line, directory));
            const bool more = lines.size() > limit || lines.size() == domain::kListPage;
            run.finish({{QStringLiteral("tickets"), tickets},
                {QStringLiteral("next"),
                    more ? QJsonValue(writeCursor(lines[qMin<qsizetype>(limit, lines.size()) - 1].position, query)) : QJsonValue()}});
        }));
    }));
}

void ticketShow(Run &run)
{
    withTicket(run, [&run](const Id &id) {
        run.seat.queries().directory(&run, run.orFail<Queries::Directory>([&run, id](const Queries::Directory &directory) {
            run.seat.queries().ticket(id, &run, run.orFail<domain::TicketPage>([&run, directory](const domain::TicketPage &page) {
                if (!page.customer.isNull()) // events may name it
                    run.names.insert(page.customer.id().toString(), page.customer.text(schema::customer().name));
                run.finish(ticketPageJson(page, directory));
            }));
        }));
    });
}

void ticketCreate(Run &run)
{
    const auto ticket = readNewTicket(run.arguments);
    if (!ticket)
        return run.fail(ticket.error());
    withCustomer(run, run.arguments.value(QStringLiteral("customer")), [&run, ticket = *ticket](const Id &customer) {
        Edits::NewTicket wanted = ticket;
        wanted.customer = customer;
        run.seat.edits().createTicket(wanted, &run, run.orFail<Edits::Receipt>([&run](const Edits::Receipt &receipt) {
            QJsonObject answer = receiptJson(receipt);
            answer.insert(QStringLiteral("ref"), QString(u'~' + receipt.row.shortText()));
            run.finish(answer);
        }));
    });
}

void ticketSet(Run &run)
{
    const auto words = readAssignments(run.words().mid(1));
    if (!words)
        return run.fail(words.error());
    withTicket(run, [&run, words = *words](const Id &id) {
        withCustomer(run, words.value(schema::ticket().customerId.index), [&run, id, words](const Id &customer) {
            run.seat.queries().directory(&run, run.orFail<Queries::Directory>([&run, id, words, customer](const Queries::Directory &directory) {
                const auto fields = readValues(words, customer, directory, run.seat.session().user);
                if (!fields)
                    return run.fail(fields.error());
                run.seat.edits().set(schema::ticket(), id, *fields, &run, printReceipt(run));
            }));
        });
    });
}

void ticketReply(Run &run)
{
    withTicket(run, [&run](const Id &id) {
        // What the author has seen is what this seat holds of the conversation now.
        run.seat.queries().ticket(id, &run, run.orFail<domain::TicketPage>([&run, id](const domain::TicketPage &page) {
            withMessage(run, [&run, id, seen = page.lastSeen](const QString &body, const QList<Edits::Upload> &files) {
                run.seat.edits().reply(id, body, seen, -1, files, &run, printReceipt(run));
            });
        }));
    });
}

void ticketNote(Run &run)
{
    withTicket(run, [&run](const Id &id) {
        withMessage(run, [&run, id](const QString &body, const QList<Edits::Upload> &files) {
            run.seat.edits().note(id, body, files, &run, printReceipt(run));
        });
    });
}

void ticketTag(Run &run)
{
    QStringList add;
    QStringList remove;
    for (const QString &word : run.words().mid(1)) {
        if (word.size() < 2 || (word[0] != u'+' && word[0] != u'-'))
            return run.wrongUsage(QStringLiteral("'%1': tags are written +name to add and -name to remove").arg(word.left(40)));
        (word[0] == u'+' ? add : remove).append(word.mid(1));
    }
    for (const QString &tag : std::as_const(add)) {
        if (remove.contains(tag))
            return run.wrongUsage(QStringLiteral("the tag '%1' is both added and removed").arg(tag.left(40)));
    }
    withTicket(run, [&run, add, remove](const Id &id) { run.seat.edits().tag(id, add, remove, &run, printReceipt(run)); });
}

void ticketMerge(Run &run)
{
    withTicket(run, [&run](const Id &id) {
        const QString reference = run.word(1);
        run.seat.queries().findTicket(reference, &run, run.orFail<Id>([&run, id, reference](const Id &into) {
            if (into.isNull())
                return run.fail({Consequence::Rejected, QStringLiteral("ticket.unknown"), reference.left(40)});
            run.seat.edits().merge(id, into, &run, printReceipt(run));
        }));
    });
}

/// The message by its ordinal, as `ticket show` gives it.
void ticketSplit(Run &run)
{
    bool isNumber = false;
    const qint64 ordinal = run.word(1).toLongLong(&isNumber);
    if (!isNumber)
        return run.wrongUsage(QStringLiteral("'%1': the ordinal of a message is expected").arg(run.word(1).left(40)));
    withTicket(run, [&run, ordinal](const Id &id) {
        run.seat.queries().ticket(id, &run, run.orFail<domain::TicketPage>([&run, id, ordinal](const domain::TicketPage &page) {
            const auto &m = schema::message();
            for (const domain::MessageLine &line : page.messages) {
                if (line.message.ref(m.ticketId) == id && line.message.number(m.ordinal) == ordinal)
                    return run.seat.edits().split(line.message.id(), run.arguments.value(QStringLiteral("subject")), &run, printReceipt(run));
            }
            run.fail({Consequence::Rejected, QStringLiteral("gone"), QString::number(ordinal)});
        }));
    });
}

/// Operations by their numbers in the outbox.
void undo(Run &run)
{
    QList<qint64> seqs;
    for (const QString &word : run.words()) {
        bool isNumber = false;
        seqs.append(word.toLongLong(&isNumber));
        if (!isNumber)
            return run.wrongUsage(QStringLiteral("'%1': numbers of operations are expected, as 'outbox' lists them").arg(word.left(40)));
    }
    run.seat.edits().undo(seqs, &run, run.orFail<Edits::Receipt>([&run](const Edits::Receipt &receipt) {
        QJsonObject answer = receiptJson(receipt);
        answer.remove(QLatin1StringView("id")); // of nothing in particular
        run.finish(answer);
    }));
}

} // namespace tidedesk::cli
