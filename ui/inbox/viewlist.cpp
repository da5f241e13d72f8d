// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/viewlist.h"
#include "ui/common/fonts.h"
#include "ui/common/formats.h"
#include "ui/common/glyphs.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include "ui/common/uicontext.h"
#include <QPainter>
#include <QStyledItemDelegate>

namespace tidedesk::ui {

class ViewList::Model final : public QAbstractListModel {
public:
    Model(const QList<InboxView> &views, QObject *parent)
        : QAbstractListModel(parent)
        , m_views(views)
    {
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_views.size()); }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const InboxView view = m_views.value(index.row());
        if (role == Qt::DisplayRole)
            return view.name;
        if (role == Qt::AccessibleTextRole)
            return view.count < 0 ? view.name : QStringLiteral("%1, %2").arg(view.name).arg(view.count);
        if (role == Qt::ToolTipRole && !view.heading)
            return plainToolTip(view.name);
        return {};
    }
    Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        return m_views.value(index.row()).heading ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    }
    void reset(const std::function<void()> &change)
    {
        beginResetModel();
        change();
        endResetModel();
    }
    void changed() { Q_EMIT dataChanged(index(0), index(rowCount() - 1)); }

private:
    const QList<InboxView> &m_views;
};

class ViewList::Painter final : public QStyledItemDelegate {
public:
    Painter(UiContext &ui, const QList<InboxView> &views, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_ui(ui)
        , m_views(views)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {80, 30}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const InboxView view = m_views.value(index.row());
        const ThemePalette &colors = m_ui.theme.colors();
        const QRect rect = option.rect.adjusted(6, 1, -6, -1);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || (!view.heading && option.state & QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(selected ? colors.selection : colors.hover);
            painter->drawRoundedRect(rect, 6, 6);
        }
        const QFont font = textFont(view.heading ? TextStyle::Tiny : selected ? TextStyle::Strong : TextStyle::Body);
        painter->setFont(font);
        painter->setPen(view.heading ? colors.muted : colors.text);
        int left = rect.left() + 8;
        if (!view.heading) {
            m_ui.icons.paint(painter, QRect(left, rect.center().y() - 7, 15, 15), view.icon, selected ? &ThemePalette::accent : &ThemePalette::muted);
            left += 23;
        }
        int right = rect.right() - 8;
        if (view.count >= 0) {
            const QString count = m_ui.formats.number(view.count);
            const QFont small = textFont(TextStyle::Small);
            const int width = QFontMetrics(small).horizontalAdvance(count);
            painter->setFont(small);
            painter->setPen(colors.muted);
            painter->drawText(QRect(right - width, rect.top(), width + 1, rect.height()), Qt::AlignVCenter, count);
            painter->setFont(font);
            painter->setPen(colors.text);
            right -= width + 8;
        }
        const QRect place(left, rect.top(), right - left, rect.height());
        painter->drawText(place, Qt::AlignVCenter | Qt::TextSingleLine, QFontMetrics(font).elidedText(view.name, Qt::ElideRight, place.width()));
        if (option.state & QStyle::State_HasFocus)
            paintFocusRing(painter, rect, 6, colors);
        painter->restore();
    }

private:
    UiContext &m_ui;
    const QList<InboxView> &m_views;
};

ViewList::ViewList(UiContext &ui, QWidget *parent)
    : QListView(parent)
    , m_ui(ui)
    , m_model(new Model(m_views, this))
{
    setObjectName(QStringLiteral("inboxViews"));
    setFrameShape(QFrame::NoFrame);
    setModel(m_model);
    setItemDelegate(new Painter(ui, m_views, this));
    setMouseTracking(true);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void ViewList::setViews(const QList<InboxView> &views)
{
    m_silent = true;
    m_model->reset([&] {
        const QList<InboxView> before = std::exchange(m_views, views);
        for (InboxView &view : m_views) {
            const auto known = std::find_if(before.begin(), before.end(), [&](const InboxView &old) { return !old.heading && old.query == view.query; });
            if (!view.heading && known != before.end())
                view.count = known->count;
        }
    });
    const auto same = std::find_if(m_views.begin(), m_views.end(), [this](const InboxView &view) { return !view.heading && view.query == m_current.query; });
    const qsizetype row = same == m_views.end() ? 0 : same - m_views.begin();
    m_current = m_views.value(row);
    setCurrentIndex(m_model->index(static_cast<int>(row)));
    m_silent = false;
}

void ViewList::choose(const domain::TicketQuery &query)
{
    m_current.query = query;
    setViews(QList<InboxView>(m_views));
}

QList<domain::TicketQuery> ViewList::queries() const
{
    QList<domain::TicketQuery> queries;
    for (const InboxView &view : m_views) {
        if (!view.heading)
            queries.append(view.query);
    }
    return queries;
}

void ViewList::setCounts(const QList<qint64> &counts)
{
    qsizetype next = 0;
    for (InboxView &view : m_views) {
        if (!view.heading)
            view.count = counts.value(next++, -1);
    }
    m_model->changed();
}

void ViewList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (m_silent || !current.isValid())
        return;
    m_current = m_views[current.row()];
    Q_EMIT chosen(m_current.query);
}

} // namespace tidedesk::ui
