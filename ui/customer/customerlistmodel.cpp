// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customerlistmodel.h"
#include "core/schema/entities.h"

namespace tidedesk::ui {

void CustomerListModel::setLines(const QList<domain::CustomerLine> &lines)
{
    const bool same = std::equal(lines.begin(), lines.end(), m_lines.begin(), m_lines.end(),
        [](const auto &a, const auto &b) { return a.customer.id() == b.customer.id(); });
    if (!same) {
        beginResetModel();
        m_lines = lines;
        endResetModel();
        return;
    }
    m_lines = lines;
    if (!lines.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int CustomerListModel::rowOf(const Id &customer) const
{
    for (int row = 0; row < m_lines.size(); ++row)
        if (m_lines.at(row).customer.id() == customer)
            return row;
    return -1;
}

int CustomerListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant CustomerListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const domain::CustomerLine &line = m_lines.at(index.row());
    const schema::Customer &f = schema::customer();
    switch (role) {
    case Name:
        return line.customer.text(f.name);
    case Reach:
        return line.reach.isEmpty() ? line.customer.text(f.company) : line.reach;
    case Open:
        return line.openTickets;
    case Tier:
        return line.customer.number(f.tier, -1);
    case Key:
        return line.customer.id().toString();
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(line.customer.text(f.name), line.reach);
    default:
        return {};
    }
}

} // namespace tidedesk::ui
