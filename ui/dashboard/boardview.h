// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/series.h"
#include <QWidget>

class QGridLayout;
class QLabel;

namespace tidedesk::ui {

class ChartCard;
class FigureTile;
class FigureText;
struct UiContext;

/// Tiles above, charts below. Made for a fixed list of figures and charts; each new board only fills them.
class BoardView final : public QWidget {
    Q_OBJECT
public:
    /// `figures` by registered name, in the order of the tiles; `charts` = how many charts there are.
    BoardView(UiContext &ui, const FigureText &text, const QStringList &figures, int charts, QWidget *parent);

    void setFigures(const QList<kpi::Figure> &figures);
    void setChart(int place, const QString &title, const kpi::Chart &chart);
    void setAsOf(const QString &line);

Q_SIGNALS:
    void sliceClicked(const tidedesk::kpi::Chart &chart, int category, int series);
    void figureClicked(const tidedesk::kpi::Figure &figure);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void fillTile(FigureTile *tile, const kpi::Figure &figure);

    const FigureText &m_text;
    QStringList m_names;
    QList<kpi::Figure> m_figures; ///< as shown
    QList<FigureTile *> m_tiles;
    QList<ChartCard *> m_charts;
    QGridLayout *m_tileGrid;
    QGridLayout *m_chartGrid;
    QLabel *m_asOf;
    int m_columns = 0; ///< of the charts, as arranged
    int m_tileColumns = 0;
};

} // namespace tidedesk::ui
