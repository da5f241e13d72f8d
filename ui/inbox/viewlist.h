// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "ui/common/icons.h"
#include <QAbstractListModel>
#include <QListView>

namespace tidedesk::ui {

struct UiContext;

/// One entry of the views column.
struct InboxView {
    QString name;
    Icon icon = Icon::Inbox;
    domain::TicketQuery query;
    qint64 count = -1; ///< -1: not known yet
    bool heading = false; ///< a title between groups, cannot be chosen
};

/// The column of views with their counts.
class ViewList final : public QListView {
    Q_OBJECT
public:
    ViewList(UiContext &ui, QWidget *parent);
    void setViews(const QList<InboxView> &views); ///< keeps the place
    void setCounts(const QList<qint64> &counts); ///< of the views that are no headings, in order
    const QList<InboxView> &views() const { return m_views; }
    void choose(int row);

Q_SIGNALS:
    void chosen(const tidedesk::domain::TicketQuery &query);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    class Model;
    class Painter;
    UiContext &m_ui;
    QList<InboxView> m_views;
    Model *m_model;
    bool m_silent = false;
};

} // namespace tidedesk::ui
