// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/kpi/script.h"

using namespace tidedesk;
using namespace tidedesk::kpi;
using namespace tidedesk::test;

namespace {

using Outcome = InteractionFacts::Outcome;
using Seconds = std::optional<qint64>;

InteractionFacts call(int n, Outcome outcome, Seconds wait, Seconds talk = {}, Seconds hold = {}, Seconds wrap = {})
{
    return {.id = idOf(6, n), .agent = agent(1), .channel = 0, .outcome = outcome, .startedAt = kStart + n * kMin, .wait = wait,
        .talk = talk, .hold = hold, .wrap = wrap};
}

/// Waits 10, 20, 30 answered; 3, 15, 40 and unknown abandoned; one missed, one outbound.
QList<InteractionFacts> calls()
{
    InteractionFacts outbound = call(9, Outcome::Answered, 1, 100, 0, 0);
    outbound.inbound = false;
    return {call(1, Outcome::Answered, 10, 60, 10, 20), call(2, Outcome::Answered, 20, 120, 0, 30), call(3, Outcome::Answered, 30, 180, 5, 25),
        call(4, Outcome::Abandoned, 3), call(5, Outcome::Abandoned, 15), call(6, Outcome::Abandoned, 40), call(7, Outcome::Abandoned, {}),
        call(8, Outcome::Missed, 25), outbound};
}

Figure figureOfCalls(const QList<InteractionFacts> &all, const char *name, const Frame &frame = frameOf(1),
    const QList<AvailableTime> &available = {}, Dimension by = Dimension::None)
{
    Accumulator facts(frame);
    const int handle = facts.ask({.name = QLatin1StringView(name), .by = by}).value();
    for (const InteractionFacts &one : all)
        facts.add(one);
    for (const AvailableTime &time : available)
        facts.add(time);
    return facts.answer(handle).figures.first();
}

} // namespace

class TestKpiContactFigures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void averageHandleTime()
    {
        const Figure aht = figureOfCalls(calls(), "average_handle_time");
        QCOMPARE(aht.value, (90 + 150 + 210 + 100) / 4.0);
        QCOMPARE(aht.n, 4);
        QCOMPARE(aht.noted(u"without_wrap"), 0);
        auto some = calls();
        some[0].wrap.reset();
        some[1].talk.reset();
        some[2].flaw = QStringLiteral("clock");
        const Figure partial = figureOfCalls(some, "average_handle_time");
        QCOMPARE(partial.value, (70 + 100) / 2.0);
        QCOMPARE(partial.noted(u"without_wrap"), 1);
        QCOMPARE(partial.noted(u"flawed"), 2);
    }
    void averageSpeedOfAnswer()
    {
        const Figure asa = figureOfCalls(calls(), "average_speed_of_answer");
        QCOMPARE(asa.value, 20.0); // neither abandoned nor outbound
        QCOMPARE(asa.n, 3);
        QCOMPARE(asa.summary->max, 30.0);
        auto some = calls();
        some[0].wait.reset();
        QCOMPARE(figureOfCalls(some, "average_speed_of_answer").value, 25.0);
        QCOMPARE(figureOfCalls(some, "average_speed_of_answer").noted(u"flawed"), 1);
    }
    void abandonmentIsOfAllOffered()
    {
        const Figure rate = figureOfCalls(calls(), "abandonment");
        QCOMPARE(rate.n, 8);
        QCOMPARE(rate.value, 0.5);
    }
    void serviceLevelInFourFormulas_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("brief");
        QTest::addColumn<qint64>("hits");
        QTest::addColumn<qint64>("n");
        const auto row = [](const char *name, qint64 brief, qint64 hits, qint64 n) {
            QTest::addRow("%s, %d s", name, int(brief)) << QString::fromLatin1(name) << brief << hits << n;
        };
        row("service_level", 5, 2, 7); // the call abandoned after 3 s was never offered
        row("service_level", 0, 2, 8);
        row("service_level_of_answered", 5, 2, 3);
        row("service_level_less_abandoned", 5, 2, 6);
        row("service_level_less_abandoned", 0, 2, 6);
        row("service_level_with_abandoned", 5, 3, 7);
        row("service_level_with_abandoned", 0, 4, 8);
    }
    void serviceLevelInFourFormulas()
    {
        QFETCH(QString, name);
        QFETCH(qint64, brief);
        QFETCH(qint64, hits);
        QFETCH(qint64, n);
        Frame frame = frameOf(1);
        frame.policy.shortAbandonS = brief;
        const Figure level = figureOfCalls(calls(), name.toLatin1().constData(), frame);
        QCOMPARE(level.n, n);
        QCOMPARE(level.value, double(hits) / double(n));
        QCOMPARE(level.parameters, (QList<Parameter> {{QStringLiteral("answer_within_s"), 20}, {QStringLiteral("short_abandon_s"), double(brief)}}));
    }
    void theThresholdIsIncluded()
    {
        Frame frame = frameOf(1);
        frame.policy.answerWithinS = 19;
        QCOMPARE(figureOfCalls(calls(), "service_level_of_answered", frame).value, 1.0 / 3);
        frame.policy.answerWithinS = 30;
        QCOMPARE(figureOfCalls(calls(), "service_level_of_answered", frame).value, 1.0);
    }
    void occupancyNeedsReadyTime()
    {
        const Figure none = figureOfCalls(calls(), "occupancy");
        QVERIFY(!none.value);
        QCOMPARE(none.noted(u"not_measured"), 1);
        // handling 550 s; ready 550 s, of which the part before the window does not count
        const Figure half = figureOfCalls(calls(), "occupancy", frameOf(1), {{agent(1), kStart - kHour, kStart + 550'000}}, Dimension::Agent);
        QCOMPARE(half.value, 0.5);
        QCOMPARE(half.n, 4);
        QCOMPARE(half.part(agent(1).toString())->value, 0.5);
    }
    void satisfactionAndVolume()
    {
        auto all = calls();
        for (int i = 0; i < 3; ++i)
            all[i].rating = 5 - i;
        all[0].ticket = ticketId(1);
        QCOMPARE(figureOfCalls(all, "csat_score").noted(u"few"), 3);
        Frame frame = frameOf(1);
        frame.policy.fewAnswers = 3;
        QCOMPARE(figureOfCalls(all, "csat_score", frame).value, 80.0);
        QCOMPARE(figureOfCalls(all, "csat_share", frame).value, 2.0 / 3);
        QCOMPARE(figureOfCalls(all, "csat_response_rate", frame).value, 1.0);
        QCOMPARE(figureOfCalls(all, "volume").value, 7.0); // one belongs to a ticket, one is ours
    }
    void duplicatesAndOtherDaysAreNotCounted()
    {
        auto all = calls();
        all += calls();
        all.append(call(60 * 24, Outcome::Answered, 500, 500));
        QCOMPARE(figureOfCalls(all, "average_speed_of_answer").n, 3);
        QCOMPARE(figureOfCalls(all, "average_speed_of_answer").value, 20.0);
    }
};

QTEST_GUILESS_MAIN(TestKpiContactFigures)
#include "test_kpi_contactfigures.moc"
