// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <functional>
#include <optional>

namespace tidedesk::kpi {

/// What is known of a list of exact values. Made from sums, never from other averages.
struct Summary {
    double mean = 0;
    double median = 0; ///< nearest rank, as every percentile: of an even number of values the lower middle one
    double p90 = 0; ///< nearest rank
    double min = 0;
    double max = 0;

    friend bool operator==(const Summary &, const Summary &) = default;
};

/// Nothing for an empty list. `unit` divides every result (1000 turns ms into s).
std::optional<Summary> summarize(QList<qint64> values, double unit = 1.0);

/// Nearest rank: the smallest value with at least `percent` % of all at or below it. `sorted` must not be empty,
/// `percent` is 1-100.
qint64 nearestRank(const QList<qint64> &sorted, int percent);
double medianOf(const QList<qint64> &sorted); ///< not empty

struct Interval {
    double low = 0;
    double high = 0;

    friend bool operator==(const Interval &, const Interval &) = default;
};

inline constexpr double kZ95 = 1.959963984540054;

/// Wilson's score interval of a share, without continuity correction (E. B. Wilson, JASA 22, 1927). Nothing if n is 0.
std::optional<Interval> wilson(qint64 hits, qint64 n, double z = kZ95);

/// A statistic of a sorted, non-empty list.
using Statistic = std::function<double(const QList<qint64> &)>;
double meanOf(const QList<qint64> &sorted);
double p90Of(const QList<qint64> &sorted);

struct Bootstrap {
    quint64 seed = 1; ///< the same seed and values give the same interval on every machine
    int rounds = 2000;
    int percent = 95;
};

/// Percentile bootstrap (Efron): takes rounds x n draws and sorts. Nothing for fewer than two values.
std::optional<Interval> bootstrap(const QList<qint64> &values, const Statistic &statistic, const Bootstrap &how = {});
/// Interval of statistic(after) - statistic(before), for comparing two windows.
std::optional<Interval> bootstrapDifference(const QList<qint64> &before, const QList<qint64> &after,
    const Statistic &statistic, const Bootstrap &how = {});

} // namespace tidedesk::kpi
