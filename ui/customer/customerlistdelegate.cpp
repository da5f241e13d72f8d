// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customerlistdelegate.h"
#include "core/schema/entities.h"
#include "ui/common/fonts.h"
#include "ui/common/glyphs.h"
#include "ui/common/theme.h"
#include "ui/common/vocabulary.h"
#include "ui/customer/customerlistmodel.h"
#include <QPainter>

namespace tidedesk::ui {

void CustomerListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemePalette &colors = m_theme.colors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colors.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, colors.hover);
    const QString name = index.data(CustomerListModel::Name).toString();
    paintAvatar(painter, QRectF(option.rect.left() + 12, option.rect.top() + 10, 32, 32), name,
        index.data(CustomerListModel::Key).toString(), colors);
    QRect text = option.rect.adjusted(54, 7, -12, -7);
    const QFont tiny = textFont(TextStyle::Tiny);
    const int open = index.data(CustomerListModel::Open).toInt();
    const QSize badge = badgeSize(open, tiny);
    paintBadge(painter, QRect(text.right() - badge.width() + 1, text.top() + 20, badge.width(), badge.height()), open,
        Tone::Neutral, tiny, colors);
    const schema::Field &tier = schema::customer().tier;
    const qint64 value = index.data(CustomerListModel::Tier).toLongLong();
    if (value > 0) {
        const ChipLook look {.text = Vocabulary::choice(tier, value), .tone = Vocabulary::choiceTone(tier, value)};
        const QSize size = chipSize(look, tiny);
        paintChip(painter, QRect(text.right() - size.width() + 1, text.top() - 1, size.width(), 19), look, tiny, colors);
        text.setRight(text.right() - size.width() - 6);
    }
    const auto draw = [&](const QRect &rect, const QString &words, TextStyle style, const QColor &color) {
        const QFont font = textFont(style);
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(words, Qt::ElideRight, rect.width()));
    };
    draw(QRect(text.left(), text.top(), text.width(), 19), name, TextStyle::Strong, colors.text);
    const int room = option.rect.right() - 12 - text.left() - (open > 0 ? badge.width() + 6 : 0);
    draw(QRect(text.left(), text.top() + 19, room, 18), index.data(CustomerListModel::Reach).toString(),
        TextStyle::Small, colors.muted);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect, 4, colors);
    painter->restore();
}

} // namespace tidedesk::ui
