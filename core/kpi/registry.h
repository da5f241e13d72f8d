// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/figures.h"

namespace tidedesk::kpi {

class Collector;
class Story;

/// The least a store has to deliver for a window [from, to). More never changes a figure, so the needs of several
/// figures can be united and read once. All of one ticket's events come together.
struct Needs {
    QList<EventKind> events = {}; ///< events of these kinds with from <= at < to + lookAhead
    QList<EventKind> histories = {}; ///< every event before `now` of tickets with an event of these kinds in [from, to)
    /// Every event before `now` of tickets with an event at or after `from`; and of tickets open now without one the
    /// history, or the row alone.
    bool open = false;
    qint64 lookAhead = 0; ///< ms; Policy::reopenMs where it applies
    bool ticketRows = false; ///< row of each delivered ticket beside its events: categories are not in events
    bool interactions = false; ///< started in [from, to)
    bool available = false; ///< agents' ready time that overlaps [from, to)

    void unite(const Needs &other);
    friend bool operator==(const Needs &, const Needs &) = default;
};

/// How observations become the number.
enum class Aggregate {
    Count,
    Level, ///< count at the end of the window, with ages
    Median, ///< of values; mean and p90 beside it
    Mean, ///< sum of values / n
    Share, ///< hits / n
    Ratio, ///< sum / sum
    None, ///< not measured by this version
};

enum class Direction { HigherIsBetter, LowerIsBetter, Neither };

/// One figure by name: what it is, how it is computed and what it needs. The only list there is; command line,
/// dashboards and exports go by it.
struct Definition {
    QLatin1StringView name;
    Unit unit = Unit::Count;
    Direction direction = Direction::Neither;
    Aggregate aggregate = Aggregate::None;
    QList<Dimension> dimensions = {}; ///< breakdowns beside None
    QList<QLatin1StringView> parameters = {}; ///< thresholds it uses
    Needs needs = {};
    bool hideFew = false; ///< not shown for fewer than Policy::fewAnswers
    void (*ticket)(const Story &, const Frame &, Collector &) = nullptr;
    void (*interaction)(const InteractionFacts &, const Frame &, Collector &) = nullptr;
    void (*available)(const AvailableTime &, const Frame &, Collector &) = nullptr;

    QString formula() const; ///< id of its text: "formula." + name
    bool supports(Dimension by) const { return by == Dimension::None || dimensions.contains(by); }
};

const QList<Definition> &definitions();
const Definition *find(QStringView name);
/// Value of a named threshold.
Parameter parameter(QLatin1StringView name, const Policy &policy);

} // namespace tidedesk::kpi
