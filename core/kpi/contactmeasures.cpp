// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/measures.h"

namespace tidedesk::kpi {

namespace {

using Outcome = InteractionFacts::Outcome;

Observation observe(const InteractionFacts &contact)
{
    return {.of = Evidence::Of::Interaction,
        .subject = contact.id,
        .at = contact.startedAt,
        .agent = contact.agent,
        .queue = contact.queue,
        .channel = contact.channel,
        .topic = contact.topic};
}

void mark(Observation &seen, const QString &flaw)
{
    if (flaw.isEmpty())
        return;
    seen.standing = Standing::Flawed;
    seen.flaw = flaw;
}

/// Its waiting time is to be used.
void markWait(Observation &seen, const InteractionFacts &contact)
{
    mark(seen, contact.wait ? contact.flaw : QStringLiteral("unknown_wait"));
}

bool is(const InteractionFacts &contact, Outcome outcome)
{
    return contact.outcome == outcome;
}

qint64 handling(const InteractionFacts &contact)
{
    return (*contact.talk + contact.hold.value_or(0) + contact.wrap.value_or(0)) * 1000;
}

std::optional<Observation> rating(const InteractionFacts &contact)
{
    if (contact.rating == 0)
        return {};
    Observation seen = observe(contact);
    seen.value = contact.rating;
    mark(seen, contact.rating < 1 || contact.rating > 5 ? QStringLiteral("out_of_range") : QString());
    return seen;
}

enum class Level { OfOffered, OfAnswered, LessAbandoned, WithAbandoned };

void serviceLevel(const InteractionFacts &contact, const Frame &frame, Collector &out, Level formula)
{
    const bool answered = is(contact, Outcome::Answered);
    const bool abandoned = is(contact, Outcome::Abandoned);
    const bool inTime = contact.wait && *contact.wait <= frame.policy.answerWithinS;
    const qint64 brief = frame.policy.shortAbandonS;
    if (!contact.inbound || !contact.outcome || (abandoned && brief > 0 && contact.wait && *contact.wait <= brief))
        return;
    if ((formula == Level::OfAnswered && !answered) || (formula == Level::LessAbandoned && abandoned && inTime))
        return;
    Observation seen = observe(contact);
    seen.value = inTime && (answered || (abandoned && formula == Level::WithAbandoned));
    if (answered)
        markWait(seen, contact);
    else
        mark(seen, contact.flaw);
    out.take(seen);
}

} // namespace

void volume(const InteractionFacts &contact, const Frame &, Collector &out)
{
    if (contact.inbound && contact.ticket.isNull())
        out.take(observe(contact));
}

void csatScore(const InteractionFacts &contact, const Frame &, Collector &out)
{
    if (auto seen = rating(contact)) {
        seen->value *= 20;
        out.take(*seen);
    }
}

void csatShare(const InteractionFacts &contact, const Frame &, Collector &out)
{
    if (auto seen = rating(contact)) {
        seen->value = seen->value >= 4;
        out.take(*seen);
    }
}

void csatResponse(const InteractionFacts &contact, const Frame &, Collector &out)
{
    if (!contact.inbound || !is(contact, Outcome::Answered))
        return;
    Observation seen = observe(contact);
    seen.value = contact.rating != 0;
    out.take(seen);
}

void handleTime(const InteractionFacts &contact, const Frame &, Collector &out)
{
    if (!is(contact, Outcome::Answered))
        return;
    Observation seen = observe(contact);
    if (contact.talk)
        seen.value = handling(contact);
    mark(seen, contact.talk ? contact.flaw : QStringLiteral("unknown_talk"));
    out.take(seen, {contact.hold ? nullptr : "without_hold", contact.wrap ? nullptr : "without_wrap"});
}

void speedOfAnswer(const InteractionFacts &contact, const Frame &, Collector &out)
{
    if (!contact.inbound || !is(contact, Outcome::Answered))
        return;
    Observation seen = observe(contact);
    seen.value = contact.wait.value_or(0) * 1000;
    markWait(seen, contact);
    out.take(seen);
}

void abandonment(const InteractionFacts &contact, const Frame &, Collector &out)
{
    if (!contact.inbound || !contact.outcome)
        return;
    Observation seen = observe(contact);
    seen.value = is(contact, Outcome::Abandoned);
    out.take(seen);
}

void levelOfOffered(const InteractionFacts &contact, const Frame &frame, Collector &out)
{
    serviceLevel(contact, frame, out, Level::OfOffered);
}

void levelOfAnswered(const InteractionFacts &contact, const Frame &frame, Collector &out)
{
    serviceLevel(contact, frame, out, Level::OfAnswered);
}

void levelLessAbandoned(const InteractionFacts &contact, const Frame &frame, Collector &out)
{
    serviceLevel(contact, frame, out, Level::LessAbandoned);
}

void levelWithAbandoned(const InteractionFacts &contact, const Frame &frame, Collector &out)
{
    serviceLevel(contact, frame, out, Level::WithAbandoned);
}

void occupancy(const InteractionFacts &contact, const Frame &, Collector &out)
{
    if (contact.agent.isNull() || !is(contact, Outcome::Answered) || !contact.talk || !contact.flaw.isEmpty())
        return;
    Observation seen = observe(contact);
    seen.value = seen.weight = handling(contact);
    out.take(seen);
}

void occupancy(const AvailableTime &time, const Frame &frame, Collector &out)
{
    const qint64 from = qMax(time.from, frame.window.from);
    const qint64 to = qMin(qMin(time.to, frame.window.to), frame.now);
    if (from >= to)
        return;
    out.take({.of = Evidence::Of::AgentTime,
        .subject = time.agent,
        .at = from,
        .value = 0,
        .weight = to - from,
        .agent = time.agent});
}

} // namespace tidedesk::kpi
