// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace tidedesk::ui {

class OutboxController;
class OutboxView;
class ReviewController;
class ReviewsView;
struct UiContext;

/// One's own work on its way to the server: what has to be decided, and what waits to be sent.
class WorkView final : public QWidget {
    Q_OBJECT
public:
    WorkView(UiContext &ui, OutboxController &outbox, ReviewController &reviews, QWidget *parent);
    void showOutbox();
    void showReviews();
    void showReview(const Id &review);

Q_SIGNALS:
    void retryRequested();
    void ticketActivated(const tidedesk::Id &ticket);
    void customerActivated(const tidedesk::Id &customer);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    OutboxController &m_outbox;
    ReviewController &m_reviews;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    ReviewsView *m_reviewsView;
    OutboxView *m_outboxView;
};

} // namespace tidedesk::ui
