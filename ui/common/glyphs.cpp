// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/glyphs.h"
#include "ui/common/fonts.h"
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace tidedesk::ui {

namespace {

constexpr int kChipHeight = 20;
constexpr int kChipPadding = 7;
constexpr int kDot = 8;

class PainterScope {
public:
    explicit PainterScope(QPainter *painter)
        : m_painter(painter)
    {
        m_painter->save();
        m_painter->setRenderHint(QPainter::Antialiasing);
    }
    ~PainterScope() { m_painter->restore(); }
    PainterScope(const PainterScope &) = delete;
    PainterScope &operator=(const PainterScope &) = delete;

private:
    QPainter *m_painter;
};

bool isCjk(QChar c)
{
    return c.script() == QChar::Script_Han || c.script() == QChar::Script_Hangul || c.script() == QChar::Script_Hiragana
        || c.script() == QChar::Script_Katakana;
}

} // namespace

void paintStatus(QPainter *painter, const QRectF &rect, domain::TicketStatus status, const ThemePalette &colors)
{
    using domain::TicketStatus;
    const PainterScope scope(painter);
    const QRectF ring = rect.adjusted(1, 1, -1, -1);
    const QPointF c = ring.center();
    const double r = ring.width() / 2;
    const bool filled = status == TicketStatus::Resolved || status == TicketStatus::Closed;
    const QColor color = status == TicketStatus::New ? colors.info
        : status == TicketStatus::Open               ? colors.accent
        : status == TicketStatus::OnHold             ? colors.warning
        : status == TicketStatus::Resolved           ? colors.positive
                                                     : colors.muted;
    painter->setPen(QPen(color, 1.6));
    painter->setBrush(filled ? QBrush(color) : QBrush(Qt::NoBrush));
    painter->drawEllipse(ring);
    QPen mark(filled ? colors.raised : color, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (status == TicketStatus::Open) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawPie(ring.adjusted(2.4, 2.4, -2.4, -2.4), 90 * 16, -180 * 16);
    } else if (status == TicketStatus::OnHold) {
        painter->setPen(mark);
        painter->drawLine(c + QPointF(-r * 0.28, -r * 0.36), c + QPointF(-r * 0.28, r * 0.36));
        painter->drawLine(c + QPointF(r * 0.28, -r * 0.36), c + QPointF(r * 0.28, r * 0.36));
    } else if (status == TicketStatus::Resolved) {
        painter->setPen(mark);
        painter->drawPolyline(QPolygonF{c + QPointF(-r * 0.46, r * 0.04), c + QPointF(-r * 0.1, r * 0.4),
            c + QPointF(r * 0.48, -r * 0.34)});
    } else if (status == TicketStatus::Closed) {
        painter->setPen(mark);
        painter->drawLine(c + QPointF(-r * 0.42, 0), c + QPointF(r * 0.42, 0));
    }
}

void paintPriority(QPainter *painter, const QRectF &rect, qint64 priority, const ThemePalette &colors)
{
    const PainterScope scope(painter);
    painter->setPen(Qt::NoPen);
    if (priority >= 3) {
        painter->setBrush(colors.dangerFill);
        painter->drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5);
        const double x = rect.center().x();
        painter->setBrush(colors.onAccent);
        painter->drawRoundedRect(QRectF(x - 1, rect.top() + rect.height() * 0.22, 2, rect.height() * 0.33), 1, 1);
        painter->drawEllipse(QPointF(x, rect.top() + rect.height() * 0.74), 1.15, 1.15);
        return;
    }
    const double step = rect.width() / 3;
    for (int bar = 0; bar < 3; ++bar) {
        const double height = rect.height() * (0.36 + 0.24 * bar);
        const QColor on = priority == 2 ? colors.warning : colors.muted;
        painter->setBrush(bar <= priority ? on : colors.lineStrong);
        painter->drawRoundedRect(
            QRectF(rect.left() + bar * step + 0.6, rect.bottom() - 1 - height, step - 1.6, height), 1, 1);
    }
}

QSize chipSize(const ChipLook &chip, const QFont &font)
{
    const int dot = chip.dot ? kDot + 5 : 0;
    return {QFontMetrics(font).horizontalAdvance(chip.text) + 2 * kChipPadding + dot, kChipHeight};
}

