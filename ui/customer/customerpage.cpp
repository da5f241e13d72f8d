// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customerpage.h"
#include "ui/customer/customersview.h"

namespace tidedesk::ui {

CustomerPage::CustomerPage(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QObject *parent)
    : Page(parent)
    , m_ui(ui)
    , m_queries(queries)
    , m_edits(edits)
{
}

QWidget *CustomerPage::createWidget(QWidget *parent)
{
    m_view = new CustomersView(m_ui, m_queries, m_edits, parent);
    m_view->setUser(m_user);
    connect(m_view, &CustomersView::ticketActivated, this, &CustomerPage::ticketActivated);
    if (!m_wanted.isNull())
        m_view->showCustomer(m_wanted);
    return m_view;
}

void CustomerPage::activated()
{
    if (m_view && m_wanted.isNull())
        m_view->focusSearch();
}

void CustomerPage::setUser(const Id &user)
{
    m_user = user;
    if (m_view)
        m_view->setUser(user);
}

void CustomerPage::showCustomer(const Id &customer)
{
    m_wanted = customer;
    if (m_view)
        m_view->showCustomer(customer);
}

void CustomerPage::applyChanges(const domain::ChangeSet &changes)
{
    if (m_view)
        m_view->applyChanges(changes);
}

} // namespace tidedesk::ui
