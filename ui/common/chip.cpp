// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/chip.h"
#include "ui/common/fonts.h"
#include "ui/common/theme.h"
#include <QPainter>

namespace tidedesk::ui {

Chip::Chip(const Theme &theme, QWidget *parent)
    : QLabel(parent)
    , m_theme(theme)
{
    setTextFormat(Qt::PlainText);
    setFont(textFont(TextStyle::Small));
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void Chip::setLook(const ChipLook &look)
{
    m_look = look;
    setText(look.text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    return chipSize(m_look, font());
}

QSize Chip::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 40), sizeHint().height()};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintChip(&painter, rect(), m_look, font(), m_theme.colors());
}

} // namespace tidedesk::ui
