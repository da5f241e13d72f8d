// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include <QAbstractTableModel>
#include <QCache>
#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

namespace tidedesk::ui {

class Formats;

/// A ticket list of any length over pages of the local store: the first page shows at once, the length follows, other
/// pages come when they are looked at. At most kPages are held. A list that changes is read anew behind what is shown and
/// swapped in whole, with the selection following its tickets. Answers to an older question are dropped. Main thread.
class TicketListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Summary, Status, Priority, Number, Subject, Customer, Assignee, Queue, Channel, Created, Updated, kColumns };
    enum Role { IdRole = Qt::UserRole + 1 };
    static constexpr int kPages = 64;
    static constexpr int kGrowth = 100'000; ///< rows added in one turn of the event loop

    TicketListModel(seat::Queries &queries, const Formats &formats, QObject *parent);

    void setQuery(const domain::TicketQuery &query);
    const domain::TicketQuery &query() const { return m_query; }
    void setDirectory(const seat::Queries::Directory &directory);
    /// Which rows are on screen: those pages survive a refresh.
    void setShown(int first, int last);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// The line of a row, null while its page is on the way.
    const domain::TicketLine *line(int row) const;
    /// Row of a ticket among the pages held, -1 when it is not there.
    int rowOf(const Id &ticket) const;
    Id ticketAt(int row) const;
    bool isLoading() const { return m_loading; }
    bool isMeasured() const { return m_measured; } ///< rowCount() is the whole list, or becomes it within a moment
    int pagesHeld() const { return static_cast<int>(m_pages.size()); }
    QString personName(const Id &user) const { return m_directory.userName(user); }

    static const schema::Field &fieldOf(int column); ///< what a column shows; the subject's for the summary
    static std::optional<domain::TicketQuery::Sort> sortOf(int column);
    /// "#10234", or "~A1B2C3" while the server has given no number.
    static QString reference(const Row &ticket);

public Q_SLOTS:
    /// Rows whose texts changed are read again at once, the list itself after a short pause.
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void loaded(); ///< a new list's first page is there, possibly empty
    void aboutToRearrange();
    void rearranged(); ///< the same list, read anew; rows may have moved
    void failed(const tidedesk::Error &error);

private:
    using Lines = QList<domain::TicketLine>;
    /// A list being read behind the one shown.
    struct Fresh {
        domain::ListOutline outline;
        QHash<int, Lines> pages;
        int missing = 0;
    };
    void refresh();
    void readShownPages(const std::shared_ptr<Fresh> &fresh, quint64 generation);
    void swapIn(const Fresh &fresh);
    void finishRefresh();
    void takeOutline(const domain::ListOutline &outline);
    void setRows(int rows);
    void fetch(int page) const;
    void takePage(int page, const Lines &lines);
    void rereadLines(const QSet<Id> &tickets);
    void fail(const Error &error);
    QVariant shown(const domain::TicketLine &line, int column) const;
    QString spoken(const domain::TicketLine &line) const;
    QString toolTip(const domain::TicketLine &line, int column) const;

    seat::Queries &m_queries;
    const Formats &m_formats;
    domain::TicketQuery m_query;
    domain::ListOutline m_outline;
    seat::Queries::Directory m_directory;
    mutable QCache<int, Lines> m_pages;
    mutable QSet<int> m_underWay;
    quint64 m_generation = 0; ///< of the query and of each swap; answers of older ones are dropped
    int m_rows = 0;
    int m_wantedRows = 0; ///< what m_rows grows to
    int m_firstShown = 0;
    int m_lastShown = 0;
    bool m_loading = false;
    bool m_measured = false;
    bool m_refreshing = false;
    bool m_again = false; ///< something changed while refreshing
    QElapsedTimer m_clock; ///< how long a refresh takes
    QTimer m_pause;
};

} // namespace tidedesk::ui
