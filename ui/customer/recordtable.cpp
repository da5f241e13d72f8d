// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/recordtable.h"
#include "ui/common/emptystate.h"
#include "ui/common/labels.h"
#include "ui/common/uicontext.h"
#include "ui/customer/recordmodel.h"
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace tidedesk::ui {

namespace {
constexpr int kColumnGap = 20;
constexpr int kWidestColumn = 280; // a long title must not push the amount off the screen
} // namespace

RecordTable::RecordTable(UiContext &ui, const FieldText &text, CustomerBlocks::Kind kind,
    const schema::Entity &entity, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_model(new RecordModel(entity, text, this))
    , m_table(new QTableView(this))
    , m_provenance(mutedLabel({}, TextStyle::Small, this))
    , m_empty(new EmptyState(ui.theme, Icon::Info, this))
    , m_stack(new QStackedLayout(this))
{
    setObjectName(QStringLiteral("records%1").arg(static_cast<int>(kind)));
    m_table->setObjectName(QStringLiteral("records"));
    m_table->setModel(m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(30);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_provenance->setObjectName(QStringLiteral("provenance"));
    m_provenance->setContentsMargins(12, 6, 12, 8);
    auto *full = new QWidget(this);
    auto *inner = new QVBoxLayout(full);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(m_table, 1);
    inner->addWidget(m_provenance);
    m_stack->addWidget(full);
    m_stack->addWidget(m_empty);
    retranslate();
}

void RecordTable::setRows(const QList<Row> &rows, const QString &provenance)
{
    if (rows != m_model->rows()) {
        m_model->setRows(rows);
        m_table->resizeColumnsToContents();
        for (int column = 0; column < m_model->columnCount() - 1; ++column)
            m_table->setColumnWidth(column, std::min(m_table->columnWidth(column) + kColumnGap, kWidestColumn));
    }
    m_provenance->setText(provenance);
    m_stack->setCurrentIndex(rows.isEmpty() ? 1 : 0);
}

void RecordTable::retranslate()
{
    m_model->retranslate();
    m_table->setAccessibleName(CustomerBlocks::title(m_kind));
    m_empty->setTexts(CustomerBlocks::title(m_kind), CustomerBlocks::emptyText(m_kind));
}

} // namespace tidedesk::ui
