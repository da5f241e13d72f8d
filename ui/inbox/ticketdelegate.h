// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/uicontext.h"
#include <QStyledItemDelegate>

namespace tidedesk::domain {
struct TicketLine;
}

namespace tidedesk::ui {

class TicketListModel;

/// Paints a ticket: two lines in the summary column, one cell in every other. Plain text only; never colour alone.
class TicketDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    TicketDelegate(UiContext &ui, const TicketListModel &model, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintSummary(QPainter *painter, const QRect &rect, const domain::TicketLine &line) const;
    int paintRightEnd(QPainter *painter, const QRect &rect, const domain::TicketLine &line) const;
    void paintCell(QPainter *painter, const QRect &rect, const domain::TicketLine &line, const QModelIndex &index) const;
    int paintMarks(QPainter *painter, const QRect &rect, const domain::TicketLine &line) const;

    UiContext &m_ui;
    const TicketListModel &m_model;
};

} // namespace tidedesk::ui
