// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include <QAbstractListModel>

namespace tidedesk::ui {

class CustomerListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { Name = Qt::DisplayRole, Reach = Qt::UserRole, Open, Tier, Key };

    using QAbstractListModel::QAbstractListModel;
    void setLines(const QList<domain::CustomerLine> &lines);
    Id customer(int row) const { return m_lines.at(row).customer.id(); }
    int rowOf(const Id &customer) const; ///< -1 when it is not in the list

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<domain::CustomerLine> m_lines;
};

} // namespace tidedesk::ui
