// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "core/base/id.h"
#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedLayout;
class QVBoxLayout;

namespace tidedesk::ui {

class EmptyState;
class ReviewCard;
class ReviewController;
struct UiContext;

/// The conflict and return centre: one card for each thing a person has to decide, oldest first, a few at a time.
class ReviewsView final : public QWidget {
    Q_OBJECT
public:
    static constexpr int kAtOnce = 30;

    ReviewsView(UiContext &ui, ReviewController &controller, QWidget *parent);
    void show(const Id &review); ///< scrolls to its card

Q_SIGNALS:
    void ticketActivated(const tidedesk::Id &ticket);
    void customerActivated(const tidedesk::Id &customer);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void refreshNames();
    void showError(const Error &error);
    void refuse(const Id &review, const Error &error);

    UiContext &m_ui;
    ReviewController &m_controller;
    QStackedLayout *m_stack;
    QScrollArea *m_scroll;
    EmptyState *m_empty;
    QWidget *m_content;
    QVBoxLayout *m_column;
    QLabel *m_intro;
    QPushButton *m_more;
    QHash<Id, ReviewCard *> m_cards;
    int m_limit = kAtOnce;
};

} // namespace tidedesk::ui
