// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStyledItemDelegate>

namespace tidedesk::ui {

class Theme;

/// A hit with its highlights, or the heading of a group. Text is drawn as it is, never as HTML.
class ResultsDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    ResultsDelegate(const Theme &theme, QObject *parent)
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
