// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "ui/common/builtahead.h"
#include <QWidget>

class QStackedWidget;
class QTimer;

namespace tidedesk::ui {

class CustomerDetails;
class CustomerList;
class CustomerLoader;
class EmptyState;
class SkeletonRows;
struct UiContext;

/// The customers' page: the list at the left, one customer at the right.
class CustomersView final : public QWidget {
    Q_OBJECT
public:
    CustomersView(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QWidget *parent);
    void setUser(const Id &user);
    void showCustomer(const Id &customer);
    void focusSearch();

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void ticketActivated(const tidedesk::Id &ticket);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    CustomerDetails *makeDetails();
    void loadDirectory();
    void showPage(const domain::CustomerPage &page);
    void showError(const Error &error);
    void showNobody();
    void save(int field, const Value &value);

    UiContext &m_ui;
    seat::Queries &m_queries;
    seat::Edits &m_edits;
    CustomerLoader *m_loader;
    QTimer *m_patience;
    CustomerList *m_list;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    SkeletonRows *m_skeleton;
    BuiltAhead<CustomerDetails> m_details;
    Id m_user;
};

} // namespace tidedesk::ui
