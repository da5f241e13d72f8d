// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/measures.h"
#include "core/schema/entities.h"
#include <algorithm>

namespace tidedesk::kpi {

namespace {

Id idOf(const EventFact *event)
{
    return event ? event->id : Id();
}

/// An observation of the ticket at an event (or at its creation as its row tells it).
Observation observe(const Story &story, const EventFact *event, qint64 at)
{
    const TicketDims &dims = story.dims();
    return {.subject = dims.id,
        .last = idOf(event),
        .at = at,
        .agent = event ? event->actor : Id(),
        .queue = event && !event->queue.isNull() ? event->queue : dims.queue,
        .channel = dims.channel,
        .topic = dims.category};
}

Observation observe(const Story &story, const EventFact *event)
{
    return observe(story, event, event->at);
}

void mark(Observation &seen, const QString &flaw)
{
    if (flaw.isEmpty())
        return;
    seen.standing = Standing::Flawed;
    seen.flaw = flaw;
}

void response(const Story &story, const Frame &frame, Collector &out, bool first)
{
    for (const Story::Wait &wait : story.waits()) {
        const EventFact *end = wait.answered ? wait.answered : wait.asked;
        if (wait.first != first || !frame.window.contains(end->at))
            continue;
        Observation seen = observe(story, end);
        seen.first = wait.asked->id;
        seen.value = end->at - wait.asked->at;
        if (!wait.answered)
            seen.standing = Standing::Pending;
        mark(seen, wait.flaw);
        out.take(seen);
    }
}

bool isResolve(const Story &story, const EventFact &event)
{
    return std::any_of(story.resolves().begin(), story.resolves().end(),
        [&](const Story::Resolve &resolve) { return resolve.event == &event; });
}

/// Events that count, each local day and agent once.
template <class Counts> void oncePerDayAndAgent(const Story &story, Collector &out, const Counts &counts)
{
    QList<std::pair<Id, QDate>> done;
    for (const EventFact &event : story.events()) {
        if (!out.window().contains(event.at) || !counts(event))
            continue;
        const std::pair day(event.actor, out.local().date(event.at));
        if (done.contains(day))
            continue;
        done.append(day);
        out.take(observe(story, &event));
    }
}

const Story::Resolve *firstResolveIn(const Story &story, const Window &window)
{
    for (const Story::Resolve &resolve : story.resolves()) {
        if (window.contains(resolve.event->at))
            return &resolve;
    }
    return nullptr;
}

/// One contact, one agent, no transfer before the resolve.
bool straight(const Story &story, const EventFact *resolve)
{
    int contacts = 0;
    bool ours = true;
    QList<Id> agents;
    for (const EventFact &event : story.events()) {
        const bool acts = event.kind == EventKind::Reply || &event == resolve;
        if (acts && !event.actor.isNull() && !agents.contains(event.actor))
            agents.append(event.actor);
        if (&event == resolve)
            break;
        if (event.kind == EventKind::Reply)
            ours = true;
        if (event.kind == EventKind::CustomerMessage) {
            contacts += ours ? 1 : 0;
            ours = false;
        }
        if (event.kind == EventKind::Assigned && !event.from.isNull() && !event.to.isNull())
            return false;
        if (event.kind == EventKind::Field && !event.actor.isNull() && !event.from.isNull())
            return false; // only a change of queue carries `from`
    }
    return contacts <= 1 && agents.size() <= 1;
}

std::optional<Observation> rating(const Story &story, const Frame &frame)
{
    const EventFact *last = nullptr;
    for (const EventFact &event : story.events()) {
        if (event.kind == EventKind::Rated && frame.window.contains(event.at))
            last = &event;
    }
    if (!last)
        return {};
    Observation seen = observe(story, last);
    if (const auto state = story.at(last->at + 1))
        seen.agent = state->assignee;
    seen.value = last->rating;
    mark(seen, last->rating < 1 || last->rating > 5 ? QStringLiteral("out_of_range") : last->flaw);
    return seen;
}

} // namespace

void firstResponse(const Story &story, const Frame &frame, Collector &out)
{
    response(story, frame, out, true);
}

void nextResponse(const Story &story, const Frame &frame, Collector &out)
{
    response(story, frame, out, false);
}

void resolutionTime(const Story &story, const Frame &frame, Collector &out)
{
    if (story.resolves().isEmpty())
        return;
    const Story::Resolve &last = story.resolves().last();
    if (last.reopenedAt || !frame.window.contains(last.event->at))
        return;
    Observation seen = observe(story, last.event);
    seen.first = idOf(story.created());
    seen.value = last.event->at - story.createdAt().value_or(last.event->at) - last.paused;
    mark(seen, last.flaw);
    out.take(seen);
}

void created(const Story &story, const Frame &frame, Collector &out)
{
    if (const auto at = story.createdAt(); at && frame.window.contains(*at) && *at < frame.now)
        out.take(observe(story, story.created(), *at));
}

void resolved(const Story &story, const Frame &, Collector &out)
{
    oncePerDayAndAgent(story, out, [&](const EventFact &event) { return isResolve(story, event); });
}

void closedUnresolved(const Story &story, const Frame &, Collector &out)
{
    oncePerDayAndAgent(
        story, out, [&](const EventFact &event) { return story.closedUnresolved().contains(&event); });
}

void handled(const Story &story, const Frame &, Collector &out)
{
    oncePerDayAndAgent(story, out, [&](const EventFact &event) {
        return !event.actor.isNull() && (event.kind == EventKind::Reply || isResolve(story, event));
    });
}

void volume(const Story &story, const Frame &frame, Collector &out)
{
    created(story, frame, out);
}

void backlog(const Story &story, const Frame &frame, Collector &out)
{
    if (frame.window.from >= frame.now)
        return;
    const qint64 instant = qMin(frame.window.to, frame.now);
    const auto state = story.at(instant);
    if (!state || !domain::isOpen(state->status))
        return;
    Observation seen = observe(story, story.created(), story.createdAt().value_or(story.firstAt()));
    seen.value = instant - seen.at;
    seen.agent = state->assignee;
    seen.queue = state->queue;
    out.take(seen);
}

void reopenRate(const Story &story, const Frame &frame, Collector &out)
{
    const Story::Resolve *first = firstResolveIn(story, frame.window);
    if (!first)
        return;
    Observation seen = observe(story, first->event);
    seen.value = std::any_of(story.resolves().begin(), story.resolves().end(), [&](const Story::Resolve &resolve) {
        return resolve.reopenedAt && frame.window.contains(resolve.event->at);
    });
    out.take(seen);
}

void firstContact(const Story &story, const Frame &frame, Collector &out)
{
    if (story.resolves().isEmpty() || !frame.window.contains(story.resolves().first().event->at))
        return;
    const Story::Resolve &first = story.resolves().first();
    const qint64 until = first.event->at + frame.policy.reopenMs;
    Observation seen = observe(story, first.event);
    seen.first = idOf(story.created());
    if (until > qMin(frame.asOf, frame.now))
        seen.standing = Standing::Pending;
    mark(seen, first.flaw);
    if (seen.standing != Standing::Counted) {
        out.take(seen);
        return;
    }
    const bool stayed = !first.reopenedAt || first.reopenedAt >= until;
    if (stayed && straight(story, first.event)) {
        out.takeUnlessReturned(seen, story.dims(), first.event->at, until);
        return;
    }
    seen.value = 0;
    out.take(seen);
}

void csatScore(const Story &story, const Frame &frame, Collector &out)
{
    if (auto seen = rating(story, frame)) {
        seen->value *= 20;
        out.take(*seen);
    }
}

void csatShare(const Story &story, const Frame &frame, Collector &out)
{
    if (auto seen = rating(story, frame)) {
        seen->value = seen->value >= 4;
        out.take(*seen);
    }
}

void csatResponse(const Story &story, const Frame &frame, Collector &out)
{
    const Story::Resolve *first = firstResolveIn(story, frame.window);
    if (!first)
        return;
    Observation seen = observe(story, first->event);
    seen.value = std::any_of(story.events().begin(), story.events().end(), [&](const EventFact &event) {
        return event.kind == EventKind::Rated && event.at >= first->event->at;
    });
    out.take(seen);
}

} // namespace tidedesk::kpi
