// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/recordmodel.h"
#include "ui/common/fieldtext.h"
#include "ui/common/labels.h"
#include "ui/common/vocabulary.h"

namespace tidedesk::ui {

namespace {

bool isColumn(const schema::Field &field)
{
    static const QStringList elsewhere
        = {QStringLiteral("customer_id"), QStringLiteral("currency"), QStringLiteral("source"), QStringLiteral("as_of")};
    return !elsewhere.contains(QString(field.name));
}

} // namespace

RecordModel::RecordModel(const schema::Entity &entity, const FieldText &text, QObject *parent)
    : QAbstractTableModel(parent)
    , m_entity(entity)
    , m_text(text)
{
}

void RecordModel::setRows(const QList<Row> &rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = rows;
    m_columns.clear();
    for (const schema::Field &field : m_entity.fields())
        if (isColumn(field) && std::any_of(rows.begin(), rows.end(), [&](const Row &row) { return row.has(field); }))
            m_columns += field;
    endResetModel();
}

void RecordModel::retranslate()
{
    if (m_rows.isEmpty() || m_columns.isEmpty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int RecordModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RecordModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant RecordModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const schema::Field &field = m_columns.at(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return m_text.text(m_rows.at(index.row()), field);
    case Qt::ToolTipRole:
        return plainToolTip(m_text.text(m_rows.at(index.row()), field));
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (FieldText::isNumeric(field) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const schema::Field &field = m_columns.at(section);
    if (role == Qt::DisplayRole)
        return Vocabulary::field(field);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (FieldText::isNumeric(field) ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

} // namespace tidedesk::ui
