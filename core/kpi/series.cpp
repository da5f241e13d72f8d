// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/series.h"
#include <cmath>

namespace tidedesk::kpi {

namespace {

constexpr double kMostSteps = 7;
constexpr double kMinute = 60;
constexpr double kHour = 3600;
constexpr double kDay = 86400;

double decimalStep(double rough)
{
    const double magnitude = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * magnitude >= rough * (1 - 1e-9))
            return factor * magnitude;
    }
    return 10 * magnitude;
}

double secondsStep(double rough)
{
    for (const double step : {1.0, 2.0, 5.0, 10.0, 15.0, 30.0, kMinute, 2 * kMinute, 5 * kMinute, 10 * kMinute,
             15 * kMinute, 30 * kMinute, kHour, 2 * kHour, 3 * kHour, 4 * kHour, 6 * kHour, 12 * kHour}) {
        if (step >= rough)
            return step;
    }
    return qMax(kDay, decimalStep(rough / kDay) * kDay);
}

std::optional<double> statistic(const Figure &figure, const QString &name)
{
    if (!figure.summary)
        return {};
    const Summary &s = *figure.summary;
    return name == QLatin1StringView("median") ? s.median
        : name == QLatin1StringView("p90")     ? s.p90
        : name == QLatin1StringView("mean")    ? s.mean
        : name == QLatin1StringView("min")     ? s.min
        : name == QLatin1StringView("max")     ? s.max
                                               : figure.value;
}

Chart outline(const Figure &figure)
{
    Chart chart;
    chart.figure = figure.name;
    chart.unit = figure.unit;
    chart.by = figure.by;
    chart.window = figure.window;
    chart.asOf = figure.asOf;
    chart.formula = figure.formula;
    return chart;
}

Chart outline(const Answer &answer)
{
    if (answer.figures.isEmpty())
        return {};
    Chart chart = outline(answer.figures.first());
    chart.per = answer.per;
    chart.window.to = answer.figures.last().window.to;
    for (const Figure &figure : answer.figures)
        chart.categories.append({label(figure.window, answer.per.value_or(Step::Day)), figure.window});
    return chart;
}

void scale(Chart &chart)
{
    double max = 0;
    for (qsizetype i = 0; i < chart.categories.size(); ++i) {
        double sum = 0;
        for (const Series &series : std::as_const(chart.series)) {
            const double value = series.values[i].value_or(0);
            sum = chart.kind == Chart::Kind::StackedColumns ? sum + value : qMax(sum, value);
        }
        max = qMax(max, sum);
    }
    chart.axis = niceAxis(max, chart.unit);
}

} // namespace

Axis niceAxis(double max, Unit unit)
{
    if (unit == Unit::Points)
        return {0, 100, 20};
    if (!(max > 0) || !std::isfinite(max))
        return {};
    double step = unit == Unit::Seconds ? secondsStep(max / kMostSteps) : decimalStep(max / kMostSteps);
    if (unit == Unit::Count)
        step = qMax(step, 1.0);
    const double steps = std::ceil(max / step * (1 - 1e-9));
    return {0, steps * step, step};
}

bool Chart::hasData() const
{
    for (const Series &one : series) {
        for (const auto &value : one.values) {
            if (value)
                return true;
        }
    }
    return false;
}

Chart overTime(const Answer &answer, const QStringList &statistics)
{
    Chart chart = outline(answer);
    chart.kind = Chart::Kind::Line;
    const QStringList keys = statistics.isEmpty() ? QStringList {QStringLiteral("value")} : statistics;
    for (const QString &key : keys) {
        Series series {key, {}, {}};
        for (const Figure &figure : answer.figures) {
            series.values.append(statistics.isEmpty() ? figure.value : statistic(figure, key));
            series.n.append(figure.n);
        }
        chart.series.append(series);
    }
    scale(chart);
    return chart;
}

Chart stackedOverTime(const Answer &answer)
{
    Chart chart = outline(answer);
    chart.kind = Chart::Kind::StackedColumns;
    QStringList keys;
    for (const Figure &figure : answer.figures) {
        for (const Part &part : figure.parts) {
            if (!keys.contains(part.key))
                keys.append(part.key);
        }
    }
    keys.sort();
    for (const QString &key : std::as_const(keys)) {
        Series series {key, {}, {}};
        for (const Figure &figure : answer.figures) {
            const auto part = figure.part(key);
            series.values.append(part ? part->value : figure.value ? std::optional(0.0) : std::nullopt);
            series.n.append(part ? part->n : 0);
        }
        chart.series.append(series);
    }
    scale(chart);
    return chart;
}

Chart byPart(const Figure &figure)
{
    Chart chart = outline(figure);
    Series series {QStringLiteral("value"), {}, {}};
    for (const Part &part : figure.parts) {
        chart.categories.append({part.key, {}});
        series.values.append(part.value);
        series.n.append(part.n);
    }
    chart.series.append(series);
    scale(chart);
    return chart;
}

} // namespace tidedesk::kpi
