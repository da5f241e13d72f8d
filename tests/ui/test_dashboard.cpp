// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/customersample.h"
#include "core/kpi/registry.h"
#include "ui/common/chartstyle.h"
#include "ui/common/errorbanner.h"
#include "ui/common/figuretile.h"
#include "ui/common/propertycombo.h"
#include "ui/dashboard/boardview.h"
#include "ui/dashboard/chartcard.h"
#include "ui/dashboard/dashboardpage.h"
#include "ui/dashboard/figuretext.h"
#include <QBarSet>
#include <QChart>
#include <QGraphicsSimpleTextItem>
#include <QLabel>
#include <QLegendMarker>
#include <QLineSeries>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedBarSeries>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

using namespace tidedesk;
using namespace tidedesk::test;

class TestDashboard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFigureHasItsWords();
    void nothingIsComputedUntilShown();
    void tilesShowFiguresAndTheirAbsence();
    void tilesSayWhatTheyAre();
    void everyParameterIsSaid();
    void periodIsWholeLocalDays();
    void teamIsAskedInItsOwnZone();
    void partOfTheTeamsIsSaid();
    void nothingIsSaidWhereNothingIsMissing();
    void teamsOutsideTheScopeAreNotOffered();
    void gapsStayGaps();
    void gapsKeepOneColourAndOneLegend();
    void axisLabelsAreWholeInBothLanguages();
    void clickOnAColumnLeadsToItsTickets();
    void clickOnANumberLeadsToItsTickets();
    void clickOnAStackLeadsToThatPart();
    void tableHoldsTheSameNumbers();
    void noDataIsSaid();
    void changesComeInAtMostOncePerPause();
    void errorsKeepTheOldBoard();
    void pictures();
};

namespace {

const QTimeZone kZone("Asia/Shanghai");

kpi::Figure figure(const char *name, std::optional<double> value, kpi::Unit unit, qint64 n)
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

kpi::Chart daily(const char *name, kpi::Chart::Kind kind, kpi::Unit unit, qint64 now, const QList<kpi::Series> &series, double max)
{
    kpi::Chart chart;
    chart.figure = QLatin1StringView(name);
    chart.kind = kind;
    chart.unit = unit;
    chart.per = kpi::Step::Day;
    chart.window = kpi::Window::lastDays(now, 14, kZone);
    for (const kpi::Window &piece : kpi::cut(chart.window, kpi::Step::Day))
        chart.categories.append({kpi::label(piece, kpi::Step::Day), piece});
    chart.series = series;
    chart.axis = kpi::niceAxis(max, unit);
    chart.asOf = now;
    return chart;
}

kpi::Series series(const char *key, int seed, double scale, bool gaps = false)
{
    kpi::Series s;
    s.key = QLatin1StringView(key);
    for (int i = 0; i < 14; ++i) {
        const double value = ((seed * 7 + i * 5) % 11 + 1) * scale;
        s.values.append(gaps && (i == 4 || i == 5 || i == 9) ? std::nullopt : std::optional(value));
        s.n.append(i);
    }
    return s;
}

kpi::Chart byAge(qint64 now)
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

struct Shown {
    DeskFixture fixture;
    QWidget window;
    std::unique_ptr<ui::DashboardPage> page;
    QWidget *view = nullptr;

