// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/uifixture.h"
#include "ui/common/chartstyle.h"
#include <QAreaSeries>
#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QLineSeries>
#include <QStackedBarSeries>
#include <QTest>
#include <QValueAxis>

using namespace tidedesk;
using namespace tidedesk::ui;

class TestChartStyle : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarning(); }

    void scalesAreNice_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<bool>("fromZero");
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::addColumn<double>("step");
        QTest::addColumn<int>("decimals");
        QTest::newRow("77") << 3.0 << 77.0 << true << 0.0 << 80.0 << 20.0 << 0;
        QTest::newRow("112") << 0.0 << 112.0 << true << 0.0 << 125.0 << 25.0 << 0;
        QTest::newRow("share") << 0.0 << 0.87 << true << 0.0 << 1.0 << 0.2 << 1;
        QTest::newRow("quarter") << 0.0 << 1.2 << true << 0.0 << 1.25 << 0.25 << 2;
        QTest::newRow("exact") << 0.0 << 100.0 << true << 0.0 << 100.0 << 20.0 << 0;
        QTest::newRow("line") << 41.2 << 47.9 << false << 40.0 << 48.0 << 2.0 << 0;
        QTest::newRow("below zero") << -30.0 << 55.0 << true << -40.0 << 60.0 << 20.0 << 0;
        QTest::newRow("nothing") << 0.0 << 0.0 << true << 0.0 << 1.0 << 0.2 << 1;
        QTest::newRow("flat") << 50.0 << 50.0 << false << 50.0 << 55.0 << 1.0 << 0;
        QTest::newRow("million") << 0.0 << 1234567.0 << true << 0.0 << 1250000.0 << 250000.0 << 0;
    }
    void scalesAreNice()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(bool, fromZero);
        const NiceScale scale = niceScale(low, high, 5, fromZero);
        QTEST(scale.min, "min");
        QTEST(scale.max, "max");
        QTEST(scale.step, "step");
        QTEST(scale.decimals, "decimals");
        QVERIFY(scale.min <= low && scale.max >= high);
        QCOMPARE(scale.ticks, static_cast<int>(std::lround((scale.max - scale.min) / scale.step)) + 1);
    }

    void scalesCoverWhateverComes()
    {
        for (int i = 1; i < 4000; ++i) {
            const double high = std::pow(1.01, i) * 1e-9;
            const NiceScale scale = niceScale(0, high);
            QVERIFY2(scale.max >= high * (1 - 1e-9) && scale.ticks >= 2 && scale.ticks <= 8, qPrintable(QString::number(high)));
        }
    }

    void chartFollowsTheTheme()
    {
        test::UiFixture f;
        ChartView view(f.theme, nullptr);
        QChart *chart = view.chart();
        auto *bars = new QStackedBarSeries;
        auto *opened = new QBarSet(QStringLiteral("opened"));
        auto *late = new QBarSet(QStringLiteral("late"));
        late->setProperty("tone", static_cast<int>(Tone::Danger));
        opened->append({3, 5});
        late->append({1, 0});
        bars->append(opened);
        bars->append(late);
        auto *line = new QLineSeries;
        line->append(0, 1);
        line->append(1, 4);
        auto *area = new QAreaSeries(line);
        line->setParent(area); // an area does not own its borders
        chart->addSeries(bars);
        chart->addSeries(area);
        auto *axis = new QValueAxis;
        chart->addAxis(axis, Qt::AlignLeft);
        bars->attachAxis(axis);
        applyScale(axis, niceScale(0, 77), QStringLiteral("%"));
        QCOMPARE(axis->labelFormat(), QStringLiteral("%.0f%%"));
        QCOMPARE(axis->tickCount(), 5);
        view.restyle();
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            f.theme.setMode(mode);
            const ThemePalette &p = f.theme.colors();
            QCOMPARE(chart->backgroundBrush().color(), p.raised);
            QCOMPARE(view.backgroundBrush().color(), p.raised);
            QCOMPARE(opened->brush().color(), p.series[0]);
            QCOMPARE(late->brush().color(), p.danger);
            QCOMPARE(axis->labelsColor(), p.muted);
            QCOMPARE(area->pen().color(), p.raised); // Qt's own is white
        }
    }

    void coloursOutlastTheSixth()
    {
        QCOMPARE_NE(seriesColor(lightPalette(), 6), seriesColor(lightPalette(), 0));
        QCOMPARE_NE(seriesColor(lightPalette(), 7), seriesColor(lightPalette(), 6));
    }
};

QTEST_MAIN(TestChartStyle)
#include "test_chartstyle.moc"
