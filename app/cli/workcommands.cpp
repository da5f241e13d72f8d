// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/lookup.h"
#include "app/common/errortext.h"
#include <QFile>
#include <QSaveFile>
#include <QSet>

namespace tidedesk::cli {

namespace {

using domain::OutboxEntry;
using domain::Resolution;
using domain::Review;
using seat::Edits;
using seat::Queries;

std::function<void(Result<Edits::Receipt>)> receipt(Run &run, const Id &row, const QString &state)
{
    return run.orFail<Edits::Receipt>([&run, row, state](const Edits::Receipt &done) {
        QJsonArray seqs;
        for (const qint64 seq : done.seqs)
            seqs.append(seq);
        run.finish({{QStringLiteral("id"), row.toString()}, {QStringLiteral("state"), state}, {QStringLiteral("operations"), seqs}});
    });
}

/// What `decisions` does not offer is not taken either.
void refuseInVain(Run &run, const domain::Outcome &outcome)
{
    run.wrongUsage(QStringLiteral("the server would refuse this again: %1; only 'theirs' is possible").arg(app::sentence({Consequence::Rejected, outcome.reason, {}})));
}

/// An operation, or what is to be decided about it, by its number or its id.
template <class T> bool named(const QString &wanted, const T &change) { return QString::number(change.seq) == wanted || change.id.toString() == wanted; }

template <class Next> void withEntry(Run &run, Next next)
{
    run.seat.queries().outbox(&run, run.orFail<QList<OutboxEntry>>([&run, next](const QList<OutboxEntry> &entries) {
        for (const OutboxEntry &entry : entries) {
            if (named(run.word(0), entry.change))
                return next(entry);
        }
        run.fail({Consequence::Rejected, QStringLiteral("outbox.unknown"), run.word(0).left(40)});
    }));
}

template <class Next> void withReview(Run &run, Next next)
{
    run.seat.queries().reviews(false, &run, run.orFail<QList<Review>>([&run, next](const QList<Review> &reviews) {
        for (const Review &review : reviews) {
            if (named(run.word(0), review.change))
                return next(review);
        }
        run.fail({Consequence::Rejected, QStringLiteral("review.unknown"), run.word(0).left(40)});
    }));
}

template <class Next> void withEntries(Run &run, const QList<OutboxEntry> &entries, Next next)
{
    QList<Id> tickets;
    for (const OutboxEntry &entry : entries)
        tickets.append(ticketOf(entry.change));
    withTicketRefs(run, tickets, [&run, entries, next](const TicketRefs &refs) {
        QJsonArray list;
        for (const OutboxEntry &entry : entries) {
            QJsonObject json = entryJson(entry);
            insertTicket(json, ticketOf(entry.change), refs);
            list.append(json);
        }
        QList<domain::Change> changes;
        for (const OutboxEntry &entry : entries)
            changes.append(entry.change);
        withCustomerNames(run, changes, [list, next] { next(list); });
    });
}

template <class Next> void withCards(Run &run, const QList<Review> &reviews, const Queries::Directory &directory, Next next)
{
    QList<Id> tickets;
    for (const Review &review : reviews)
        tickets.append(review.ticket);
    withTicketRefs(run, tickets, [&run, reviews, directory, next](const TicketRefs &refs) {
        QJsonArray list;
        for (const Review &review : reviews) {
            QJsonObject json = reviewJson(review, directory);
            insertTicket(json, review.ticket, refs);
            // Of a ticket that has left this seat the provisional name is left.
            if (!review.ticket.isNull() && !refs.contains(review.ticket))
                json.insert(QStringLiteral("ref"), QString(u'~' + review.ticket.shortText()));
            list.append(json);
        }
        QList<domain::Change> changes;
        for (const Review &review : reviews)
            changes.append(review.change);
        withCustomerNames(run, changes, [list, next] { next(list); });
    });
}

} // namespace

void outboxList(Run &run)
{
    run.seat.queries().outbox(&run, run.orFail<QList<OutboxEntry>>([&run](const QList<OutboxEntry> &entries) {
        withEntries(run, entries, [&run, entries](const QJsonArray &list) {
            const auto waiting = std::count_if(entries.begin(), entries.end(), [](const OutboxEntry &entry) { return entry.state == OutboxEntry::State::Queued; });
            run.finish({{QStringLiteral("waiting"), qint64(waiting)}, {QStringLiteral("operations"), list}});
        });
    }));
}

void outboxShow(Run &run)
{
    if (run.words().isEmpty())
        return outboxList(run);
    withEntry(run, [&run](const OutboxEntry &entry) {
        withEntries(run, {entry}, [&run](const QJsonArray &list) { run.finish(list.first().toObject()); });
    });
}

void outboxDiscard(Run &run)
{
    withEntry(run, [&run](const OutboxEntry &entry) {
        run.seat.edits().discard(entry.change.seq, &run, receipt(run, entry.change.row, QStringLiteral("discarded")));
    });
}

/// What the server does not have: what waits, and what it did not accept and nobody has decided.
static QList<OutboxEntry> unsettled(const QList<OutboxEntry> &entries, const QList<Review> &open)
{
    QSet<qint64> undecided;
    for (const Review &review : open)
        undecided.insert(review.change.seq);
    QList<OutboxEntry> left;
    for (const OutboxEntry &entry : entries) {
        const bool takenBack = entry.change.kind == domain::Change::Kind::Void && !entry.damaged;
        if (undecided.contains(entry.change.seq) || (entry.state == OutboxEntry::State::Queued && !takenBack))
            left.append(entry);
    }
    std::sort(left.begin(), left.end(), [](const OutboxEntry &a, const OutboxEntry &b) { return a.change.seq < b.change.seq; });
    return left;
}

static void writeExport(Run &run, const QString &path, const seat::Session &owner, const QJsonArray &operations)
{
    const QJsonObject content {{QStringLiteral("server"), owner.server.toString()}, {QStringLiteral("user"), owner.userName},
        {QStringLiteral("seat"), owner.seat.toString()}, {QStringLiteral("operations"), operations}};
    if (QFile::exists(path))
        return run.fail({Consequence::Rejected, QStringLiteral("file.exists"), path});
    const QByteArray text = QJsonDocument(content).toJson();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(text) != text.size() || !file.commit())
        return run.fail({Consequence::Rejected, QStringLiteral("file.not_writable"), path});
    run.finish({{QStringLiteral("file"), path}, {QStringLiteral("operations"), operations.size()}});
}

