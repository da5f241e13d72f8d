// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/statistics.h"
#include <QTest>
#include <algorithm>
#include <random>

using namespace tidedesk::kpi;

class TestKpiStatistics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nearestRankIsAValueOfTheList_data()
    {
        QTest::addColumn<QList<qint64>>("values");
        QTest::addColumn<int>("percent");
        QTest::addColumn<qint64>("expected");
        // NIST/Wikipedia's textbook list for the nearest-rank method
        const QList<qint64> five {15, 20, 35, 40, 50};
        QTest::newRow("p5") << five << 5 << qint64(15);
        QTest::newRow("p30") << five << 30 << qint64(20);
        QTest::newRow("p40") << five << 40 << qint64(20);
        QTest::newRow("p50") << five << 50 << qint64(35);
        QTest::newRow("p100") << five << 100 << qint64(50);
        QTest::newRow("p90 of 10 is the 9th") << QList<qint64> {1, 2, 3, 4, 5, 6, 7, 8, 9, 10} << 90 << qint64(9);
        QTest::newRow("p90 of 11 is the 10th") << QList<qint64> {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11} << 90 << qint64(10);
        QTest::newRow("one value") << QList<qint64> {7} << 1 << qint64(7);
    }
    void nearestRankIsAValueOfTheList()
    {
        QFETCH(QList<qint64>, values);
        QFETCH(int, percent);
        QFETCH(qint64, expected);
        QCOMPARE(nearestRank(values, percent), expected);
    }
    void summaryComesFromSums()
    {
        QVERIFY(!summarize({}));
        const auto odd = summarize({3000, 1000, 8000}, 1000);
        QCOMPARE(odd->mean, 4.0);
        QCOMPARE(odd->median, 3.0);
        QCOMPARE(odd->p90, 8.0);
        QCOMPARE(odd->min, 1.0);
        QCOMPARE(odd->max, 8.0);
        QCOMPARE(summarize({4, 1, 2, 3})->median, 2.0); // nearest rank: a value of the list
        QCOMPARE(summarize({1, 100})->median, 1.0);
        QCOMPARE(medianOf({1, 2, 3, 4}), double(nearestRank({1, 2, 3, 4}, 50)));
    }
    void wilsonMatchesReferences_data()
    {
        QTest::addColumn<qint64>("hits");
        QTest::addColumn<qint64>("n");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("83/100") << qint64(83) << qint64(100) << 0.744520 << 0.891064;
        QTest::newRow("5/5") << qint64(5) << qint64(5) << 0.565518 << 1.0;
        QTest::newRow("0/5 mirrors it") << qint64(0) << qint64(5) << 0.0 << 1 - 0.565518;
        QTest::newRow("0/10, Newcombe 1998") << qint64(0) << qint64(10) << 0.0 << 0.2775;
        QTest::newRow("81/263, Newcombe 1998") << qint64(81) << qint64(263) << 0.2553 << 0.3662;
    }
    void wilsonMatchesReferences()
    {
        QFETCH(qint64, hits);
        QFETCH(qint64, n);
        QFETCH(double, low);
        QFETCH(double, high);
        const auto interval = wilson(hits, n);
        QVERIFY(interval);
        QVERIFY2(std::abs(interval->low - low) < 5.1e-5, qPrintable(QString::number(interval->low, 'g', 9)));
        QVERIFY2(std::abs(interval->high - high) < 5.1e-5, qPrintable(QString::number(interval->high, 'g', 9)));
        QVERIFY(!wilson(0, 0));
    }
    void bootstrapIsReproducibleAndCovers()
    {
        constexpr quint64 kSeed = 20260901;
        qInfo("seed %llu", static_cast<unsigned long long>(kSeed));
        std::mt19937_64 random(kSeed);
        int covered = 0;
        for (int trial = 0; trial < 200; ++trial) {
            QList<qint64> values(60);
            for (qint64 &value : values)
                value = qint64(random() % 1001); // mean 500
            const auto interval = bootstrap(values, meanOf, {.seed = kSeed, .rounds = 400});
            covered += interval->low <= 500 && 500 <= interval->high;
            if (trial == 0) {
                QCOMPARE(*bootstrap(values, meanOf, {.seed = kSeed, .rounds = 400}), *interval);
                std::reverse(values.begin(), values.end());
                QVERIFY(!(*bootstrap(values, meanOf, {.seed = kSeed + 1, .rounds = 400}) == *interval));
            }
        }
        QVERIFY2(covered >= 180 && covered <= 199, qPrintable(QString::number(covered)));
        QVERIFY(!bootstrap({1}, meanOf));
    }
    void bootstrapOfADifferenceHasItsSign()
    {
        QList<qint64> before, after;
        for (qint64 i = 0; i < 100; ++i) {
            before.append(1000 + i);
            after.append(500 + i);
        }
        const auto faster = bootstrapDifference(before, after, medianOf);
        QVERIFY(faster->low < -480 && faster->low > -540 && faster->high < -460);
        const auto same = bootstrapDifference(before, before, p90Of);
        QVERIFY(same->low <= 0 && same->high >= 0);
        QVERIFY(!bootstrapDifference(before, {1}, meanOf));
    }
};

QTEST_GUILESS_MAIN(TestKpiStatistics)
#include "test_kpi_statistics.moc"
