// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/resultsdelegate.h"
#include "core/schema/entities.h"
#include "ui/common/fonts.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/search/resultsmodel.h"
#include <QPainter>
#include <QTextLayout>

namespace tidedesk::ui {

namespace {

constexpr int kHeading = 28;
constexpr int kHit = 46;

using Ranges = QList<search::TextRange>;

/// One line of plain text with highlights. The text is cut where the room ends, so that the ranges stay true.
void drawLine(QPainter *painter, const QRect &box, const QString &text, const Ranges &ranges, const QFont &font,
    const QColor &color, const ThemePalette &colors)
{
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width());
    const qsizetype kept = shown == text ? text.size() : shown.size() - 1;
    QList<QTextLayout::FormatRange> formats;
    for (const search::TextRange &range : ranges) {
        if (range.start >= kept)
            continue;
        QTextLayout::FormatRange format;
        format.start = static_cast<int>(range.start);
        format.length = static_cast<int>(std::min(range.end(), kept) - range.start);
        format.format.setBackground(colors.warningSoft);
        format.format.setForeground(colors.text);
        format.format.setFontWeight(QFont::DemiBold);
        formats += format;
    }
    QTextLayout layout(shown, font);
    layout.setFormats(formats);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(box.width());
    layout.endLayout();
    painter->save();
    painter->setClipRect(box);
    painter->setPen(color);
    layout.draw(painter, QPointF(box.left(), box.top() + (box.height() - layout.boundingRect().height()) / 2));
    painter->restore();
}

Icon iconOf(const QString &entity)
{
    if (entity == schema::message().name())
        return Icon::Chat;
    return entity == schema::ticket().name() ? Icon::Inbox : Icon::User;
}

} // namespace

void ResultsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemePalette &colors = m_theme.colors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect box = option.rect;
    if (index.data(ResultsModel::IsHeading).toBool()) {
        painter->setFont(textFont(TextStyle::Small));
        painter->setPen(colors.muted);
        painter->drawText(box.adjusted(12, 6, -12, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
            index.data(ResultsModel::Title).toString());
        painter->restore();
        return;
    }
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? colors.selection : colors.hover);
        painter->drawRoundedRect(box.adjusted(4, 1, -4, -1), 6, 6);
    }
    Icons::paint(painter, QRect(box.left() + 14, box.top() + 7, 16, 16),
        iconOf(index.data(ResultsModel::Entity).toString()), colors.muted);
    const QString when = index.data(ResultsModel::When).toString();
    const QFont small = textFont(TextStyle::Small);
    const int whenWidth = when.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(when) + 12;
    const QRect text = box.adjusted(40, 4, -14, -4);
    drawLine(painter, QRect(text.left(), text.top(), text.width() - whenWidth, 20),
        index.data(ResultsModel::Title).toString(), index.data(ResultsModel::TitleRanges).value<Ranges>(),
        textFont(TextStyle::Body), colors.text, colors);
    drawLine(painter, QRect(text.left(), text.top() + 20, text.width(), 18),
        index.data(ResultsModel::Snippet).toString(), index.data(ResultsModel::SnippetRanges).value<Ranges>(), small,
        colors.muted, colors);
    painter->setFont(small);
    painter->setPen(colors.muted);
    painter->drawText(QRect(text.right() - whenWidth, text.top(), whenWidth, 20),
        Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, when);
    painter->restore();
}

QSize ResultsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {240, index.data(ResultsModel::IsHeading).toBool() ? kHeading : kHit};
}

} // namespace tidedesk::ui
