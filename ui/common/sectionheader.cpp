// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/sectionheader.h"
#include "ui/common/fonts.h"
#include "ui/common/glyphs.h"
#include "ui/common/theme.h"
#include <QKeyEvent>
#include <QPainter>

namespace tidedesk::ui {

SectionHeader::SectionHeader(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::TabFocus);
    setFont(textFont(TextStyle::Strong));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::toggled, this, [this](bool open) {
        if (m_content)
            m_content->setVisible(open);
        Q_EMIT openChanged(open);
    });
}

void SectionHeader::setTitle(const QString &title)
{
    setText(title);
    setAccessibleName(title);
    updateGeometry();
    update();
}

void SectionHeader::setCount(int count)
{
    m_count = count;
    update();
}

void SectionHeader::setContent(QWidget *content)
{
    m_content = content;
    content->setVisible(isChecked());
}

QSize SectionHeader::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 72, 32};
}

void SectionHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemePalette &colors = m_theme.colors();
    if (underMouse()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.hover);
        painter.drawRoundedRect(rect(), 6, 6);
    }
    Icons::paint(&painter, QRect(4, (height() - 16) / 2, 16, 16), isChecked() ? Icon::ChevronDown : Icon::ChevronRight,
        colors.muted);
    const int countWidth = badgeSize(m_count, textFont(TextStyle::Tiny)).width();
    const QRect label = rect().adjusted(24, 0, -(countWidth > 0 ? countWidth + 16 : 8), 0);
    painter.setFont(font());
    painter.setPen(colors.text);
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, label.width());
    painter.drawText(label, Qt::AlignVCenter | Qt::TextSingleLine, shown);
    const QRect badge(label.left() + fontMetrics().horizontalAdvance(shown) + 8, (height() - 16) / 2, countWidth, 16);
    paintBadge(&painter, badge, m_count, Tone::Neutral, textFont(TextStyle::Tiny), colors);
    if (hasFocus())
        paintFocusRing(&painter, rect(), 6, colors);
}

void SectionHeader::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace tidedesk::ui
