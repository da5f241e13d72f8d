// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/reviewsview.h"
#include "ui/common/emptystate.h"
#include "ui/common/errortext.h"
#include "ui/common/labels.h"
#include "ui/common/notifier.h"
#include "ui/common/uicontext.h"
#include "ui/work/reviewcard.h"
#include "ui/work/reviewcontroller.h"
#include <QEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace tidedesk::ui {

namespace {
constexpr int kColumnWidth = 860; // longer lines are hard to compare side by side
} // namespace

ReviewsView::ReviewsView(UiContext &ui, ReviewController &controller, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_controller(controller)
    , m_stack(new QStackedLayout(this))
    , m_scroll(new QScrollArea(this))
    , m_empty(new EmptyState(ui.theme, Icon::Check, this))
    , m_content(new QWidget(m_scroll))
    , m_column(new QVBoxLayout)
    , m_intro(mutedLabel({}, TextStyle::Body, m_content))
    , m_more(new QPushButton(m_content))
{
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *holder = new QWidget(m_content);
    holder->setMaximumWidth(kColumnWidth);
    holder->setLayout(m_column);
    auto *outer = new QHBoxLayout(m_content);
    outer->setContentsMargins(16, 12, 16, 16);
    outer->addWidget(holder, 1);
    outer->addStretch(0);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(12);
    m_column->addWidget(m_intro);
    m_column->addWidget(m_more, 0, Qt::AlignLeft);
    m_column->addStretch(1);
    m_more->setObjectName(QStringLiteral("moreReviews"));
    m_scroll->setWidget(m_content);
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_empty);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_limit += kAtOnce;
        refresh();
    });
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { m_controller.reload(); });
    connect(&controller, &ReviewController::loaded, this, &ReviewsView::refresh);
    connect(&controller, &ReviewController::namesChanged, this, &ReviewsView::refreshNames);
    connect(&controller, &ReviewController::failed, this, &ReviewsView::showError);
    connect(&controller, &ReviewController::refused, this, &ReviewsView::refuse);
    refresh();
}

void ReviewsView::refresh()
{
    const QList<domain::Review> &reviews = m_controller.reviews();
    const int shown = std::min(m_limit, static_cast<int>(reviews.size()));
    QHash<Id, ReviewCard *> kept;
    for (int i = 0; i < shown; ++i) {
        const domain::Review &review = reviews.at(i);
        ReviewCard *card = m_cards.take(review.id);
        if (!card) {
            card = ReviewCard::make(m_ui, m_controller, review, m_content);
            connect(card, &ReviewCard::ticketActivated, this, &ReviewsView::ticketActivated);
            connect(card, &ReviewCard::customerActivated, this, &ReviewsView::customerActivated);
        }
        m_column->removeWidget(card);
        m_column->insertWidget(1 + i, card); // after the introduction
        kept.insert(review.id, card);
    }
    for (ReviewCard *gone : std::as_const(m_cards))
        gone->deleteLater();
    m_cards = kept;
    const int left = static_cast<int>(reviews.size()) - shown;
    m_intro->setText(tr("%n thing(s) need your decision. Nothing is lost until you decide.", nullptr,
        static_cast<int>(reviews.size())));
    m_more->setText(tr("Show %n more", nullptr, std::min(left, kAtOnce)));
    m_more->setVisible(left > 0);
    m_empty->setIcon(Icon::Check);
    m_empty->setTexts(tr("Nothing to decide"), tr("Conflicts and replies that were not sent appear here."));
    m_stack->setCurrentIndex(reviews.isEmpty() ? 1 : 0);
}

void ReviewsView::refreshNames()
{
    for (ReviewCard *card : std::as_const(m_cards))
        card->refresh();
}

void ReviewsView::show(const Id &review)
{
    const QList<domain::Review> &reviews = m_controller.reviews();
    const auto found = std::find_if(
        reviews.begin(), reviews.end(), [&](const domain::Review &each) { return each.id == review; });
    if (found == reviews.end())
        return;
    if (const int place = static_cast<int>(found - reviews.begin()); place >= m_limit) {
        m_limit = place + 1;
        refresh();
    }
    m_scroll->ensureWidgetVisible(m_cards.value(review), 0, 40);
    m_cards.value(review)->setFocus();
}

void ReviewsView::showError(const Error &error)
{
    if (!m_cards.isEmpty())
        return; // what is on the screen may hold text being typed
    m_empty->setIcon(Icon::Warning);
    m_empty->setTexts(tr("The list could not be read"), ErrorText::of(error), tr("Try again"));
    m_stack->setCurrentIndex(1);
}

void ReviewsView::refuse(const Id &review, const Error &error)
{
    if (ReviewCard *card = m_cards.value(review))
        card->setBusy(false);
    m_ui.notifier.failed(ErrorText::of(error));
}

void ReviewsView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    refresh();
    refreshNames();
}

} // namespace tidedesk::ui
