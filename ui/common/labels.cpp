// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/labels.h"
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace tidedesk::ui {

QLabel *plainLabel(const QString &text, TextStyle style, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(textFont(style));
    label->setText(text);
    return label;
}

QLabel *mutedLabel(const QString &text, TextStyle style, QWidget *parent)
{
    QLabel *label = plainLabel(text, style, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QString plainToolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    QString escaped = text.left(2000).toHtmlEscaped();
    escaped.replace(u'\n', QLatin1StringView("<br>"));
    return QLatin1StringView("<span>") + escaped + QLatin1StringView("</span>");
}

ElidedLabel::ElidedLabel(QWidget *parent, TextStyle style, Qt::TextElideMode mode)
    : QLabel(parent)
    , m_mode(mode)
{
    setTextFormat(Qt::PlainText);
    setFont(textFont(style));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    QLabel::setText(text.simplified());
}

bool ElidedLabel::isElided() const
{
    return fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(u'…'), QLabel::minimumSizeHint().height()};
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 1, QLabel::sizeHint().height()};
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), isElided() ? plainToolTip(text()) : QString(), this);
        return true;
    }
    return QLabel::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect box = contentsRect();
    style()->drawItemText(&painter, box, static_cast<int>(alignment() | Qt::TextSingleLine), palette(), isEnabled(),
        fontMetrics().elidedText(text(), m_mode, box.width()), foregroundRole());
}

} // namespace tidedesk::ui
