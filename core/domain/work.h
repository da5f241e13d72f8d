// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/change.h"
#include <QHash>
#include <QSet>

/// The agent's own work on its way to the server, and what came back.
namespace tidedesk::domain {

/// An operation in the outbox. It leaves only by acknowledgement, by a rejection shown to the user, or by the user's
/// own discard.
struct OutboxEntry {
    enum class State {
        Queued, ///< waiting for its turn
        Answered, ///< the server has decided, its effects have not come back in the feed yet
        Done, ///< acknowledged; kept for 14 days in case the server is restored from a backup
    };
    Change change;
    State state = State::Queued;
    std::optional<Outcome> outcome;
    qint64 createdAt = 0;
    int tries = 0;
    QString lastError; ///< code of the last failed try; outbox.damaged where the text of the operation is
    bool damaged = false; ///< its text is not what was written: never sent, `change` says its number alone
};

/// Something a person has to decide: a conflict card, a returned reply, a rejected operation.
struct Review {
    enum class Kind { Conflict, Returned, Rejected };
    enum class State { Open, Resolved };

    Id id; ///< of the operation
    Kind kind = Kind::Conflict;
    State state = State::Open;
    Change change; ///< what I wanted
    Outcome outcome; ///< what the server said
    Id ticket; ///< ticket it is about, null for others
    QString title; ///< of the ticket or customer
    qint64 createdAt = 0;
};

/// What the user decides about a review.
enum class Resolution {
    Mine, ///< conflict: my values once more, on top of theirs. Returned: send it now, having seen what came in between
    Theirs, ///< conflict: theirs stays. Returned, rejected: discard
};

/// Rows that changed in the local store, so that views can follow. `everything` after a rebuild or a large page.
struct ChangeSet {
    bool everything = false;
    QHash<QString, QSet<Id>> rows; ///< by entity name
    bool outbox = false;
    bool reviews = false;

    void add(const schema::Entity &entity, const Id &id) { rows[entity.name()].insert(id); }
    bool touches(const schema::Entity &entity) const { return everything || rows.contains(entity.name()); }
    bool touches(const schema::Entity &entity, const Id &id) const
    {
        return everything || rows.value(entity.name()).contains(id);
    }
    bool isEmpty() const { return !everything && rows.isEmpty() && !outbox && !reviews; }
    void unite(const ChangeSet &other);
};

/// The true state of the connection to the server, as shown in the status bar.
struct SyncStatus {
    enum class Phase {
        SignedOut,
        Connecting, ///< first contact of this session
        CatchingUp, ///< reachable, pages are still coming
        Live, ///< nothing newer known, live channel open
        Offline, ///< not reachable; working locally
        SignInNeeded, ///< reachable, but the session has ended
        Stopped, ///< the local store has a problem; `problem` says which
    };
    Phase phase = Phase::SignedOut;
    qint64 since = 0; ///< when this phase began
    qint64 asOf = 0; ///< server time up to which the local store is complete, 0 = never
    qint64 waiting = 0; ///< operations in the outbox
    qint64 reviews = 0;
    qint64 received = 0; ///< rows of the present catch-up
    qint64 left = 0; ///< rows still to come
    QString problem; ///< code of the last error, empty when fine
    qint64 retryAt = 0; ///< local clock; 0 = not waiting

    friend bool operator==(const SyncStatus &, const SyncStatus &) = default;
};

} // namespace tidedesk::domain
