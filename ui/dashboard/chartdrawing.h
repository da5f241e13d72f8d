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

/// Draws a kpi::Chart into a QChart: columns, stacked columns, or lines with gaps where there are no data.
/// Draws the labels of both axes itself: Qt Charts cuts what it finds too long to dots and prints units in Latin-1.
/// Labels that do not fit are left out. Main thread.
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
    void placeBelow(const QRectF &plot);
    void placeBeside(const QRectF &plot);
    QGraphicsSimpleTextItem *label(const QString &text);

    QChart *m_view;
    const FigureText &m_text;
    kpi::Chart m_chart;
    QBarCategoryAxis *m_below = nullptr;
    QValueAxis *m_beside = nullptr;
    QList<QGraphicsSimpleTextItem *> m_labels; ///< one per category
    QList<QGraphicsSimpleTextItem *> m_marks; ///< one per step of the value axis, from its lower end
};

} // namespace tidedesk::ui
