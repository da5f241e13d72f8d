// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/series.h"

/// The two boards every seat has: which figures and charts, in one pass over the events.
namespace tidedesk::kpi {

/// What one agent sees of his own work, over the period.
struct PersonalBoard {
    QList<Figure> figures; ///< backlog by age, handled, resolved, first response, resolution, CSAT
    Chart openByAge;
    Chart handledPerDay;
    Chart firstResponsePerDay; ///< median
};

/// What a team sees, over the period.
struct TeamBoard {
    QList<Figure> figures;
    Chart volumePerDay; ///< stacked by channel
    Chart backlogPerDay; ///< at the end of each day
    Chart firstResponsePerDay; ///< median, p90
    Chart resolutionPerDay; ///< median, p90
    Chart csatPerDay; ///< score
};

/// Asks for everything a personal board shows; feed facts(), then make the board.
class PersonalAccumulator {
public:
    PersonalAccumulator(const Id &user, const Frame &frame);
    Accumulator &facts() { return m_facts; }
    PersonalBoard board();

private:
    Accumulator m_facts;
    QList<int> m_figures;
    int m_handledPerDay;
    int m_responsePerDay;
};

/// The same for a team: its queues, or everything when there are none given.
class TeamAccumulator {
public:
    TeamAccumulator(const std::optional<QSet<Id>> &queues, const Frame &frame);
    Accumulator &facts() { return m_facts; }
    TeamBoard board();

private:
    int ask(const QString &name, Dimension by, std::optional<Step> per);

    Accumulator m_facts;
    Filter m_filter;
    QList<int> m_figures;
    int m_volume;
    int m_backlog;
    int m_response;
    int m_resolution;
    int m_csat;
};

} // namespace tidedesk::kpi
