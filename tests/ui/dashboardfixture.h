// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/ui/customersample.h"
#include "ui/common/chartstyle.h"
#include "ui/common/figuretile.h"
#include "ui/common/propertycombo.h"
#include "ui/dashboard/boardview.h"
#include "ui/dashboard/chartcard.h"
#include "ui/dashboard/dashboardpage.h"
#include <QChart>
#include <QLabel>
#include <QTabBar>

namespace tidedesk::test {

inline const QTimeZone kZone("Asia/Shanghai");

inline kpi::Figure figure(const char *name, std::optional<double> value, kpi::Unit unit, qint64 n)
{
    kpi::Figure f;
    f.name = QLatin1StringView(name);
    f.value = value;
    f.unit = unit;
    f.n = n;
    if (unit == kpi::Unit::Seconds && value)
        f.summary = kpi::Summary {*value * 1.3, *value, *value * 3, 60, *value * 5};
    return f;
}

/// A chart of as many days as the series have values.
inline kpi::Chart daily(const char *name, kpi::Chart::Kind kind, kpi::Unit unit, qint64 now, const QList<kpi::Series> &series, double max)
{
    kpi::Chart chart;
    chart.figure = QLatin1StringView(name);
    chart.kind = kind;
    chart.unit = unit;
    chart.per = kpi::Step::Day;
    chart.window = kpi::Window::lastDays(now, int(series.first().values.size()), kZone);
    for (const kpi::Window &piece : kpi::cut(chart.window, kpi::Step::Day))
        chart.categories.append({kpi::label(piece, kpi::Step::Day), piece});
    chart.series = series;
    chart.axis = kpi::niceAxis(max, unit);
    chart.asOf = now;
    return chart;
}

inline kpi::Series series(const char *key, int seed, double scale, bool gaps = false, int days = 14)
{
    kpi::Series s;
    s.key = QLatin1StringView(key);
    for (int i = 0; i < days; ++i) {
        const double value = ((seed * 7 + i * 5) % 11 + 1) * scale;
        s.values.append(gaps && (i == 4 || i == 5 || i == 9) ? std::nullopt : std::optional(value));
        s.n.append(i);
    }
    return s;
}

inline kpi::Chart byAge(qint64 now)
{
    kpi::Chart chart;
    chart.figure = QStringLiteral("backlog");
    chart.by = kpi::Dimension::Age;
    chart.window = kpi::Window::lastDays(now, 14, kZone);
    chart.asOf = now;
    kpi::Series s {QStringLiteral("value"), {}, {}};
    int n = 9;
    for (const QString &key : kpi::ageKeys()) {
        chart.categories.append({key, {}});
        s.values.append(double(n));
        s.n.append(n);
        n -= 2;
    }
    chart.series = {s};
    chart.axis = kpi::niceAxis(9, kpi::Unit::Count);
    return chart;
}

/// The page of figures on a desk in memory, with a personal board and a team's.
struct ShownDashboard {
    DeskFixture fixture;
    QWidget window;
    std::unique_ptr<ui::DashboardPage> page;
    QWidget *view = nullptr;

