// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/kpi/boards.h"
#include "core/seat/figures.h"
#include "core/seat/queries.h"
#include "core/seat/teamcoverage.h"
#include <QObject>
#include <QTimer>

namespace tidedesk {
class Clock;
}

namespace tidedesk::ui {

/// Asks for the board that is on the screen, again when its data change, and for the tickets behind a column. Main thread.
class DashboardController final : public QObject {
    Q_OBJECT
public:
    enum class Board { Personal, Team };

    DashboardController(const Clock &clock, seat::Queries &queries, seat::Figures &figures, QObject *parent);

    void setUser(const Id &user); ///< who sits here, now that the seat is open; nothing is asked before
    void setBoard(Board board);
    void setDays(int days); ///< the last `days` local days, today included
    void setTeam(const Id &team); ///< null: every team whose tickets the person may hold
    Board board() const { return m_board; }
    int days() const { return m_days; }
    const Id &team() const { return m_team; }
    const seat::Queries::Directory &directory() const { return m_directory; }
    /// Of everything the seat holds.
    const seat::TeamCoverage &coverage() const { return m_coverage; }
    /// Not on the screen: nothing is computed; what has changed is made up for when it is shown again.
    void setActive(bool active);
    void reload();
    /// The tickets behind a column, or one part of it; `series` -1: the whole column. `title` names it in the language
    /// of the day it is read. A later wish replaces an earlier one.
    void drill(const kpi::Chart &chart, int category, int series, const std::function<QString()> &title);
    void drill(const kpi::Figure &figure, const std::function<QString()> &title); ///< behind the whole number

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void loading();
    void directoryLoaded(); ///< or somebody else sits here: names, teams and coverage
    void personalLoaded(const tidedesk::kpi::PersonalBoard &board);
    void teamLoaded(const tidedesk::kpi::TeamBoard &board);
    void failed(const tidedesk::Error &error);
    void drilled(const QList<tidedesk::Id> &tickets, const std::function<QString()> &title);
    void drillFailed(const tidedesk::Error &error);

private:
    void loadDirectory();
    void refreshCoverage();
    seat::Figures::Period period() const;
    QByteArray zone() const;
    void settled();
    void drill(seat::Figures::Slice slice, const std::function<QString()> &title);
    template <class T> bool accept(int request, const Result<T> &answer);

    const Clock &m_clock;
    seat::Queries &m_queries;
    seat::Figures &m_figures;
    QTimer m_pause; ///< changes come in bursts; a board is as good a second later
    seat::Queries::Directory m_directory;
    seat::TeamCoverage m_coverage;
    Id m_user;
    Id m_team;
    Board m_board = Board::Personal;
    int m_days = 14;
    int m_request = 0;
    int m_drill = 0; ///< the wish that counts
    bool m_active = false;
    bool m_stale = true;
    bool m_busy = false;
};

} // namespace tidedesk::ui
