// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStyledItemDelegate>

namespace tidedesk::ui {

class Theme;

/// A customer in the list: picture, name, how to reach them, how many tickets are open.
class CustomerListDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    CustomerListDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {200, 52}; }

private:
    const Theme &m_theme;
};

} // namespace tidedesk::ui
