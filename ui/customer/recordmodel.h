// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include <QAbstractTableModel>

namespace tidedesk::ui {

class FieldText;

/// Rows of one entity as a table. The columns are the fields of the spine, without those that are the same for every
/// row here (customer), that belong to another column (currency) or stand below the table (source, as-of), and without
/// fields that no row has a value for.
class RecordModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    RecordModel(const schema::Entity &entity, const FieldText &text, QObject *parent);

    void setRows(const QList<Row> &rows);
    void retranslate(); ///< texts have changed
    const QList<Row> &rows() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const schema::Entity &m_entity;
    const FieldText &m_text;
    QList<schema::Field> m_columns;
    QList<Row> m_rows;
};

} // namespace tidedesk::ui
