// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/palette.h"
#include <QChartView>

class QChart;
class QValueAxis;

namespace tidedesk::ui {

class Theme;

/// An axis whose ticks are 1, 2, 2.5 or 5 times a power of ten (Heckbert, "Nice numbers for graph labels", 1990).
struct NiceScale {
    double min = 0;
    double max = 1;
    double step = 0.2;
    int ticks = 6; ///< labels, both ends included
    int decimals = 1; ///< that the labels need
};
/// Covers [low, high] with about `wanted` steps. `fromZero` pulls zero in: bars must start there, lines need not.
NiceScale niceScale(double low, double high, int wanted = 5, bool fromZero = true);
void applyScale(QValueAxis *axis, const NiceScale &scale, const QString &unit = {}); ///< unit such as "%", after the number

/// Colour of the n-th series. After the sixth the colours come again, mixed with the ground.
QColor seriesColor(const ThemePalette &colors, int n);

/// Gives a chart the colours and fonts of the theme: ground, title, legend, axes, and every series by its order. Series
/// that carry a QVariant property "tone" (int) take the colour of that Tone instead.
void styleChart(QChart *chart, const ThemePalette &colors);

/// A chart view that keeps its chart in the look of the theme. Give it an accessible name and describe(): Qt Charts
/// tells assistive technology nothing, so the figures themselves belong into a table or the description.
class ChartView final : public QChartView {
    Q_OBJECT
public:
    ChartView(const Theme &theme, QWidget *parent);
    void restyle(); ///< after series or axes were added
    void describe(const QString &name, const QString &figures);

private:
    const Theme &m_theme;
};

} // namespace tidedesk::ui
