// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/boards.h"
#include "tests/kpi/script.h"

using namespace tidedesk;
using namespace tidedesk::kpi;
using namespace tidedesk::test;

namespace {

Answer answerOf(const QList<Script> &tickets, const Frame &frame, const Request &request)
{
    Accumulator facts(frame);
    const int handle = facts.ask(request).value();
    for (const Script &ticket : tickets)
        facts.add(ticket.facts());
    return facts.answer(handle);
}

QList<Script> someTickets()
{
    QList<Script> tickets;
    for (int day = 0; day < 3; ++day) {
        for (int i = 0; i <= day; ++i) {
            const qint64 at = kStart + day * kDay + (9 + i) * kHour;
            tickets.append(Script(1 + day * 10 + i, i % 2 ? "chat" : "email").created(at).assign(at, agent(1)).customer_(at)
                               .reply(at + (i + 1) * 10 * kMin).status(at + 2 * kHour, i ? "open" : "resolved"));
        }
    }
    return tickets;
}

using Values = QList<std::optional<double>>;

} // namespace

class TestKpiSeries : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void axes_data()
    {
        QTest::addColumn<double>("max");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<double>("top");
        QTest::addColumn<double>("step");
        QTest::newRow("1 ticket: whole numbers") << 1.0 << Unit::Count << 1.0 << 1.0;
        QTest::newRow("7 tickets") << 7.0 << Unit::Count << 7.0 << 1.0;
        QTest::newRow("8 tickets") << 8.0 << Unit::Count << 8.0 << 2.0;
        QTest::newRow("77 tickets") << 77.0 << Unit::Count << 80.0 << 20.0;
        QTest::newRow("1234 tickets") << 1234.0 << Unit::Count << 1400.0 << 200.0;
        QTest::newRow("3 %") << 0.03 << Unit::Share << 0.03 << 0.005;
        QTest::newRow("all") << 1.0 << Unit::Share << 1.0 << 0.2;
        QTest::newRow("points are 0-100") << 37.0 << Unit::Points << 100.0 << 20.0;
        QTest::newRow("40 s") << 40.0 << Unit::Seconds << 40.0 << 10.0;
        QTest::newRow("37 min") << 37.0 * 60 << Unit::Seconds << 40.0 * 60 << 600.0;
        QTest::newRow("5 h") << 5.0 * 3600 << Unit::Seconds << 5.0 * 3600 << 3600.0;
        QTest::newRow("30 h") << 30.0 * 3600 << Unit::Seconds << 30.0 * 3600 << 6 * 3600.0;
        QTest::newRow("9 d") << 9.0 * 86400 << Unit::Seconds << 10.0 * 86400 << 2 * 86400.0;
    }
    void axes()
    {
        QFETCH(double, max);
        QFETCH(Unit, unit);
        QFETCH(double, top);
        QFETCH(double, step);
        const Axis axis = niceAxis(max, unit);
        QVERIFY2(qFuzzyCompare(axis.max, top) && qFuzzyCompare(axis.step, step),
            qPrintable(QStringLiteral("%1 by %2").arg(axis.max).arg(axis.step)));
    }
    void axesHoldEveryValue()
    {
        QCOMPARE(niceAxis(0, Unit::Count), Axis());
        QCOMPARE(niceAxis(qQNaN(), Unit::Share), Axis());
        constexpr quint32 kSeed = 9;
        qInfo("seed %u", kSeed);
        QRandomGenerator random(kSeed);
        for (int i = 0; i < 2000; ++i) {
            const double max = std::pow(10.0, random.bounded(9.0) - 2);
            for (const Unit unit : {Unit::Count, Unit::Seconds, Unit::Share}) {
                const Axis axis = niceAxis(max, unit);
                QVERIFY(axis.max >= max * (1 - 1e-9) && axis.max - axis.step < max);
                QVERIFY(axis.max / axis.step <= 7.0001);
            }
        }
    }

    void linesPerDay()
    {
        Frame frame = frameOf(4);
        frame.asOf = frame.now = kStart + 3 * kDay; // the fourth day has not begun
        const Chart chart = overTime(answerOf(someTickets(), frame, {.name = QStringLiteral("first_response_time"), .per = Step::Day}),
            {QStringLiteral("median"), QStringLiteral("p90")});
        QCOMPARE(chart.kind, Chart::Kind::Line);
        QCOMPARE(chart.categories.size(), 4);
        QCOMPARE(chart.categories[2].key, QStringLiteral("2026-09-03"));
        QCOMPARE(chart.series[0].key, QStringLiteral("median"));
        QCOMPARE(chart.series[0].values, (Values {600, 600, 1200, {}}));
        QCOMPARE(chart.series[1].values, (Values {600, 1200, 1800, {}}));
        QCOMPARE(chart.series[0].n, (QList<qint64> {1, 2, 3, 0}));
        QCOMPARE(chart.axis, (Axis {0, 1800, 300}));
        QCOMPARE(chart.window, frame.window);
        QCOMPARE(chart.formula, QStringLiteral("formula.first_response_time"));
    }
    void stacksPerDay()
    {
        Frame frame = frameOf(4);
        frame.asOf = frame.now = kStart + 3 * kDay;
        const Chart chart = stackedOverTime(
            answerOf(someTickets(), frame, {.name = QStringLiteral("created"), .by = Dimension::Channel, .per = Step::Day}));
        QCOMPARE(chart.series.size(), 2);
        QCOMPARE(chart.series[0].key, QStringLiteral("chat"));
        QCOMPARE(chart.series[0].values, (Values {0, 1, 1, {}})); // 0 where there are data, nothing where there are none
        QCOMPARE(chart.series[1].values, (Values {1, 1, 2, {}}));
        QCOMPARE(chart.axis.max, 3.0); // of the sums
    }
    void columnsByPart()
    {
        const Frame frame = frameOf(3);
        const Chart chart = byPart(answerOf(someTickets(), frame, {.name = QStringLiteral("backlog"), .by = Dimension::Age}).figures.first());
        QCOMPARE(chart.categories.size(), 5);
        QCOMPARE(chart.series.first().values, (Values {0, 2, 1, 0, 0}));
        QVERIFY(chart.hasData() && !chart.per);
        QVERIFY(!byPart(Figure()).hasData());
    }

    void personalBoard()
    {
        Frame frame = frameOf(3);
        frame.now = frame.asOf = frame.window.to;
        PersonalAccumulator mine(agent(1), frame);
        PersonalAccumulator others(agent(2), frame);
        for (const Script &ticket : someTickets()) {
            mine.facts().add(ticket.facts());
            others.facts().add(ticket.facts());
        }
        QVERIFY(mine.facts().needs().open && mine.facts().needs().interactions);
        QCOMPARE(mine.facts().period().from, kStart);
        const PersonalBoard board = mine.board();
        QCOMPARE(board.figures.first().value, 3.0);
        QCOMPARE(board.openByAge.series.first().values, (Values {0, 2, 1, 0, 0}));
        QCOMPARE(board.handledPerDay.categories.size(), 3); // as many days as the period has
        QCOMPARE(board.handledPerDay.categories.last().key, QStringLiteral("2026-09-03"));
        QCOMPARE(board.handledPerDay.series.first().values, (Values {1, 2, 3}));
        QCOMPARE(board.firstResponsePerDay.series.first().values, (Values {600, 600, 1200}));
        QCOMPARE(others.board().figures.first().value, 0.0);
        QCOMPARE(others.board().handledPerDay.series.first().values.last(), 0.0);
    }
    void teamBoard()
    {
        const Frame frame = frameOf(3);
        TeamAccumulator ours(QSet<Id> {queue(1)}, frame);
        TeamAccumulator theirs(QSet<Id> {queue(2)}, frame);
        TeamAccumulator all({}, frame);
        for (const Script &ticket : someTickets()) {
            for (TeamAccumulator *team : {&ours, &theirs, &all})
                team->facts().add(ticket.facts());
        }
        const TeamBoard board = ours.board();
        QCOMPARE(board.backlogPerDay.series.first().values, (Values {0, 1, 3}));
        QCOMPARE(board.volumePerDay.series[1].values, (Values {1, 1, 2}));
        QCOMPARE(board.firstResponsePerDay.series[1].key, QStringLiteral("p90"));
        QCOMPARE(board.resolutionPerDay.series[0].values, (Values {7200, 7200, 7200}));
        QVERIFY(!board.csatPerDay.hasData());
        for (const Figure &figure : board.figures)
            QVERIFY(kpi::find(figure.name));
        QCOMPARE(all.board().figures, board.figures);
        QCOMPARE(theirs.board().figures.first().value, 0.0);
    }
};

QTEST_GUILESS_MAIN(TestKpiSeries)
#include "test_kpi_series.moc"