    Shown()
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
    ~Shown() { delete view; }
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

} // namespace

void TestDashboard::everyFigureHasItsWords()
{
    QVERIFY(kpi::definitions().size() > 15);
    for (const kpi::Definition &definition : kpi::definitions())
        QVERIFY2(ui::FigureText::knows(QString(definition.name)), definition.name.data());
}

void TestDashboard::nothingIsComputedUntilShown()
{
    Shown s;
    domain::ChangeSet changes;
    changes.everything = true;
    s.page->applyChanges(changes);
    QCoreApplication::sendPostedEvents();
    QVERIFY(s.fixture.desk.periods.isEmpty());
    s.page->activated();
    QTRY_COMPARE(s.fixture.desk.periods.size(), 1);
    s.page->left();
    s.page->activated(); // nothing has changed since
    QCOMPARE(s.fixture.desk.periods.size(), 1);
}

void TestDashboard::tilesShowFiguresAndTheirAbsence()
{
    Shown s;
    s.open();
    QCOMPARE(s.tile("backlog")->figure(), QStringLiteral("25"));
    QCOMPARE(s.tile("resolved")->figure(), QStringLiteral("0")); // a zero that was counted
    QCOMPARE(s.tile("first_response_time")->figure(), QStringLiteral("45 min"));
    QVERIFY(s.tile("resolution_time")->figure().isEmpty());
    QCOMPARE(s.tile("resolution_time")->remark(), QStringLiteral("no data"));
    QVERIFY(s.tile("csat_score")->remark().startsWith(QStringLiteral("only 3 answers")));
    s.open(1);
    QVERIFY(s.tile("sla_attainment", 1)->figure().isEmpty());
    QCOMPARE(s.tile("sla_attainment", 1)->remark(), QStringLiteral("not measured yet"));
    QCOMPARE(s.tile("first_contact_resolution", 1)->figure(), QStringLiteral("64.3%"));
}

void TestDashboard::tilesSayWhatTheyAre()
{
    Shown s;
    for (QList<kpi::Figure> *figures : {&s.fixture.desk.personalBoard.figures, &s.fixture.desk.teamBoard.figures})
        for (kpi::Figure &each : *figures)
            each.window = kpi::Window::lastDays(s.fixture.clock.nowMs(), 14, kZone);
    s.fixture.desk.teamBoard.figures.last().parameters = {{QStringLiteral("answer_within_s"), 20}, {QStringLiteral("short_abandon_s"), 5}};
    s.open();
    QCOMPARE(s.tile("first_response_time")->remark(), QStringLiteral("median · n=61"));
    QCOMPARE(s.tile("handled")->remark(), QStringLiteral("in the period"));
    QCOMPARE(s.tile("backlog")->remark(), QStringLiteral("at the end of the period"));
    const QString details = s.tile("first_response_time")->accessibleDescription();
    QVERIFY(details.contains(QStringLiteral("calendar time")));
    QVERIFY(details.contains(QStringLiteral("Median 45 min, mean %1, 90% within 2 h 15 min").arg(s.fixture.formats.duration(3'510'000))));
    QVERIFY(details.contains(QStringLiteral("days as in Asia/Shanghai")));
    s.open(1);
    QCOMPARE(s.tile("csat_score", 1)->remark(), QStringLiteral("mean · n=210"));
    QCOMPARE(s.tile("service_level", 1)->remark(), QStringLiteral("share · n=400"));
    QCOMPARE(s.tile("resolution_time", 1)->remark(), QStringLiteral("median · n=1,100"));
    QVERIFY(s.tile("service_level", 1)->accessibleDescription().contains(QStringLiteral("answered within 20 seconds")));
    QVERIFY(s.tile("service_level", 1)->accessibleDescription().contains(QStringLiteral("given up within 5 seconds")));
}

void TestDashboard::everyParameterIsSaid()
{
    UiFixture fixture;
    const ui::FieldText fields(fixture.formats);
    const ui::FigureText text(fields);
    for (const kpi::Definition &definition : kpi::definitions()) {
        kpi::Figure bare;
        bare.name = QString(definition.name);
        const qsizetype without = text.details(bare).size();
        for (const QLatin1StringView name : definition.parameters)
            bare.parameters.append(kpi::parameter(name, kpi::Policy()));
        QCOMPARE(text.details(bare).size(), without + definition.parameters.size());
    }
}

void TestDashboard::periodIsWholeLocalDays()
{
    Shown s;
    s.open();
    auto *period = s.view->findChild<ui::PropertyCombo *>(QStringLiteral("dashboardPeriod"));
    Q_EMIT period->chosen(7);
    QTRY_COMPARE(s.fixture.desk.periods.size(), 2);
    const seat::Figures::Period asked = s.fixture.desk.periods.last();
    const kpi::Window expected = kpi::Window::lastDays(s.fixture.clock.nowMs(), 7, QTimeZone(asked.zone));
    QCOMPARE(asked.from, expected.from);
    QCOMPARE(asked.to, expected.to);
}

void TestDashboard::teamIsAskedInItsOwnZone()
{
    Shown s;
    s.open(1);
    QTRY_COMPARE(s.fixture.desk.teamsAsked.last(), Id());
    auto *team = s.view->findChild<ui::PropertyCombo *>(QStringLiteral("dashboardTeam"));
    QTRY_COMPARE(team->count(), 2);
    Q_EMIT team->chosen(id(800).toString());
    QTRY_COMPARE(s.fixture.desk.teamsAsked.last(), id(800));
    QCOMPARE(s.fixture.desk.periods.last().zone, QByteArray("Europe/Berlin"));
}

void TestDashboard::partOfTheTeamsIsSaid()
{
    Shown s;
    s.enrol(2, 1);
    s.open(1);
    QTRY_VERIFY(s.coverage()->isVisible());
    QCOMPARE(s.coverage()->text(), QStringLiteral("Covers 2 of 5 teams"));
    QVERIFY(s.coverage()->toolTip().contains(QStringLiteral("Team 1, Team 2")));
    s.fixture.language.set(ui::UiLanguage::Chinese);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(s.coverage()->text(), QStringLiteral("涵盖 5 个团队中的 2 个"));
    s.fixture.language.set(ui::UiLanguage::English);
    s.open(0);
    QVERIFY(s.coverage()->isVisible()); // work done for other teams is not in one's own figures either
    s.open(1);
    Q_EMIT s.team()->chosen(id(801).toString());
    QVERIFY(!s.coverage()->isVisible()); // all of the chosen team is here
}

void TestDashboard::nothingIsSaidWhereNothingIsMissing()
{
    Shown s;
    s.open(1);
    QVERIFY(!s.coverage()->isVisible()); // who sits here is not known yet
    s.enrol(5);
    QTRY_COMPARE(s.team()->count(), 6);
    QVERIFY(!s.coverage()->isVisible());
    s.enrol(1);
    QTRY_VERIFY(s.coverage()->isVisible());
    s.enrol(1, 2); // a manager may see every team
    QTRY_VERIFY(!s.coverage()->isVisible());
    QCOMPARE(s.team()->count(), 6);
}

void TestDashboard::teamsOutsideTheScopeAreNotOffered()
{
    Shown s;
    s.enrol(2);
    s.open(1);
    QTRY_COMPARE(s.team()->count(), 3); // "all I can see" and two
    Q_EMIT s.team()->chosen(id(801).toString());
    QTRY_COMPARE(s.fixture.desk.teamsAsked.last(), id(801));
    s.enrol(1); // the second team is left
    QTRY_COMPARE(s.team()->count(), 2);
    QTRY_COMPARE(s.fixture.desk.teamsAsked.last(), Id());
    QVERIFY(s.coverage()->isVisible());
}

void TestDashboard::gapsStayGaps()
{
    Shown s;
    s.open();
    QList<int> lengths;
    for (QAbstractSeries *each : s.chart(2)->series()) {
        auto *line = qobject_cast<QLineSeries *>(each);
        QVERIFY(line);
        lengths += int(line->count());
        for (const QPointF &point : line->points())
            QVERIFY2(point.x() != 4 && point.x() != 5 && point.x() != 9, "no data is not drawn");
    }
    QCOMPARE(lengths, (QList<int> {4, 3, 4}));
}

void TestDashboard::gapsKeepOneColourAndOneLegend()
{
    Shown s;
    s.open(1);
    for (const auto mode : {ui::ThemeMode::Dark, ui::ThemeMode::Light}) {
        s.fixture.theme.setMode(mode);
        QHash<QString, QSet<QRgb>> colours;
        for (QAbstractSeries *each : s.chart(2, 1)->series())
            colours[each->name()].insert(qobject_cast<QLineSeries *>(each)->pen().color().rgb());
        QCOMPARE(colours.size(), 2);
        for (const QSet<QRgb> &used : std::as_const(colours))
            QCOMPARE(used.size(), 1);
        QVERIFY(*colours.begin() != *std::next(colours.begin()));
        int named = 0;
        for (const QLegendMarker *marker : s.chart(2, 1)->legend()->markers())
            named += marker->isVisible() ? 1 : 0;
        QCOMPARE(named, 2);
    }
}

void TestDashboard::axisLabelsAreWholeInBothLanguages()
{
    Shown s;
    s.open(1);
    for (const auto language : {ui::UiLanguage::English, ui::UiLanguage::Chinese}) {
        s.fixture.language.set(language);
        QCoreApplication::sendPostedEvents();
        for (int n = 0; n < 4; ++n) {
            QStringList shown;
            for (QGraphicsItem *item : s.chart(n, 1)->childItems())
                if (auto *text = qgraphicsitem_cast<QGraphicsSimpleTextItem *>(item); text && text->isVisible())
                    shown += text->text();
            QVERIFY(shown.contains(QStringLiteral("09-01")));
            QVERIFY(shown.contains(QStringLiteral("0")));
            QVERIFY(shown.contains(s.fixture.formats.number(qint64(s.card(n, 1)->chart().axis.max))) || n > 1);
        }
    }
    s.fixture.language.set(ui::UiLanguage::English);
}

void TestDashboard::clickOnAColumnLeadsToItsTickets()
{
    Shown s;
    s.open();
    s.fixture.desk.behind = {id(1), id(2)};
    QSignalSpy drill(s.page.get(), &ui::DashboardPage::drillRequested);
    s.click(0, 0, 0.3, 0.1); // second of five age groups
    QTRY_COMPARE(drill.size(), 1);
    QCOMPARE(drill.first().first().value<QList<Id>>(), s.fixture.desk.behind);
    const seat::Figures::Slice &age = s.fixture.desk.slices.last();
    QCOMPARE(age.figure, QStringLiteral("backlog"));
    QVERIFY(age.by == kpi::Dimension::Age);
    QCOMPARE(age.part, QStringLiteral("4h_24h"));
    QCOMPARE(age.user, id(900));
    QCOMPARE(drill.first().at(1).value<std::function<QString()>>()(), QStringLiteral("Open tickets, 4–24 h"));
    s.click(1, 0, 0.99, 0.05); // today
    QTRY_COMPARE(s.fixture.desk.slices.size(), 2);
    const seat::Figures::Slice &day = s.fixture.desk.slices.last();
    const kpi::Chart &handled = s.card(1)->chart();
    QCOMPARE(day.period.from, handled.categories.last().window->from);
    QCOMPARE(day.period.to, handled.categories.last().window->to);
    QVERIFY(day.by == kpi::Dimension::None);
}

void TestDashboard::clickOnANumberLeadsToItsTickets()
{
    Shown s;
    s.open();
    s.fixture.desk.behind = {id(1), id(2)};
    QSignalSpy drill(s.page.get(), &ui::DashboardPage::drillRequested);
    QTest::mouseClick(s.tile("handled"), Qt::LeftButton);
    QTRY_COMPARE(drill.size(), 1);
    QCOMPARE(s.fixture.desk.slices.last().figure, QStringLiteral("handled"));
    QCOMPARE(s.fixture.desk.slices.last().user, id(900));
    QVERIFY(s.fixture.desk.slices.last().by == kpi::Dimension::None);
    s.tile("backlog")->setFocus();
    QTest::keyClick(s.tile("backlog"), Qt::Key_Return);
    QTRY_COMPARE(drill.size(), 2);
    QVERIFY(!s.tile("resolution_time")->focusPolicy()); // nothing behind it
}

void TestDashboard::clickOnAStackLeadsToThatPart()
{
    Shown s;
    s.open(1);
    s.click(0, 1, 0.5 / 14, 0.01);
    QTRY_COMPARE(s.fixture.desk.slices.size(), 1);
    QCOMPARE(s.fixture.desk.slices.last().part, QStringLiteral("email"));
    QVERIFY(s.fixture.desk.slices.last().user.isNull());
    s.click(0, 1, 0.5 / 14, 0.99); // above the stack: the whole day
    QTRY_COMPARE(s.fixture.desk.slices.size(), 2);
    QVERIFY(s.fixture.desk.slices.last().part.isEmpty());
}

void TestDashboard::tableHoldsTheSameNumbers()
{
    Shown s;
    s.open();
    s.card(2)->findChild<QToolButton *>(QStringLiteral("chartTable"))->click();
    QVERIFY(s.card(2)->showsTable());
    auto *table = s.card(2)->findChild<QTableView *>(QStringLiteral("chartNumbers"));
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 14);
    QCOMPARE(table->model()->index(4, 1).data().toString(), QStringLiteral("no data"));
    const double first = *s.card(2)->chart().series.first().values.first();
    QCOMPARE(table->model()->index(0, 1).data().toString(), s.fixture.formats.duration(qint64(first * 1000)));
    // The way to the tickets by keyboard.
    table->setFocus();
    table->setCurrentIndex(table->model()->index(3, 1));
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_COMPARE(s.fixture.desk.slices.size(), 1);
}

