// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QTimer>
#include <QWidget>

class QLabel;
class QListView;
class QStackedLayout;

namespace tidedesk::ui {

class EmptyState;
class ErrorBanner;
class PropertyCombo;
class TicketListModel;
class ViewList;

/// Views with live counts, filters, order, and the tickets themselves. Says which ticket was chosen; what happens then
/// is the desk's business.
class InboxPane final : public QWidget {
    Q_OBJECT
public:
    InboxPane(UiContext &ui, seat::Queries &queries, QWidget *parent);

    void setUser(const Id &user);
    void applyChanges(const domain::ChangeSet &changes);
    void reload(); ///< people, queues, views, counts and the list
    void selectTicket(const Id &ticket); ///< marks it when it is in sight
    void step(int rows); ///< next or previous ticket
    Id currentTicket() const;

Q_SIGNALS:
    void ticketChosen(const tidedesk::Id &ticket); ///< the selection moved there
    void ticketActivated(const tidedesk::Id &ticket); ///< Enter or double click
    void newTicketRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *buildToolbar();
    void buildLayout();
    void retranslate();
    void rebuildViews();
    void reloadCounts();
    void applyQuery();
    void onLoaded();

    UiContext &m_ui;
    seat::Queries &m_queries;
    Id m_user;
    seat::Queries::Directory m_directory;
    domain::TicketQuery m_view; ///< as chosen in the column
    TicketListModel *m_model;
    ViewList *m_views;
    QListView *m_list;
    PropertyCombo *m_sort;
    PropertyCombo *m_status;
    PropertyCombo *m_priority;
    PropertyCombo *m_channel;
    QLabel *m_title;
    EmptyState *m_empty;
    ErrorBanner *m_error;
    QStackedLayout *m_stack;
    QTimer m_countsPause;
    Id m_selected;
    bool m_restoring = false;
};

} // namespace tidedesk::ui
