// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/workview.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/uicontext.h"
#include "ui/work/outboxcontroller.h"
#include "ui/work/outboxview.h"
#include "ui/work/reviewcontroller.h"
#include "ui/work/reviewsview.h"
#include <QEvent>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace tidedesk::ui {

WorkView::WorkView(UiContext &ui, OutboxController &outbox, ReviewController &reviews, QWidget *parent)
    : QWidget(parent)
    , m_outbox(outbox)
    , m_reviews(reviews)
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_reviewsView(new ReviewsView(ui, reviews, m_pages))
    , m_outboxView(new OutboxView(ui, outbox, m_pages))
{
    setObjectName(QStringLiteral("workView"));
    m_tabs->setObjectName(QStringLiteral("workTabs"));
    m_tabs->addTab(ui.icons.icon(Icon::Conflict), {});
    m_tabs->addTab(ui.icons.icon(Icon::Outbox), {});
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_pages->addWidget(m_reviewsView);
    m_pages->addWidget(m_outboxView);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 0, 12, 0);
    bar->addWidget(m_tabs);
    bar->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 10, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(bar);
    layout->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(&outbox, &OutboxController::loaded, this, &WorkView::retranslate);
    connect(&reviews, &ReviewController::loaded, this, &WorkView::retranslate);
    connect(m_outboxView, &OutboxView::retryRequested, this, &WorkView::retryRequested);
    connect(m_outboxView, &OutboxView::ticketActivated, this, &WorkView::ticketActivated);
    connect(m_outboxView, &OutboxView::customerActivated, this, &WorkView::customerActivated);
    connect(m_reviewsView, &ReviewsView::ticketActivated, this, &WorkView::ticketActivated);
    connect(m_reviewsView, &ReviewsView::customerActivated, this, &WorkView::customerActivated);
    retranslate();
}

void WorkView::showOutbox()
{
    m_tabs->setCurrentIndex(1);
}

void WorkView::showReviews()
{
    m_tabs->setCurrentIndex(0);
}

void WorkView::showReview(const Id &review)
{
    showReviews();
    m_reviewsView->show(review);
}

void WorkView::retranslate()
{
    m_tabs->setAccessibleName(tr("My changes"));
    m_tabs->setTabText(0, tr("To decide (%1)").arg(m_reviews.reviews().size()));
    m_tabs->setTabText(1, tr("Waiting to be sent (%1)").arg(m_outbox.waiting()));
}

void WorkView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
