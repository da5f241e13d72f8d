// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/customer/customerblocks.h"
#include <QWidget>

class QLabel;
class QStackedLayout;
class QTableView;

namespace tidedesk::ui {

class EmptyState;
class RecordModel;
struct UiContext;

/// One block of a customer as a table, with its sources below.
class RecordTable final : public QWidget {
    Q_OBJECT
public:
    RecordTable(UiContext &ui, const FieldText &text, CustomerBlocks::Kind kind, const schema::Entity &entity,
        QWidget *parent);
    void setRows(const QList<Row> &rows, const QString &provenance);
    void retranslate();

private:
    CustomerBlocks::Kind m_kind;
    RecordModel *m_model;
    QTableView *m_table;
    QLabel *m_provenance;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace tidedesk::ui
