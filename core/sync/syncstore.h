// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/domain/work.h"
#include "core/protocol/page.h"
#include <functional>

namespace tidedesk::sync {

/// What the engine needs of the local store. Every answer comes later on the engine's thread, in the order of the calls;
/// the store decides on which thread it works. The simulator has one that works on a virtual clock.
class SyncStore {
public:
    template <class T> using Then = std::function<void(Result<T>)>;

    struct State {
        QString cursor;
        qint64 waiting = 0; ///< operations in the outbox
        qint64 reviews = 0;
        qint64 asOf = 0; ///< server time up to which the store is complete, from earlier runs too; 0 = never
    };
    struct PullStep {
        domain::ChangeSet changed;
        std::optional<protocol::PullHeader> header;
        qint64 rows = 0; ///< applied in this step
        bool pageApplied = false;
        bool more = false; ///< of the last page applied
        qint64 left = 0;
        State state;
    };
    /// Operations on their way, numbered without gaps.
    struct Batch {
        QByteArray body; ///< of POST /v1/push
        qint64 first = 0;
        qint64 last = 0; ///< 0: nothing waits
    };
    struct PushStep {
        domain::ChangeSet changed;
        State state;
    };

    virtual ~SyncStore() = default;
    virtual void state(Then<State> then) = 0;
    /// A pull answer begins; whatever a former one left unfinished is forgotten. Answers with the cursor to ask from.
    virtual void beginPull(Then<QString> then) = 0;
    /// Bytes of the answer; complete pages are verified and applied.
    virtual void feedPull(const QByteArray &bytes, Then<PullStep> then) = 0;
    /// The oldest operations that wait, of those after number `after`; noted as tried.
    virtual void takeBatch(qint64 after, int limit, Then<Batch> then) = 0;
    /// What the server answered to a batch is read and recorded; nothing of it with an error: RetryLater "push.no_answer"
    /// when it is none, Rejected "push.foreign_answer" when it speaks of another operation.
    virtual void takeAnswer(const QByteArray &answer, qint64 first, qint64 last, Then<PushStep> then) = 0;
    virtual void noteFailure(qint64 firstSeq, qint64 lastSeq, const QString &code) = 0;
    /// Server time minus local time as just measured.
    virtual void setClockOffset(qint64 offsetMs) = 0;
};

} // namespace tidedesk::sync
