// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include <QMap>

namespace tidedesk::domain {

/// What a person did to one row, as it waits in the outbox and as it reaches the server: an operation.
struct Change {
    enum class Kind {
        Create,
        Update,
        Void, ///< taken back before it was sent; keeps its number, because numbers have no gaps
    };

    Id id; ///< UUIDv7, for tracing; identity for deduplication is (seat, seq)
    qint64 seq = 0; ///< gap-free per seat, from 1
    Kind kind = Kind::Update;
    const schema::Entity *entity = nullptr; ///< null only when Void
    Id row;
    qint64 base = 0; ///< version of the server's row its author saw; 0 = none
    qint64 depends = 0; ///< seq of an operation that must have been applied, 0 = none
    bool whole = false; ///< applies entirely or not at all: one field in conflict, and nothing of it is done
    qint64 undoes = 0; ///< seq of the operation it takes back, as far as nobody has changed it since; 0 = none
    qint64 doneAt = 0; ///< author's clock corrected by the server offset; shown, never ordered by
    QMap<int, Value> set; ///< by Field::index
    QMap<int, QStringList> add; ///< Merge::Members only
    QMap<int, QStringList> remove;

    friend bool operator==(const Change &, const Change &) = default;
};

/// What became of it.
enum class Verdict {
    Applied, ///< as asked
    Merged, ///< as asked; somebody else had meanwhile changed other fields
    Conflict, ///< the fields in `conflicts` were kept as they are on the server, the others applied
    Returned, ///< a public reply whose author had not seen the messages in `unseen`; nothing was sent
    Rejected, ///< nothing applied, `reason` says why
};

/// One field that two people changed; the server's side of the card.
struct FieldConflict {
    int field = -1;
    Value theirs;
    Id by; ///< user
    qint64 at = 0;

    friend bool operator==(const FieldConflict &, const FieldConflict &) = default;
};

struct Outcome {
    Verdict verdict = Verdict::Applied;
    qint64 version = 0; ///< of the row afterwards
    QList<FieldConflict> conflicts = {};
    QList<Id> unseen = {}; ///< messages, oldest first
    QString reason = {}; ///< stable code, see apply.h
    QString detail = {}; ///< what and where, in English, for logs

    static Outcome rejected(const char *reason, const QString &detail = {})
    {
        return {Verdict::Rejected, 0, {}, {}, QLatin1StringView(reason), detail};
    }
    friend bool operator==(const Outcome &, const Outcome &) = default;
};

} // namespace tidedesk::domain
