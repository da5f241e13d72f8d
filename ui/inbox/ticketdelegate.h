// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/uicontext.h"
#include <QStyledItemDelegate>

namespace tidedesk::domain {
struct TicketLine;
}

namespace tidedesk::ui {

class TicketListModel;

/// Paints a ticket: two lines in a narrow list, columns in a wide one. Plain text only; never colour alone.
class TicketDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kWide = 720; ///< from this width on tickets stand in columns
    TicketDelegate(UiContext &ui, const TicketListModel &model, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// "#10234", or "~A1B2C3" while the server has given no number.
    static QString reference(const domain::TicketLine &line);

private:
    void paintNarrow(QPainter *painter, QRect rect, const domain::TicketLine &line) const;
    void paintWide(QPainter *painter, QRect rect, const domain::TicketLine &line) const;
    int paintMarks(QPainter *painter, const QRect &rect, const domain::TicketLine &line) const;

    UiContext &m_ui;
    const TicketListModel &m_model;
};

} // namespace tidedesk::ui
