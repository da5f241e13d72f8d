// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "core/domain/work.h"
#include "core/seat/queries.h"
#include <QWidget>

class QListView;
class QStackedLayout;

namespace tidedesk::ui {

class CustomerFinder;
class CustomerListModel;
class EmptyState;
class SearchField;
struct UiContext;

/// Customers to choose from, with a field that searches name, phone and mail.
class CustomerList final : public QWidget {
    Q_OBJECT
public:
    CustomerList(UiContext &ui, seat::Queries &queries, QWidget *parent);
    void setCurrent(const Id &customer);
    void focusSearch();

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void chosen(const tidedesk::Id &customer);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build(UiContext &ui);
    void show(const QList<domain::CustomerLine> &lines);
    void showError(const Error &error);
    void retranslate();
    void fillEmpty();

    CustomerFinder *m_finder;
    CustomerListModel *m_model;
    SearchField *m_field;
    QListView *m_view;
    EmptyState *m_empty;
    QStackedLayout *m_stack = nullptr;
    Id m_current;
};

} // namespace tidedesk::ui
