// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"

/// Values that queries of the local store answer with. Plain data; filled on the database thread, shown by ui/.
namespace tidedesk::domain {

/// Which tickets, in which order. Lists are cut into pages of kListPage rows.
struct TicketQuery {
    enum class View {
        Mine, ///< open, assigned to me
        Unassigned, ///< open, nobody's
        Team, ///< open, in a queue of one of my teams
        Open, ///< every open one the seat holds
        Queue, ///< open, in `queue`
        All, ///< done ones too
        Customer, ///< all of `customer`
        Chosen, ///< those in `chosen` that the seat holds, e.g. the ones behind a figure
    };
    enum class Sort { Updated, Created, Priority, Number };

    View view = View::Mine;
    Id queue;
    Id customer;
    QList<Id> chosen;
    QList<qint64> statuses; ///< empty = as the view says; choices of schema::Ticket
    QList<qint64> priorities; ///< empty = any
    QList<qint64> channels;
    QString tag;
    Sort sort = Sort::Updated;
    bool descending = true;

    friend bool operator==(const TicketQuery &, const TicketQuery &) = default;
};

inline constexpr int kListPage = 200;

/// Where a page begins: sort key and table row of the last ticket before it (keyset, so no OFFSET is ever walked).
struct ListAnchor {
    qint64 key = 0;
    qint64 rowNumber = 0;
    bool first = false; ///< before the first row
};

/// A list measured: how many rows, and where each page begins.
struct ListOutline {
    qint64 total = 0;
    QList<ListAnchor> anchors;
};

/// One line of a ticket list.
struct TicketLine {
    Row ticket;
    QString customerName;
    bool pending = false; ///< has changes the server has not acknowledged
    bool review = false; ///< has a conflict or a returned reply
    ListAnchor position; ///< of this line in its list; the next page begins after it
};

/// How a message stands with the server.
enum class Delivery { Delivered, Queued, Returned, Rejected };

struct MessageLine {
    Row message;
    QList<Row> attachments;
    Delivery delivery = Delivery::Delivered;
    Id review; ///< the card, when Returned or Rejected
};

/// Everything the ticket page shows.
struct TicketPage {
    Row ticket; ///< null when the seat holds no such ticket
    Row customer;
    Row standing; ///< the ticket it was merged into; null when it was not, or when that one is not held
    QList<Row> merged; ///< tickets merged into this one, also by way of others
    QList<MessageLine> messages; ///< its own and those of `merged`, oldest first; ones not yet delivered at the end
    QList<Row> events; ///< newest first, at most 200
    bool pending = false;
    qint64 lastSeen = 0; ///< greatest ordinal among its own messages: what a reply written now has seen
};

/// Everything the customer panel and page show: the six blocks and what hangs together with them.
struct CustomerPage {
    Row customer; ///< null when the seat holds no such customer
    QList<Row> identities;
    QList<Row> transactions; ///< newest first, at most 100 each
    QList<Row> contracts;
    QList<Row> receivables;
    QList<Row> usages;
    QList<Row> tickets;
    QList<Row> interactions;
    qint64 ticketCount = 0;
    qint64 openTickets = 0;
};

struct CustomerLine {
    Row customer;
    QString reach; ///< primary identity as written
    qint64 openTickets = 0;
};

/// One hit of the search box.
struct SearchHit {
    const schema::Entity *entity = nullptr; ///< ticket, message or customer
    Id id;
    Id ticket; ///< of a message
    QString title;
    QString snippet; ///< around the first hit
    qint64 at = 0;
};

struct SearchAnswer {
    QList<SearchHit> hits;
    bool more = false; ///< hits beyond the limit
    QString problem; ///< code of what is wrong with the query, empty = fine; `problemAt` = character
    qsizetype problemAt = -1;
    double indexed = 1.0; ///< share of the store that is in the index already
};

} // namespace tidedesk::domain
