// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/boardview.h"
#include "ui/common/figuretile.h"
#include "ui/common/labels.h"
#include "ui/common/uicontext.h"
#include "ui/dashboard/chartcard.h"
#include "ui/dashboard/figuretext.h"
#include <QGridLayout>

namespace tidedesk::ui {

namespace {

constexpr int kTileWidth = 176;
constexpr int kTwoColumns = 860; // narrower boards show one chart beside none

} // namespace

BoardView::BoardView(
    UiContext &ui, const FigureText &text, const QStringList &figures, int charts, QWidget *parent)
    : QWidget(parent)
    , m_text(text)
    , m_names(figures)
    , m_tileGrid(new QGridLayout)
    , m_chartGrid(new QGridLayout)
    , m_asOf(mutedLabel({}, TextStyle::Small, this))
{
    for (const QString &name : figures) {
        auto *tile = new FigureTile(ui.theme, FigureTile::Size::Large, this);
        tile->setObjectName(QStringLiteral("figure_") + name);
        connect(tile, &FigureTile::clicked, this, [this, name] {
            for (const kpi::Figure &figure : std::as_const(m_figures)) {
                if (figure.name == name)
                    return Q_EMIT figureClicked(kpi::Figure(figure));
            }
        });
        m_tiles += tile;
    }
    for (int i = 0; i < charts; ++i) {
        auto *card = new ChartCard(ui, text, this);
        card->setObjectName(QStringLiteral("chart%1").arg(i));
        connect(card, &ChartCard::sliceClicked, this, [this, card](int category, int series) {
            Q_EMIT sliceClicked(card->chart(), category, series);
        });
        m_charts += card;
    }
    m_tileGrid->setSpacing(12);
    m_chartGrid->setSpacing(12);
    m_asOf->setObjectName(QStringLiteral("asOf"));
    m_asOf->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 4, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(m_tileGrid);
    layout->addLayout(m_chartGrid);
    layout->addWidget(m_asOf);
    layout->addStretch(1);
    arrange();
}

void BoardView::setFigures(const QList<kpi::Figure> &figures)
{
    m_figures = figures;
    for (int i = 0; i < m_tiles.size(); ++i) {
        const QString &name = m_names.at(i);
        const auto found = std::find_if(
            figures.begin(), figures.end(), [&name](const kpi::Figure &figure) { return figure.name == name; });
        m_tiles.at(i)->setName(FigureText::name(name));
        m_tiles.at(i)->setClickable(found != figures.end() && found->n > 0);
        if (found != figures.end())
            fillTile(m_tiles.at(i), *found);
        else
            m_tiles.at(i)->setMissing(tr("no data"));
    }
}

void BoardView::fillTile(FigureTile *tile, const kpi::Figure &figure)
{
    const QString value = m_text.value(figure);
    if (value.isEmpty())
        tile->setMissing(m_text.missing(figure));
    else
        tile->setFigure(value, m_text.remark(figure));
    tile->setExplanation(m_text.details(figure).join(u'\n'));
}

void BoardView::setChart(int place, const QString &title, const kpi::Chart &chart)
{
    m_charts.at(place)->setTitle(title);
    m_charts.at(place)->setChart(chart);
}

void BoardView::setAsOf(const QString &line)
{
    m_asOf->setText(line);
}

void BoardView::arrange()
{
    const int columns = width() >= kTwoColumns ? 2 : 1;
    if (columns != m_columns) {
        m_columns = columns;
        for (int i = 0; i < m_charts.size(); ++i) {
            m_chartGrid->removeWidget(m_charts.at(i));
            // The last of an odd number takes the whole row.
            const bool wide = columns == 2 && i == m_charts.size() - 1 && i % 2 == 0;
            m_chartGrid->addWidget(m_charts.at(i), i / columns, i % columns, 1, wide ? 2 : 1);
        }
        for (int column = 0; column < 2; ++column)
            m_chartGrid->setColumnStretch(column, column < columns ? 1 : 0);
    }
    const int most = std::max(1, width() / kTileWidth);
    const int lines = (static_cast<int>(m_tiles.size()) + most - 1) / most;
    const int tiles = (static_cast<int>(m_tiles.size()) + lines - 1) / lines; // lines of even length
    if (tiles == m_tileColumns)
        return;
    m_tileColumns = tiles;
    for (int i = 0; i < m_tiles.size(); ++i) {
        m_tileGrid->removeWidget(m_tiles.at(i));
        m_tileGrid->addWidget(m_tiles.at(i), i / tiles, i % tiles);
    }
}

void BoardView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace tidedesk::ui
