// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/searchview.h"
#include "core/schema/entities.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/uicontext.h"
#include "ui/search/searchcontroller.h"
#include "ui/search/searchresults.h"
#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QListView>
#include <QTabBar>
#include <QToolButton>
#include <array>

namespace tidedesk::ui {

namespace {

/// Null: all kinds.
std::array<const schema::Entity *, 4> kinds()
{
    return {nullptr, &schema::customer(), &schema::ticket(), &schema::message()};
}

} // namespace

SearchView::SearchView(UiContext &ui, SearchController &controller, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_controller(controller)
    , m_results(new SearchResults(ui, controller, SearchResults::Place::Page, this))
    , m_title(new ElidedLabel(this, TextStyle::Title))
    , m_tabs(new QTabBar(this))
    , m_close(new QToolButton(this))
{
    build();
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) { m_controller.setOnly(kinds().at(static_cast<size_t>(tab))); });
    connect(m_close, &QToolButton::clicked, this, &SearchView::closed);
    connect(m_results, &SearchResults::ticketActivated, this, &SearchView::ticketActivated);
    connect(m_results, &SearchResults::messageActivated, this, &SearchView::messageActivated);
    connect(m_results, &SearchResults::customerActivated, this, &SearchView::customerActivated);
    connect(&controller, &SearchController::started, this, [this] { m_title->setText(tr("Results for “%1”").arg(m_controller.text())); });
    connect(&controller, &SearchController::answered, this, &SearchView::refresh);
    refresh();
}

void SearchView::build()
{
    setObjectName(QStringLiteral("searchPage"));
    m_title->setObjectName(QStringLiteral("searchTitle"));
    m_tabs->setObjectName(QStringLiteral("searchTabs"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    for (size_t i = 0; i < kinds().size(); ++i)
        m_tabs->addTab(QString());
    m_close->setObjectName(QStringLiteral("searchClose"));
    m_close->setIcon(m_ui.icons.icon(Icon::Close));
    auto *top = new QHBoxLayout;
    top->setContentsMargins(16, 12, 12, 0);
    top->addWidget(m_title, 1);
    top->addWidget(m_close);
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(12, 0, 12, 0);
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(top);
    layout->addLayout(tabs);
    layout->addWidget(m_results, 1);
    setTabOrder(m_results->list(), m_tabs);
    setTabOrder(m_tabs, m_close);
}

void SearchView::refresh()
{
    m_title->setText(tr("Results for “%1”").arg(m_controller.text()));
    m_close->setToolTip(tr("Back (Esc)"));
    m_close->setAccessibleName(tr("Back"));
    m_tabs->setAccessibleName(tr("Kind of result"));
    m_tabs->setTabText(0, tr("All"));
    for (int tab = 1; tab < m_tabs->count(); ++tab) {
        const schema::Entity &kind = *kinds().at(static_cast<size_t>(tab));
        m_tabs->setTabText(tab, ResultsModel::kindTitle(kind, m_controller.count(kind), m_controller.isCut(kind)));
    }
    if (m_wantsFocus && m_results->list()->isVisible()) {
        m_wantsFocus = false;
        m_results->list()->setFocus();
    }
}

void SearchView::takeFocus()
{
    m_wantsFocus = true;
    setFocus();
    refresh();
}

void SearchView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void SearchView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace tidedesk::ui
