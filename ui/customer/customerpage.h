// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "ui/common/page.h"
#include <QPointer>

namespace tidedesk::seat {
class Edits;
class Queries;
}

namespace tidedesk::ui {

class CustomersView;
struct UiContext;

/// Destination "customers".
class CustomerPage final : public Page {
    Q_OBJECT
public:
    CustomerPage(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QObject *parent);

    QString id() const override { return QStringLiteral("customers"); }
    QString title() const override { return tr("Customers"); }
    Icon icon() const override { return Icon::Customers; }
    QWidget *createWidget(QWidget *parent) override;
    void activated() override;
    void setUser(const Id &user); ///< who is signed in: decides what may be edited
    void showCustomer(const Id &customer); ///< also before the widget is made

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void ticketActivated(const tidedesk::Id &ticket);

private:
    UiContext &m_ui;
    seat::Queries &m_queries;
    seat::Edits &m_edits;
    QPointer<CustomersView> m_view;
    Id m_user;
    Id m_wanted;
};

} // namespace tidedesk::ui
