// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/chartcard.h"
#include "ui/common/chartstyle.h"
#include "ui/common/emptystate.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include "ui/common/uicontext.h"
#include "ui/dashboard/chartdrawing.h"
#include "ui/dashboard/charttablemodel.h"
#include "ui/dashboard/figuretext.h"
#include <QChart>
#include <QHeaderView>
#include <QMouseEvent>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace tidedesk::ui {

ChartCard::ChartCard(UiContext &ui, const FigureText &text, QWidget *parent)
    : QFrame(parent)
    , m_theme(ui.theme)
    , m_text(text)
    , m_title(plainLabel({}, TextStyle::Strong, this))
    , m_toggle(new QToolButton(this))
    , m_view(new ChartView(ui.theme, this))
    , m_drawing(new ChartDrawing(m_view->chart(), text, this))
    , m_model(new ChartTableModel(text, this))
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(ui.theme, Icon::Trend, this))
    , m_stack(new QStackedLayout)
{
    build();
    connect(m_toggle, &QToolButton::toggled, this, &ChartCard::choose);
    connect(m_table, &QTableView::activated, this,
        [this](const QModelIndex &index) { Q_EMIT sliceClicked(index.row(), index.column() - 1); });
    // After the view's own slot, which styles the chart and knows nothing of lines in pieces.
    connect(&ui.theme, &Theme::changed, this, [this] { m_drawing->recolour(m_theme.colors()); });
}

void ChartCard::build()
{
    setProperty("kind", QStringLiteral("card"));
    m_toggle->setObjectName(QStringLiteral("chartTable"));
    m_toggle->setCheckable(true);
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_view->setObjectName(QStringLiteral("chartView"));
    m_view->setMouseTracking(true);
    m_view->viewport()->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    m_table->setObjectName(QStringLiteral("chartNumbers"));
    m_table->setModel(m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(26);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(14, 8, 8, 0);
    top->addWidget(m_title, 1);
    top->addWidget(m_toggle);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 8);
    layout->setSpacing(2);
    layout->addLayout(top);
    layout->addLayout(m_stack, 1);
    setMinimumHeight(270);
}

void ChartCard::setTitle(const QString &title)
{
    m_title->setText(title);
    m_table->setAccessibleName(title);
    describe();
}

void ChartCard::setChart(const kpi::Chart &chart)
{
    m_chart = chart;
    m_drawing->draw(chart);
    m_view->restyle();
    m_drawing->recolour(m_theme.colors());
    m_model->setChart(chart);
    m_title->setToolTip(plainToolTip(FigureText::explanation(chart.figure)));
    m_toggle->setText(tr("Table"));
    m_toggle->setToolTip(tr("Show as table"));
    m_toggle->setAccessibleName(tr("Show as table"));
    m_empty->setTexts(tr("No data"), tr("None in this period."));
    describe();
    choose(m_toggle->isChecked());
}

bool ChartCard::showsTable() const
{
    return m_stack->currentWidget() == m_table;
}

void ChartCard::choose(bool table)
{
    if (!m_chart.hasData())
        m_stack->setCurrentWidget(m_empty);
    else
        m_stack->setCurrentWidget(table ? static_cast<QWidget *>(m_table) : m_view);
}

void ChartCard::describe()
{
    QStringList figures;
    for (int i = 0; i < m_chart.categories.size(); ++i)
        figures += toolTip(i).replace(u'\n', QStringLiteral(", "));
    m_view->describe(m_title->text(), figures.join(QStringLiteral("; ")));
}

QString ChartCard::toolTip(int category) const
{
    QStringList lines {m_text.category(m_chart, m_chart.categories.at(category))};
    double sum = 0;
    int present = 0;
    for (const kpi::Series &series : m_chart.series) {
        const std::optional<double> value = series.values.at(category);
        const bool stacked = m_chart.kind == kpi::Chart::Kind::StackedColumns;
        if (value) {
            sum += *value;
            ++present;
        }
        if (!stacked || value.value_or(0) > 0)
            lines += tr("%1: %2").arg(m_text.series(m_chart, series),
                value ? m_text.value(*value, m_chart.unit) : tr("no data"));
    }
    if (m_chart.kind == kpi::Chart::Kind::StackedColumns)
        lines += present > 0 ? tr("%1: %2").arg(tr("Total"), m_text.value(sum, m_chart.unit)) : tr("no data");
    return lines.join(u'\n');
}

bool ChartCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view->viewport()
        && (event->type() == QEvent::MouseMove || event->type() == QEvent::MouseButtonRelease)) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QPointF point = m_view->chart()->mapFromScene(m_view->mapToScene(mouse->pos()));
        const int category = m_drawing->categoryAt(point);
        if (event->type() == QEvent::MouseMove) {
            QToolTip::showText(mouse->globalPosition().toPoint(),
                category < 0 ? QString() : plainToolTip(toolTip(category)), m_view);
            m_view->viewport()->setCursor(category < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
        } else if (mouse->button() == Qt::LeftButton && category >= 0) {
            Q_EMIT sliceClicked(category, m_drawing->seriesAt(point));
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace tidedesk::ui
