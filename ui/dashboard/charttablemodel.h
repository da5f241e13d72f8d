// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/series.h"
#include <QAbstractTableModel>

namespace tidedesk::ui {

class FigureText;

/// A chart as a table: a row for each category, a column for each series, exact values. What has no data says so.
class ChartTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    ChartTableModel(const FigureText &text, QObject *parent);
    void setChart(const kpi::Chart &chart); ///< also after the language changed

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const FigureText &m_text;
    kpi::Chart m_chart;
};

} // namespace tidedesk::ui
