// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/ticketlistmodel.h"
#include "core/schema/entities.h"
#include "ui/common/fieldtext.h"
#include "ui/common/formats.h"
#include "ui/common/labels.h"
#include "ui/common/vocabulary.h"

namespace tidedesk::ui {

using domain::TicketLine;
using domain::TicketQuery;

namespace {
constexpr int kPauseMs = 150;
constexpr int kLongestPauseMs = 3000;
} // namespace

const schema::Field &TicketListModel::fieldOf(int column)
{
    const auto &t = schema::ticket();
    switch (column) {
    case Status:
        return t.status;
    case Priority:
        return t.priority;
    case Number:
        return t.number;
    case Customer:
        return t.customerId;
    case Assignee:
        return t.assigneeId;
    case Queue:
        return t.queueId;
    case Channel:
        return t.channel;
    case Created:
        return t.createdAt;
    case Updated:
        return t.updatedAt;
    default:
        return t.subject;
    }
}

TicketListModel::TicketListModel(seat::Queries &queries, const Formats &formats, QObject *parent)
    : QAbstractTableModel(parent)
    , m_queries(queries)
    , m_formats(formats)
    , m_pages(kPages)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &TicketListModel::refresh);
}

void TicketListModel::setQuery(const TicketQuery &query)
{
    beginResetModel();
    m_query = query;
    m_pages.clear();
    m_underWay.clear();
    m_outline = {};
    m_rows = 0;
    m_wantedRows = 0;
    m_loading = true;
    m_measured = false;
    m_refreshing = false;
    m_again = false;
    m_pause.stop();
    endResetModel();
    const quint64 generation = ++m_generation;
    m_queries.firstPage(m_query, this, [this, generation](const Result<Lines> &lines) {
        if (generation != m_generation)
            return;
        if (!lines)
            return fail(lines.error());
        m_loading = false;
        takePage(0, *lines);
        Q_EMIT loaded();
    });
    m_queries.outline(m_query, this, [this, generation](const Result<domain::ListOutline> &outline) {
        if (generation != m_generation)
            return;
        if (!outline)
            return fail(outline.error());
        takeOutline(*outline);
    });
}

void TicketListModel::fail(const Error &error)
{
    m_loading = false;
    m_refreshing = false;
    Q_EMIT failed(error);
}

