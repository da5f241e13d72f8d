// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run.h"
#include "app/cli/ticketinput.h"
#include "core/schema/entities.h"

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

void list(Run &run)
{
    const auto limit = run.arguments.number(QStringLiteral("limit"), 50, 1, domain::kListPage);
    if (!limit)
        return run.wrongUsage(run.arguments.problem());
    run.seat.queries().directory(&run, run.orFail<Queries::Directory>([&run, limit = *limit](const Queries::Directory &directory) {
        const auto query = readQuery(run.arguments, directory);
        if (!query)
            return run.wrongUsage(query.error().detail);
        const auto anchor = readCursor(run.arguments.value(QStringLiteral("after")));
        if (!anchor)
            return run.wrongUsage(anchor.error().detail);
        run.seat.queries().page(*query, *anchor, &run, run.orFail<QList<TicketLine>>([&run, limit, directory](const QList<TicketLine> &lines) {
            QJsonArray tickets;
            for (const TicketLine &line : lines.mid(0, limit))
                tickets.append(ticketJson(line, directory));
            const bool more = lines.size() > limit || lines.size() == domain::kListPage;
            run.finish({{QStringLiteral("tickets"), tickets},
                {QStringLiteral("next"),
                    more ? QJsonValue(writeCursor(lines[qMin<qsizetype>(limit, lines.size()) - 1].position)) : QJsonValue()}});
        }));
    }));
}

/// Finds the ticket named by word `n`, or fails with "ticket.unknown".
template <class Next> void withTicket(Run &run, qsizetype n, Next next)
{
    const QString reference = run.arguments.word(n);
    if (reference.isEmpty())
        return run.wrongUsage(QStringLiteral("which ticket? a number (#10234), a provisional number (~A1B2C3) or an id"));
    run.seat.queries().findTicket(reference, &run, run.orFail<Id>([&run, reference, next](const Id &id) {
        if (id.isNull())
            run.fail({Consequence::Rejected, QStringLiteral("ticket.unknown"), reference});
        else
            next(id);
    }));
}

void show(Run &run)
{
    withTicket(run, 2, [&run](const Id &id) {
        run.seat.queries().directory(&run, run.orFail<Queries::Directory>([&run, id](const Queries::Directory &directory) {
            run.seat.queries().ticket(id, &run, run.orFail<domain::TicketPage>([&run, directory](const domain::TicketPage &page) {
                run.finish(ticketPageJson(page, directory));
            }));
        }));
    });
}

/// Customer by number, identity or id; null when none is asked for.
template <class Next> void withCustomer(Run &run, const QString &reference, Next next)
{
    if (reference.isEmpty())
        return next(Id());
    run.seat.queries().findCustomer(reference, &run, run.orFail<Id>([&run, reference, next](const Id &id) {
        if (id.isNull())
            run.fail({Consequence::Rejected, QStringLiteral("customer.unknown"), reference});
        else
            next(id);
    }));
}

void create(Run &run)
{
    const auto ticket = readNewTicket(run.arguments);
    if (!ticket)
        return run.wrongUsage(ticket.error().detail);
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

void set(Run &run)
{
    withTicket(run, 2, [&run](const Id &id) {
        run.seat.queries().directory(&run, run.orFail<Queries::Directory>([&run, id](const Queries::Directory &directory) {
            const auto fields = readAssignments(run.arguments.words().mid(3), directory);
            if (!fields)
                return run.wrongUsage(fields.error().detail);
            run.seat.edits().set(schema::ticket(), id, *fields, &run, run.orFail<Edits::Receipt>([&run](const Edits::Receipt &receipt) {
                run.finish(receiptJson(receipt));
            }));
        }));
    });
}

void write(Run &run, bool isReply)
{
    const QString body = run.arguments.value(QStringLiteral("body"));
    if (body.trimmed().isEmpty())
        return run.wrongUsage(QStringLiteral("--body is missing or empty"));
    withTicket(run, 2, [&run, body, isReply](const Id &id) {
        const auto done = run.orFail<Edits::Receipt>([&run](const Edits::Receipt &receipt) { run.finish(receiptJson(receipt)); });
        QList<Edits::Upload> files;
        if (run.arguments.has(QStringLiteral("file"))) {
            const QString path = run.arguments.value(QStringLiteral("file"));
            files.append({path, path.section(u'/', -1)});
        }
        if (!isReply)
            return run.seat.edits().note(id, body, files, &run, done);
        run.seat.queries().ticket(id, &run, run.orFail<domain::TicketPage>([&run, id, body, files, done](const domain::TicketPage &page) {
            run.seat.edits().reply(id, body, page.lastSeen, -1, files, &run, done);
        }));
    });
}

void tag(Run &run)
{
    QStringList add;
    QStringList remove;
    for (const QString &word : run.arguments.words().mid(3)) {
        if (word.size() > 1 && word.startsWith(u'+'))
            add.append(word.mid(1));
        else if (word.size() > 1 && word.startsWith(u'-'))
            remove.append(word.mid(1));
        else
            return run.wrongUsage(QStringLiteral("'%1': tags are written +name or -name").arg(word));
    }
    if (add.isEmpty() && remove.isEmpty())
        return run.wrongUsage(QStringLiteral("no tag was named"));
    withTicket(run, 2, [&run, add, remove](const Id &id) {
        run.seat.edits().tag(id, add, remove, &run, run.orFail<Edits::Receipt>([&run](const Edits::Receipt &receipt) {
            run.finish(receiptJson(receipt));
        }));
    });
}

} // namespace

void ticket(Run &run)
{
    const QString verb = run.arguments.word(1);
    if (verb == u"list")
        return list(run);
    if (verb == u"show")
        return show(run);
    if (verb == u"create")
        return create(run);
    if (verb == u"set")
        return set(run);
    if (verb == u"reply" || verb == u"note")
        return write(run, verb == u"reply");
    if (verb == u"tag")
        return tag(run);
    run.wrongUsage(QStringLiteral("ticket list|show|create|set|reply|note|tag is expected, not '%1'").arg(verb));
}

} // namespace tidedesk::cli
