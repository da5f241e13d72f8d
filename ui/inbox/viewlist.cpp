// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/viewlist.h"
#include "ui/common/fonts.h"
#include "ui/common/formats.h"
#include "ui/common/glyphs.h"
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
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return m_views.value(index.row()).name;
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
    const int row = currentIndex().row();
    m_silent = true;
    m_model->reset([&] { m_views = views; });
    setCurrentIndex(m_model->index(row < 0 || row >= views.size() || views[row].heading ? 0 : row));
    m_silent = false;
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

void ViewList::choose(int row) { setCurrentIndex(m_model->index(row)); }

void ViewList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (!m_silent && current.isValid())
        Q_EMIT chosen(m_views[current.row()].query);
}

} // namespace tidedesk::ui
