// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/outboxdelegate.h"
#include "ui/common/fonts.h"
#include "ui/common/glyphs.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/work/outboxmodel.h"
#include <QPainter>

namespace tidedesk::ui {

namespace {
constexpr int kHeight = 64;
} // namespace

void OutboxDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemePalette &colors = m_theme.colors();
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    painter->fillRect(option.rect, selected ? colors.selection : hovered ? colors.hover : colors.raised);
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const QString problem = index.data(OutboxModel::Problem).toString();
    const QRect icon(option.rect.left() + 16, option.rect.top() + 12, 18, 18);
    Icons::paint(painter, icon, problem.isEmpty() ? Icon::Clock : Icon::Warning,
        problem.isEmpty() ? colors.muted : colors.warning);

    QRect line = option.rect.adjusted(46, 8, -16, 0);
    const auto draw = [&](int height, const QString &text, TextStyle style, const QColor &color) {
        line.setHeight(height);
        const QFont font = textFont(style);
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(line, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(text, Qt::ElideRight, line.width()));
        line.translate(0, height);
    };
    draw(18, index.data(OutboxModel::What).toString(), TextStyle::Strong, colors.text);
    draw(16, index.data(OutboxModel::About).toString(), TextStyle::Small, colors.text);
    const QString state = index.data(OutboxModel::State).toString();
    draw(16, problem.isEmpty() ? state : QStringLiteral("%1 · %2").arg(state, problem), TextStyle::Small,
        problem.isEmpty() ? colors.muted : colors.warning);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect, 4, colors);
    painter->restore();
}

QSize OutboxDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {320, kHeight};
}

} // namespace tidedesk::ui
