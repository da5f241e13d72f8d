// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/factlist.h"
#include "ui/common/fonts.h"
#include "ui/common/glyphs.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace tidedesk::ui {

namespace {

constexpr int kValueHeight = 22;
constexpr int kRecordHeight = 38;
constexpr int kPadding = 8;
constexpr int kLabelWidth = 96; ///< at least

QString spoken(const Fact &fact)
{
    QStringList parts = {fact.label, fact.value, fact.trailing, fact.detail};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace

FactList::FactList(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void FactList::setFacts(const QList<Fact> &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    m_hovered = -1;
    m_current = -1;
    QStringList text;
    bool leads = false;
    for (const Fact &fact : facts) {
        text += spoken(fact);
        leads = leads || !fact.ticket.isNull();
    }
    m_labels = kLabelWidth;
    const QFontMetrics metrics(textFont(TextStyle::Small));
    for (const Fact &fact : facts)
        m_labels = qMax(m_labels, metrics.horizontalAdvance(fact.label) + 10);
    setAccessibleDescription(text.join(QStringLiteral("; ")));
    setFocusPolicy(leads ? Qt::TabFocus : Qt::NoFocus);
    updateGeometry();
    update();
}

int FactList::heightOf(const Fact &fact)
{
    return fact.detail.isEmpty() ? kValueHeight : kRecordHeight;
}

QSize FactList::sizeHint() const
{
    int height = 0;
    for (const Fact &fact : m_facts)
        height += heightOf(fact);
    return {240, height};
}

QRect FactList::rectOf(int line) const
{
    int top = 0;
    for (int i = 0; i < line; ++i)
        top += heightOf(m_facts.at(i));
    return {0, top, width(), heightOf(m_facts.at(line))};
}

int FactList::lineAt(const QPoint &point) const
{
    int top = 0;
    for (int i = 0; i < m_facts.size(); ++i) {
        top += heightOf(m_facts.at(i));
        if (point.y() < top)
            return i;
    }
    return -1;
}

void FactList::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const ThemePalette &colors = m_theme.colors();
    for (int i = 0; i < m_facts.size(); ++i) {
        const QRect rect = rectOf(i);
        if (!rect.intersects(event->rect()))
            continue;
        if (i == m_hovered) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(colors.hover);
            painter.drawRoundedRect(rect, 5, 5);
        }
        paintFact(painter, rect, m_facts.at(i));
        if (i == m_current && hasFocus())
            paintFocusRing(&painter, rect, 5, colors);
    }
}

void FactList::paintFact(QPainter &painter, const QRect &rect, const Fact &fact) const
{
    const ThemePalette &colors = m_theme.colors();
    const int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine;
    const auto draw = [&](const QRect &box, const QString &text, TextStyle style, const QColor &color, int align) {
        const QFont font = textFont(style);
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(box, align, QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width()));
    };
    QRect first = rect.adjusted(kPadding, 0, -kPadding, 0);
    if (!fact.detail.isEmpty()) {
        draw(QRect(first.left(), rect.top() + 19, first.width(), 16), fact.detail, TextStyle::Tiny, colors.muted, flags);
        first.setHeight(20);
        first.translate(0, 1);
    }
    if (!fact.label.isEmpty()) {
        const int labels = qMin(m_labels, first.width() / 2);
        draw(QRect(first.left(), first.top(), labels - 8, first.height()), fact.label, TextStyle::Small, colors.muted, flags);
        first.setLeft(first.left() + labels);
    }
    if (!fact.trailing.isEmpty()) {
        const QFont font = textFont(TextStyle::Small);
        const int width = std::min(QFontMetrics(font).horizontalAdvance(fact.trailing) + 1, first.width() / 2);
        const QColor color = fact.tone == Tone::Neutral ? colors.text : colors.*toneText(fact.tone);
        draw(QRect(first.right() - width + 1, first.top(), width, first.height()), fact.trailing, TextStyle::Small,
            color, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine);
        first.setRight(first.right() - width - 8);
    }
    draw(first, fact.value, TextStyle::Body, fact.ticket.isNull() ? colors.text : colors.accent, flags);
}

bool FactList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int line = lineAt(help->pos());
        QToolTip::showText(help->globalPos(), line < 0 ? QString() : plainToolTip(spoken(m_facts.at(line))), this);
        return true;
    }
    if (event->type() == QEvent::FocusIn && m_current < 0)
        moveCurrent(1);
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::event(event);
}

void FactList::setHovered(int line)
{
    if (line >= 0 && m_facts.at(line).ticket.isNull())
        line = -1;
    setCursor(line >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (line != m_hovered) {
        m_hovered = line;
        update();
    }
}

void FactList::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(lineAt(event->pos()));
}

void FactList::leaveEvent(QEvent *)
{
    setHovered(-1);
}

void FactList::mouseReleaseEvent(QMouseEvent *event)
{
    const int line = lineAt(event->pos());
    if (event->button() == Qt::LeftButton)
        activate(line);
}

void FactList::activate(int line)
{
    const Id ticket = line < 0 ? Id() : m_facts.at(line).ticket; // a copy: the list may change while the signal runs
    if (!ticket.isNull())
        Q_EMIT ticketActivated(ticket);
}

void FactList::moveCurrent(int step)
{
    for (int line = m_current + step; line >= 0 && line < m_facts.size(); line += step) {
        if (m_facts.at(line).ticket.isNull())
            continue;
        m_current = line;
        update();
        return;
    }
}

void FactList::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Down:
        moveCurrent(1);
        return;
    case Qt::Key_Up:
        moveCurrent(-1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        activate(m_current);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace tidedesk::ui
