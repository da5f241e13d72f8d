// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/searchpage.h"
#include "ui/common/uicontext.h"
#include "ui/search/searchcontroller.h"
#include "ui/search/searchview.h"

namespace tidedesk::ui {

SearchPage::SearchPage(UiContext &ui, seat::Queries &queries, QObject *parent)
    : Page(parent)
    , m_ui(ui)
    , m_controller(new SearchController(ui.formats, queries, domain::kListPage, this)) // the index gives no more at once
{
}

void SearchPage::setUser(const Id &user) { m_controller->setUser(user); }

void SearchPage::search(const QString &text) { m_controller->search(text); }

QWidget *SearchPage::createWidget(QWidget *parent)
{
    m_view = new SearchView(m_ui, *m_controller, parent);
    connect(m_view, &SearchView::ticketActivated, this, &SearchPage::ticketActivated);
    connect(m_view, &SearchView::messageActivated, this, &SearchPage::messageActivated);
    connect(m_view, &SearchView::customerActivated, this, &SearchPage::customerActivated);
    connect(m_view, &SearchView::closed, this, &SearchPage::closed);
    return m_view;
}

void SearchPage::activated()
{
    if (m_view)
        m_view->takeFocus();
}

void SearchPage::applyChanges(const domain::ChangeSet &changes) { m_controller->applyChanges(changes); }

} // namespace tidedesk::ui
