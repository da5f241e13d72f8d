// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/historyview.h"
#include "ui/common/fonts.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/ticket/historymodel.h"
#include <QEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QStyledItemDelegate>

namespace tidedesk::ui {

namespace {
constexpr int kLeft = 44;
constexpr int kTime = 60;
constexpr int kPad = 7;
constexpr int kDay = 28;
} // namespace

class HistoryView::Delegate final : public QStyledItemDelegate {
public:
    Delegate(UiContext &ui, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_ui(ui)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int width = qMax(120, option.widget ? option.widget->width() - 16 : option.rect.width());
        const int day = index.data(HistoryModel::DayRole).toString().isEmpty() ? 0 : kDay;
        return {120, day + textRect(width, index).height() + 2 * kPad};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const ThemePalette &colors = m_ui.theme.colors();
        QRect rect = option.rect;
        painter->save();
        if (const QString day = index.data(HistoryModel::DayRole).toString(); !day.isEmpty()) {
            painter->setFont(textFont(TextStyle::Small));
            painter->setPen(colors.muted);
            painter->drawText(rect.left() + 14, rect.top(), rect.width() - 28, kDay, Qt::AlignLeft | Qt::AlignBottom, day);
            rect.setTop(rect.top() + kDay);
        }
        if (option.state & QStyle::State_Selected)
            painter->fillRect(rect, colors.hover);
        m_ui.icons.paint(painter, QRect(rect.left() + 16, rect.top() + kPad + 1, 16, 16), static_cast<Icon>(index.data(HistoryModel::IconRole).toInt()));
        painter->setFont(textFont(TextStyle::Body));
        painter->setPen(colors.text);
        const QRect text = textRect(rect.width(), index).translated(rect.left() + kLeft, rect.top() + kPad);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignTop | Qt::TextWrapAnywhere | Qt::TextWordWrap, index.data().toString());
        painter->setFont(textFont(TextStyle::Small));
        painter->setPen(colors.muted);
        painter->drawText(QRect(rect.right() - kTime - 12, rect.top() + kPad, kTime, 18), Qt::AlignRight | Qt::AlignVCenter, index.data(HistoryModel::TimeRole).toString());
        painter->restore();
    }

private:
    static QRect textRect(int width, const QModelIndex &index)
    {
        const QFontMetrics metrics(textFont(TextStyle::Body));
        const QRect room(0, 0, qMax(80, width - kLeft - kTime - 24), 1000);
        return metrics.boundingRect(room, Qt::AlignLeft | Qt::AlignTop | Qt::TextWrapAnywhere | Qt::TextWordWrap, index.data().toString()).united(QRect(0, 0, room.width(), metrics.height()));
    }

    UiContext &m_ui;
};

HistoryView::HistoryView(UiContext &ui, QWidget *parent)
    : QListView(parent)
    , m_model(new HistoryModel(ui, this))
{
    setObjectName(QStringLiteral("history"));
    setFrameShape(QFrame::NoFrame);
    setModel(m_model);
    setItemDelegate(new Delegate(ui, this));
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("History"));
}

void HistoryView::show(const QList<Row> &events, const seat::Queries::Directory &directory)
{
    m_model->setEvents(events, directory);
}

void HistoryView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("History"));
}

void HistoryView::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        scheduleDelayedItemsLayout();
}

} // namespace tidedesk::ui
