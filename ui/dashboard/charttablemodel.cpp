// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/charttablemodel.h"
#include "ui/dashboard/figuretext.h"

namespace tidedesk::ui {

ChartTableModel::ChartTableModel(const FigureText &text, QObject *parent)
    : QAbstractTableModel(parent)
    , m_text(text)
{
}

void ChartTableModel::setChart(const kpi::Chart &chart)
{
    beginResetModel();
    m_chart = chart;
    endResetModel();
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_chart.categories.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_chart.series.size()) + 1;
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == 0)
        return m_text.category(m_chart, m_chart.categories.at(index.row()));
    const std::optional<double> value = m_chart.series.at(index.column() - 1).values.at(index.row());
    return value ? m_text.value(*value, m_chart.unit) : tr("no data");
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section > m_chart.series.size())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == 0 ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    if (section == 0)
        return m_chart.per ? tr("Day") : tr("Group");
    return m_text.series(m_chart, m_chart.series.at(section - 1));
}

} // namespace tidedesk::ui
