// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/lookup.h"
#include "app/common/console.h"
#include "app/common/errortext.h"
#include "core/search/query.h"
#include <QTextStream>
#include <cstdio>

namespace tidedesk::cli {

using domain::SearchAnswer;
using domain::SearchHit;

void customerList(Run &run)
{
    const auto limit = run.arguments.number(QStringLiteral("limit"), 50, 1, domain::kListPage);
    if (!limit)
        return run.wrongUsage(run.arguments.problem());
    run.seat.queries().customers(run.word(0), static_cast<int>(*limit), &run,
        run.orFail<QList<domain::CustomerLine>>([&run](const QList<domain::CustomerLine> &lines) {
            QJsonArray list;
            for (const domain::CustomerLine &line : lines)
                list.append(customerJson(line));
            run.finish({{QStringLiteral("customers"), list}});
        }));
}

void customerShow(Run &run)
{
    const QString reference = run.word(0);
    run.seat.queries().findCustomer(reference, &run, run.orFail<Id>([&run, reference](const Id &id) {
        if (id.isNull())
            return run.fail({Consequence::Rejected, QStringLiteral("customer.unknown"), reference.left(40)});
        run.seat.queries().customer(id, &run, run.orFail<domain::CustomerPage>([&run](const domain::CustomerPage &page) {
            QList<Id> tickets;
            for (const Row &ticket : page.tickets)
                tickets.append(ticket.id());
            run.seat.queries().lines(tickets, &run, run.orFail<QList<domain::TicketLine>>([&run, page](const QList<domain::TicketLine> &lines) {
                run.finish(customerPageJson(page, lines));
            }));
        }));
    }));
}

namespace {

QJsonObject hitJson(const SearchHit &hit, const TicketRefs &refs)
{
    QJsonObject json {{QStringLiteral("entity"), QString(hit.entity->name())}, {QStringLiteral("id"), hit.id.toString()},
        {QStringLiteral("title"), hit.title}, {QStringLiteral("snippet"), hit.snippet}, {QStringLiteral("at"), isoTime(hit.at)}};
    insertTicket(json, hit.ticket, refs);
    return json;
}

/// Part of the query was not understood and left out.
Error problemOf(const SearchAnswer &answer)
{
    return {Consequence::Rejected, answer.problem, QStringLiteral("at character %1").arg(answer.problemAt + 1)};
}

void printHits(Run &run, const SearchAnswer &answer, const TicketRefs &refs)
{
    QJsonArray hits;
    for (const SearchHit &hit : answer.hits)
        hits.append(hitJson(hit, refs));
    QJsonValue problem;
    if (!answer.problem.isEmpty()) {
        problem = app::sentence(problemOf(answer));
        QTextStream(stderr) << "tidedesk-cli: " << app::harmless(problem.toString(), app::Lines::Kept) << '\n';
    }
    run.finish({{QStringLiteral("hits"), hits}, {QStringLiteral("more"), answer.more}, {QStringLiteral("indexed"), answer.indexed},
        {QStringLiteral("problem"), problem}});
}

} // namespace

void search(Run &run)
{
    const auto limit = run.arguments.number(QStringLiteral("limit"), 20, 1, domain::kListPage);
    if (!limit)
        return run.wrongUsage(run.arguments.problem());
    const auto typed = tidedesk::search::parseQuery(run.words().join(u' '), {});
    if (typed.isEmpty() && typed.problems.isEmpty()) // "" and the like
        return run.failWith(WrongUsage, {Consequence::Rejected, QStringLiteral("search.empty"), {}});
    run.seat.queries().search(run.words().join(u' '), static_cast<int>(*limit), &run, run.orFail<SearchAnswer>([&run](const SearchAnswer &answer) {
        if (!answer.problem.isEmpty() && answer.hits.isEmpty())
            return run.failWith(WrongUsage, problemOf(answer));
        QList<Id> ids;
        for (const SearchHit &hit : answer.hits)
            ids.append(hit.ticket);
        withTicketRefs(run, ids, [&run, answer](const TicketRefs &refs) { printHits(run, answer, refs); });
    }));
}

} // namespace tidedesk::cli
