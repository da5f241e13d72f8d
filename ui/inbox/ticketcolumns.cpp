// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/ticketcolumns.h"
#include "ui/inbox/ticketlistmodel.h"

namespace tidedesk::ui {

namespace {

using Model = TicketListModel;
constexpr int kWidest = 800;

QString nameOf(int column) { return QString(Model::fieldOf(column).name); }

} // namespace

TicketColumns::TicketColumns()
    : m_columns {{Model::Status, 100, 0}, {Model::Priority, 86, 0}, {Model::Number, 82, 0}, {Model::Subject, 160, 0},
          {Model::Customer, 140, 0}, {Model::Assignee, 104, 0}, {Model::Queue, 112, 960}, {Model::Channel, 112, 960},
          {Model::Created, 84, 1240}, {Model::Updated, 88, 0}}
{
}

TicketColumns TicketColumns::fromText(const QString &text)
{
    TicketColumns columns;
    QList<One> named;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        const QStringList parts = word.split(u':');
        const auto known = std::find_if(columns.m_columns.begin(), columns.m_columns.end(),
            [&parts](const One &one) { return nameOf(one.column) == parts.first(); });
        if (parts.size() != 3 || known == columns.m_columns.end())
            continue;
        One one = *known;
        columns.m_columns.erase(known);
        if (const int width = parts[1].toInt(); width > 0)
            one.width = qBound(kNarrowest, width, kWidest);
        if (parts[2] != u"-" && one.column != Model::Subject)
            one.chosen = parts[2] == u"1";
        named.append(one);
    }
    columns.m_columns = named + columns.m_columns;
    return columns;
}

QString TicketColumns::toText() const
{
    if (m_columns == TicketColumns().m_columns)
        return {};
    QStringList words;
    for (const One &one : m_columns) {
        const QString shown = one.chosen ? (*one.chosen ? QStringLiteral("1") : QStringLiteral("0")) : QStringLiteral("-");
        words.append(QStringLiteral("%1:%2:%3").arg(nameOf(one.column)).arg(one.width).arg(shown));
    }
    return words.join(u' ');
}

TicketColumns::One *TicketColumns::find(int column)
{
    const auto found = std::find_if(m_columns.begin(), m_columns.end(), [column](const One &one) { return one.column == column; });
    return found == m_columns.end() ? nullptr : &*found;
}

void TicketColumns::setOrder(const QList<int> &columns)
{
    std::stable_sort(m_columns.begin(), m_columns.end(),
        [&columns](const One &a, const One &b) { return columns.indexOf(a.column) < columns.indexOf(b.column); });
}

} // namespace tidedesk::ui
