// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/seatstore.h"
#include "core/base/clock.h"
#include "core/base/killpoint.h"
#include "core/base/logging.h"
#include "core/domain/scope.h"
#include "core/domain/undo.h"
#include "core/schema/entities.h"
#include "core/sqlite/transaction.h"
#include "core/storage/mirrorworld.h"
#include <algorithm>

namespace tidedesk::storage {

using domain::Change;
using domain::ChangeSet;

namespace {

constexpr char kRecheck[] = "recheck_acknowledgements";
constexpr char kEpoch[] = "epoch"; ///< of the server's data these are; none before the first pull
constexpr char kTakenBack[] = "taken_back"; ///< numbers of operations, as far as they are not acknowledged

/// Runs `work` in one transaction of the mirror; forgets remembered numbers when it is rolled back.
template <class Work> Status inMirror(Mirror &mirror, Work work)
{
    Status status = [&]() -> Status {
        TD_ASSIGN(transaction, sqlite::Transaction::begin(mirror.connection()));
        TD_TRY(work());
        killPoint("mirror.commit");
        TD_TRY(transaction.commit());
        killPoint("mirror.committed");
        return {};
    }();
    if (!status)
        mirror.forget();
    return status;
}

} // namespace

SeatStore::SeatStore(Mirror &mirror, Outbox &outbox, const Clock &clock, std::function<quint64()> random)
    : m_mirror(mirror)
    , m_outbox(outbox)
    , m_clock(clock)
    , m_ids(clock, std::move(random))
{
}

qint64 SeatStore::correctedNow() const { return m_clock.nowMs() + m_clockOffset; }

Status SeatStore::recover()
{
    TD_TRY(m_outbox.askAgain());
    TD_ASSIGN(acked, acknowledged());
    TD_TRY(m_outbox.acknowledge(acked));
    TD_ASSIGN(confirmed, m_mirror.meta(kLastOperation));
    TD_TRY(m_outbox.noteLost(confirmed.toLongLong()));
    TD_TRY(takeBackAgain());
    ChangeSet changed;
    return catchUp(changed);
}

Result<qint64> SeatStore::acknowledged()
{
    TD_ASSIGN(row, m_mirror.row(schema::seat(), m_actor.seat));
    return row ? row->number(schema::seat().lastSeq) : 0;
}

Result<QList<qint64>> SeatStore::commit(QList<Change> changes, ChangeSet &changed)
{
    if (changes.isEmpty())
        return QList<qint64>();
    ChangeSet touched;
    if (m_behind)
        TD_TRY(catchUp(touched));
    TD_ASSIGN(user, m_mirror.row(schema::user(), m_actor.user));
    if (user)
        m_actor.level = domain::levelOf(*user);
    TD_ASSIGN(first, m_outbox.nextSeq());
    QList<qint64> seqs;
    for (qsizetype i = 0; i < changes.size(); ++i) {
        Change &change = changes[i];
        change.seq = first + i;
        change.depends = change.depends ? first + change.depends - 1 : 0;
        if (change.id.isNull())
            change.id = m_ids.next();
        if (change.row.isNull())
            change.row = m_ids.next();
        change.doneAt = correctedNow();
        seqs.append(change.seq);
    }
    bool accepted = false;
    QHash<qint64, Change> inverses;
    const Status status = inMirror(m_mirror, [&]() -> Status {
        for (Change &change : changes) {
            TD_ASSIGN(current, m_mirror.row(*change.entity, change.row));
            if (change.base == 0)
                change.base = current ? current->version : 0;
            MirrorWorld world(m_mirror, touched);
            TD_ASSIGN(outcome, domain::apply(change, m_actor, correctedNow(), world));
            if (outcome.verdict == domain::Verdict::Rejected)
                return Error {Consequence::Rejected, outcome.reason, outcome.detail};
            TD_TRY(coverWith(change));
            TD_ASSIGN(after, m_mirror.row(*change.entity, change.row));
            if (current && after)
                inverses.insert(change.seq, domain::inverse(change, *current, *after));
        }
        TD_TRY(m_mirror.setMeta(kLastOperation, QString::number(seqs.last())));
        const Status appended = m_outbox.append(changes, inverses);
        accepted = appended.ok();
        return appended;
    });
    if (!accepted)
        return status.error();
    if (!status) { // it is done all the same: whoever heard that it failed would do it twice
        qCWarning(lcStore) << "the mirror is behind the outbox:" << status.error().code << status.error().detail;
        m_behind = true;
    }
    touched.outbox = true;
    changed.unite(touched);
    return seqs;
}

Result<bool> SeatStore::isOfOtherData(const QString &epoch)
{
    TD_ASSIGN(mine, m_mirror.meta(kEpoch));
    return !mine.isEmpty() && mine != epoch;
}

Status SeatStore::applyHeader(const protocol::PullHeader &header, ChangeSet &changed)
{
    TD_ASSIGN(epoch, m_mirror.meta(kEpoch));
    if (epoch != header.epoch && !header.reset)
        TD_TRY(m_mirror.setMeta(kEpoch, header.epoch));
    if (header.drop.isEmpty() && !header.reset)
        return {};
    TD_TRY(m_mirror.restoreShadows(changed));
    for (const QString &bucket : header.drop)
        TD_TRY(m_mirror.dropBucket(bucket, changed));
    if (header.reset) {
        TD_TRY(m_mirror.clear());
        // Another epoch: the server may know less than it has acknowledged. Its next word on this seat decides.
        TD_TRY(m_mirror.setMeta(kRecheck, QStringLiteral("1")));
        TD_TRY(m_mirror.setMeta(kEpoch, header.epoch));
        changed.everything = true;
    }
    return replay(changed);
}

/// Whether pending operations are to be laid anew after this page, whatever rows they lie on: it brings the acknowledgement
/// itself, or perhaps the row that was missing.
bool SeatStore::concernsPending(const protocol::Page &page) const
{
    return std::any_of(page.blocks.cbegin(), page.blocks.cend(), [this](const protocol::Block &block) {
        return block.entity == &schema::seat() || ((m_unplaced || m_behind) && block.count > 0);
    });
}

Status SeatStore::putPages(const QList<protocol::Page> &pages, ChangeSet &changed)
{
    TD_ASSIGN(cursor, m_mirror.cursor());
    for (const protocol::Page &page : pages) {
        if (cursor != page.end.previous)
            return Error {Consequence::Retry, QStringLiteral("pull.out_of_step"), QStringLiteral("cursor")};
        m_entangled = m_entangled || concernsPending(page);
        for (const protocol::Block &block : page.blocks) {
            TD_ASSIGN(covered, m_mirror.putServer(block, changed));
            m_entangled = m_entangled || covered;
        }
        cursor = page.end.next;
    }
    return m_mirror.setCursor(cursor);
}

Status SeatStore::applyPages(
    const QList<protocol::Page> &pages, ChangeSet &changed, const std::optional<protocol::PullHeader> &header)
{
    TD_ASSIGN(before, acknowledged());
    if (header)
        m_pulledAt = header->serverTime;
    const bool more = pages.last().end.more;
    bool rebased = false;
    ChangeSet touched;
    const Status status = inMirror(m_mirror, [&]() -> Status {
        if (header)
            TD_TRY(applyHeader(*header, touched));
        TD_TRY(putPages(pages, touched));
        if (!more && m_pulledAt > 0)
            TD_TRY(m_mirror.setMeta("as_of", QString::number(m_pulledAt)));
        // What went under pending operations stays there; those are laid anew once, on the last page. Not so where one had
        // found no row to lie on: the row may have come just now, and would be shown without it until the last page.
        if (!m_entangled || (more && !m_unplaced && !m_behind))
            return {};
        rebased = true;
        TD_TRY(m_mirror.restoreShadows(touched));
        return replay(touched);
    });
    m_unplaced = m_unplaced || !status;
    TD_TRY(status);
    m_entangled = m_entangled && !rebased;
    changed.unite(touched);
    return settle(before, changed);
}

/// The acknowledgement may have moved with the page. The mirror has committed; the outbox follows.
Status SeatStore::settle(qint64 acknowledgedBefore, ChangeSet &changed)
{
    TD_ASSIGN(now, acknowledged());
    TD_ASSIGN(recheck, m_mirror.meta(kRecheck));
    TD_ASSIGN(seatRow, m_mirror.row(schema::seat(), m_actor.seat));
    if (!recheck.isEmpty() && seatRow) {
        qCWarning(lcStore) << "the server's data began anew; operations after" << now << "are sent again";
        changed.outbox = true;
        TD_TRY(m_outbox.reopenAfter(now));
        return inMirror(m_mirror, [&]() -> Status {
            TD_TRY(m_mirror.setMeta(kRecheck, QString()));
            return rebase(changed);
        });
    }
    if (now == acknowledgedBefore)
        return {};
    changed.outbox = true;
    return m_outbox.acknowledge(now);
}

Status SeatStore::applyOutcomes(const QList<std::pair<qint64, domain::Outcome>> &outcomes, ChangeSet &changed)
{
    TD_TRY(m_outbox.record(outcomes));
    const bool disturbing = std::any_of(outcomes.cbegin(), outcomes.cend(), [](const auto &answer) {
        return answer.second.verdict != domain::Verdict::Applied && answer.second.verdict != domain::Verdict::Merged;
    });
    TD_ASSIGN(acked, acknowledged());
    TD_TRY(m_outbox.acknowledge(acked));
    changed.outbox = true;
    if (!disturbing)
        return {};
    changed.reviews = true;
    return inMirror(m_mirror, [&] { return rebase(changed); });
}

Result<QList<qint64>> SeatStore::discard(qint64 seq, ChangeSet &changed)
{
    TD_ASSIGN(asked, m_outbox.entry(seq));
    if (asked && asked->damaged) {
        TD_TRY(m_outbox.giveUpDamaged(*asked));
        changed.outbox = true;
        return QList<qint64> {seq};
    }
    TD_ASSIGN(queued, m_outbox.queued());
    QList<qint64> taken;
    QList<Change> changes;
    QSet<Id> created;
    for (const domain::OutboxEntry &entry : queued) {
        const Change &change = entry.change;
        bool hangsOn = change.seq == seq || taken.contains(change.depends) || created.contains(change.row);
        for (const Value &value : change.set) {
            const auto *id = std::get_if<Id>(&value);
            hangsOn = hangsOn || (id && created.contains(*id));
        }
        if (!hangsOn)
            continue;
        if (entry.tries > 0)
            return Error {Consequence::Rejected, QStringLiteral("outbox.sent"), QString::number(change.seq)};
        taken.append(change.seq);
        changes.append(change);
        if (change.kind == Change::Kind::Create)
            created.insert(change.row);
    }
    if (taken.isEmpty())
        return Error {Consequence::Rejected, QStringLiteral("outbox.not_queued"), QString::number(seq)};
    TD_TRY(m_outbox.discard(changes));
    changed.outbox = true;
    const Status shown = inMirror(m_mirror, [&]() -> Status {
        TD_TRY(rememberTakenBack(taken));
        return rebase(changed);
    });
    TD_TRY(shown);
    return taken;
}

/// What is still to be taken back of an operation; nothing when that is nothing.
Result<std::optional<Change>> SeatStore::inverseNow(const domain::OutboxEntry &entry)
{
    using domain::Verdict;
    TD_ASSIGN(inverse, m_outbox.inverse(entry.change.seq));
    const bool refused = entry.outcome && (entry.outcome->verdict == Verdict::Rejected || entry.outcome->verdict == Verdict::Returned);
    if (!inverse || refused || (entry.change.whole && entry.outcome && !entry.outcome->conflicts.isEmpty()))
        return std::optional<Change>();
    inverse->id = Id();
    inverse->base = entry.change.base;
    if (entry.outcome) {
        inverse->base = entry.outcome->version;
        for (const domain::FieldConflict &conflict : entry.outcome->conflicts)
            inverse->set.remove(conflict.field);
    }
    return domain::changesNothing(*inverse) ? std::optional<Change>() : inverse;
}

Result<QList<qint64>> SeatStore::undo(QList<qint64> seqs, ChangeSet &changed)
{
    std::sort(seqs.begin(), seqs.end(), std::greater()); // later ones stand on earlier ones
    QList<Change> changes;
    QList<qint64> done;
    for (const qint64 seq : seqs) {
        TD_ASSIGN(entry, m_outbox.entry(seq));
        if (!entry || entry->damaged || entry->change.kind != Change::Kind::Update)
            continue;
        if (entry->state == domain::OutboxEntry::State::Queued && entry->tries == 0) {
            TD_ASSIGN(taken, discard(seq, changed));
            done += taken;
            continue;
        }
        TD_ASSIGN(inverse, inverseNow(*entry));
        if (inverse)
            changes.append(*inverse);
    }
    if (changes.isEmpty() && done.isEmpty())
        return Error {Consequence::Rejected, QStringLiteral("undo.unknown"), {}};
    TD_ASSIGN(sent, commit(changes, changed));
    return done + sent;
}

Status SeatStore::rememberTakenBack(const QList<qint64> &seqs)
{
    TD_ASSIGN(acked, acknowledged());
    TD_ASSIGN(known, m_mirror.meta(kTakenBack));
    QStringList numbers;
    for (const QString &number : known.split(u',', Qt::SkipEmptyParts)) {
        if (number.toLongLong() > acked)
            numbers.append(number);
    }
    for (const qint64 seq : seqs)
        numbers.append(QString::number(seq));
    return m_mirror.setMeta(kTakenBack, numbers.join(u','));
}

/// A damaged log of the outbox may have forgotten that something was taken back; it must not go out after all.
Status SeatStore::takeBackAgain()
{
    TD_ASSIGN(known, m_mirror.meta(kTakenBack));
    QList<Change> changes;
    for (const QString &number : known.split(u',', Qt::SkipEmptyParts)) {
        TD_ASSIGN(entry, m_outbox.entry(number.toLongLong()));
        if (entry && !entry->damaged && entry->change.kind != Change::Kind::Void)
            changes.append(entry->change);
    }
    return changes.isEmpty() ? Status() : m_outbox.discard(changes);
}

/// Lays on the mirror what it could not take when it was done.
Status SeatStore::catchUp(ChangeSet &changed)
{
    TD_TRY(inMirror(m_mirror, [&] { return rebase(changed); }));
    m_behind = false;
    return {};
}

Status SeatStore::rebase(ChangeSet &changed)
{
    TD_TRY(m_mirror.restoreShadows(changed));
    TD_TRY(replay(changed));
    return markReviews();
}

Status SeatStore::markReviews()
{
    TD_ASSIGN(reviews, m_outbox.reviews(true));
    QSet<Id> tickets;
    for (const domain::Review &review : reviews) {
        TD_ASSIGN(ticket, ticketOf(review.change));
        if (!ticket.isNull())
            tickets.insert(ticket);
    }
    return m_mirror.setReviewed(tickets);
}

Result<Id> SeatStore::ticketOf(const Change &change)
{
    if (!change.entity || change.entity == &schema::ticket())
        return change.entity ? change.row : Id();
    const schema::Field *field = change.entity->find(u"ticket_id");
    if (!field)
        return Id();
    const Value named = change.set.value(field->index);
    if (const auto *ticket = std::get_if<Id>(&named))
        return *ticket;
    TD_ASSIGN(row, m_mirror.row(*change.entity, change.row));
    return row ? row->ref(*field) : Id();
}

Status SeatStore::closeReview(const Id &operation, ChangeSet &changed)
{
    TD_TRY(m_outbox.closeReview(operation));
    changed.reviews = true;
    return inMirror(m_mirror, [&] { return markReviews(); });
}

/// What a person set stays on top of what comes, though it was so already when it was set.
Status SeatStore::coverWith(const Change &change)
{
    return change.kind == Change::Kind::Update ? m_mirror.shadow(*change.entity, change.row) : Status();
}

Status SeatStore::replay(ChangeSet &changed)
{
    TD_ASSIGN(acked, acknowledged());
    TD_ASSIGN(entries, m_outbox.toReplay(acked));
    bool unplaced = false;
    m_unplaced = true; // until it is known
    for (const domain::OutboxEntry &entry : entries) {
        MirrorWorld world(m_mirror, changed);
        TD_ASSIGN(outcome, domain::apply(entry.change, m_actor, entry.change.doneAt, world));
        // Not an error: what it stands on has gone meanwhile. The server will say so and the user will see a card.
        unplaced = unplaced || outcome.verdict == domain::Verdict::Rejected;
        if (outcome.verdict == domain::Verdict::Rejected)
            qCDebug(lcStore) << "operation" << entry.change.seq << "no longer applies:" << outcome.reason;
        else
            TD_TRY(coverWith(entry.change));
    }
    m_unplaced = unplaced;
    return {};
}

} // namespace tidedesk::storage
