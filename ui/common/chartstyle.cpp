// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/chartstyle.h"
#include "ui/common/fonts.h"
#include "ui/common/theme.h"
#include <QAbstractBarSeries>
#include <QAreaSeries>
#include <QBarSet>
#include <QChart>
#include <QLegend>
#include <QLegendMarker>
#include <QPieSeries>
#include <QValueAxis>
#include <QXYSeries>
#include <cmath>

namespace tidedesk::ui {

namespace {

class Painter {
public:
    explicit Painter(const ThemePalette &colors)
        : m_colors(colors)
    {
    }
    void style(QAbstractSeries *series)
    {
        if (auto *area = qobject_cast<QAreaSeries *>(series)) {
            const QColor color = next(series);
            area->setBrush(blend(color, m_colors.raised, 0.8));
            area->setPen(QPen(m_colors.raised, 1)); // stacked areas stay apart; Qt's own border is white
        } else if (auto *line = qobject_cast<QXYSeries *>(series)) {
            styleLine(line, next(series));
        } else if (auto *bars = qobject_cast<QAbstractBarSeries *>(series)) {
            for (QBarSet *set : bars->barSets()) {
                const QColor color = next(set);
                set->setBrush(color);
                set->setPen(Qt::NoPen);
                set->setLabelColor(m_colors.text);
                set->setLabelFont(textFont(TextStyle::Tiny));
            }
        } else if (auto *pie = qobject_cast<QPieSeries *>(series)) {
            for (QPieSlice *slice : pie->slices()) {
                slice->setBrush(next(slice));
                slice->setPen(QPen(m_colors.raised, 2));
                slice->setLabelColor(m_colors.text);
                slice->setLabelFont(textFont(TextStyle::Small));
            }
        }
    }

private:
    QColor next(const QObject *owner)
    {
        const QVariant tone = owner->property("tone");
        return tone.isValid() ? m_colors.*toneText(static_cast<Tone>(tone.toInt())) : seriesColor(m_colors, m_used++);
    }
    void styleLine(QXYSeries *line, const QColor &color)
    {
        const Qt::PenStyle pattern = m_used > static_cast<int>(m_colors.series.size()) ? Qt::DashLine : Qt::SolidLine;
        line->setPen(QPen(color, 2, pattern, Qt::RoundCap, Qt::RoundJoin));
        line->setBrush(color);
        line->setPointLabelsColor(m_colors.text);
        line->setPointLabelsFont(textFont(TextStyle::Tiny));
    }

    const ThemePalette &m_colors;
    int m_used = 0;
};

void styleAxis(QAbstractAxis *axis, const ThemePalette &colors)
{
    axis->setLabelsFont(textFont(TextStyle::Tiny));
    axis->setLabelsColor(colors.muted);
    axis->setTitleFont(textFont(TextStyle::Small));
    axis->setTitleBrush(colors.muted);
    axis->setLinePen(QPen(colors.lineStrong, 1));
    axis->setGridLinePen(QPen(colors.line, 1));
    axis->setGridLineVisible(axis->orientation() == Qt::Vertical);
    axis->setMinorGridLineVisible(false);
    axis->setLineVisible(axis->orientation() == Qt::Horizontal);
    axis->setShadesVisible(false);
}

double niceNumber(double value)
{
    const double power = std::pow(10, std::floor(std::log10(value)));
    const double fraction = value / power;
    for (const double nice : {1.0, 2.0, 2.5, 5.0})
        if (fraction <= nice * (1 + 1e-9))
            return nice * power;
    return 10 * power;
}

} // namespace

NiceScale niceScale(double low, double high, int wanted, bool fromZero)
{
    if (fromZero) {
        low = std::min(low, 0.0);
        high = std::max(high, 0.0);
    }
    if (!(high > low))
        high = low + (low == 0 ? 1 : std::abs(low) * 0.1);
    NiceScale scale;
    scale.step = niceNumber((high - low) / std::max(1, wanted));
    scale.min = std::floor(low / scale.step + 1e-9) * scale.step;
    scale.max = std::ceil(high / scale.step - 1e-9) * scale.step;
    scale.ticks = static_cast<int>(std::lround((scale.max - scale.min) / scale.step)) + 1;
    scale.decimals = 0;
    for (double rest = scale.step; scale.decimals < 6 && std::abs(rest - std::round(rest)) > 1e-6 * scale.step; rest *= 10)
        ++scale.decimals;
    return scale;
}

void applyScale(QValueAxis *axis, const NiceScale &scale, const QString &unit)
{
    axis->setRange(scale.min, scale.max);
    axis->setTickCount(scale.ticks);
    QString suffix = unit;
    axis->setLabelFormat(QStringLiteral("%.%1f").arg(scale.decimals) + suffix.replace(u'%', QLatin1StringView("%%")));
}

QColor seriesColor(const ThemePalette &colors, int n)
{
    const int count = static_cast<int>(colors.series.size());
    const QColor color = colors.series[static_cast<size_t>(n % count)];
    return n < count ? color : blend(color, colors.raised, 0.6);
}

void styleChart(QChart *chart, const ThemePalette &colors)
{
    chart->setBackgroundBrush(colors.raised);
    chart->setBackgroundPen(Qt::NoPen);
    chart->setBackgroundRoundness(0);
    chart->setPlotAreaBackgroundVisible(false);
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->setMargins({4, 4, 8, 4});
    chart->setTitleFont(textFont(TextStyle::Strong));
    chart->setTitleBrush(colors.text);
    chart->legend()->setFont(textFont(TextStyle::Small));
    chart->legend()->setLabelColor(colors.muted);
    chart->legend()->setMarkerShape(QLegend::MarkerShapeCircle);
    chart->legend()->setAlignment(Qt::AlignBottom);
    for (QAbstractAxis *axis : chart->axes())
        styleAxis(axis, colors);
    Painter painter(colors);
    for (QAbstractSeries *series : chart->series())
        painter.style(series);
    for (QLegendMarker *marker : chart->legend()->markers())
        marker->setPen(QColor(Qt::transparent)); // else a black ring, or one that eats the dot; NoPen means "default" here
}

ChartView::ChartView(const Theme &theme, QWidget *parent)
    : QChartView(parent)
    , m_theme(theme)
{
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::TabFocus);
    connect(&theme, &Theme::changed, this, &ChartView::restyle);
    restyle();
}

void ChartView::restyle()
{
    setBackgroundBrush(m_theme.colors().raised); // QChartView keeps a ground of its own beside the chart's
    styleChart(chart(), m_theme.colors());
}

void ChartView::describe(const QString &name, const QString &figures)
{
    setAccessibleName(name);
    setAccessibleDescription(figures);
}

} // namespace tidedesk::ui
