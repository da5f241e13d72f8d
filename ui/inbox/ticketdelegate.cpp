// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/ticketdelegate.h"
#include "core/schema/entities.h"
#include "ui/common/fonts.h"
#include "ui/common/formats.h"
#include "ui/common/glyphs.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/vocabulary.h"
#include "ui/inbox/ticketlistmodel.h"
#include <QAbstractItemView>
#include <QPainter>

namespace tidedesk::ui {

namespace {

using domain::TicketLine;
using domain::TicketQuery;
constexpr int kSign = 14;
constexpr int kGap = 8;
constexpr qint64 kNormal = 1;

void drawText(QPainter *painter, const QRect &rect, const QString &text, const QFont &font, const QColor &color,
    Qt::Alignment align = Qt::AlignLeft)
{
    painter->setFont(font);
    painter->setPen(color);
    const QString shown = QFontMetrics(font).elidedText(text.simplified(), Qt::ElideRight, rect.width());
    painter->drawText(rect, static_cast<int>(align | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

QRect signRect(int left, const QRect &row) { return {left, row.center().y() - kSign / 2 + 1, kSign, kSign}; }

domain::TicketStatus statusOf(const Row &ticket)
{
    return static_cast<domain::TicketStatus>(ticket.number(schema::ticket().status));
}

} // namespace

TicketDelegate::TicketDelegate(UiContext &ui, const TicketListModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_ui(ui)
    , m_model(model)
{
}

QSize TicketDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const { return option.rect.size(); }

void TicketDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemePalette &colors = m_ui.theme.colors();
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const bool hovered = view && view->viewport()->property("hoveredRow") == index.row();
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || hovered)
        painter->fillRect(option.rect, selected ? colors.selection : colors.hover);
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (!selected || !view || !view->hasFocus())
        return;
    if (index.column() == TicketListModel::Summary) {
        paintFocusRing(painter, QRectF(option.rect).adjusted(1, 1, -1, -2), 4, colors);
    } else {
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 2), colors.focusRing);
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom() - 2, option.rect.width(), 2), colors.focusRing);
    }
}

void TicketDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    paintGround(painter, option, index);
    if (const TicketLine *line = m_model.line(index.row())) {
        if (index.column() == TicketListModel::Summary)
            paintSummary(painter, option.rect.adjusted(12, 0, -12, 0), *line);
        else
            paintCell(painter, option.rect.adjusted(8, 0, -4, -1), *line, index);
    } else if (index.column() == TicketListModel::Summary || index.column() == TicketListModel::Subject) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_ui.theme.colors().neutralSoft);
        const QRect &r = option.rect;
        painter->drawRoundedRect(QRect(r.left() + 34, r.top() + 12, r.width() / 2, 8), 4, 4);
    }
    painter->restore();
}

/// Marks at the right end: needs review, not yet at the server. Returns the width they took.
int TicketDelegate::paintMarks(QPainter *painter, const QRect &rect, const TicketLine &line) const
{
    int right = rect.right() + 1;
    const auto mark = [&](Icon icon, ColorRole role) {
        right -= kSign;
        m_ui.icons.paint(painter, signRect(right, rect), icon, role);
        right -= 5;
    };
    if (line.review)
        mark(Icon::Conflict, &ThemePalette::danger);
    if (line.pending)
        mark(Icon::Outbox, &ThemePalette::warning);
    return rect.right() + 1 - right;
}

