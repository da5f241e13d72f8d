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
#include <QPainter>

namespace tidedesk::ui {

namespace {

constexpr int kSign = 14;
constexpr int kGap = 8;
constexpr int kNarrowRow = 54;
constexpr int kWideRow = 32;

void drawText(QPainter *painter, const QRect &rect, const QString &text, const QFont &font, const QColor &color, Qt::Alignment align = Qt::AlignLeft)
{
    painter->setFont(font);
    painter->setPen(color);
    const QString shown = QFontMetrics(font).elidedText(text.simplified(), Qt::ElideRight, rect.width());
    painter->drawText(rect, static_cast<int>(align | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

domain::TicketStatus statusOf(const Row &ticket) { return static_cast<domain::TicketStatus>(ticket.number(schema::ticket().status)); }

} // namespace

TicketDelegate::TicketDelegate(UiContext &ui, const TicketListModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_ui(ui)
    , m_model(model)
{
}

QString TicketDelegate::reference(const domain::TicketLine &line)
{
    const auto number = line.ticket.maybe(schema::ticket().number);
    return number ? u'#' + QString::number(*number) : u'~' + line.ticket.id().shortText();
}

QSize TicketDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, option.rect.width() >= kWide || (option.widget && option.widget->width() >= kWide) ? kWideRow : kNarrowRow};
}

void TicketDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemePalette &colors = m_ui.theme.colors();
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, colors.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, colors.hover);
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (const domain::TicketLine *line = m_model.line(index.row())) {
        const QRect inner = option.rect.adjusted(12, 0, -12, 0);
        option.rect.width() >= kWide ? paintWide(painter, inner, *line) : paintNarrow(painter, inner, *line);
    } else {
        painter->setBrush(colors.neutralSoft);
        painter->setPen(Qt::NoPen);
        painter->drawRoundedRect(option.rect.adjusted(36, 12, -option.rect.width() / 3, -option.rect.height() + 24), 4, 4);
    }
    if (option.state & QStyle::State_HasFocus)
        paintFocusRing(painter, QRectF(option.rect).adjusted(1, 1, -1, -2), 4, colors);
    painter->restore();
}

/// Marks at the right end: needs review, not yet at the server. Returns the width they took.
int TicketDelegate::paintMarks(QPainter *painter, const QRect &rect, const domain::TicketLine &line) const
{
    int right = rect.right();
    const auto mark = [&](Icon icon, ColorRole role) {
        right -= kSign;
        m_ui.icons.paint(painter, QRect(right, rect.center().y() - kSign / 2, kSign, kSign), icon, role);
        right -= 4;
    };
    if (line.review)
        mark(Icon::Conflict, &ThemePalette::danger);
    if (line.pending)
        mark(Icon::Outbox, &ThemePalette::warning);
    return rect.right() - right;
}

void TicketDelegate::paintNarrow(QPainter *painter, QRect rect, const domain::TicketLine &line) const
{
    const auto &t = schema::ticket();
    const ThemePalette &colors = m_ui.theme.colors();
    const QRect top(rect.left(), rect.top() + 8, rect.width(), 18);
    const QRect bottom(rect.left(), rect.top() + 28, rect.width(), 18);
    paintStatus(painter, QRectF(top.left(), top.center().y() - kSign / 2.0, kSign, kSign), statusOf(line.ticket), colors);
    const QString age = m_ui.formats.relative(line.ticket.number(t.updatedAt));
    const QFont tiny = textFont(TextStyle::Tiny);
    const int ageWidth = QFontMetrics(tiny).horizontalAdvance(age);
    drawText(painter, {top.right() - ageWidth, top.top(), ageWidth + 1, top.height()}, age, tiny, colors.muted, Qt::AlignRight);
    const int left = rect.left() + kSign + kGap;
    const bool waiting = line.ticket.has(t.waitingSince);
    drawText(painter, {left, top.top(), top.right() - ageWidth - kGap - left, top.height()}, line.ticket.text(t.subject),
        textFont(waiting ? TextStyle::Strong : TextStyle::Body), colors.text);

    paintPriority(painter, QRectF(bottom.left(), bottom.center().y() - kSign / 2.0, kSign, kSign), line.ticket.number(t.priority), colors);
    m_ui.icons.paint(painter, QRect(left, bottom.center().y() - kSign / 2, kSign, kSign), Vocabulary::channelIcon(line.ticket.number(t.channel)));
    const int marks = paintMarks(painter, bottom, line);
    const QString person = m_model.personName(line.ticket.ref(t.assigneeId));
    int right = bottom.right() - marks;
    const QFont small = textFont(TextStyle::Small);
    if (!person.isEmpty()) {
        const int width = qMin(QFontMetrics(small).horizontalAdvance(person), rect.width() / 3);
        drawText(painter, {right - width, bottom.top(), width + 1, bottom.height()}, person, small, colors.muted, Qt::AlignRight);
        right -= width + kGap;
    }
    const QString who = line.customerName.isEmpty() ? reference(line) : reference(line) + QStringLiteral("  ") + line.customerName;
    drawText(painter, {left + kSign + 6, bottom.top(), right - left - kSign - 6, bottom.height()}, who, small, colors.muted);
}

void TicketDelegate::paintWide(QPainter *painter, QRect rect, const domain::TicketLine &line) const
{
    const auto &t = schema::ticket();
    const ThemePalette &colors = m_ui.theme.colors();
    const QFont body = textFont(TextStyle::Body);
    const QFont small = textFont(TextStyle::Small);
    int x = rect.left();
    const auto column = [&](int width) {
        const QRect place(x, rect.top(), width - kGap, rect.height());
        x += width;
        return place;
    };
    const auto sign = [&](const QRect &place) { return QRectF(place.left(), place.center().y() - kSign / 2.0, kSign, kSign); };
    paintStatus(painter, sign(column(24)), statusOf(line.ticket), colors);
    paintPriority(painter, sign(column(24)), line.ticket.number(t.priority), colors);
    drawText(painter, column(84), reference(line), small, colors.muted);
    const int fixed = 150 + 120 + 28 + 110 + 100;
    const QRect subject = column(qMax(160, rect.right() - x - fixed));
    drawText(painter, subject, line.ticket.text(t.subject), textFont(line.ticket.has(t.waitingSince) ? TextStyle::Strong : TextStyle::Body), colors.text);
    drawText(painter, column(150), line.customerName, body, colors.text);
    drawText(painter, column(120), m_model.personName(line.ticket.ref(t.assigneeId)), small, colors.muted);
    m_ui.icons.paint(painter, sign(column(28)).toRect(), Vocabulary::channelIcon(line.ticket.number(t.channel)));
    drawText(painter, column(110), Vocabulary::choice(t.status, line.ticket.number(t.status)), small, colors.muted);
    const QRect last(x, rect.top(), rect.right() - x, rect.height());
    const int marks = paintMarks(painter, last, line);
    drawText(painter, last.adjusted(0, 0, -marks, 0), m_ui.formats.relative(line.ticket.number(t.updatedAt)), small, colors.muted);
}

} // namespace tidedesk::ui
