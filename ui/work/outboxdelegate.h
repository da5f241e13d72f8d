// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStyledItemDelegate>

namespace tidedesk::ui {

class Theme;

/// A waiting operation on three lines: what, about which ticket, and how it stands.
class OutboxDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    OutboxDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace tidedesk::ui
