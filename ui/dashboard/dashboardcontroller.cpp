// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/dashboardcontroller.h"
#include "core/base/clock.h"
#include "core/schema/entities.h"

namespace tidedesk::ui {

namespace {
constexpr int kPauseMs = 1500;
} // namespace

DashboardController::DashboardController(
    const Clock &clock, seat::Queries &queries, seat::Figures &figures, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_queries(queries)
    , m_figures(figures)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &DashboardController::reload);
}

void DashboardController::loadDirectory()
{
    m_queries.directory(this, [this](Result<seat::Queries::Directory> answer) {
        if (!answer)
            return; // teams then cannot be chosen; the boards work without
        m_directory = std::move(*answer);
        refreshCoverage();
    });
}

void DashboardController::refreshCoverage()
{
    m_coverage = seat::TeamCoverage::of(m_directory, m_user);
    if (!m_team.isNull() && !m_coverage.held.contains(m_team))
        setTeam({}); // its tickets have left this seat
    Q_EMIT directoryLoaded();
}

void DashboardController::setUser(const Id &user)
{
    m_user = user;
    loadDirectory();
    reload();
}

void DashboardController::setBoard(Board board)
{
    m_board = board;
    reload();
}

void DashboardController::setDays(int days)
{
    m_days = days;
    reload();
}

void DashboardController::setTeam(const Id &team)
{
    m_team = team;
    if (m_board == Board::Team)
        reload();
}

void DashboardController::setActive(bool active)
{
    m_active = active;
    if (active && m_stale)
        reload();
    if (!active)
        m_pause.stop();
}

QByteArray DashboardController::zone() const
{
    const Row team = m_board == Board::Team ? m_directory.teams.value(m_team) : Row();
    const QByteArray named = team.isNull() ? QByteArray() : team.text(schema::team().zone).toLatin1();
    return QTimeZone(named).isValid() ? named : QTimeZone::systemTimeZoneId();
}

seat::Figures::Period DashboardController::period() const
{
    const QByteArray name = zone();
    const kpi::Window window = kpi::Window::lastDays(m_clock.nowMs(), m_days, QTimeZone(name));
    return {window.from, window.to, name};
}

template <class T> bool DashboardController::accept(int request, const Result<T> &answer)
{
    if (request != m_request)
        return false;
    m_busy = false;
    if (!answer)
        Q_EMIT failed(answer.error());
    return answer.ok();
}

void DashboardController::settled()
{
    if (m_stale && m_active)
        m_pause.start();
}

void DashboardController::reload()
{
    m_stale = true;
    if (!m_active)
        return;
    m_stale = false;
    m_busy = true;
    const int request = ++m_request;
    Q_EMIT loading();
    if (m_board == Board::Team) {
        m_figures.team(m_team, period(), this, [this, request](Result<kpi::TeamBoard> answer) {
            if (accept(request, answer))
                Q_EMIT teamLoaded(*answer);
            settled();
        });
    } else {
        m_figures.personal(m_user, period(), this, [this, request](Result<kpi::PersonalBoard> answer) {
            if (accept(request, answer))
                Q_EMIT personalLoaded(*answer);
            settled();
        });
    }
}

void DashboardController::applyChanges(const domain::ChangeSet &changes)
{
    if (changes.touches(schema::team()) || changes.touches(schema::user()) || changes.touches(schema::queue()))
        loadDirectory();
    if (!changes.touches(schema::event()) && !changes.touches(schema::ticket()) && !changes.touches(schema::interaction()))
        return;
    m_stale = true;
    // Started, never restarted: under a steady stream of changes the board still comes every pause.
    if (m_active && !m_busy && !m_pause.isActive())
        m_pause.start();
}

void DashboardController::drill(const kpi::Chart &chart, int category, int series, const std::function<QString()> &title)
{
    const kpi::Category &where = chart.categories.at(category);
    const kpi::Window window = where.window.value_or(chart.window);
    seat::Figures::Slice slice;
    slice.figure = chart.figure;
    slice.period = {window.from, window.to, window.zone.id()};
    if (!where.window) {
        slice.by = chart.by;
        slice.part = where.key;
    } else if (series >= 0 && chart.by != kpi::Dimension::None) {
        slice.by = chart.by;
        slice.part = chart.series.at(series).key;
    }
    drill(std::move(slice), title);
}

void DashboardController::drill(const kpi::Figure &figure, const std::function<QString()> &title)
{
    seat::Figures::Slice slice;
    slice.figure = figure.name;
    slice.period = {figure.window.from, figure.window.to, figure.window.zone.id()};
    drill(std::move(slice), title);
}

void DashboardController::drill(seat::Figures::Slice slice, const std::function<QString()> &title)
{
    if (m_board == Board::Personal)
        slice.user = m_user;
    else
        slice.team = m_team;
    m_figures.tickets(slice, this, [this, title, wish = ++m_drill](Result<QList<Id>> answer) {
        if (wish != m_drill)
            return;
        if (answer)
            Q_EMIT drilled(*answer, title);
        else
            Q_EMIT drillFailed(answer.error());
    });
}

} // namespace tidedesk::ui
