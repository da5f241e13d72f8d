// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/chartdrawing.h"
#include "ui/common/chartstyle.h"
#include "ui/common/fonts.h"
#include "ui/dashboard/figuretext.h"
#include <QBarCategoryAxis>
#include <QBarSeries>
#include <QBarSet>
#include <QChart>
#include <QGraphicsLayout>
#include <QGraphicsSimpleTextItem>
#include <QLegendMarker>
#include <QLineSeries>
#include <QStackedBarSeries>
#include <QValueAxis>
#include <cmath>

namespace tidedesk::ui {

namespace {

constexpr char kSeriesProperty[] = "tidedesk.series";
constexpr int kLabelGap = 10;

/// Labels of the axis itself: all different, as it demands, and nothing to see. Ours stand in their place.
QString blank(int n)
{
    return QString(n + 1, QChar(0x200b));
}

} // namespace

ChartDrawing::ChartDrawing(QChart *chart, const FigureText &text, QObject *parent)
    : QObject(parent)
    , m_view(chart)
    , m_text(text)
{
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    connect(chart, &QChart::plotAreaChanged, this, &ChartDrawing::placeLabels);
}

void ChartDrawing::draw(const kpi::Chart &chart)
{
    m_chart = chart;
    m_view->removeAllSeries();
    const QList<QAbstractAxis *> axes = m_view->axes();
    for (QAbstractAxis *axis : axes) {
        m_view->removeAxis(axis);
        delete axis;
    }
    m_below = nullptr;
    m_beside = nullptr;
    qDeleteAll(m_labels);
    m_labels.clear();
    qDeleteAll(m_marks);
    m_marks.clear();
    m_view->legend()->setVisible(chart.series.size() > 1);
    if (!chart.hasData())
        return;
    addAxes();
    if (chart.kind == kpi::Chart::Kind::Line)
        addLines();
    else
        addColumns();
    for (const kpi::Category &category : chart.categories)
        m_labels += label(m_text.shortCategory(chart, category));
    placeLabels();
}

QGraphicsSimpleTextItem *ChartDrawing::label(const QString &text)
{
    auto *item = new QGraphicsSimpleTextItem(text, m_view);
    item->setFont(textFont(TextStyle::Tiny));
    return item;
}

void ChartDrawing::addAxes()
{
    m_beside = new QValueAxis(m_view);
    const int steps = static_cast<int>(std::lround((m_chart.axis.max - m_chart.axis.min) / m_chart.axis.step));
    m_beside->setRange(m_chart.axis.min, m_chart.axis.max);
    m_beside->setTickCount(steps + 1);
    m_beside->setLabelsVisible(false);
    for (int i = 0; i <= steps; ++i)
        m_marks += label(m_text.axisValue(m_chart.axis.min + i * m_chart.axis.step, m_chart.unit));
    m_view->addAxis(m_beside, Qt::AlignLeft);
    m_below = new QBarCategoryAxis(m_view);
    for (int i = 0; i < m_chart.categories.size(); ++i)
        m_below->append(blank(i));
    m_below->setTruncateLabels(false); // where there are many, Qt would make visible dots of them
    m_view->addAxis(m_below, Qt::AlignBottom);
}

void ChartDrawing::addColumns()
{
    const bool stacked = m_chart.kind == kpi::Chart::Kind::StackedColumns;
    QAbstractBarSeries *bars = stacked ? static_cast<QAbstractBarSeries *>(new QStackedBarSeries(m_view))
                                       : new QBarSeries(m_view);
    bars->setBarWidth(m_chart.categories.size() > 7 ? 0.72 : 0.5);
    for (const kpi::Series &series : std::as_const(m_chart.series)) {
        auto *set = new QBarSet(m_text.series(m_chart, series), bars);
        // A column that has no data has no height; the table and the tooltip tell the two apart.
        for (const std::optional<double> &value : series.values)
            set->append(value.value_or(0));
        bars->append(set);
    }
    m_view->addSeries(bars);
    bars->attachAxis(m_below);
    bars->attachAxis(m_beside);
}

void ChartDrawing::addLines()
{
    for (int s = 0; s < m_chart.series.size(); ++s) {
        const QList<std::optional<double>> &values = m_chart.series.at(s).values;
        int from = -1;
        for (int i = 0; i <= values.size(); ++i) {
            const bool present = i < values.size() && values.at(i).has_value();
            if (present && from < 0)
                from = i;
            if (!present && from >= 0) {
                addSegment(s, from, i);
                from = -1;
            }
        }
    }
    // One entry for each series, however many pieces its line is in.
    QSet<int> named;
    const QList<QLegendMarker *> markers = m_view->legend()->markers();
    for (QLegendMarker *marker : markers) {
        const int series = marker->series()->property(kSeriesProperty).toInt();
        marker->setVisible(!named.contains(series));
        named.insert(series);
    }
}

void ChartDrawing::addSegment(int series, int from, int to)
{
    const kpi::Series &source = m_chart.series.at(series);
    auto *line = new QLineSeries(m_view);
    line->setName(m_text.series(m_chart, source));
    line->setProperty(kSeriesProperty, series);
    line->setPointsVisible(to - from == 1 || m_chart.categories.size() <= 31);
    for (int i = from; i < to; ++i)
        line->append(i, *source.values.at(i));
    m_view->addSeries(line);
    line->attachAxis(m_below);
    line->attachAxis(m_beside);
}

void ChartDrawing::recolour(const ThemePalette &colors)
{
    const QList<QAbstractSeries *> all = m_view->series();
    for (QAbstractSeries *each : all) {
        auto *line = qobject_cast<QLineSeries *>(each);
        if (!line)
            continue;
        const QColor color = seriesColor(colors, line->property(kSeriesProperty).toInt());
        line->setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        line->setBrush(color);
    }
    double widest = 0;
    for (QGraphicsSimpleTextItem *mark : std::as_const(m_marks)) {
        mark->setBrush(colors.muted);
        widest = std::max(widest, mark->boundingRect().width());
    }
    for (QGraphicsSimpleTextItem *label : std::as_const(m_labels))
        label->setBrush(colors.muted);
    m_view->setMargins(QMargins(static_cast<int>(std::ceil(widest)) + 14, 8, 10, 4));
    placeLabels();
}

void ChartDrawing::placeLabels()
{
    const QRectF plot = m_view->plotArea();
    placeBelow(plot);
    placeBeside(plot);
}

void ChartDrawing::placeBelow(const QRectF &plot)
{
    if (m_labels.isEmpty())
        return;
    const double slot = plot.width() / static_cast<double>(m_labels.size());
    double widest = 1;
    for (const QGraphicsSimpleTextItem *label : std::as_const(m_labels))
        widest = std::max(widest, label->boundingRect().width() + kLabelGap);
    const int every = slot > 0 ? std::max(1, static_cast<int>(std::ceil(widest / slot))) : 1;
    const int last = static_cast<int>(m_labels.size()) - 1;
    for (int i = 0; i <= last; ++i) {
        QGraphicsSimpleTextItem *label = m_labels.at(i);
        label->setVisible((last - i) % every == 0); // counted from the end: the last day is always named
        label->setPos(plot.left() + (i + 0.5) * slot - label->boundingRect().width() / 2, plot.bottom() + 6);
    }
}

void ChartDrawing::placeBeside(const QRectF &plot)
{
    if (m_marks.size() < 2)
        return;
    const double step = plot.height() / static_cast<double>(m_marks.size() - 1);
    const double height = m_marks.first()->boundingRect().height();
    const int every = step > 0 ? std::max(1, static_cast<int>(std::ceil(height / step))) : 1;
    for (int i = 0; i < m_marks.size(); ++i) {
        QGraphicsSimpleTextItem *mark = m_marks.at(i);
        mark->setVisible(i % every == 0);
        mark->setPos(plot.left() - 8 - mark->boundingRect().width(), plot.bottom() - i * step - height / 2);
    }
}

int ChartDrawing::categoryAt(const QPointF &point) const
{
    const QRectF plot = m_view->plotArea();
    if (m_chart.categories.isEmpty() || !m_chart.hasData() || !plot.contains(point))
        return -1;
    const double share = (point.x() - plot.left()) / plot.width();
    const auto count = static_cast<double>(m_chart.categories.size());
    return std::clamp(static_cast<int>(share * count), 0, static_cast<int>(m_chart.categories.size()) - 1);
}

int ChartDrawing::seriesAt(const QPointF &point) const
{
    const int category = categoryAt(point);
    if (category < 0 || m_chart.kind != kpi::Chart::Kind::StackedColumns)
        return -1;
    const QRectF plot = m_view->plotArea();
    const double at = m_chart.axis.max * (plot.bottom() - point.y()) / plot.height();
    double below = 0;
    for (int s = 0; s < m_chart.series.size(); ++s) {
        const double value = m_chart.series.at(s).values.at(category).value_or(0);
        if (at < below + value)
            return value > 0 ? s : -1;
        below += value;
    }
    return -1;
}

} // namespace tidedesk::ui
