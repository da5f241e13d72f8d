// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/lifecycle.h"
#include "core/schema/row.h"

/// What figures are computed from: facts read out of the spine's rows, in order, each once.
namespace tidedesk::kpi {

using domain::TicketStatus;

/// Indices of schema::Event::kind.
enum class EventKind {
    Created,
    CustomerMessage,
    Reply,
    Note,
    Status,
    Assigned,
    Field,
    Tags,
    Rated,
    AutoReply,
    Unknown, ///< of a newer server
};

/// One event. Time is `at`, the server's: a reply reaches the customer when the server releases it, and a day that is
/// over does not change when a seat comes back with work it did offline.
struct EventFact {
    Id id = {};
    Id ticket = {};
    Id customer = {};
    Id queue = {}; ///< of the ticket, after the event
    Id actor = {}; ///< null: customer or system
    EventKind kind = EventKind::Unknown;
    qint64 at = 0; ///< ms UTC
    int channel = -1; ///< choice of schema::channels(), -1 = unknown
    std::optional<TicketStatus> before = {}; ///< Status
    std::optional<TicketStatus> after = {}; ///< Status, Created
    Id from = {}; ///< Assigned: user before; Field queue_id: queue before
    Id to = {};
    int rating = 0; ///< Rated
    QString field = {}; ///< Field: which
    QString flaw = {}; ///< code of why intervals that touch it are not averaged, empty = none

    friend bool operator==(const EventFact &, const EventFact &) = default;
};

/// What a ticket's row knows beside its events. A row alone stands for an open ticket that nothing happened to since.
struct TicketDims {
    Id id = {};
    Id customer = {};
    Id queue = {};
    Id assignee = {};
    int channel = -1;
    QString category = {};
    std::optional<qint64> createdAt = {};
    std::optional<TicketStatus> status = {};
};

/// One ticket: its events in order, without duplicates. The creation comes first, whatever its time; events of one
/// instant stand as the server records them (message before status), status changes so that they chain.
struct TicketFacts {
    TicketDims dims = {};
    QList<EventFact> events = {};
    QStringList flaws; ///< conflicting_event, no_instant, before_creation, created_twice; empty = none

    bool complete() const { return !events.isEmpty() && events.first().kind == EventKind::Created; }
    std::optional<qint64> createdAt() const;
};

/// A call, chat or visit.
struct InteractionFacts {
    enum class Outcome { Answered, Abandoned, Missed }; ///< indices of schema::Interaction::outcome

    Id id = {};
    Id customer = {};
    Id ticket = {};
    Id queue = {};
    Id agent = {};
    int channel = -1;
    bool inbound = true; ///< also when the row does not say
    std::optional<Outcome> outcome = {};
    qint64 startedAt = 0; ///< ms UTC
    std::optional<qint64> wait = {}; ///< s; likewise the next three
    std::optional<qint64> talk = {};
    std::optional<qint64> hold = {};
    std::optional<qint64> wrap = {};
    std::optional<bool> resolved = {};
    int rating = 0; ///< 0 = none
    QString topic = {};
    QString flaw = {};
};

/// Time an agent was ready and without work; what occupancy needs beside the handling.
struct AvailableTime {
    Id agent = {};
    qint64 from = 0; ///< ms UTC, half open
    qint64 to = 0;
};

EventFact eventFact(const Row &event);
TicketDims ticketDims(const Row &ticket);
InteractionFacts interactionFacts(const Row &interaction);
/// Events in any order, with duplicates. Without a row `dims` may be empty; what the events say is filled in.
TicketFacts ticketFacts(TicketDims dims, QList<EventFact> events);
TicketFacts ticketFacts(const Row &ticket, const QList<Row> &events);

QString channelName(int channel); ///< empty for -1

} // namespace tidedesk::kpi
