// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "ui/inbox/ticketcolumns.h"
#include <QTableView>

class QMenu;

namespace tidedesk::ui {

class TicketListModel;

/// The ticket list on screen: two lines per ticket where it is narrow, columns with a sortable header where it is wide.
/// Keeps the ticket at the top in place when the list is read anew. Says what a person did; decides nothing.
class TicketTable final : public QTableView {
    Q_OBJECT
public:
    static constexpr int kWide = 760; ///< from this width on tickets stand in columns
    static constexpr int kCompactRow = 56;
    static constexpr int kWideRow = 32;

    TicketTable(TicketListModel &model, QWidget *parent);
    bool isWide() const { return m_wide; }
    /// Columns of the wide list, in TicketColumns' words; empty = as proposed.
    void setColumns(const QString &text);
    void fillColumnMenu(QMenu *menu); ///< to choose them
    void showSort(domain::TicketQuery::Sort sort, bool descending);
    void selectRow(int row); ///< makes it current and brings it into sight
    /// Would read the whole list to find a letter.
    void keyboardSearch(const QString &) override { }
    void markRow(int row); ///< makes it current where it is

Q_SIGNALS:
    void ticketActivated(const tidedesk::Id &ticket); ///< Enter or double click
    void columnsChanged(const QString &text); ///< by a person
    void wideChanged(bool wide);
    void sortChosen(tidedesk::domain::TicketQuery::Sort sort, bool descending);

protected:
    void resizeEvent(QResizeEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void focusInEvent(QFocusEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void setWide(bool wide);
    void layoutColumns();
    void reportShown();
    void onHeaderClicked(int column);
    void connectHeader();
    void showColumn(int column, bool shown);
    void resetColumns();
    void onSectionMoved();
    void onSectionResized(int column, int before, int width);
    void setHovered(int row);
    void keepPlace();
    void restorePlace();

    TicketListModel &m_list;
    domain::TicketQuery::Sort m_sort = domain::TicketQuery::Sort::Updated;
    bool m_descending = true;
    TicketColumns m_columns;
    bool m_arranging = false; ///< sections move and change by our own hand
    bool m_wide = true; ///< until the first resize
    bool m_focusing = false; ///< getting the focus chooses nothing
    int m_hovered = -1;
    Id m_top; ///< ticket at the upper edge, null at the very top of the list
    int m_offset = 0; ///< pixels of it that are scrolled out of sight
};

} // namespace tidedesk::ui
