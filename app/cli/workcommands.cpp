// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run.h"
#include "core/schema/entities.h"

namespace tidedesk::cli {

namespace {

using seat::Edits;
using seat::Queries;

std::function<void(Result<Edits::Receipt>)> receipt(Run &run, const QString &state)
{
    return run.orFail<Edits::Receipt>([&run, state](const Edits::Receipt &done) {
        QJsonArray seqs;
        for (const qint64 seq : done.seqs)
            seqs.append(seq);
        run.finish({{QStringLiteral("id"), done.row.toString()}, {QStringLiteral("state"), state},
            {QStringLiteral("operations"), seqs}});
    });
}

/// An operation by its number or its id.
template <class Next> void withEntry(Run &run, Next next)
{
    const QString wanted = run.arguments.word(2);
    run.seat.queries().outbox(&run, run.orFail<QList<domain::OutboxEntry>>([&run, wanted, next](const QList<domain::OutboxEntry> &entries) {
        for (const domain::OutboxEntry &entry : entries) {
            if (QString::number(entry.change.seq) == wanted || entry.change.id.toString() == wanted)
                return next(entry);
        }
        run.fail({Consequence::Rejected, QStringLiteral("outbox.unknown"), wanted});
    }));
}

void conflictList(Run &run, const QString &only)
{
    run.seat.queries().directory(&run, run.orFail<Queries::Directory>([&run, only](const Queries::Directory &directory) {
        run.seat.queries().reviews(only.isEmpty(), &run, run.orFail<QList<domain::Review>>([&run, only, directory](const QList<domain::Review> &reviews) {
            QJsonArray list;
            for (const domain::Review &review : reviews) {
                if (!only.isEmpty() && review.id.toString() != only)
                    continue;
                if (!only.isEmpty())
                    return run.finish(reviewJson(review, directory));
                list.append(reviewJson(review, directory));
            }
            if (!only.isEmpty())
                return run.fail({Consequence::Rejected, QStringLiteral("review.unknown"), only});
            run.finish({{QStringLiteral("conflicts"), list}});
        }));
    }));
}

} // namespace

void outbox(Run &run)
{
    const QString verb = run.arguments.word(1);
    if (verb.isEmpty()) {
        run.seat.queries().outbox(&run, run.orFail<QList<domain::OutboxEntry>>([&run](const QList<domain::OutboxEntry> &entries) {
            QJsonArray list;
            qint64 waiting = 0;
            for (const domain::OutboxEntry &entry : entries) {
                waiting += entry.state == domain::OutboxEntry::State::Queued;
                list.append(entryJson(entry));
            }
            run.finish({{QStringLiteral("waiting"), waiting}, {QStringLiteral("operations"), list}});
        }));
    } else if (verb == u"show") {
        withEntry(run, [&run](const domain::OutboxEntry &entry) { run.finish(entryJson(entry)); });
    } else if (verb == u"discard") {
        withEntry(run, [&run](const domain::OutboxEntry &entry) {
            run.seat.edits().discard(entry.change.seq, &run, receipt(run, QStringLiteral("discarded")));
        });
    } else if (verb == u"retry") {
        withEntry(run, [&run](const domain::OutboxEntry &entry) {
            if (entry.state == domain::OutboxEntry::State::Queued)
                return run.finish(entryJson(entry)); // it goes with the next sync anyway
            run.seat.edits().resolve(entry.change.id, domain::Resolution::Mine, {}, &run, receipt(run, QStringLiteral("queued")));
        });
    } else {
        run.wrongUsage(QStringLiteral("outbox [show|retry|discard ID] is expected, not '%1'").arg(verb));
    }
}

void conflict(Run &run)
{
    const QString verb = run.arguments.word(1);
    if (verb == u"list")
        return conflictList(run, {});
    if (verb == u"show")
        return conflictList(run, run.arguments.word(2));
    if (verb != u"resolve")
        return run.wrongUsage(QStringLiteral("conflict list|show ID|resolve ID mine|theirs is expected, not '%1'").arg(verb));
    const Id id = Id::fromString(run.arguments.word(2));
    const QString side = run.arguments.word(3);
    if (id.isNull() || (side != u"mine" && side != u"theirs"))
        return run.wrongUsage(QStringLiteral("conflict resolve ID mine|theirs"));
    const bool mine = side == u"mine";
    run.seat.edits().resolve(id, mine ? domain::Resolution::Mine : domain::Resolution::Theirs,
        run.arguments.value(QStringLiteral("body")), &run, receipt(run, mine ? QStringLiteral("queued") : QStringLiteral("resolved")));
}

void customer(Run &run)
{
    const QString verb = run.arguments.word(1);
    if (verb == u"list") {
        const auto limit = run.arguments.number(QStringLiteral("limit"), 50, 1, domain::kListPage);
        if (!limit)
            return run.wrongUsage(run.arguments.problem());
        run.seat.queries().customers(run.arguments.word(2), static_cast<int>(*limit), &run,
            run.orFail<QList<domain::CustomerLine>>([&run](const QList<domain::CustomerLine> &lines) {
                QJsonArray list;
                for (const domain::CustomerLine &line : lines)
                    list.append(customerJson(line));
                run.finish({{QStringLiteral("customers"), list}});
            }));
    } else if (verb == u"show" && !run.arguments.word(2).isEmpty()) {
        const QString reference = run.arguments.word(2);
        run.seat.queries().findCustomer(reference, &run, run.orFail<Id>([&run, reference](const Id &id) {
            if (id.isNull())
                return run.fail({Consequence::Rejected, QStringLiteral("customer.unknown"), reference});
            run.seat.queries().customer(id, &run, run.orFail<domain::CustomerPage>([&run](const domain::CustomerPage &page) {
                run.finish(customerPageJson(page));
            }));
        }));
    } else {
        run.wrongUsage(QStringLiteral("customer list [NAME]|show REF"));
    }
}

void search(Run &run)
{
    const auto limit = run.arguments.number(QStringLiteral("limit"), 20, 1, domain::kListPage);
    const QString words = run.arguments.words().mid(1).join(u' ');
    if (!limit || words.isEmpty())
        return run.wrongUsage(limit ? QStringLiteral("search WORDS") : run.arguments.problem());
    run.seat.queries().search(words, static_cast<int>(*limit), &run, run.orFail<domain::SearchAnswer>([&run](const domain::SearchAnswer &answer) {
        QJsonArray hits;
        for (const domain::SearchHit &hit : answer.hits) {
            hits.append(QJsonObject {{QStringLiteral("entity"), QString(hit.entity->name())}, {QStringLiteral("id"), hit.id.toString()},
                {QStringLiteral("ticket"), hit.ticket.isNull() ? QJsonValue() : QJsonValue(hit.ticket.toString())},
                {QStringLiteral("title"), hit.title}, {QStringLiteral("snippet"), hit.snippet}, {QStringLiteral("at"), isoTime(hit.at)}});
        }
        if (!answer.problem.isEmpty() && answer.hits.isEmpty())
            return run.failWith(WrongUsage, {Consequence::Rejected, answer.problem, QStringLiteral("at character %1").arg(answer.problemAt + 1)});
        run.finish({{QStringLiteral("hits"), hits}, {QStringLiteral("more"), answer.more}, {QStringLiteral("indexed"), answer.indexed}});
    }));
}

void digest(Run &run)
{
    run.seat.digest(&run, [&run](const Result<seat::Seat::Digest> &digest) {
        if (!digest)
            return run.fail(digest.error());
        QJsonObject rows;
        for (auto it = digest->rows.begin(); it != digest->rows.end(); ++it)
            rows.insert(it.key(), *it);
        run.finish({{QStringLiteral("cursor"), digest->cursor}, {QStringLiteral("rows"), rows}, {QStringLiteral("hash"), digest->hash}});
    });
}

void doctor(Run &run)
{
    run.seat.health(&run, [&run](const Result<seat::Seat::Health> &health) {
        if (!health)
            return run.fail(health.error());
        const seat::Session &session = run.seat.session();
        run.finish({{QStringLiteral("server"), session.server.toString()}, {QStringLiteral("user"), session.userName},
                       {QStringLiteral("seat"), session.seat.toString()},
                       {QStringLiteral("problems"), QJsonArray::fromStringList(health->problems)},
                       {QStringLiteral("cache_bytes"), health->cacheBytes}, {QStringLiteral("outbox_bytes"), health->outboxBytes},
                       {QStringLiteral("waiting"), health->waiting}, {QStringLiteral("reviews"), health->reviews},
                       {QStringLiteral("index_complete"), health->indexComplete}},
            health->problems.isEmpty() ? Done : StoreProblem);
    });
}

} // namespace tidedesk::cli
