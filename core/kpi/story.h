// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/facts.h"

namespace tidedesk::kpi {

/// What happened to one ticket up to an instant: its facts walked through once, with the clocks that started and
/// stopped on the way. Owns its facts; pointers go into them.
///
/// Response clock. It starts with a customer's message while none is running - several messages in a row start one
/// clock, the first - and stops with the next reply written by a person; automatic replies and notes leave it alone.
/// Resolving or closing the ticket ends it without a sample, so a reopened ticket is timed from the message that
/// reopened it. The first clock that a reply stops is the first response, all later ones are next responses; what we
/// wrote before the customer ever did stops nothing.
class Story {
public:
    struct Wait {
        const EventFact *asked = nullptr;
        const EventFact *answered = nullptr; ///< null: still waiting
        bool first = false;
        QString flaw = {};
    };
    struct Resolve {
        const EventFact *event = nullptr;
        qint64 paused = 0; ///< ms from creation until here in a status that stops the clock
        qint64 reopenedAt = 0; ///< 0 = not reopened
        QString flaw = {}; ///< why creation -> here is not to be averaged
    };
    struct State {
        qint64 at = 0; ///< holds for instants after this one
        TicketStatus status = TicketStatus::New;
        Id queue = {};
        Id assignee = {};
    };

    /// Events at or after `until` are not looked at. `paused` names the statuses that stop the resolution clock.
    Story(TicketFacts facts, const QList<TicketStatus> &paused, qint64 until);
    Story(const Story &) = delete;
    Story &operator=(const Story &) = delete;

    const TicketDims &dims() const { return m_facts.dims; }
    const QList<EventFact> &events() const { return m_facts.events; } ///< those before `until`
    const EventFact *created() const { return m_facts.complete() ? &m_facts.events.first() : nullptr; }
    std::optional<qint64> createdAt() const { return m_facts.createdAt(); }
    const QList<Wait> &waits() const { return m_waits; }
    const QList<Resolve> &resolves() const { return m_resolves; }
    const QList<const EventFact *> &closedUnresolved() const { return m_closedUnresolved; }

    /// What events before `instant` made of the ticket; nothing when it did not exist yet.
    std::optional<State> at(qint64 instant) const;
    bool openAtEnd() const { return !m_states.isEmpty() && domain::isOpen(m_states.last().status); }
    qint64 firstAt() const { return m_first; }
    qint64 lastAt() const { return m_last; }

private:
    void begin();
    void walk(const EventFact &event);
    void created(const EventFact &event);
    void replied(const EventFact &event);
    void statusChanged(const EventFact &event);
    void resolved(const EventFact &event);
    void push(const EventFact &event);
    QString waitFlaw(const Wait &wait) const;

    TicketFacts m_facts;
    QList<TicketStatus> m_paused;
    QList<Wait> m_waits;
    QList<Resolve> m_resolves;
    QList<const EventFact *> m_closedUnresolved;
    QList<State> m_states;
    qint64 m_first = 0;
    qint64 m_last = 0;

    State m_now;
    bool m_statusKnown = false;
    const EventFact *m_asked = nullptr;
    bool m_answeredOnce = false;
    qint64 m_statusSince = 0; ///< 0 = unknown
    qint64 m_pausedMs = 0;
    QString m_statusFlaw; ///< first reason to distrust the statuses so far
};

} // namespace tidedesk::kpi
