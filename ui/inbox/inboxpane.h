// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QStackedLayout;
class QToolButton;

namespace tidedesk::ui {

class BehindBar;
class EmptyState;
class ErrorBanner;
class FilterBar;
class SkeletonRows;
class SortButton;
class TicketListModel;
class TicketTable;
class ViewList;

/// Views with live counts, filters, order, and the tickets themselves. Says which ticket was chosen; what happens then
/// is the desk's business.
class InboxPane final : public QWidget {
    Q_OBJECT
public:
    InboxPane(UiContext &ui, seat::Queries &queries, QWidget *parent);

    void setUser(const Id &user);
    void reload(); ///< people, queues, views, counts and the list
    void selectTicket(const Id &ticket); ///< marks it when it is in sight
    void step(int rows); ///< next or previous ticket
    Id currentTicket() const { return m_selected; }
    void setViewsShown(bool shown); ///< the column of views
    bool viewsShown() const;
    /// A view of these tickets alone, until it is closed or another takes its place. `title` names it in the current
    /// language: "Handled, 12 Nov".
    void showChosen(const std::function<QString()> &title, const QList<Id> &tickets);
    void closeChosen(); ///< back to the view before
    void setNewAction(QAction *action); ///< behind the button "new ticket"

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void ticketChosen(const tidedesk::Id &ticket); ///< the selection moved there
    void ticketActivated(const tidedesk::Id &ticket); ///< Enter or double click

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildToolbar();
    void buildLayout();
    void connectParts();
    void retranslate();
    void retranslateEmpty();
    void rebuildViews();
    void showBehind();
    void reloadCounts();
    void applyQuery();
    void onLoaded();
    void showList();
    void onCurrentChanged();
    void onRearranged();
    QString columnsKey() const; ///< of the person who is signed in
    void setSort(domain::TicketQuery::Sort sort, bool descending);

    UiContext &m_ui;
    seat::Queries &m_queries;
    Id m_user;
    seat::Queries::Directory m_directory;
    domain::TicketQuery m_query; ///< view and order; filters are the bar's
    TicketListModel *m_model;
    ViewList *m_views;
    TicketTable *m_list;
    FilterBar *m_filters;
    BehindBar *m_behind;
    SortButton *m_sort;
    QLabel *m_title;
    QToolButton *m_fold;
    QToolButton *m_columns; ///< shown while the list is wide
    QToolButton *m_new;
    EmptyState *m_empty;
    SkeletonRows *m_skeleton;
    ErrorBanner *m_error;
    QStackedLayout *m_stack;
    QTimer m_countsPause;
    QTimer m_patience; ///< a quick answer shows no skeleton
    QTimer m_minute; ///< relative times grow old
    std::function<QString()> m_chosenTitle; ///< of the temporary view; none = there is none
    domain::TicketQuery m_chosen;
    domain::TicketQuery m_before; ///< view to go back to
    Id m_selected;
    bool m_restoring = false;
    bool m_counting = false;
    bool m_countAgain = false;
};

} // namespace tidedesk::ui