/// From the right: marks, who has it, and the priority in words where it is not the usual one.
int TicketDelegate::paintRightEnd(QPainter *painter, const QRect &rect, const TicketLine &line) const
{
    const auto &t = schema::ticket();
    const ThemePalette &colors = m_ui.theme.colors();
    int right = rect.right() + 1 - paintMarks(painter, rect, line);
    const QString person = m_model.personName(line.ticket.ref(t.assigneeId));
    // In the list of one's own tickets one knows whose they are.
    if (!person.isEmpty() && m_model.query().view != TicketQuery::View::Mine) {
        right -= 20;
        paintAvatar(painter, QRectF(right, rect.center().y() - 9, 20, 20), person, line.ticket.ref(t.assigneeId).toString(), colors);
        right -= 6;
    }
    const qint64 priority = line.ticket.number(t.priority, kNormal);
    if (priority == kNormal)
        return rect.right() + 1 - right;
    const QString word = Vocabulary::choice(t.priority, priority);
    const QFont tiny = textFont(TextStyle::Tiny);
    const int width = QFontMetrics(tiny).horizontalAdvance(word);
    right -= width;
    const ColorRole role = priority > kNormal ? toneText(Vocabulary::choiceTone(t.priority, priority)) : &ThemePalette::muted;
    drawText(painter, {right, rect.top(), width + 1, rect.height()}, word, tiny, colors.*role);
    right -= kSign + 4;
    paintPriority(painter, signRect(right, rect), priority, colors);
    return rect.right() + 1 - right + 6;
}

void TicketDelegate::paintSummary(QPainter *painter, const QRect &rect, const TicketLine &line) const
{
    const auto &t = schema::ticket();
    const ThemePalette &colors = m_ui.theme.colors();
    const QRect top(rect.left(), rect.top() + 8, rect.width(), 20);
    const QRect bottom(rect.left(), rect.top() + 29, rect.width(), 20);
    const int left = rect.left() + kSign + kGap;

    paintStatus(painter, signRect(rect.left(), top), statusOf(line.ticket), colors);
    const bool byCreation = m_model.query().sort == TicketQuery::Sort::Created;
    const schema::Field &when = byCreation ? t.createdAt : t.updatedAt;
    const QString age = line.ticket.has(when) ? m_ui.formats.age(line.ticket.number(when)) : QString();
    const QFont tiny = textFont(TextStyle::Tiny);
    const int ageWidth = QFontMetrics(tiny).horizontalAdvance(age);
    drawText(painter, {top.right() - ageWidth, top.top(), ageWidth + 1, top.height()}, age, tiny, colors.muted, Qt::AlignRight);
    const bool waiting = line.ticket.has(t.waitingSince);
    drawText(painter, {left, top.top(), top.right() - ageWidth - kGap - left, top.height()}, line.ticket.text(t.subject),
        textFont(waiting ? TextStyle::Strong : TextStyle::Body), colors.text);

    const int end = paintRightEnd(painter, bottom, line);
    m_ui.icons.paint(painter, signRect(rect.left(), bottom), Vocabulary::channelIcon(line.ticket.number(t.channel)));
    const QString reference = TicketListModel::reference(line.ticket);
    const QString who = line.customerName.isEmpty() ? reference : reference + QStringLiteral("  ") + line.customerName;
    drawText(painter, {left, bottom.top(), bottom.right() - end - left, bottom.height()}, who, textFont(TextStyle::Small), colors.muted);
}

void TicketDelegate::paintCell(QPainter *painter, const QRect &rect, const TicketLine &line, const QModelIndex &index) const
{
    const auto &t = schema::ticket();
    const ThemePalette &colors = m_ui.theme.colors();
    QRect place = rect;
    const int column = index.column();
    const auto sign = [&place] {
        const QRect where = signRect(place.left(), place);
        place.setLeft(place.left() + kSign + 6);
        return where;
    };
    if (column == TicketListModel::Status)
        paintStatus(painter, sign(), statusOf(line.ticket), colors);
    else if (column == TicketListModel::Priority)
        paintPriority(painter, sign(), line.ticket.number(t.priority, kNormal), colors);
    else if (column == TicketListModel::Channel)
        m_ui.icons.paint(painter, sign(), Vocabulary::channelIcon(line.ticket.number(t.channel)));
    else if (column == TicketListModel::Subject)
        place.setRight(place.right() - paintMarks(painter, place, line));
    const bool subject = column == TicketListModel::Subject;
    const bool waiting = subject && line.ticket.has(t.waitingSince);
    const bool main = subject || column == TicketListModel::Customer;
    drawText(painter, place, index.data(Qt::DisplayRole).toString(),
        textFont(waiting ? TextStyle::Strong : main ? TextStyle::Body : TextStyle::Small), main ? colors.text : colors.muted);
}

} // namespace tidedesk::ui
