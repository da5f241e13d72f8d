// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include <QAbstractListModel>
#include <QCache>
#include <QSet>
#include <QTimer>

namespace tidedesk::ui {

/// A ticket list of any length over pages of the local store: the first page shows at once, the length follows, other
/// pages come when they are looked at. At most kPages are held. Answers to an older question are dropped.
class TicketListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1 };
    static constexpr int kPages = 64;

    explicit TicketListModel(seat::Queries &queries, QObject *parent);

    void setQuery(const domain::TicketQuery &query);
    const domain::TicketQuery &query() const { return m_query; }
    /// Rows whose texts changed are read again; a changed order is read anew after a short pause.
    void applyChanges(const domain::ChangeSet &changes);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    /// The line of a row, null while its page is on the way.
    const domain::TicketLine *line(int row) const;
    /// Row of a ticket among the pages held, -1 when it is not there.
    int rowOf(const Id &ticket) const;
    bool isLoading() const { return m_loading; }
    void setPeople(const QHash<Id, QString> &names);
    QString personName(const Id &user) const { return m_people.value(user); }

Q_SIGNALS:
    void loaded(); ///< the first page is there, possibly empty
    void failed(const tidedesk::Error &error);

private:
    using Lines = QList<domain::TicketLine>;
    void refresh();
    void takeFirstPage(const Lines &lines);
    void takeOutline(const domain::ListOutline &outline);
    void fetch(int page) const;
    void takePage(int page, const Lines &lines);
    void rereadLines(const QSet<Id> &tickets);

    seat::Queries &m_queries;
    domain::TicketQuery m_query;
    domain::ListOutline m_outline;
    mutable QCache<int, Lines> m_pages;
    mutable QSet<int> m_underWay;
    QHash<Id, QString> m_people;
    quint64 m_generation = 0;
    int m_rows = 0;
    bool m_loading = false;
    QTimer m_pause;
};

} // namespace tidedesk::ui
