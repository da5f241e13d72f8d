// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/timelinedelegate.h"
#include "ui/common/fonts.h"
#include "ui/common/glyphs.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/customer/timelinemodel.h"
#include <QPainter>

namespace tidedesk::ui {

void TimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemePalette &colors = m_theme.colors();
    const Tone tone = static_cast<Tone>(index.data(TimelineModel::Shade).toInt());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colors.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, colors.hover);
    const QRect box = option.rect;
    const QPoint centre(box.left() + 28, box.center().y());
    painter->setPen(QPen(colors.lineStrong, 1));
    painter->drawLine(centre.x(), index.row() == 0 ? centre.y() : box.top(), centre.x(),
        index.row() == index.model()->rowCount() - 1 ? centre.y() : box.bottom() + 1);
    painter->setPen(QPen(colors.line, 1));
    painter->setBrush(colors.*toneSoft(tone));
    painter->drawEllipse(centre, 14, 14);
    Icons::paint(painter, QRect(centre - QPoint(8, 8), QSize(16, 16)),
        static_cast<Icon>(index.data(TimelineModel::Sign).toInt()), colors.*toneText(tone));

    const auto draw = [&](const QRect &rect, const QString &text, TextStyle style, const QColor &color, Qt::Alignment side) {
        const QFont font = textFont(style);
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(rect, static_cast<int>(side | Qt::AlignVCenter | Qt::TextSingleLine),
            QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width()));
    };
    const QString when = index.data(TimelineModel::When).toString();
    const int whenWidth = QFontMetrics(textFont(TextStyle::Small)).horizontalAdvance(when) + 4;
    const QRect text = box.adjusted(54, 7, -12, -7);
    draw(QRect(text.left(), text.top(), text.width() - whenWidth - 8, 19), index.data(TimelineModel::Title).toString(),
        TextStyle::Body, colors.text, Qt::AlignLeft);
    draw(QRect(text.right() - whenWidth, text.top(), whenWidth, 19), when, TextStyle::Small, colors.muted, Qt::AlignRight);
    draw(QRect(text.left(), text.top() + 19, text.width(), 18), index.data(TimelineModel::Detail).toString(),
        TextStyle::Small, colors.muted, Qt::AlignLeft);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(painter, box, 4, colors);
    painter->restore();
}

} // namespace tidedesk::ui