/// The view keeps a height per row: a million of them at once would hold up the screen for some 20 ms.
void TicketListModel::setRows(int rows)
{
    m_wantedRows = rows;
    if (rows > m_rows) {
        const int next = qMin(rows, m_rows + kGrowth);
        beginInsertRows({}, m_rows, next - 1);
        m_rows = next;
        endInsertRows();
        if (m_rows < m_wantedRows)
            QTimer::singleShot(0, this, [this] { setRows(m_wantedRows); });
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
}

void TicketListModel::takeOutline(const domain::ListOutline &outline)
{
    m_outline = outline;
    m_measured = true;
    // The first page may have been read a moment earlier than the length.
    setRows(static_cast<int>(qMax(outline.total, m_pages.contains(0) ? qint64(m_pages.object(0)->size()) : 0)));
}

void TicketListModel::takePage(int page, const Lines &lines)
{
    m_pages.insert(page, new Lines(lines));
    const int first = page * domain::kListPage;
    const int end = first + static_cast<int>(lines.size());
    if (!m_measured && end > m_rows)
        return setRows(end);
    const int last = qMin(end, m_rows) - 1;
    if (first <= last)
        Q_EMIT dataChanged(index(first, 0), index(last, kColumns - 1));
}

const TicketLine *TicketListModel::line(int row) const
{
    const int page = row / domain::kListPage;
    const Lines *lines = m_pages.object(page);
    if (!lines) {
        fetch(page);
        return nullptr;
    }
    const int place = row % domain::kListPage;
    return place < lines->size() ? &lines->at(place) : nullptr;
}

void TicketListModel::fetch(int page) const
{
    if (m_underWay.contains(page) || page >= m_outline.anchors.size())
        return;
    m_underWay.insert(page);
    // Reading ahead of data() changes nothing that callers of a const model can see.
    auto *self = const_cast<TicketListModel *>(this);
    const quint64 generation = m_generation;
    m_queries.page(m_query, m_outline.anchors[page], self, [self, page, generation](const Result<Lines> &lines) {
        if (generation != self->m_generation)
            return;
        self->m_underWay.remove(page);
        if (lines)
            self->takePage(page, *lines);
        else
            Q_EMIT self->failed(lines.error());
    });
}

void TicketListModel::setShown(int first, int last)
{
    m_firstShown = qMax(0, first);
    m_lastShown = qMax(m_firstShown, last);
}

/// Length first, then the pages on screen; only when all are there the list changes.
void TicketListModel::refresh()
{
    if (m_loading || m_refreshing) {
        m_again = true;
        return;
    }
    m_refreshing = true;
    m_again = false;
    m_clock.start();
    const quint64 generation = m_generation;
    m_queries.outline(m_query, this, [this, generation](const Result<domain::ListOutline> &outline) {
        if (generation != m_generation)
            return;
        if (!outline)
            return fail(outline.error());
        const auto fresh = std::make_shared<Fresh>();
        fresh->outline = *outline;
        readShownPages(fresh, generation);
    });
}

void TicketListModel::readShownPages(const std::shared_ptr<Fresh> &fresh, quint64 generation)
{
    const int pages = qMax(1, static_cast<int>(fresh->outline.anchors.size()));
    const int first = qBound(0, m_firstShown / domain::kListPage, pages - 1);
    const int last = qBound(first, m_lastShown / domain::kListPage, pages - 1);
    fresh->missing = last - first + 1;
    for (int page = first; page <= last; ++page) {
        const domain::ListAnchor anchor = fresh->outline.anchors.value(page, {0, 0, true});
        m_queries.page(m_query, anchor, this, [this, fresh, page, generation](const Result<Lines> &lines) {
            if (generation != m_generation)
                return;
            if (!lines)
                return fail(lines.error());
            fresh->pages.insert(page, *lines);
            if (--fresh->missing == 0)
                swapIn(*fresh);
        });
    }
}

void TicketListModel::swapIn(const Fresh &fresh)
{
    Q_EMIT aboutToRearrange();
    const int rows = static_cast<int>(fresh.outline.total);
    if (rows > m_rows)
        setRows(rows);
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QList<Id> tickets;
    for (const QModelIndex &index : before)
        tickets.append(ticketAt(index.row()));
    ++m_generation; // pages of the old order that are still on their way no longer fit
    m_underWay.clear();
    m_pages.clear();
    m_outline = fresh.outline;
    m_measured = true;
    for (auto it = fresh.pages.cbegin(); it != fresh.pages.cend(); ++it)
        m_pages.insert(it.key(), new Lines(*it));
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = tickets[i].isNull() ? -1 : rowOf(tickets[i]);
        after.append(row < 0 || row >= m_rows ? QModelIndex() : index(row, before[i].column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
    setRows(rows);
    Q_EMIT rearranged();
    finishRefresh();
}

void TicketListModel::finishRefresh()
{
    m_refreshing = false;
    // A list that is slow to measure must not keep the reader from answering other screens.
    m_pause.setInterval(static_cast<int>(qBound(qint64(kPauseMs), 4 * m_clock.elapsed(), qint64(kLongestPauseMs))));
    if (std::exchange(m_again, false))
        m_pause.start();
}

int TicketListModel::rowOf(const Id &ticket) const
{
    for (const int page : m_pages.keys()) {
        const Lines *lines = m_pages.object(page);
        for (qsizetype i = 0; i < lines->size(); ++i) {
            if (lines->at(i).ticket.id() == ticket)
                return page * domain::kListPage + static_cast<int>(i);
        }
    }
    return -1;
}

Id TicketListModel::ticketAt(int row) const
{
    const Lines *lines = row < 0 ? nullptr : m_pages.object(row / domain::kListPage);
    const int place = row % domain::kListPage;
    return lines && place < lines->size() ? lines->at(place).ticket.id() : Id();
}

void TicketListModel::applyChanges(const domain::ChangeSet &changes)
{
    if (!changes.touches(schema::ticket()) && !changes.touches(schema::customer()) && !changes.reviews && !changes.outbox)
        return;
    if (!changes.everything)
        rereadLines(changes.rows.value(schema::ticket().name()));
    if (m_refreshing)
        m_again = true;
    else if (!m_pause.isActive())
        m_pause.start();
}

void TicketListModel::rereadLines(const QSet<Id> &tickets)
{
    QList<Id> held;
    for (const Id &ticket : tickets) {
        if (rowOf(ticket) >= 0)
            held.append(ticket);
    }
    if (held.isEmpty() || held.size() > domain::kListPage)
        return;
    m_queries.lines(held, this, [this](const Result<Lines> &lines) {
        if (!lines)
            return;
        for (TicketLine fresh : *lines) {
            const int row = rowOf(fresh.ticket.id());
            Lines *page = row < 0 ? nullptr : m_pages.object(row / domain::kListPage);
            if (!page)
                continue;
            TicketLine &place = (*page)[row % domain::kListPage];
            fresh.position = place.position;
            place = fresh;
            Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
        }
    });
}

void TicketListModel::setDirectory(const seat::Queries::Directory &directory)
{
    m_directory = directory;
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, kColumns - 1));
}

int TicketListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }

int TicketListModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(kColumns); }

std::optional<TicketQuery::Sort> TicketListModel::sortOf(int column)
{
    switch (column) {
    case Priority:
        return TicketQuery::Sort::Priority;
    case Number:
        return TicketQuery::Sort::Number;
    case Created:
        return TicketQuery::Sort::Created;
    case Updated:
        return TicketQuery::Sort::Updated;
    default:
        return {};
    }
}

QVariant TicketListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return section == Summary ? tr("Ticket") : Vocabulary::field(fieldOf(section));
    if (role == Qt::ToolTipRole && sortOf(section))
        return plainToolTip(tr("Click to sort by it"));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    return {};
}

QString TicketListModel::reference(const Row &ticket)
{
    return FieldText::reference(ticket);
}

QVariant TicketListModel::shown(const TicketLine &line, int column) const
{
    const Row &ticket = line.ticket;
    const schema::Field &field = fieldOf(column);
    switch (column) {
    case Number:
        return reference(ticket);
    case Customer:
        return line.customerName;
    case Assignee:
        return m_directory.userName(ticket.ref(field));
    case Queue:
        return m_directory.queueName(ticket.ref(field));
    case Created:
    case Updated:
        return ticket.has(field) ? m_formats.age(ticket.number(field)) : QString();
    case Status:
    case Priority:
    case Channel:
        return Vocabulary::choice(field, ticket.number(field));
    default:
        return ticket.text(field);
    }
}

/// What a screen reader says of a row.
QString TicketListModel::spoken(const TicketLine &line) const
{
    QStringList parts {reference(line.ticket), line.ticket.text(schema::ticket().subject), line.customerName};
    for (const int column : {Status, Priority, Assignee, Channel, Updated})
        parts.append(shown(line, column).toString());
    if (line.review)
        parts.append(tr("needs your decision"));
    if (line.pending)
        parts.append(tr("not yet sent to the server"));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString TicketListModel::toolTip(const TicketLine &line, int column) const
{
    const Row &ticket = line.ticket;
    if (column == Created || column == Updated)
        return ticket.has(fieldOf(column)) ? m_formats.absolute(ticket.number(fieldOf(column))) : QString();
    if (column == Number && !ticket.has(schema::ticket().number))
        return tr("Provisional: the server gives the number");
    if (column != Summary)
        return shown(line, column).toString();
    QStringList parts {ticket.text(schema::ticket().subject), line.customerName};
    if (line.review)
        parts.append(tr("A change of yours needs your decision"));
    if (line.pending)
        parts.append(tr("Changes wait to be sent to the server"));
    if (!ticket.has(schema::ticket().number))
        parts.append(tr("Provisional: the server gives the number"));
    if (ticket.has(schema::ticket().updatedAt))
        parts.append(tr("Last change: %1").arg(m_formats.absolute(ticket.number(schema::ticket().updatedAt))));
    parts.removeAll(QString());
    return parts.join(u'\n');
}

QVariant TicketListModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole && role != IdRole)
        return {};
    const TicketLine *found = index.isValid() ? line(index.row()) : nullptr;
    if (!found)
        return {};
    switch (role) {
    case IdRole:
        return found->ticket.id().toString();
    case Qt::AccessibleTextRole:
        return index.column() == Summary ? spoken(*found) : shown(*found, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(*found, index.column()));
    default:
        return shown(*found, index.column());
    }
}

} // namespace tidedesk::ui
