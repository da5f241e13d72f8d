// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/iconlabel.h"
#include "ui/common/theme.h"
#include <QPainter>

namespace tidedesk::ui {

IconLabel::IconLabel(const Theme &theme, Icon icon, int size, QWidget *parent, ColorRole role)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_role(role)
{
    setFixedSize(size, size);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void IconLabel::setIcon(Icon icon, ColorRole role)
{
    m_icon = icon;
    m_role = role;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    Icons::paint(&painter, rect(), m_icon, m_theme.color(m_role));
}

} // namespace tidedesk::ui
