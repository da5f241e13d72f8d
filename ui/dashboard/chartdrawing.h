// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/series.h"
#include "ui/common/palette.h"
#include <QObject>

class QBarCategoryAxis;
class QChart;
class QGraphicsSimpleTextItem;
class QValueAxis;

namespace tidedesk::ui {

class FigureText;

/// Draws a kpi::Chart into a QChart: columns, stacked columns, or lines with gaps where there are no data. The axis says
/// minutes, hours or days for durations. Labels below are thinned out instead of cut to dots. Main thread.
class ChartDrawing final : public QObject {
    Q_OBJECT
public:
    ChartDrawing(QChart *chart, const FigureText &text, QObject *parent);

    void draw(const kpi::Chart &chart);
    void recolour(const ThemePalette &colors); ///< after the view has styled the chart
    /// Category under a point of the chart, -1 outside.
    int categoryAt(const QPointF &point) const;
    /// Series whose part of the stack is under the point, -1 = none or not stacked.
    int seriesAt(const QPointF &point) const;

private:
    void addColumns();
    void addLines();
    void addSegment(int series, int from, int to);
    void addAxes();
    void placeLabels();
    double scaled(double value) const { return value / m_divisor; }

    QChart *m_view;
    const FigureText &m_text;
    kpi::Chart m_chart;
    QBarCategoryAxis *m_below = nullptr;
    QValueAxis *m_beside = nullptr;
    QList<QGraphicsSimpleTextItem *> m_labels;
    double m_divisor = 1; ///< of values, for the unit of the axis
    QString m_unit;
};

} // namespace tidedesk::ui
