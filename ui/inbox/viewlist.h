// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/inbox/inboxviews.h"
#include <QAbstractListModel>
#include <QListView>

namespace tidedesk::ui {

struct UiContext;

/// The column of views with their counts.
class ViewList final : public QListView {
    Q_OBJECT
public:
    ViewList(UiContext &ui, QWidget *parent);
    void setViews(const QList<InboxView> &views); ///< keeps the view chosen, else takes the first; silent
    void choose(const domain::TicketQuery &query); ///< silent
    void setCounts(const QList<qint64> &counts); ///< of queries(), in order
    QList<domain::TicketQuery> queries() const; ///< of the views that are no headings
    domain::TicketQuery currentQuery() const { return m_current.query; }
    const QList<InboxView> &views() const { return m_views; }
    QString currentName() const { return m_current.name; }

Q_SIGNALS:
    void chosen(const tidedesk::domain::TicketQuery &query);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    class Model;
    class Painter;
    UiContext &m_ui;
    QList<InboxView> m_views;
    InboxView m_current;
    Model *m_model;
    bool m_silent = false;
};

} // namespace tidedesk::ui
