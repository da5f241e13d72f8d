// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/dashboardpage.h"
#include "ui/common/uicontext.h"
#include "ui/dashboard/dashboardcontroller.h"
#include "ui/dashboard/dashboardview.h"

namespace tidedesk::ui {

DashboardPage::DashboardPage(UiContext &ui, seat::Queries &queries, seat::Figures &figures, QObject *parent)
    : Page(parent)
    , m_ui(ui)
    , m_controller(new DashboardController(ui.clock, queries, figures, this))
{
    connect(m_controller, &DashboardController::drilled, this, &DashboardPage::drillRequested);
}

void DashboardPage::setUser(const Id &user)
{
    m_controller->setUser(user);
}

QWidget *DashboardPage::createWidget(QWidget *parent)
{
    return new DashboardView(m_ui, *m_controller, parent);
}

void DashboardPage::activated()
{
    m_controller->setActive(true);
}

void DashboardPage::left()
{
    m_controller->setActive(false);
}

void DashboardPage::applyChanges(const domain::ChangeSet &changes)
{
    m_controller->applyChanges(changes);
}

} // namespace tidedesk::ui