void TestDashboard::noDataIsSaid()
{
    Shown s;
    s.fixture.desk.personalBoard.handledPerDay = {};
    s.open();
    QVERIFY(!s.card(1)->findChild<ui::ChartView *>()->isVisible());
    QVERIFY(s.card(0)->findChild<ui::ChartView *>()->isVisible());
    s.open(1);
    QVERIFY(!s.card(4, 1)->findChild<ui::ChartView *>()->isVisible()); // satisfaction was never set
}

void TestDashboard::changesComeInAtMostOncePerPause()
{
    Shown s;
    s.open();
    QCOMPARE(s.fixture.desk.periods.size(), 1);
    domain::ChangeSet changes;
    changes.add(schema::event(), id(1));
    for (int i = 0; i < 50; ++i)
        s.page->applyChanges(changes);
    QTRY_COMPARE(s.fixture.desk.periods.size(), 2);
    changes = {};
    changes.add(schema::customer(), id(1));
    s.page->applyChanges(changes);
    QCOMPARE(s.fixture.desk.periods.size(), 2);
}

void TestDashboard::errorsKeepTheOldBoard()
{
    Shown s;
    s.open();
    s.fixture.desk.error = Error {Consequence::RetryLater, QStringLiteral("store.busy"), {}};
    auto *period = s.view->findChild<ui::PropertyCombo *>(QStringLiteral("dashboardPeriod"));
    Q_EMIT period->chosen(30);
    QTRY_COMPARE(s.fixture.desk.periods.size(), 2);
    QTRY_VERIFY(s.view->findChild<ui::ErrorBanner *>()->isVisible());
    QVERIFY(s.tile("backlog")->isVisible());
    QCOMPARE(s.tile("backlog")->figure(), QStringLiteral("25"));
}

void TestDashboard::pictures()
{
    Shown s;
    s.enrol(2);
    s.open();
    s.fixture.shoot(*s.view, QStringLiteral("dashboard-mine"));
    s.window.resize(1180, 1300);
    s.view->resize(s.window.size());
    s.open(1);
    s.fixture.shoot(*s.view, QStringLiteral("dashboard-team"));
    s.card(0, 1)->findChild<QToolButton *>(QStringLiteral("chartTable"))->click();
    s.fixture.shoot(*s.view, QStringLiteral("dashboard-team-table"));
}

QTEST_MAIN(TestDashboard)
#include "test_dashboard.moc"
