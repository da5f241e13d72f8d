// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include "core/domain/apply.h"
#include "core/storage/mirror.h"
#include "core/storage/outbox.h"

namespace tidedesk {
class Clock;
}

namespace tidedesk::storage {

/// Meta of the mirror: number of the last operation that was confirmed. Never ahead of what the outbox had on the medium.
inline constexpr char kLastOperation[] = "last_operation";

/// The life of an edit on the seat: one operation into outbox and mirror, and the way back when the server has spoken.
///
/// Two files, one order: the outbox commits first (it alone is precious), then the mirror. A crash in between is healed
/// when the store opens: pending operations are laid on the mirror again. The mirror notes in turn how far the outbox had
/// come and what was taken back, so that an outbox that has lost its end is found out. Rebasing is always the same: take every
/// pending effect off (shadows), write what the server says, replay what is still pending.
/// Store thread only.
class SeatStore {
public:
    /// `random`: bits for new ids, see IdGenerator.
    SeatStore(Mirror &mirror, Outbox &outbox, const Clock &clock, std::function<quint64()> random = {});

    /// Lays pending operations on the mirror again; notes as lost what the outbox has forgotten. To be called once after opening.
    Status recover();

    Outbox &outbox() { return m_outbox; }
    Mirror &mirror() { return m_mirror; }

    /// Who acts on this seat, for the rules. Null until the first sign-in.
    void setActor(const domain::Actor &actor) { m_actor = actor; }
    const domain::Actor &actor() const { return m_actor; }
    /// Server time minus local time, ms.
    void setClockOffset(qint64 offset) { m_clockOffset = offset; }
    qint64 correctedNow() const;

    /// Applies and queues operations, all or none. Numbers, identities, base versions and times are filled in;
    /// `depends` of a change counts from 1 within the list (0 = none) and is turned into a sequence number.
    /// Rejected: the rules refuse it already here (code = domain reason). What the outbox has is done, even if the mirror
    /// cannot show it yet (a full disk); with any error nothing of it is.
    Result<QList<qint64>> commit(QList<domain::Change> changes, domain::ChangeSet &changed);

    /// Verified pages with their cursor, in one transaction; with the first of an answer its header: buckets that left the
    /// scope, or a new beginning. They belong together: rows evicted under the old cursor would be missing for good if the
    /// answer were cut there and the bucket came back into scope before the next.
    /// Retry "pull.out_of_step" when they do not follow the stored cursor and each other. The last page of an answer moves
    /// `as_of` of the mirror's meta, the server time up to which the mirror is complete.
    Status applyPages(const QList<protocol::Page> &pages, domain::ChangeSet &changed,
        const std::optional<protocol::PullHeader> &header = {});
    /// Whether what the server says under this epoch is about other data than those held here: it has been restored, and a
    /// word from before is worth nothing after.
    Result<bool> isOfOtherData(const QString &epoch);
    /// Results of a push, by sequence number.
    Status applyOutcomes(const QList<std::pair<qint64, domain::Outcome>> &outcomes, domain::ChangeSet &changed);
    /// Takes back queued operations and those that depend on them or on rows they create.
    Result<QList<qint64>> discard(qint64 seq, domain::ChangeSet &changed);

    /// Takes operations back, as new ones: each field they changed becomes what it was before, unless somebody - whoever -
    /// has changed it since. What has not been sent yet is discarded instead. Rejected "undo.unknown" when nothing of them
    /// can be taken back: there is no such operation (any more), it made something, or it had no effect.
    Result<QList<qint64>> undo(QList<qint64> seqs, domain::ChangeSet &changed);

    /// The person has decided.
    Status closeReview(const Id &operation, domain::ChangeSet &changed);
    /// Ticket an operation is about, null for others.
    Result<Id> ticketOf(const domain::Change &change);

    /// Last operation of this seat whose effects are in the mirror.
    Result<qint64> acknowledged();

private:
    Status catchUp(domain::ChangeSet &changed);
    Status rebase(domain::ChangeSet &changed);
    Status replay(domain::ChangeSet &changed);
    Status coverWith(const domain::Change &change);
    Result<std::optional<domain::Change>> inverseNow(const domain::OutboxEntry &entry);
    Status markReviews();
    Status rememberTakenBack(const QList<qint64> &seqs);
    Status takeBackAgain();
    Status applyHeader(const protocol::PullHeader &header, domain::ChangeSet &changed);
    Status settle(qint64 acknowledgedBefore, domain::ChangeSet &changed);
    bool concernsPending(const protocol::Page &page) const;
    Status putPages(const QList<protocol::Page> &pages, domain::ChangeSet &changed);
    Result<Id> defaultQueue();

    Mirror &m_mirror;
    Outbox &m_outbox;
    const Clock &m_clock;
    IdGenerator m_ids;
    domain::Actor m_actor;
    qint64 m_clockOffset = 0;
    bool m_unplaced = true; ///< pending operations may have found no row to lie on; any page may bring it
    bool m_behind = false; ///< something is in the outbox that could not be laid on the mirror
    bool m_entangled = false; ///< pages have gone under pending operations that are to be laid anew
    qint64 m_pulledAt = 0; ///< server time of the answer whose pages come in
};

} // namespace tidedesk::storage