void paintChip(QPainter *painter, const QRect &rect, const ChipLook &chip, const QFont &font, const ThemePalette &colors)
{
    const PainterScope scope(painter);
    QRect box(rect.left(), rect.center().y() - kChipHeight / 2 + 1, rect.width(), kChipHeight);
    painter->setPen(Qt::NoPen);
    QColor textColor = colors.*toneText(chip.tone);
    if (chip.dot) {
        painter->setPen(colors.line);
        painter->setBrush(colors.raised);
        painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), kChipHeight / 2.0, kChipHeight / 2.0);
        painter->setPen(Qt::NoPen);
        painter->setBrush(chip.dotColor.isValid() ? chip.dotColor : textColor);
        painter->drawEllipse(QRectF(box.left() + kChipPadding, box.center().y() - kDot / 2.0 + 0.5, kDot, kDot));
        box.setLeft(box.left() + kDot + 5);
        textColor = colors.text;
    } else {
        painter->setBrush(colors.*toneSoft(chip.tone));
        painter->drawRoundedRect(box, 5, 5);
    }
    painter->setFont(font);
    painter->setPen(textColor);
    const QRect inner = box.adjusted(kChipPadding, 0, -kChipPadding + 1, 0);
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
        QFontMetrics(font).elidedText(chip.text, Qt::ElideRight, inner.width()));
}

QString badgeText(int count)
{
    return count > 99 ? QStringLiteral("99+") : QString::number(count);
}

QSize badgeSize(int count, const QFont &font)
{
    return count <= 0 ? QSize(0, 0) : QSize(std::max(16, QFontMetrics(font).horizontalAdvance(badgeText(count)) + 8), 16);
}

void paintBadge(QPainter *painter, const QRect &rect, int count, Tone tone, const QFont &font, const ThemePalette &colors)
{
    if (count <= 0)
        return;
    const PainterScope scope(painter);
    const bool plain = tone == Tone::Neutral;
    painter->setPen(Qt::NoPen);
    painter->setBrush(plain ? colors.neutralSoft : tone == Tone::Danger ? colors.dangerFill : colors.accentFill);
    painter->drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    painter->setFont(font);
    painter->setPen(plain ? colors.muted : colors.onAccent);
    painter->drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, badgeText(count));
}

QString initials(const QString &name)
{
    const QString trimmed = name.simplified();
    if (trimmed.isEmpty())
        return QStringLiteral("?");
    constexpr qsizetype kLongestPerson = 4; // surname of two characters and a given name of two
    if (isCjk(trimmed.front()))
        return trimmed.size() > kLongestPerson ? trimmed.left(2) : trimmed.right(2);
    const QStringList words = trimmed.split(u' ');
    QString letters = words.first().left(words.first().at(0).isHighSurrogate() ? 2 : 1);
    if (words.size() > 1 && !words.last().at(0).isHighSurrogate())
        letters += words.last().at(0);
    return letters.toUpper();
}

QColor avatarColor(const QString &id, const ThemePalette &colors)
{
    // FNV-1a, not qHash: the colour must be the same on every seat and in every run.
    quint32 hash = 2166136261U;
    for (const QChar c : id)
        hash = (hash ^ c.unicode()) * 16777619U;
    const int hue = static_cast<int>(hash % 12) * 30 + 8;
    QColor color = QColor::fromHsl(hue, colors.dark ? 90 : 120, colors.dark ? 70 : 95);
    while (contrastRatio(color, Qt::white) < 4.6) // yellow and green hues are too light for white letters
        color = color.darker(106);
    return color;
}

void paintAvatar(QPainter *painter, const QRectF &rect, const QString &name, const QString &id, const ThemePalette &colors)
{
    const PainterScope scope(painter);
    painter->setPen(Qt::NoPen);
    painter->setBrush(avatarColor(id, colors));
    painter->drawEllipse(rect);
    const QString letters = initials(name);
    QFont font = textFont(TextStyle::Strong);
    const double share = isCjk(letters.front()) ? 0.36 : 0.4;
    font.setPixelSize(std::max(8, static_cast<int>(rect.height() * share)));
    painter->setFont(font);
    painter->setPen(Qt::white);
    painter->drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, letters);
}

void paintFocusRing(QPainter *painter, const QRectF &rect, double radius, const ThemePalette &colors)
{
    const PainterScope scope(painter);
    painter->setPen(QPen(colors.focusRing, 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius);
}

} // namespace tidedesk::ui
