// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/registry.h"
#include "core/kpi/measures.h"

namespace tidedesk::kpi {

namespace {

using enum EventKind;
using Names = QList<QLatin1StringView>;
using Dimensions = QList<Dimension>;

const Dimensions kTicketDims {
    Dimension::Agent, Dimension::Queue, Dimension::Channel, Dimension::Hour, Dimension::Topic};

template <class T> void merge(QList<T> &into, const QList<T> &other)
{
    for (const T &value : other) {
        if (!into.contains(value))
            into.append(value);
    }
}

/// A figure about the past of tickets that one of `kinds` happened to in the window.
Needs histories(QList<EventKind> kinds)
{
    return {.histories = std::move(kinds)};
}

Needs events(QList<EventKind> kinds)
{
    return {.events = std::move(kinds)};
}

Needs contacts()
{
    return {.interactions = true};
}

Needs withContacts(Needs needs)
{
    needs.interactions = true;
    return needs;
}

QLatin1StringView word(const char *text)
{
    return QLatin1StringView(text);
}

QList<Definition> responses()
{
    using enum Direction;
    const Needs resolves = histories({Status, Created});
    const Needs again {.events = {Created},
        .histories = {Status, Created},
        .lookAhead = Policy().reopenMs,
        .ticketRows = true};
    return {
        {word("first_response_time"), Unit::Seconds, LowerIsBetter, Aggregate::Median, kTicketDims, {},
            histories({CustomerMessage, Reply}), false, firstResponse},
        {word("next_response_time"), Unit::Seconds, LowerIsBetter, Aggregate::Median, kTicketDims, {},
            histories({CustomerMessage, Reply}), false, nextResponse},
        {word("resolution_time"), Unit::Seconds, LowerIsBetter, Aggregate::Median, kTicketDims, {}, resolves, false,
            resolutionTime},
        {word("reopen_rate"), Unit::Share, LowerIsBetter, Aggregate::Share, kTicketDims, {}, resolves, false,
            reopenRate},
        {word("first_contact_resolution"), Unit::Share, HigherIsBetter, Aggregate::Share, kTicketDims,
            Names {word("reopen_days")}, again, false, firstContact},
        {word("sla_attainment"), Unit::Share, HigherIsBetter, Aggregate::None, {}, {}, {}},
    };
}

QList<Definition> counts()
{
    using enum Direction;
    const Dimensions day {Dimension::Agent, Dimension::Queue, Dimension::Channel, Dimension::Hour};
    const Needs open {.open = true};
    return {
        {word("volume"), Unit::Count, Neither, Aggregate::Count, day, {}, withContacts(events({Created})), false,
            volume, volume},
        {word("created"), Unit::Count, Neither, Aggregate::Count, day, {}, events({Created}), false, created},
        {word("resolved"), Unit::Count, HigherIsBetter, Aggregate::Count, day, {}, events({Status, Created}), false,
            resolved},
        {word("closed_unresolved"), Unit::Count, LowerIsBetter, Aggregate::Count, day, {},
            events({Status, Created}), false, closedUnresolved},
        {word("handled"), Unit::Count, HigherIsBetter, Aggregate::Count, day, {},
            events({Reply, Status, Created}), false, handled},
        {word("backlog"), Unit::Count, LowerIsBetter, Aggregate::Level,
            Dimensions {Dimension::Age, Dimension::Agent, Dimension::Queue, Dimension::Channel}, {}, open, false,
            backlog},
    };
}

QList<Definition> satisfaction()
{
    using enum Direction;
    const Needs rated = withContacts(histories({Rated}));
    return {
        {word("csat_score"), Unit::Points, HigherIsBetter, Aggregate::Mean, kTicketDims, Names {word("few_answers")},
            rated, true, csatScore, csatScore},
        {word("csat_share"), Unit::Share, HigherIsBetter, Aggregate::Share, kTicketDims, Names {word("few_answers")},
            rated, true, csatShare, csatShare},
        {word("csat_response_rate"), Unit::Share, HigherIsBetter, Aggregate::Share, kTicketDims, {},
            withContacts(histories({Status, Created})), false, csatResponse, csatResponse},
    };
}

QList<Definition> calls()
{
    using enum Direction;
    const Names thresholds {word("answer_within_s"), word("short_abandon_s")};
    const auto level = [&](const char *name, auto measure) {
        return Definition {word(name), Unit::Share, HigherIsBetter, Aggregate::Share, kTicketDims, thresholds,
            contacts(), false, nullptr, measure};
    };
    return {
        {word("average_handle_time"), Unit::Seconds, LowerIsBetter, Aggregate::Mean, kTicketDims, {}, contacts(), false,
            nullptr, handleTime},
        {word("average_speed_of_answer"), Unit::Seconds, LowerIsBetter, Aggregate::Mean, kTicketDims, {}, contacts(),
            false, nullptr, speedOfAnswer},
        {word("abandonment"), Unit::Share, LowerIsBetter, Aggregate::Share, kTicketDims, {}, contacts(), false, nullptr,
            abandonment},
        level("service_level", levelOfOffered),
        level("service_level_of_answered", levelOfAnswered),
        level("service_level_less_abandoned", levelLessAbandoned),
        level("service_level_with_abandoned", levelWithAbandoned),
        {word("occupancy"), Unit::Share, Neither, Aggregate::Ratio, Dimensions {Dimension::Agent}, {},
            Needs {.interactions = true, .available = true}, false, nullptr, occupancy, occupancy},
    };
}

} // namespace

void Needs::unite(const Needs &other)
{
    merge(events, other.events);
    merge(histories, other.histories);
    open = open || other.open;
    lookAhead = qMax(lookAhead, other.lookAhead);
    ticketRows = ticketRows || other.ticketRows;
    interactions = interactions || other.interactions;
    available = available || other.available;
}

QString Definition::formula() const
{
    return QStringLiteral("formula.") + name;
}

const QList<Definition> &definitions()
{
    static const QList<Definition> all = responses() + counts() + satisfaction() + calls();
    return all;
}

const Definition *find(QStringView name)
{
    for (const Definition &definition : definitions()) {
        if (name == definition.name)
            return &definition;
    }
    return nullptr;
}

Parameter parameter(QLatin1StringView name, const Policy &policy)
{
    const double value = name == word("reopen_days") ? double(policy.reopenMs) / 86'400'000
        : name == word("few_answers")                ? double(policy.fewAnswers)
        : name == word("answer_within_s")            ? double(policy.answerWithinS)
                                                     : double(policy.shortAbandonS);
    return {name, value};
}

} // namespace tidedesk::kpi
