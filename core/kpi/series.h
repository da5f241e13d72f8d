// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/accumulator.h"

/// Figures -> what a chart draws. Ranges and steps are decided here, so that screens, exports and tests agree.
namespace tidedesk::kpi {

/// Axis of values: from `min` to `max` in whole steps, in Chart::unit.
struct Axis {
    double min = 0;
    double max = 1;
    double step = 1;

    friend bool operator==(const Axis &, const Axis &) = default;
};

/// Axis that begins at 0 and holds `max` in three to seven steps people count in: 1, 2, 5 x 10^n, whole numbers for
/// counts, and 1, 2, 5, 10, 15, 30 of seconds and minutes, 1, 2, 3, 4, 6, 12 hours and days for durations.
Axis niceAxis(double max, Unit unit);

struct Category {
    QString key = {}; ///< label() of a piece of time, or key of a part
    std::optional<Window> window = {}; ///< of a piece of time

    friend bool operator==(const Category &, const Category &) = default;
};

struct Series {
    QString key = {}; ///< key of a part, or which statistic: value, median, p90, mean
    QList<std::optional<double>> values = {}; ///< one per category; nothing = no data, never drawn as 0
    QList<qint64> n = {};

    friend bool operator==(const Series &, const Series &) = default;
};

struct Chart {
    enum class Kind { Columns, StackedColumns, Line };

    QString figure = {}; ///< registered name
    Kind kind = Kind::Columns;
    Unit unit = Unit::Count;
    Dimension by = Dimension::None; ///< what keys of series (or of categories, when there is no time) mean
    std::optional<Step> per = {}; ///< what categories mean, when they are pieces of time
    QList<Category> categories = {};
    QList<Series> series = {};
    Axis axis = {};
    Window window = {};
    qint64 asOf = 0;
    QString formula = {};

    bool hasData() const;
    friend bool operator==(const Chart &, const Chart &) = default;
};

/// Value per piece of time; with `statistics` (median, p90, mean, min, max) one series for each instead.
Chart overTime(const Answer &answer, const QStringList &statistics = {});
/// Parts per piece of time, stacked. A part that a piece does not have is 0 where the piece has data.
Chart stackedOverTime(const Answer &answer);
/// Parts of one figure, one column each.
Chart byPart(const Figure &figure);

} // namespace tidedesk::kpi