static void exportOpen(Run &run, const QString &path)
{
    run.seat.queries().outbox(&run, run.orFail<QList<OutboxEntry>>([&run, path](const QList<OutboxEntry> &entries) {
        run.seat.queries().reviews(true, &run, run.orFail<QList<Review>>([&run, path, entries](const QList<Review> &open) {
            withEntries(run, unsettled(entries, open), [&run, path](const QJsonArray &list) {
                run.seat.owner(&run, run.orFail<seat::Session>([&run, path, list](const seat::Session &owner) { writeExport(run, path, owner, list); }));
            });
        }));
    }));
}

/// Needs no session: whoever may read the profile's files hands in what a closed account left behind. What is sealed can
/// only be exported as it is.
void outboxExport(Run &run)
{
    const QString path = run.arguments.value(QStringLiteral("to"));
    if (path.isEmpty())
        return run.wrongUsage(QStringLiteral("--to FILE is missing"));
    if (run.arguments.has(QStringLiteral("sealed")))
        return exportSealed(run);
    run.seat.sealed(&run, run.orFail<std::optional<seat::Seat::Sealed>>([&run, path](const std::optional<seat::Seat::Sealed> &sealed) {
        if (sealed)
            return run.fail(sealed->why);
        exportOpen(run, path);
    }));
}

/// What waits goes with the next sync anyway; what came back is made anew.
void outboxRetry(Run &run)
{
    withEntry(run, [&run](const OutboxEntry &entry) {
        const Id row = entry.change.row;
        if (entry.state == OutboxEntry::State::Queued)
            return receipt(run, row, QStringLiteral("queued"))(Edits::Receipt {row, {entry.change.seq}});
        const bool accepted = entry.outcome
            && (entry.outcome->verdict == domain::Verdict::Applied || entry.outcome->verdict == domain::Verdict::Merged);
        if (accepted)
            return run.fail({Consequence::Rejected, QStringLiteral("outbox.not_queued"), QString::number(entry.change.seq)});
        if (entry.outcome && isInVain(*entry.outcome))
            return refuseInVain(run, *entry.outcome);
        run.seat.edits().resolve(entry.change.id, Resolution::Mine, {}, &run, receipt(run, row, QStringLiteral("queued")));
    });
}

void conflictList(Run &run)
{
    run.seat.queries().directory(&run, run.orFail<Queries::Directory>([&run](const Queries::Directory &directory) {
        run.seat.queries().reviews(true, &run, run.orFail<QList<Review>>([&run, directory](const QList<Review> &reviews) {
            withCards(run, reviews, directory, [&run](const QJsonArray &list) { run.finish({{QStringLiteral("conflicts"), list}}); });
        }));
    }));
}

void conflictShow(Run &run)
{
    run.seat.queries().directory(&run, run.orFail<Queries::Directory>([&run](const Queries::Directory &directory) {
        withReview(run, [&run, directory](const Review &review) {
            withCards(run, {review}, directory, [&run](const QJsonArray &list) { run.finish(list.first().toObject()); });
        });
    }));
}

void conflictResolve(Run &run)
{
    const QString side = run.word(1);
    if (side != u"mine" && side != u"theirs")
        return run.wrongUsage(QStringLiteral("mine or theirs is expected, not '%1'").arg(side.left(40)));
    if (run.arguments.has(QStringLiteral("body")) && run.arguments.value(QStringLiteral("body")).trimmed().isEmpty())
        return run.wrongUsage(QStringLiteral("--body is empty; leave it out to send the text as it was"));
    const bool mine = side == u"mine";
    withReview(run, [&run, mine](const Review &review) {
        if (mine && isInVain(review.outcome))
            return refuseInVain(run, review.outcome);
        run.seat.edits().resolve(review.id, mine ? Resolution::Mine : Resolution::Theirs, run.arguments.value(QStringLiteral("body")),
            &run, receipt(run, review.change.row, mine ? QStringLiteral("queued") : QStringLiteral("resolved")));
    });
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
                       {QStringLiteral("seat"), session.seat.isNull() ? QString() : session.seat.toString()},
                       {QStringLiteral("profile"), run.arguments.value(QStringLiteral("profile"))},
                       {QStringLiteral("sound"), health->problems.isEmpty()}, {QStringLiteral("problems"), QJsonArray::fromStringList(health->problems)},
                       {QStringLiteral("set_aside"), QJsonArray::fromStringList(health->setAside)}, {QStringLiteral("sealed"), QJsonArray::fromStringList(health->sealed)},
                       {QStringLiteral("as_of"), health->asOf ? QJsonValue(isoTime(health->asOf)) : QJsonValue()},
                       {QStringLiteral("cache_bytes"), health->cacheBytes}, {QStringLiteral("outbox_bytes"), health->outboxBytes},
                       {QStringLiteral("waiting"), health->waiting}, {QStringLiteral("reviews"), health->reviews},
                       {QStringLiteral("index_complete"), health->indexComplete}},
            health->problems.isEmpty() ? Done : StoreProblem);
    });
}

} // namespace tidedesk::cli
