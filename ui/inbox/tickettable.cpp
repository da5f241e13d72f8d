// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/tickettable.h"
#include "ui/inbox/ticketlistmodel.h"
#include <QHeaderView>
#include <QMouseEvent>
#include <QScrollBar>

namespace tidedesk::ui {

namespace {

using Model = TicketListModel;

struct Width {
    Model::Column column;
    int pixels; ///< 0: takes what is left
    int from; ///< shown from this width of the list on
};
constexpr Width kWidths[] = {{Model::Status, 100, 0}, {Model::Priority, 86, 0}, {Model::Number, 82, 0},
    {Model::Subject, 0, 0}, {Model::Customer, 140, 0}, {Model::Assignee, 104, 0}, {Model::Queue, 112, 960},
    {Model::Channel, 112, 960}, {Model::Created, 84, 1080}, {Model::Updated, 88, 0}};

} // namespace

TicketTable::TicketTable(TicketListModel &model, QWidget *parent)
    : QTableView(parent)
    , m_list(model)
{
    setObjectName(QStringLiteral("ticketList"));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(kWideRow);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSectionsClickable(true);
    setModel(&model);
    setWide(false);
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &TicketTable::onHeaderClicked);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TicketTable::reportShown);
    connect(&model, &Model::aboutToRearrange, this, &TicketTable::keepPlace);
    connect(&model, &Model::rearranged, this, &TicketTable::restorePlace);
    connect(this, &QTableView::activated, this, [this](const QModelIndex &index) {
        if (const Id ticket = m_list.ticketAt(index.row()); !ticket.isNull())
            Q_EMIT ticketActivated(ticket);
    });
}

void TicketTable::setWide(bool wide)
{
    if (wide == m_wide)
        return;
    const int row = rowAt(0);
    m_wide = wide;
    horizontalHeader()->setVisible(wide);
    verticalHeader()->setDefaultSectionSize(wide ? kWideRow : kCompactRow);
    if (row > 0)
        scrollTo(m_list.index(row, Model::Subject), PositionAtTop);
}

void TicketTable::layoutColumns()
{
    const int width = viewport()->width();
    setColumnHidden(Model::Summary, m_wide);
    int left = width;
    for (const Width &one : kWidths) {
        const bool shown = m_wide && width >= one.from;
        setColumnHidden(one.column, !shown);
        if (shown && one.pixels > 0)
            left -= one.pixels;
    }
    if (!m_wide)
        return setColumnWidth(Model::Summary, width);
    for (const Width &one : kWidths)
        setColumnWidth(one.column, one.pixels > 0 ? one.pixels : qMax(160, left));
}

void TicketTable::resizeEvent(QResizeEvent *event)
{
    setWide(width() >= kWide);
    layoutColumns();
    QTableView::resizeEvent(event);
    reportShown();
}

void TicketTable::reportShown()
{
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    m_list.setShown(qMax(0, first), last < 0 ? m_list.rowCount() - 1 : last);
}

void TicketTable::showSort(domain::TicketQuery::Sort sort, bool descending)
{
    m_sort = sort;
    m_descending = descending;
    for (int column = 0; column < Model::kColumns; ++column) {
        if (Model::sortOf(column) == sort)
            horizontalHeader()->setSortIndicator(column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
}

void TicketTable::onHeaderClicked(int column)
{
    const auto sort = Model::sortOf(column);
    // The header has moved its arrow already.
    showSort(m_sort, m_descending);
    if (sort)
        Q_EMIT sortChosen(*sort, *sort == m_sort ? !m_descending : true);
}

void TicketTable::selectRow(int row)
{
    const QModelIndex index = m_list.index(row, m_wide ? Model::Subject : Model::Summary);
    setCurrentIndex(index);
    scrollTo(index);
}

void TicketTable::markRow(int row)
{
    const int place = verticalScrollBar()->value();
    setCurrentIndex(m_list.index(row, m_wide ? Model::Subject : Model::Summary));
    verticalScrollBar()->setValue(place);
}

QModelIndex TicketTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int column = m_wide ? Model::Subject : Model::Summary;
    if (action == MoveHome)
        return m_list.index(0, column);
    if (action == MoveEnd)
        return m_list.index(m_list.rowCount() - 1, column);
    const QModelIndex next = QTableView::moveCursor(action, modifiers);
    return next.isValid() ? next.siblingAtColumn(column) : next;
}

/// The style marks the cell under the pointer; a ticket is a whole row.
void TicketTable::setHovered(int row)
{
    if (row == m_hovered)
        return;
    m_hovered = row;
    viewport()->setProperty("hoveredRow", row);
    viewport()->update();
}

void TicketTable::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    setHovered(rowAt(event->position().toPoint().y()));
}

void TicketTable::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    setHovered(-1);
}

void TicketTable::keepPlace()
{
    const int row = rowAt(0);
    // At the very top one wants to see what is new.
    const bool top = verticalScrollBar()->value() == 0;
    m_top = top ? Id() : m_list.ticketAt(row);
    m_offset = top || row < 0 ? 0 : -rowViewportPosition(row);
}

void TicketTable::restorePlace()
{
    const int row = m_top.isNull() ? -1 : m_list.rowOf(m_top);
    if (row >= 0)
        verticalScrollBar()->setValue(row * verticalHeader()->defaultSectionSize() + m_offset);
    reportShown();
}

} // namespace tidedesk::ui
