// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/searchfield.h"
#include "ui/common/fonts.h"
#include "ui/common/icons.h"
#include <QKeyEvent>
#include <QPainter>

namespace tidedesk::ui {

SearchField::SearchField(const Icons &icons, QWidget *parent)
    : QLineEdit(parent)
{
    setClearButtonEnabled(true);
    addAction(icons.icon(Icon::Search), QLineEdit::LeadingPosition);
    m_pause.setSingleShot(true);
    m_pause.setInterval(120);
    connect(&m_pause, &QTimer::timeout, this, &SearchField::announce);
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            announce();
        else
            m_pause.start();
    });
}

void SearchField::setTexts(const QString &placeholder, const QString &keys)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    m_keys = keys;
    update();
}

void SearchField::announce()
{
    m_pause.stop();
    if (text() == m_announced)
        return;
    m_announced = text();
    Q_EMIT searched(m_announced);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        if (text().isEmpty())
            Q_EMIT left();
        else
            clear();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        announce();
        Q_EMIT submitted(text());
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_keys.isEmpty() || !text().isEmpty() || hasFocus())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(TextStyle::Tiny));
    const int wide = painter.fontMetrics().horizontalAdvance(m_keys) + 10;
    const QRectF cap(width() - wide - 7.5, (height() - 18) / 2.0, wide, 18);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawRoundedRect(cap, 4, 4);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(cap, Qt::AlignCenter, m_keys);
}

} // namespace tidedesk::ui
