// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/accumulator.h"
#include "core/kpi/collector.h"
#include "core/kpi/story.h"
#include <algorithm>

namespace tidedesk::kpi {

/// The collectors of one request, in order of time, without gaps.
struct Accumulator::Pieces {
    const Definition &definition;
    std::vector<std::unique_ptr<Collector>> collectors;

    /// Those whose window meets [first, last].
    template <class Visit> void meeting(qint64 first, qint64 last, const Visit &visit)
    {
        auto at = std::partition_point(collectors.begin(), collectors.end(),
            [first](const auto &collector) { return collector->window().to <= first; });
        for (; at != collectors.end() && (*at)->window().from <= last; ++at)
            visit(**at);
    }
};

Accumulator::Accumulator(Frame frame)
    : m_frame(std::move(frame))
    , m_returns(std::make_unique<Returns>())
{
}

Accumulator::~Accumulator() = default;

Result<int> Accumulator::ask(const Request &request)
{
    const auto refused = [&](const char *code) {
        return Error {Consequence::Rejected, QLatin1StringView(code), request.name};
    };
    const Definition *definition = find(request.name);
    if (!definition)
        return refused("kpi.unknown_figure");
    if (!definition->supports(request.by))
        return refused("kpi.unknown_breakdown");
    Frame frame = m_frame;
    frame.window = request.window.value_or(m_frame.window);
    if (frame.window.isEmpty())
        return refused("kpi.empty_window");
    auto pieces = std::make_unique<Pieces>(Pieces {*definition, {}});
    for (const Window &window : request.per ? cut(frame.window, *request.per) : QList {frame.window}) {
        frame.window = window;
        pieces->collectors.push_back(
            std::make_unique<Collector>(*definition, frame, request.filter, request.by, *m_returns));
    }
    m_pieces.push_back(std::move(pieces));
    m_requests.append(request);
    m_wantsReturns = m_wantsReturns || definition->needs.lookAhead > 0;
    return int(m_requests.size()) - 1;
}

Needs Accumulator::needs() const
{
    Needs all;
    for (const auto &pieces : m_pieces)
        all.unite(pieces->definition.needs);
    if (all.lookAhead > 0)
        all.lookAhead = m_frame.policy.reopenMs;
    for (const Request &request : m_requests)
        all.ticketRows = all.ticketRows || request.by == Dimension::Topic;
    return all;
}

Window Accumulator::period() const
{
    Window all = m_requests.isEmpty() ? m_frame.window : m_requests.first().window.value_or(m_frame.window);
    for (const Request &request : m_requests) {
        const Window &window = request.window ? *request.window : m_frame.window;
        all.from = qMin(all.from, window.from);
        all.to = qMax(all.to, window.to);
    }
    return all;
}

void Accumulator::begin(const Id &ticket)
{
    if (m_ticket == ticket)
        return;
    flush();
    m_ticket = ticket;
}

void Accumulator::describe(const TicketDims &ticket)
{
    begin(ticket.id);
    m_dims = ticket;
}

void Accumulator::add(const EventFact &event)
{
    begin(event.ticket);
    m_events.append(event);
}

void Accumulator::flush()
{
    if (m_ticket.isNull())
        return;
    TicketDims dims = std::exchange(m_dims, {});
    dims.id = std::exchange(m_ticket, {});
    take(ticketFacts(std::move(dims), std::exchange(m_events, {})));
}

void Accumulator::add(const TicketFacts &ticket)
{
    flush();
    take(ticket);
}

void Accumulator::take(TicketFacts facts)
{
    const Story story(std::move(facts), m_frame.policy.paused, m_frame.now);
    if (m_wantsReturns)
        m_returns->add(story);
    const qint64 last = story.openAtEnd() ? std::numeric_limits<qint64>::max() : story.lastAt();
    for (const auto &pieces : m_pieces) {
        if (pieces->definition.ticket)
            pieces->meeting(story.firstAt(), last, [&](Collector &collector) { collector.add(story); });
    }
}

void Accumulator::add(const InteractionFacts &interaction)
{
    if (m_interactions.contains(interaction.id))
        return;
    m_interactions.insert(interaction.id);
    for (const auto &pieces : m_pieces) {
        if (pieces->definition.interaction)
            pieces->meeting(interaction.startedAt, interaction.startedAt,
                [&](Collector &collector) { collector.add(interaction); });
    }
}

void Accumulator::add(const AvailableTime &time)
{
    for (const auto &pieces : m_pieces) {
        if (pieces->definition.available)
            pieces->meeting(time.from, time.to, [&](Collector &collector) { collector.add(time); });
    }
}

Answer Accumulator::answer(int request)
{
    flush();
    const Request &asked = m_requests[request];
    Answer answer {asked.name, asked.per, {}};
    for (const auto &collector : m_pieces[size_t(request)]->collectors)
        answer.figures.append(collector->figure());
    return answer;
}

} // namespace tidedesk::kpi
