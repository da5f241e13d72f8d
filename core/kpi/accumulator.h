// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/registry.h"
#include <memory>

namespace tidedesk::kpi {

/// One figure asked for: broken down, cut into pieces of time, of one agent or of some queues.
struct Request {
    QString name = {};
    Dimension by = Dimension::None;
    std::optional<Step> per = {}; ///< a figure per piece instead of one
    Filter filter = {};
    std::optional<Window> window = {}; ///< instead of the frame's
};

/// The figures of one request: one, or one for each piece of the window.
struct Answer {
    QString name = {};
    std::optional<Step> per = {};
    QList<Figure> figures = {}; ///< each with its window
};

/// Computes any number of figures in one pass over a stream of facts. Holds the events of one ticket at a time, and for
/// each figure its sums, or its values where percentiles are wanted; never the events of all tickets.
///
/// Order: ask everything first; then the facts; then answer. Tickets in any order, but each ticket's events together,
/// in any order and with duplicates. needs() says the least the stream has to hold. Lives on one thread.
class Accumulator {
public:
    explicit Accumulator(Frame frame);
    ~Accumulator();
    Accumulator(const Accumulator &) = delete;
    Accumulator &operator=(const Accumulator &) = delete;

    /// Handle of the request, for answer(). Errors: kpi.unknown_figure, kpi.unknown_breakdown, kpi.empty_window.
    Result<int> ask(const Request &request);
    /// What all requests need together, over period().
    Needs needs() const;
    Window period() const; ///< from the first to the last instant asked for
    const Frame &frame() const { return m_frame; }

    /// The row of the ticket whose events come next, before or between them; alone for a ticket without.
    void describe(const TicketDims &ticket);
    void add(const EventFact &event);
    void add(const TicketFacts &ticket); ///< a whole ticket
    void add(const InteractionFacts &interaction); ///< seen twice by id, it counts once
    void add(const AvailableTime &time);

    /// Ends the stream.
    Answer answer(int request);

private:
    struct Pieces;
    void flush();
    void begin(const Id &ticket);
    void take(TicketFacts facts);

    Frame m_frame;
    QList<Request> m_requests;
    std::vector<std::unique_ptr<Pieces>> m_pieces; ///< one per request
    std::unique_ptr<class Returns> m_returns;
    bool m_wantsReturns = false;
    Id m_ticket;
    TicketDims m_dims;
    QList<EventFact> m_events;
    QSet<Id> m_interactions;
};

} // namespace tidedesk::kpi
