// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/skeletonrows.h"
#include "ui/common/theme.h"
#include <QEvent>
#include <QPainter>

namespace tidedesk::ui {

SkeletonRows::SkeletonRows(const Theme &theme, int rowHeight, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_rowHeight(rowHeight)
{
    setAccessibleName(tr("Loading"));
}

void SkeletonRows::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const ThemePalette &colors = m_theme.colors();
    painter.setBrush(colors.neutralSoft);
    constexpr std::array widths = {0.62, 0.48, 0.71, 0.55, 0.66, 0.4};
    const int bar = 10;
    for (int row = 0; row * m_rowHeight < height(); ++row) {
        const int middle = row * m_rowHeight + m_rowHeight / 2;
        painter.setOpacity(std::max(0.25, 1.0 - row * 0.09));
        painter.drawEllipse(QRectF(12, middle - 8, 16, 16));
        const double room = std::max(0, width() - 36 - 12 - 72 - 16);
        painter.drawRoundedRect(
            QRectF(36, middle - bar / 2.0, room * widths[static_cast<size_t>(row) % widths.size()], bar), 5, 5);
        painter.drawRoundedRect(QRectF(width() - 12 - 56, middle - bar / 2.0, 56, bar), 5, 5);
    }
}

void SkeletonRows::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Loading"));
}

} // namespace tidedesk::ui
