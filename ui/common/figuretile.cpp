// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/figuretile.h"
#include "ui/common/fonts.h"
#include "ui/common/glyphs.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

namespace tidedesk::ui {

namespace {

struct Measures {
    TextStyle figure;
    int padding;
    int name; ///< heights of the three lines
    int number;
    int remark;
};

constexpr Measures measures(FigureTile::Size size)
{
    return size == FigureTile::Size::Large ? Measures {TextStyle::Figure, 14, 18, 36, 18}
                                           : Measures {TextStyle::Title, 8, 15, 22, 15};
}

} // namespace

FigureTile::FigureTile(const Theme &theme, Size size, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_size(size)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FigureTile::setName(const QString &name)
{
    m_name = name;
    describe();
}

void FigureTile::setFigure(const QString &figure, const QString &remark, Tone tone)
{
    m_figure = figure;
    m_remark = remark;
    m_tone = tone;
    describe();
}

void FigureTile::setMissing(const QString &reason)
{
    setFigure({}, reason);
}

void FigureTile::setExplanation(const QString &text)
{
    m_explanation = text;
    describe();
}

void FigureTile::setClickable(bool clickable)
{
    m_clickable = clickable;
    setFocusPolicy(clickable ? Qt::TabFocus : Qt::NoFocus);
    setAttribute(Qt::WA_Hover, clickable);
    setCursor(clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void FigureTile::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    if (m_clickable && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space))
        Q_EMIT clicked();
    else
        QWidget::keyPressEvent(event);
}

void FigureTile::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_clickable && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT clicked();
}

void FigureTile::describe()
{
    setAccessibleName(m_figure.isEmpty() ? QStringLiteral("%1: %2").arg(m_name, m_remark)
                                         : QStringLiteral("%1: %2 %3").arg(m_name, m_figure, m_remark).trimmed());
    setAccessibleDescription(m_explanation);
    update();
}

QSize FigureTile::sizeHint() const
{
    const Measures m = measures(m_size);
    return {m_size == Size::Large ? 168 : 88, 2 * m.padding + m.name + m.number + m.remark};
}

QSize FigureTile::minimumSizeHint() const
{
    return {m_size == Size::Large ? 120 : 72, sizeHint().height()};
}

bool FigureTile::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = m_explanation.isEmpty() ? accessibleName() : accessibleName() + u'\n' + m_explanation;
        QToolTip::showText(help->globalPos(), plainToolTip(text), this);
        return true;
    }
    return QWidget::event(event);
}

void FigureTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemePalette &colors = m_theme.colors();
    const Measures m = measures(m_size);
    painter.setPen(QPen(colors.line, 1));
    painter.setBrush(m_clickable && underMouse() ? colors.hover : colors.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    if (hasFocus())
        paintFocusRing(&painter, QRectF(rect()).adjusted(1, 1, -1, -1), 8, colors);
    QRect line = rect().adjusted(m.padding + 2, m.padding, -m.padding, -m.padding);
    const auto draw = [&](int height, const QString &text, const QFont &font, const QColor &color) {
        line.setHeight(height);
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(text, Qt::ElideRight, line.width()));
        line.translate(0, height);
    };
    const QFont small = textFont(m_size == Size::Large ? TextStyle::Small : TextStyle::Tiny);
    QFont big = textFont(m.figure);
    while (big.pixelSize() > 13 && QFontMetrics(big).horizontalAdvance(m_figure) > line.width())
        big.setPixelSize(big.pixelSize() - 1); // a figure is never cut
    draw(m.name, m_name, small, colors.muted);
    const bool missing = m_figure.isEmpty();
    draw(m.number, missing ? QStringLiteral("–") : m_figure, big,
        missing ? colors.muted : m_tone == Tone::Neutral ? colors.text : colors.*toneText(m_tone));
    draw(m.remark, m_remark, small, colors.muted);
}

} // namespace tidedesk::ui
