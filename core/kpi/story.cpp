// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/story.h"
#include <algorithm>

namespace tidedesk::kpi {

Story::Story(TicketFacts facts, const QList<TicketStatus> &paused, qint64 until)
    : m_facts(std::move(facts))
    , m_paused(paused)
{
    m_facts.events.removeIf([until](const EventFact &event) { return event.at >= until; });
    begin();
    for (const EventFact &event : std::as_const(m_facts.events))
        walk(event);
    if (m_asked) {
        Wait open {.asked = m_asked, .first = !m_answeredOnce};
        open.flaw = waitFlaw(open);
        m_waits.append(open);
    }
}

void Story::begin()
{
    const auto &events = m_facts.events;
    const TicketDims &dims = m_facts.dims;
    if (events.isEmpty() && !dims.createdAt)
        return;
    m_first = createdAt().value_or(events.isEmpty() ? 0 : events.first().at);
    for (const EventFact &event : events) {
        m_first = qMin(m_first, event.at);
        m_last = qMax(m_last, event.at);
    }
    m_last = qMax(m_last, m_first);
    m_now.at = createdAt().value_or(m_first);
    m_now.queue = events.isEmpty() ? dims.queue : events.first().queue;
    if (m_facts.complete())
        return;
    m_statusFlaw = QStringLiteral("no_creation");
    if (events.isEmpty()) {
        m_now.status = dims.status.value_or(TicketStatus::New);
        m_now.assignee = dims.assignee;
        m_states.append(m_now);
    }
}

std::optional<Story::State> Story::at(qint64 instant) const
{
    const auto after = std::lower_bound(m_states.begin(), m_states.end(), instant,
        [](const State &state, qint64 when) { return state.at < when; });
    return after == m_states.begin() ? std::nullopt : std::optional(*std::prev(after));
}

void Story::walk(const EventFact &event)
{
    switch (event.kind) {
    case EventKind::Created:
        created(event);
        break;
    case EventKind::CustomerMessage:
        if (!m_asked)
            m_asked = &event;
        break;
    case EventKind::Reply:
        replied(event);
        break;
    case EventKind::Status:
        statusChanged(event);
        break;
    case EventKind::Assigned:
        m_now.assignee = event.to;
        break;
    default:
        break;
    }
    push(event);
}

void Story::push(const EventFact &event)
{
    if (!event.queue.isNull())
        m_now.queue = event.queue;
    m_now.at = qMax(m_now.at, event.at);
    m_states.append(m_now);
}

void Story::created(const EventFact &event)
{
    m_statusKnown = true;
    m_now.status = event.after.value_or(TicketStatus::New);
    m_statusSince = event.at;
    if (!event.flaw.isEmpty())
        m_statusFlaw = event.flaw;
    if (m_now.status == TicketStatus::Resolved)
        resolved(event);
}

QString Story::waitFlaw(const Wait &wait) const
{
    if (!wait.asked->flaw.isEmpty())
        return wait.asked->flaw;
    if (wait.answered && !wait.answered->flaw.isEmpty())
        return wait.answered->flaw;
    return wait.first && !m_facts.complete() ? QStringLiteral("no_creation") : QString();
}

void Story::replied(const EventFact &event)
{
    if (!m_asked)
        return;
    Wait wait {.asked = m_asked, .answered = &event, .first = !m_answeredOnce};
    wait.flaw = waitFlaw(wait);
    m_waits.append(wait);
    m_answeredOnce = true;
    m_asked = nullptr;
}

void Story::statusChanged(const EventFact &event)
{
    if (!m_statusKnown && event.before)
        m_now.status = *event.before;
    const bool gap = !event.after || (m_statusKnown && event.before && *event.before != m_now.status);
    if (m_statusFlaw.isEmpty())
        m_statusFlaw = !event.flaw.isEmpty() ? event.flaw : gap ? QStringLiteral("status_gap") : QString();
    m_statusKnown = true;
    const TicketStatus from = m_now.status;
    const TicketStatus to = event.after.value_or(from);
    const qint64 at = qMax(event.at, createdAt().value_or(event.at));
    if (from == to)
        return;
    if (m_paused.contains(from) && m_statusSince > 0)
        m_pausedMs += at - m_statusSince;
    m_now.status = to;
    m_statusSince = at;
    if (domain::isDone(to))
        m_asked = nullptr;
    if (to == TicketStatus::Resolved)
        resolved(event);
    else if (to == TicketStatus::Closed && domain::isOpen(from))
        m_closedUnresolved.append(&event);
    if (domain::isDone(from) && domain::isOpen(to) && !m_resolves.isEmpty() && !m_resolves.last().reopenedAt)
        m_resolves.last().reopenedAt = at;
}

void Story::resolved(const EventFact &event)
{
    m_resolves.append({.event = &event, .paused = m_pausedMs, .flaw = m_statusFlaw});
}

} // namespace tidedesk::kpi
