// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QAbstractListModel>

namespace tidedesk::ui {

/// The events of a ticket, newest first.
class HistoryModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IconRole = Qt::UserRole + 1, TimeRole, DayRole };

    HistoryModel(UiContext &ui, QObject *parent);
    void setEvents(const QList<Row> &events, const seat::Queries::Directory &directory);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    UiContext &m_ui;
    QList<Row> m_events;
    seat::Queries::Directory m_directory;
};

} // namespace tidedesk::ui
