// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/statistics.h"
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace tidedesk::kpi {

namespace {

double sumOf(const QList<qint64> &values)
{
    return double(std::accumulate(values.begin(), values.end(), qint64(0)));
}

/// std::mt19937_64 is the same everywhere; the standard's distributions are not.
class Draw {
public:
    explicit Draw(quint64 seed)
        : m_random(seed)
    {
    }
    QList<qint64> resample(const QList<qint64> &values)
    {
        const auto n = quint64(values.size());
        QList<qint64> sample(values.size());
        for (qint64 &value : sample)
            value = values[qsizetype(((m_random() >> 32) * n) >> 32)];
        std::sort(sample.begin(), sample.end());
        return sample;
    }

private:
    std::mt19937_64 m_random;
};

template <class T> const T &rank(const QList<T> &sorted, qint64 perMyriad)
{
    const qint64 at = (perMyriad * sorted.size() + 9999) / 10000;
    return sorted[qBound(qint64(1), at, qint64(sorted.size())) - 1];
}

Interval spread(QList<double> results, int percent)
{
    std::sort(results.begin(), results.end());
    const qint64 tail = (100 - percent) * 50;
    return {rank(results, tail), rank(results, 10000 - tail)};
}

} // namespace

qint64 nearestRank(const QList<qint64> &sorted, int percent)
{
    return rank(sorted, qint64(percent) * 100);
}

double medianOf(const QList<qint64> &sorted)
{
    return double(nearestRank(sorted, 50));
}

double meanOf(const QList<qint64> &sorted)
{
    return sumOf(sorted) / double(sorted.size());
}

double p90Of(const QList<qint64> &sorted)
{
    return double(nearestRank(sorted, 90));
}

std::optional<Summary> summarize(QList<qint64> values, double unit)
{
    if (values.isEmpty())
        return {};
    std::sort(values.begin(), values.end());
    return Summary {meanOf(values) / unit, medianOf(values) / unit, p90Of(values) / unit, double(values.first()) / unit,
        double(values.last()) / unit};
}

std::optional<Interval> wilson(qint64 hits, qint64 n, double z)
{
    if (n <= 0)
        return {};
    const auto count = double(n);
    const double share = double(hits) / count;
    const double square = z * z;
    const double middle = share + square / (2 * count);
    const double reach = z * std::sqrt(share * (1 - share) / count + square / (4 * count * count));
    const double scale = 1 + square / count;
    return Interval {hits == 0 ? 0.0 : (middle - reach) / scale, hits == n ? 1.0 : (middle + reach) / scale};
}

std::optional<Interval> bootstrap(const QList<qint64> &values, const Statistic &statistic, const Bootstrap &how)
{
    if (values.size() < 2)
        return {};
    Draw draw(how.seed);
    QList<double> results(how.rounds);
    for (double &result : results)
        result = statistic(draw.resample(values));
    return spread(std::move(results), how.percent);
}

std::optional<Interval> bootstrapDifference(
    const QList<qint64> &before, const QList<qint64> &after, const Statistic &statistic, const Bootstrap &how)
{
    if (before.size() < 2 || after.size() < 2)
        return {};
    Draw draw(how.seed);
    QList<double> results(how.rounds);
    for (double &result : results) {
        const double first = statistic(draw.resample(before));
        result = statistic(draw.resample(after)) - first;
    }
    return spread(std::move(results), how.percent);
}

} // namespace tidedesk::kpi