    ShownDashboard()
    {
        const qint64 now = fixture.clock.nowMs();
        using Unit = kpi::Unit;
        using Kind = kpi::Chart::Kind;
        Row team(schema::team(), id(800));
        team.set(schema::team().name, QStringLiteral("Second line"));
        team.set(schema::team().zone, QStringLiteral("Europe/Berlin"));
        fixture.desk.people.teams.insert(id(800), team);
        kpi::PersonalBoard &mine = fixture.desk.personalBoard;
        mine.figures = {figure("backlog", 25, Unit::Count, 25), figure("handled", 84, Unit::Count, 84),
            figure("resolved", 0, Unit::Count, 0), figure("first_response_time", 2'700, Unit::Seconds, 61),
            figure("resolution_time", {}, Unit::Seconds, 0), figure("csat_score", {}, Unit::Points, 3)};
        mine.figures.last().notes = {{QStringLiteral("few"), 3}};
        mine.openByAge = byAge(now);
        mine.handledPerDay = daily("handled", Kind::Columns, Unit::Count, now, {series("value", 3, 1)}, 11);
        mine.firstResponsePerDay = daily("first_response_time", Kind::Line, Unit::Seconds, now, {series("median", 2, 900, true)}, 9'900);
        kpi::TeamBoard &all = fixture.desk.teamBoard;
        all.figures = {figure("backlog", 312, Unit::Count, 312), figure("volume", 1'204, Unit::Count, 1'204),
            figure("resolved", 1'131, Unit::Count, 1'131), figure("first_response_time", 3'300, Unit::Seconds, 980),
            figure("resolution_time", 96'000, Unit::Seconds, 1'100), figure("first_contact_resolution", 0.643, Unit::Share, 700),
            figure("reopen_rate", 0.051, Unit::Share, 1'100), figure("csat_score", 87.4, Unit::Points, 210),
            figure("sla_attainment", {}, Unit::Share, 0), figure("service_level", 0.812, Unit::Share, 400)};
        all.figures[8].notes = {{QStringLiteral("not_measured"), 0}};
        all.volumePerDay = daily("volume", Kind::StackedColumns, Unit::Count, now,
            {series("email", 1, 4), series("phone", 2, 3), series("wechat", 5, 2), series("chat", 7, 2)}, 110);
        all.volumePerDay.by = kpi::Dimension::Channel;
        all.backlogPerDay = daily("backlog", Kind::Line, Unit::Count, now, {series("value", 3, 30)}, 330);
        all.firstResponsePerDay = daily("first_response_time", Kind::Line, Unit::Seconds, now,
            {series("median", 2, 600, true), series("p90", 3, 1'800, true)}, 19'800);
        all.resolutionPerDay = daily("resolution_time", Kind::Line, Unit::Seconds, now,
            {series("median", 4, 20'000), series("p90", 1, 60'000)}, 660'000);
        page = std::make_unique<ui::DashboardPage>(fixture.ui, static_cast<seat::Queries &>(fixture.desk),
            static_cast<seat::Figures &>(fixture.desk), nullptr);
        page->setUser(id(900));
        window.resize(1180, 900);
        view = page->createWidget(&window);
        view->resize(window.size());
        window.show();
    }
    ~ShownDashboard() { delete view; }
    /// Five teams, of which the person who sits here is in the first `held`.
    void enrol(int held, qint64 role = 0)
    {
        QStringList mine;
        for (int i = 0; i < 5; ++i) {
            Row team(schema::team(), id(800 + i));
            team.set(schema::team().name, QStringLiteral("Team %1").arg(i + 1));
            fixture.desk.people.teams.insert(team.id(), team);
            if (i < held)
                mine += team.id().toString();
        }
        Row person(schema::user(), id(900));
        person.set(schema::user().active, true);
        person.set(schema::user().role, role);
        person.set(schema::user().teams, mine);
        fixture.desk.people.users.insert(person.id(), person);
        domain::ChangeSet changes;
        changes.add(schema::user(), person.id());
        page->applyChanges(changes);
    }
    QLabel *coverage() { return view->findChild<QLabel *>(QStringLiteral("dashboardCoverage")); }
    ui::PropertyCombo *team() { return view->findChild<ui::PropertyCombo *>(QStringLiteral("dashboardTeam")); }
    void open(int tab = 0)
    {
        page->activated();
        tabs()->setCurrentIndex(tab);
        QTRY_VERIFY(board(tab) && tile("backlog", tab)->isVisible());
        QCoreApplication::sendPostedEvents();
    }
    QTabBar *tabs() { return view->findChild<QTabBar *>(QStringLiteral("dashboardTabs")); }
    ui::BoardView *board(int tab) { return view->findChild<ui::BoardView *>(tab == 0 ? QStringLiteral("personalBoard") : QStringLiteral("teamBoard")); }
    ui::FigureTile *tile(const char *name, int tab = 0)
    {
        return board(tab)->findChild<ui::FigureTile *>(QLatin1StringView("figure_") + QLatin1StringView(name));
    }
    ui::ChartCard *card(int n, int tab = 0) { return board(tab)->findChild<ui::ChartCard *>(QStringLiteral("chart%1").arg(n)); }
    QChart *chart(int n, int tab = 0) { return card(n, tab)->findChild<ui::ChartView *>()->chart(); }
    /// Clicks at shares of the plot area, from its left and from its lower end.
    void click(int n, int tab, double x, double y)
    {
        auto *chartView = card(n, tab)->findChild<ui::ChartView *>();
        const QRectF plot = chartView->chart()->plotArea();
        const QPointF at(plot.left() + x * plot.width(), plot.bottom() - y * plot.height());
        const QPoint pos = chartView->mapFromScene(chartView->chart()->mapToScene(at));
        QTest::mouseClick(chartView->viewport(), Qt::LeftButton, Qt::NoModifier, pos);
    }
};

} // namespace tidedesk::test
