// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/facts.h"
#include "core/kpi/statistics.h"
#include "core/kpi/window.h"
#include <QSet>

/// The figure: a number that says what it is, how it was made, of what, and up to when its data are complete.
/// The figures there are, with their definitions, are in core/kpi/registry.cpp and core/kpi/measures.h.
namespace tidedesk::kpi {

enum class Unit { Count, Seconds, Share, Points }; ///< Share is 0-1
enum class Dimension { None, Agent, Queue, Channel, Hour, Age, Topic }; ///< Hour: 0-23 on the wall clock

/// Thresholds that definitions name. What a figure used of it stands in Figure::parameters.
struct Policy {
    QList<TicketStatus> paused {TicketStatus::OnHold}; ///< stop the resolution clock
    qint64 reopenMs = qint64(7) * 86'400'000; ///< first contact resolution looks so far ahead; elapsed time, not days
    qint64 answerWithinS = 20; ///< service level
    qint64 shortAbandonS = 5; ///< who gives up within it was never offered, for service levels; 0 = all count
    qint64 fewAnswers = 5; ///< satisfaction of fewer answers is not shown
};

/// Of what time, seen from when.
struct Frame {
    Window window = {};
    qint64 asOf = 0; ///< data are complete up to here
    qint64 now = 0; ///< events at or after it are ignored; ages and what is still pending are measured at it
    Policy policy = {};
    bool rows = false; ///< also collect the rows behind each figure
};

/// Whose. A count is of the queue the ticket was in at the event, and of the agent who did the thing.
struct Filter {
    std::optional<QSet<Id>> queues = {}; ///< nothing = all
    Id agent = {}; ///< null = all; for the backlog: assignee
};

enum class Standing {
    Counted,
    Pending, ///< not decided yet: in neither numerator nor denominator
    Flawed, ///< its times contradict each other or are missing: never averaged
};

/// One row behind a figure; `first` and `last` are the events its interval lies between, null where there is none (of
/// interactions, of tickets known by their row alone).
struct Evidence {
    enum class Of { Ticket, Interaction, AgentTime };

    Of of = Of::Ticket;
    Id subject = {};
    Id first = {};
    Id last = {};
    qint64 at = 0; ///< by which it belongs to the window
    double value = 0; ///< in the figure's unit; of a share 1 = hit, 0 = miss
    QString part = {}; ///< key of its part
    Standing standing = Standing::Counted;
    QString flaw = {};

    friend bool operator==(const Evidence &, const Evidence &) = default;
};

/// A part of a figure by its dimension: user or queue id, channel name, hour, age bucket, topic; empty = unknown.
struct Part {
    QString key = {};
    std::optional<double> value = {};
    qint64 n = 0;
    std::optional<Summary> summary = {};

    friend bool operator==(const Part &, const Part &) = default;
};

/// Something to know beside the number. Codes: flawed, pending, without_hold, without_wrap (n cases each), few (n
/// answers, too few to be shown), incomplete (the window goes on after `asOf`), not_measured (no such data exist).
struct Note {
    QString code = {};
    qint64 n = 0;

    friend bool operator==(const Note &, const Note &) = default;
};

struct Parameter {
    QString name = {};
    double value = 0;

    friend bool operator==(const Parameter &, const Parameter &) = default;
};

struct Figure {
    QString name = {};
    std::optional<double> value = {}; ///< nothing = no data; an absence is never 0
    qint64 n = 0; ///< cases it was computed from
    Unit unit = Unit::Count;
    Window window = {}; ///< with its zone
    qint64 asOf = 0;
    QString formula = {}; ///< id of the text that explains it
    QList<Parameter> parameters = {};
    std::optional<Summary> summary = {}; ///< of single values, in `unit`; of the backlog: ages in s
    std::optional<Interval> interval = {}; ///< Wilson 95 % of a share
    Dimension by = Dimension::None;
    QList<Part> parts = {};
    QList<Note> notes = {};
    QList<Evidence> rows = {}; ///< by time; only with Frame::rows

    qint64 noted(QStringView code) const; ///< 0 when there is no such note
    std::optional<Part> part(QStringView key) const;
    friend bool operator==(const Figure &, const Figure &) = default;
};

/// Age buckets of the backlog, youngest first, half open: exactly 4 h is in the second.
QStringList ageKeys(); ///< lt_4h 4h_24h 1d_3d 3d_7d gt_7d
QString ageKey(qint64 ms);

} // namespace tidedesk::kpi
