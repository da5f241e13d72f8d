// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/tickettable.h"
#include "ui/inbox/ticketlistmodel.h"
#include <QHeaderView>
#include <QMenu>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace tidedesk::ui {

namespace {

using Model = TicketListModel;

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
    horizontalHeader()->setMinimumSectionSize(TicketColumns::kNarrowest);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSectionsClickable(true);
    setModel(&model);
    setWide(false);
    connectHeader();
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
    Q_EMIT wideChanged(wide);
}

void TicketTable::connectHeader()
{
    QHeaderView *header = horizontalHeader();
    connect(header, &QHeaderView::sectionClicked, this, &TicketTable::onHeaderClicked);
    connect(header, &QHeaderView::sectionMoved, this, &TicketTable::onSectionMoved);
    connect(header, &QHeaderView::sectionResized, this, &TicketTable::onSectionResized);
    // The table would fit the column to its contents, which it knows for the rows in sight alone.
    disconnect(header, &QHeaderView::sectionHandleDoubleClicked, this, nullptr);
    connect(header, &QHeaderView::sectionHandleDoubleClicked, this, [this](int column) {
        if (const TicketColumns::One *proposed = TicketColumns().find(column))
            setColumnWidth(column, proposed->width);
    });
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint &where) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumnMenu(menu);
        menu->popup(header->viewport()->mapToGlobal(where));
    });
}

void TicketTable::setColumns(const QString &text)
{
    m_columns = TicketColumns::fromText(text);
    layoutColumns();
}

void TicketTable::fillColumnMenu(QMenu *menu)
{
    for (const TicketColumns::One &one : m_columns.all()) {
        const int column = one.column;
        QAction *action = menu->addAction(m_list.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(one.shownAt(viewport()->width()));
        action->setEnabled(column != Model::Subject); // without it a ticket could not be told from another
        connect(action, &QAction::triggered, this, [this, column](bool shown) { showColumn(column, shown); });
    }
    menu->addSeparator();
    QAction *reset = menu->addAction(tr("Proposed columns"), this, &TicketTable::resetColumns);
    reset->setEnabled(!m_columns.toText().isEmpty());
}

void TicketTable::showColumn(int column, bool shown)
{
    m_columns.find(column)->chosen = shown;
    layoutColumns();
    Q_EMIT columnsChanged(m_columns.toText());
}

void TicketTable::resetColumns()
{
    setColumns({});
    Q_EMIT columnsChanged({});
}

void TicketTable::onSectionMoved()
{
    if (m_arranging)
        return;
    QList<int> order;
    for (int place = 0; place < horizontalHeader()->count(); ++place)
        order.append(horizontalHeader()->logicalIndex(place));
    m_columns.setOrder(order);
    Q_EMIT columnsChanged(m_columns.toText());
}

void TicketTable::onSectionResized(int column, int, int width)
{
    if (m_arranging || !m_wide || width < TicketColumns::kNarrowest || column == Model::Subject)
        return;
    m_columns.find(column)->width = width;
    layoutColumns();
    Q_EMIT columnsChanged(m_columns.toText());
}

/// The subject takes what the others leave; when that is too little the list scrolls sideways.
void TicketTable::layoutColumns()
{
    const QScopedValueRollback arranging(m_arranging, true);
    QHeaderView *header = horizontalHeader();
    const int width = viewport()->width();
    setHorizontalScrollBarPolicy(m_wide ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setColumnHidden(Model::Summary, m_wide);
    header->moveSection(header->visualIndex(Model::Summary), 0);
    int left = width;
    int place = 1;
    for (const TicketColumns::One &one : m_columns.all()) {
        const bool shown = m_wide && one.shownAt(width);
        header->moveSection(header->visualIndex(one.column), place++);
        header->setSectionResizeMode(one.column, one.column == Model::Subject ? QHeaderView::Fixed : QHeaderView::Interactive);
        setColumnHidden(one.column, !shown);
        if (!shown || one.column == Model::Subject)
            continue;
        setColumnWidth(one.column, one.width);
        left -= one.width;
    }
    if (m_wide)
        setColumnWidth(Model::Subject, qMax(m_columns.find(Model::Subject)->width, left));
    else
        setColumnWidth(Model::Summary, width);
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
    if (m_focusing)
        return {};
    const int column = m_wide ? Model::Subject : Model::Summary;
    if (action == MoveHome)
        return m_list.index(0, column);
    if (action == MoveEnd)
        return m_list.index(m_list.rowCount() - 1, column);
    const QModelIndex next = QTableView::moveCursor(action, modifiers);
    return next.isValid() ? next.siblingAtColumn(column) : next;
}

/// The view would make the first row current, and a ticket would open that nobody has chosen.
void TicketTable::focusInEvent(QFocusEvent *event)
{
    const QScopedValueRollback focusing(m_focusing, true);
    QTableView::focusInEvent(event);
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
