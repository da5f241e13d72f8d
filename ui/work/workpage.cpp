// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/workpage.h"
#include "ui/common/uicontext.h"
#include "ui/work/outboxcontroller.h"
#include "ui/work/reviewcontroller.h"
#include "ui/work/workview.h"

namespace tidedesk::ui {

WorkPage::WorkPage(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QObject *parent)
    : Page(parent)
    , m_ui(ui)
    , m_outbox(new OutboxController(ui.formats, queries, edits, this))
    , m_reviews(new ReviewController(ui.formats, queries, edits, this))
{
    connect(m_outbox, &OutboxController::loaded, this, &WorkPage::recount);
    connect(m_reviews, &ReviewController::loaded, this, &WorkPage::recount);
}

void WorkPage::enter()
{
    m_outbox->enter();
    m_reviews->enter();
}

QWidget *WorkPage::createWidget(QWidget *parent)
{
    m_view = new WorkView(m_ui, *m_outbox, *m_reviews, parent);
    connect(m_view, &WorkView::retryRequested, this, &WorkPage::retryRequested);
    connect(m_view, &WorkView::ticketActivated, this, &WorkPage::ticketActivated);
    connect(m_view, &WorkView::customerActivated, this, &WorkPage::customerActivated);
    return m_view;
}

void WorkPage::recount()
{
    const int waiting = m_outbox->waiting();
    const int toDecide = static_cast<int>(m_reviews->reviews().size());
    if (waiting == m_waiting && toDecide == m_toDecide)
        return;
    m_waiting = waiting;
    m_toDecide = toDecide;
    Q_EMIT countsChanged(waiting, toDecide);
    Q_EMIT badgeChanged();
}

int WorkPage::badge() const
{
    return m_toDecide > 0 ? m_toDecide : m_waiting;
}

Tone WorkPage::badgeTone() const
{
    return m_toDecide > 0 ? Tone::Danger : Tone::Accent;
}

void WorkPage::activated()
{
    if (!m_view)
        return;
    if (m_toDecide > 0)
        m_view->showReviews();
    else if (m_waiting > 0)
        m_view->showOutbox();
}

void WorkPage::showOutbox()
{
    if (m_view)
        m_view->showOutbox();
}

void WorkPage::showReview(const Id &review)
{
    if (m_view)
        m_view->showReview(review);
}

void WorkPage::applyChanges(const domain::ChangeSet &changes)
{
    m_outbox->applyChanges(changes);
    m_reviews->applyChanges(changes);
}

} // namespace tidedesk::ui
