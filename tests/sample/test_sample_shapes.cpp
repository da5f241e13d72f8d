// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/arrivals.h"
#include "core/server/sample/exactmath.h"
#include "core/server/sample/generator.h"
#include "core/server/sample/lifemodel.h"
#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

using namespace tidedesk;
using namespace tidedesk::sample;

namespace {

constexpr quint64 kSeed = 1;

// Measured on a bank's calls: the generator must pass its own sources (reference, generator.md, 10).
constexpr std::array kHalfHourShare{.01472, .01649, .0255, .03374, .04722, .05193, .05236, .05219, .05125, .04983,
    .0483, .04747, .04618, .04574, .04476, .04464, .04331, .04235, .03978, .03573, .03029, .02649, .02324, .02076,
    .01827, .01669, .01492, .0137, .00215};
constexpr std::array kWeekdayFactor{1.1221, 1.0064, .9488, .9479, .985};

double quantile(std::vector<double> &values, double share)
{
    const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size()));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<size_t>(at)];
}

/// Calls per working day and 5 minutes from 07:00, 164 days at the bank's volume of 32,000 a day.
struct BankCalls {
    std::vector<qint64> days;
    std::map<qint64, std::array<int, 288>> counts;
};

BankCalls bankCalls()
{
    BankCalls bank;
    qint64 day = workcalendar::daysFromCivil(2026, 1, 5);
    const qint64 first = day;
    for (; bank.days.size() < 164; ++day) {
        if (workcalendar::works(day))
            bank.days.push_back(day);
    }
    Arrivals arrivals(kSeed, {first, workcalendar::startOfDay(day), 164 * 32'000, 1.0, false});
    while (const auto call = arrivals.next())
        ++bank.counts[workcalendar::dayOf(call->at)]
                     [static_cast<size_t>(workcalendar::sinceMidnight(call->at) / (5 * kMinute))];
    return bank;
}

} // namespace

class TestSampleShapes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_bank = bankCalls(); }

    void bitsAreTheSameEverywhere()
    {
        // Pinned: another platform that disagrees here would make other sample data.
        Random random(42, 7, 3);
        QList<quint32> bits;
        for (int i = 0; i < 4; ++i)
            bits.append(random.bits());
        QCOMPARE(bits, (QList<quint32>{1847114658U, 2070571761U, 1438471961U, 1877895640U}));
        QCOMPARE(random.id(1'788'224'400'000).toString(), QStringLiteral("01a05a7a-ea80-78f7-97d4-e5ac499f5bc1"));
        QCOMPARE(QByteArray::number(random.normal(), 'g', 17), QByteArray("0.0744736565309225"));
        QCOMPARE(QByteArray::number(random.logNormal(122, .927), 'g', 17), QByteArray("215.93373996191897"));
    }

    void streamsAreUnrelated()
    {
        QSet<quint64> seen;
        for (quint32 purpose = 0; purpose < 50; ++purpose) {
            for (quint64 index = 0; index < 50; ++index)
                seen.insert(Random(kSeed, purpose, index).bits64());
        }
        QCOMPARE(seen.size(), 2500);
        double sum = 0;
        for (quint64 index = 0; index < 20'000; ++index)
            sum += Random(kSeed, 1, index).real();
        QVERIFY(std::abs(sum / 20'000 - .5) < .01);
    }

    void exactMathAgreesWithTheLibrary()
    {
        for (double x = -600; x < 600; x += .37)
            QVERIFY(std::abs(exactExp(x) / std::exp(x) - 1) < 1e-13);
        for (double x = 1e-9; x < 1e9; x *= 1.7)
            QVERIFY(std::abs(exactLog(x) - std::log(x)) < 1e-14 * std::max(1.0, std::abs(std::log(x))));
        for (double p = 1e-12; p < 1; p += .0007) {
            const double back = .5 * std::erfc(-inverseNormal(p) / std::sqrt(2.0));
            QVERIFY2(std::abs(back - p) < 1e-12, QByteArray::number(p).constData());
        }
        for (double z = -6; z < 6; z += .01)
            QVERIFY(std::abs(normalShare(z) - .5 * std::erfc(-z / std::sqrt(2.0))) < 2e-7);
    }

    void belowIsUniform()
    {
        Random random(kSeed, 1);
        std::array<int, 7> counts{};
        for (int i = 0; i < 70'000; ++i)
            ++counts[static_cast<size_t>(random.below(7))];
        for (const int count : counts)
            QVERIFY(std::abs(count - 10'000) < 500);
    }

    void aliasTableFollowsItsWeights()
    {
        const std::vector<double> weights{5, 0, 1, 3, 1};
        const AliasTable table(weights);
        Random random(kSeed, 2);
        std::array<int, 5> counts{};
        for (int i = 0; i < 100'000; ++i)
            ++counts[static_cast<size_t>(table.draw(random))];
        for (size_t i = 0; i < weights.size(); ++i)
            QVERIFY(std::abs(counts[i] - weights[i] * 10'000) < 600);
        QCOMPARE(counts[1], 0);
    }

    void calendarKnowsHolidaysAndMakeUpDays()
    {
        const auto day = [](int y, int m, int d) { return workcalendar::daysFromCivil(y, m, d); };
        QVERIFY(!workcalendar::works(day(2026, 10, 1))); // National Day, a Thursday
        QVERIFY(workcalendar::works(day(2026, 10, 10))); // Saturday, make-up
        QVERIFY(!workcalendar::works(day(2026, 10, 31)));
        QVERIFY(workcalendar::works(day(2026, 10, 30)));
        QCOMPARE(workcalendar::weekday(day(2026, 11, 1)), 6);
        QCOMPARE(workcalendar::isoDate(day(2024, 2, 29)), QStringLiteral("2024-02-29"));
        QCOMPARE(workcalendar::dayOf(defaultUntil() - 1), day(2026, 10, 31));
        for (qint64 ms = defaultUntil() - 40 * kDay; ms < defaultUntil(); ms += 17 * kMinute) {
            const qint64 staffed = workcalendar::nearestStaffed(ms, ms);
            QVERIFY(staffed >= ms);
            QCOMPARE(workcalendar::nearestStaffed(staffed, staffed), staffed);
        }
    }

    void arrivalsAreExactlyAsManyAndInOrder()
    {
        const qint64 until = defaultUntil();
        const qint64 first = workcalendar::dayOf(until) - 30;
        Arrivals arrivals(kSeed, {first, until, 12'345, .65, true});
        qint64 last = 0;
        qint64 count = 0;
        qint64 office = 0;
        QSet<int> outages;
        while (const auto arrival = arrivals.next()) {
            QVERIFY(arrival->at >= last);
            QVERIFY(arrival->at >= workcalendar::startOfDay(first) && arrival->at < until);
            last = arrival->at;
            ++count;
            office += arrival->office;
            if (arrival->outage > 0)
                outages.insert(arrival->outage);
        }
        QCOMPARE(count, 12'345);
        QVERIFY(std::abs(static_cast<double>(office) / 12'345 - .65) < .03);
        QVERIFY(outages.size() <= 2);
    }

    void halfHourSharesAreTheBanks()
    {
        std::array<double, 29> shares{};
        double total = 0;
        for (const qint64 day : m_bank.days) {
            for (size_t slot = 84; slot <= 252; ++slot) {
                shares[(slot - 84) / 6] += m_bank.counts[day][slot];
                total += m_bank.counts[day][slot];
            }
        }
        QCOMPARE(total, 164.0 * 32'000);
        for (size_t i = 0; i < shares.size(); ++i)
            QVERIFY2(std::abs(shares[i] / total - kHalfHourShare[i]) < .002,
                QByteArray::number(static_cast<int>(i)).constData());
    }

    void weekdayFactorsAreTheBanks()
    {
        std::array<double, 7> sums{};
        std::array<int, 7> days{};
        for (const qint64 day : m_bank.days) {
            const auto weekday = static_cast<size_t>(workcalendar::weekday(day));
            const auto &counts = m_bank.counts[day];
            sums[weekday] += std::accumulate(counts.begin(), counts.end(), 0.0);
            ++days[weekday];
        }
        double mean = 0;
        for (size_t i = 0; i < 5; ++i)
            mean += sums[i] / days[i] / 5;
        double expected = std::accumulate(kWeekdayFactor.begin(), kWeekdayFactor.end(), 0.0) / 5;
        for (size_t i = 0; i < 5; ++i) {
            const double factor = sums[i] / days[i] / mean * expected;
            qInfo("weekday %zu: %.4f, measured %.4f", i, factor, kWeekdayFactor[i]);
            QVERIFY(std::abs(factor / kWeekdayFactor[i] - 1) < .02);
        }
    }

    void dispersionIsTheBanks()
    {
        std::vector<double> indices;
        for (int weekday = 0; weekday < 5; ++weekday) {
            for (size_t slot = 84; slot <= 252; ++slot) {
                std::vector<double> counts;
                for (const qint64 day : m_bank.days) {
                    if (workcalendar::weekday(day) == weekday)
                        counts.push_back(m_bank.counts[day][slot]);
                }
                const double mean
                    = std::accumulate(counts.begin(), counts.end(), 0.0) / static_cast<double>(counts.size());
                double variance = 0;
                for (const double count : counts)
                    variance += (count - mean) * (count - mean) / static_cast<double>(counts.size() - 1);
                indices.push_back(variance / mean);
            }
        }
        const double median = quantile(indices, .5);
        qInfo("index of dispersion %.3f, measured 2.006", median);
        QVERIFY(median > 1.7 && median < 2.4);
    }

    void customersFollowZipf()
    {
        const int ranks = 100'000;
        const AliasTable table(zipfWeights(ranks, .43));
        Random random(kSeed, 3);
        std::vector<int> counts(ranks);
        for (int i = 0; i < 20'000'000; ++i)
            ++counts[static_cast<size_t>(table.draw(random))];
        std::sort(counts.begin(), counts.end(), std::greater<>());
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        for (int rank = 1; rank <= 1000; ++rank) { // regression over the top 1,000, as the source did
            const double x = std::log(rank);
            const double y = std::log(counts[static_cast<size_t>(rank - 1)]);
            sx += x, sy += y, sxx += x * x, sxy += x * y;
        }
        const double slope = -(1000 * sxy - sx * sy) / (1000 * sxx - sx * sx);
        qInfo("slope %.3f", slope);
        QVERIFY(std::abs(slope - .43) < .05);
    }

    void livesFollowTheLog()
    {
        const qint64 until = defaultUntil();
        Arrivals arrivals(kSeed, {workcalendar::dayOf(until) - 365, until, 1'000'000, LifeModel::kOfficeShare, true});
        const LifeModel model;
        std::vector<double> resolution;
        std::vector<double> touch;
        std::array<int, 5> reassigned{};
        double reopened = 0;
        for (quint64 i = 0; const auto arrival = arrivals.next(); ++i) {
            Random random(kSeed, 4, i);
            const Channel channel = model.drawChannel(arrival->office, random);
            const Life life = model.draw(channel, arrival->at, random);
            resolution.push_back(static_cast<double>(life.resolution) / kMinute);
            if (channel > Channel::Chat)
                touch.push_back(static_cast<double>(life.touch) / kMinute);
            ++reassigned[static_cast<size_t>(std::min(life.reassigned, 4))];
            reopened += life.reopened;
        }
        const auto check = [](std::vector<double> &values, double share, double measured, double tolerance = .05) {
            const double value = quantile(values, share);
            qInfo("p%g: %.1f, measured %.1f", share * 100, value, measured);
            return std::abs(value / measured - 1) < tolerance;
        };
        for (const auto &[share, minutes] : {std::pair(.10, 6.0), {.25, 25.0}, {.50, 1326.0}, {.75, 8909.0},
                 {.90, 22893.0}, {.95, 42631.0}, {.99, 170604.0}})
            QVERIFY(check(resolution, share, minutes));
        // The curve of first touches is steep between 21 and 930 minutes; one night more or less is much.
        for (const auto &[share, minutes] : {std::pair(.50, 21.0), {.75, 930.0}, {.90, 5604.0}})
            QVERIFY(check(touch, share, minutes));
        for (const auto &[count, share] : {std::pair(0, .54), {1, .25}, {2, .09}, {3, .05}, {4, .07}})
            QVERIFY(std::abs(reassigned[static_cast<size_t>(count)] / 1'000'000.0 - share) < .005);
        QVERIFY(std::abs(reopened / 1'000'000 - .011) < .001);
    }

private:
    BankCalls m_bank;
};

QTEST_GUILESS_MAIN(TestSampleShapes)
#include "test_sample_shapes.moc"
