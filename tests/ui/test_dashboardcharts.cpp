// SPDX-License-Identifier: GPL-3.0-or-later
// Charts on the boards: gaps, labels, the table of the same numbers, and the way to the tickets behind them.
#include "tests/ui/dashboardfixture.h"
#include <QGraphicsSimpleTextItem>
#include <QLegendMarker>
#include <QLineSeries>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace tidedesk;
using namespace tidedesk::test;
using Shown = ShownDashboard;

class TestDashboardCharts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gapsStayGaps();
    void gapsKeepOneColourAndOneLegend();
    void axisLabelsAreWholeInBothLanguages();
    void labelsOfManyDaysLeaveEachOtherRoom();
    void clickOnAColumnLeadsToItsTickets();
    void clickOnAStackLeadsToThatPart();
    void tableHoldsTheSameNumbers();
    void noDataIsSaid();
    void pictures();
};

void TestDashboardCharts::gapsStayGaps()
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

void TestDashboardCharts::gapsKeepOneColourAndOneLegend()
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

void TestDashboardCharts::axisLabelsAreWholeInBothLanguages()
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

void TestDashboardCharts::labelsOfManyDaysLeaveEachOtherRoom()
{
    Shown s;
    const qint64 now = s.fixture.clock.nowMs();
    s.fixture.desk.teamBoard.volumePerDay = daily("volume", kpi::Chart::Kind::StackedColumns, kpi::Unit::Count, now,
        {series("email", 1, 4, false, 90), series("phone", 2, 3, false, 90)}, 110);
    s.fixture.desk.teamBoard.volumePerDay.by = kpi::Dimension::Channel;
    s.fixture.desk.teamBoard.backlogPerDay = daily("backlog", kpi::Chart::Kind::Line, kpi::Unit::Count, now, {series("value", 3, 30, false, 90)}, 330);
    s.open(1);
    for (int n = 0; n < 2; ++n) {
        s.card(n, 1)->findChild<ui::ChartView *>()->grab();
        const QRectF plot = s.chart(n, 1)->mapToScene(s.chart(n, 1)->plotArea()).boundingRect();
        QList<QRectF> places;
        QStringList texts;
        for (QGraphicsItem *item : s.chart(n, 1)->scene()->items()) {
            const auto *ours = qgraphicsitem_cast<QGraphicsSimpleTextItem *>(item);
            const auto *theirs = qgraphicsitem_cast<QGraphicsTextItem *>(item); // of the axis and the legend
            QString text = ours ? ours->text() : theirs ? theirs->toPlainText() : QString();
            if (!item->isVisible() || text.remove(QChar(0x200b)).trimmed().isEmpty() || item->sceneBoundingRect().top() < plot.bottom())
                continue;
            const QRectF place = item->sceneBoundingRect();
            for (const QRectF &other : std::as_const(places))
                QVERIFY2(!place.intersects(other), qPrintable(text + u' ' + texts.join(u' ')));
            places += place;
            texts += text;
        }
        QVERIFY2(texts.contains(QStringLiteral("09-01")) && texts.size() > 5, qPrintable(texts.join(u' ')));
    }
}

void TestDashboardCharts::clickOnAColumnLeadsToItsTickets()
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

void TestDashboardCharts::clickOnAStackLeadsToThatPart()
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

void TestDashboardCharts::tableHoldsTheSameNumbers()
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

void TestDashboardCharts::noDataIsSaid()
{
    Shown s;
    s.fixture.desk.personalBoard.handledPerDay = {};
    s.open();
    QVERIFY(!s.card(1)->findChild<ui::ChartView *>()->isVisible());
    QVERIFY(s.card(0)->findChild<ui::ChartView *>()->isVisible());
    s.open(1);
    QVERIFY(!s.card(4, 1)->findChild<ui::ChartView *>()->isVisible()); // satisfaction was never set
}

void TestDashboardCharts::pictures()
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

QTEST_MAIN(TestDashboardCharts)
#include "test_dashboardcharts.moc"
