// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/railbutton.h"
#include "ui/common/fonts.h"
#include "ui/common/glyphs.h"
#include "ui/common/theme.h"
#include <QPainter>

namespace tidedesk::ui {

RailButton::RailButton(const Theme &theme, Icon icon, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_icon(icon)
{
    setCheckable(true);
    setFont(textFont(TextStyle::Tiny));
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void RailButton::setBadge(int count, Tone tone)
{
    m_badge = count;
    m_tone = tone;
    updateAccessibleName();
    update();
}

void RailButton::updateAccessibleName()
{
    //: Name of a page, number of things waiting there
    setAccessibleName(m_badge > 0 ? tr("%1, %n waiting", nullptr, m_badge).arg(text()) : text());
}

void RailButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemePalette &colors = m_theme.colors();
    const bool on = isChecked();
    const QRect ground((width() - 44) / 2, 4, 44, 30);
    if (on || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(on ? colors.selection : colors.line);
        painter.drawRoundedRect(ground, 8, 8);
    }
    Icons::paint(&painter, QRect((width() - 20) / 2, 9, 20, 20), m_icon, on ? colors.accent : colors.muted);
    painter.setFont(font());
    painter.setPen(on ? colors.text : colors.muted);
    const QRect label(2, 35, width() - 4, 18);
    painter.drawText(label, Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextSingleLine,
        fontMetrics().elidedText(text(), Qt::ElideRight, label.width()));
    QFont small = textFont(TextStyle::Tiny);
    small.setPixelSize(10);
    small.setWeight(QFont::DemiBold);
    const QSize badge = badgeSize(m_badge, small);
    paintBadge(&painter, QRect(QPoint(width() / 2 + 5, 3), badge), m_badge, m_tone, small, colors);
    if (hasFocus())
        paintFocusRing(&painter, QRectF(rect()).adjusted(4, 0, -4, 0), 8, colors);
}

} // namespace tidedesk::ui
