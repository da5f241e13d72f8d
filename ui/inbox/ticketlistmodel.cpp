// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/ticketlistmodel.h"
#include "core/schema/entities.h"

namespace tidedesk::ui {

using domain::TicketLine;

namespace {
constexpr int kPauseMs = 120;

bool sameOrder(const QList<TicketLine> &a, const QList<TicketLine> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](const TicketLine &x, const TicketLine &y) { return x.ticket.id() == y.ticket.id(); });
}
} // namespace

TicketListModel::TicketListModel(seat::Queries &queries, QObject *parent)
    : QAbstractListModel(parent)
    , m_queries(queries)
    , m_pages(kPages)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &TicketListModel::refresh);
}

void TicketListModel::setQuery(const domain::TicketQuery &query)
{
    beginResetModel();
    m_query = query;
    m_pages.clear();
    m_underWay.clear();
    m_outline = {};
    m_rows = 0;
    m_loading = true;
    endResetModel();
    refresh();
}

/// Reads the first page and the length again; what is shown stays until they are there.
void TicketListModel::refresh()
{
    const quint64 generation = ++m_generation;
    m_queries.firstPage(m_query, this, [this, generation](const Result<Lines> &lines) {
        if (generation != m_generation)
            return;
        if (!lines) {
            m_loading = false;
            Q_EMIT failed(lines.error());
            return;
        }
        takeFirstPage(*lines);
        m_queries.outline(m_query, this, [this, generation](const Result<domain::ListOutline> &outline) {
            if (outline && generation == m_generation)
                takeOutline(*outline);
        });
    });
}

void TicketListModel::takeFirstPage(const Lines &lines)
{
    const Lines *shown = m_pages.object(0);
    m_underWay.clear();
    if (shown && sameOrder(*shown, lines)) {
        m_pages.insert(0, new Lines(lines));
        Q_EMIT dataChanged(index(0), index(qMax(0, static_cast<int>(lines.size()) - 1)));
    } else {
        beginResetModel();
        m_pages.clear();
        m_pages.insert(0, new Lines(lines));
        // Until the length is known there is at least what was seen.
        m_rows = static_cast<int>(lines.size());
        endResetModel();
    }
    m_loading = false;
    Q_EMIT loaded();
}

void TicketListModel::takeOutline(const domain::ListOutline &outline)
{
    const bool moved = outline.anchors.size() > 1
        && (m_outline.anchors.size() != outline.anchors.size() || m_outline.total != outline.total);
    m_outline = outline;
    if (moved) {
        // Pages behind the first may begin elsewhere now.
        const Lines *first = m_pages.object(0);
        auto *kept = first ? new Lines(*first) : nullptr;
        m_pages.clear();
        if (kept)
            m_pages.insert(0, kept);
    }
    const int rows = static_cast<int>(outline.total);
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
}

int TicketListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }

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
    auto *self = const_cast<TicketListModel *>(this);
    const quint64 generation = m_generation;
    m_queries.page(m_query, m_outline.anchors[page], self, [self, page, generation](const Result<Lines> &lines) {
        if (generation != self->m_generation)
            return;
        self->m_underWay.remove(page);
        if (lines)
            self->takePage(page, *lines);
    });
}

void TicketListModel::takePage(int page, const Lines &lines)
{
    m_pages.insert(page, new Lines(lines));
    const int first = page * domain::kListPage;
    const int last = qMin(first + static_cast<int>(lines.size()), m_rows) - 1;
    if (first <= last)
        Q_EMIT dataChanged(index(first), index(last));
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

QVariant TicketListModel::data(const QModelIndex &index, int role) const
{
    const TicketLine *found = index.isValid() ? line(index.row()) : nullptr;
    if (!found)
        return {};
    const auto &t = schema::ticket();
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return QString(found->ticket.text(t.subject) + QStringLiteral(", ") + found->customerName);
    if (role == IdRole)
        return found->ticket.id().toString();
    return {};
}

void TicketListModel::applyChanges(const domain::ChangeSet &changes)
{
    if (!changes.touches(schema::ticket()) && !changes.touches(schema::customer()) && !changes.reviews)
        return;
    if (!changes.everything)
        rereadLines(changes.rows.value(schema::ticket().name()));
    if (!m_pause.isActive())
        m_pause.start();
}

void TicketListModel::rereadLines(const QSet<Id> &tickets)
{
    QList<Id> shown;
    for (const Id &ticket : tickets) {
        if (rowOf(ticket) >= 0)
            shown.append(ticket);
    }
    if (shown.isEmpty() || shown.size() > domain::kListPage)
        return;
    m_queries.lines(shown, this, [this](const Result<Lines> &lines) {
        if (!lines)
            return;
        for (const TicketLine &fresh : *lines) {
            const int row = rowOf(fresh.ticket.id());
            Lines *page = row < 0 ? nullptr : m_pages.object(row / domain::kListPage);
            if (!page)
                continue;
            (*page)[row % domain::kListPage] = fresh;
            Q_EMIT dataChanged(index(row), index(row));
        }
    });
}

void TicketListModel::setPeople(const QHash<Id, QString> &names)
{
    m_people = names;
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0), index(m_rows - 1));
}

} // namespace tidedesk::ui
