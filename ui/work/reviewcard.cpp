// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/reviewcard.h"
#include "core/schema/entities.h"
#include "ui/common/chip.h"
#include "ui/common/dialogs.h"
#include "ui/common/formats.h"
#include "ui/common/uicontext.h"
#include "ui/work/conflictcard.h"
#include "ui/work/rejectedcard.h"
#include "ui/work/returnedcard.h"
#include "ui/work/reviewcontroller.h"
#include <QPushButton>
#include <QVBoxLayout>

namespace tidedesk::ui {

ReviewCard *ReviewCard::make(
    UiContext &ui, ReviewController &controller, const domain::Review &review, QWidget *parent)
{
    ReviewCard *card = nullptr;
    switch (review.kind) {
    case domain::Review::Kind::Conflict:
        card = new ConflictCard(ui, controller, review, parent);
        break;
    case domain::Review::Kind::Returned:
        card = new ReturnedCard(ui, controller, review, parent);
        break;
    case domain::Review::Kind::Rejected:
        card = new RejectedCard(ui, controller, review, parent);
        break;
    }
    card->refresh();
    return card;
}

ReviewCard::ReviewCard(UiContext &ui, ReviewController &controller, const domain::Review &review, QWidget *parent)
    : QFrame(parent)
    , m_ui(ui)
    , m_controller(controller)
    , m_review(review)
    , m_kind(new Chip(ui.theme, this))
    , m_title(new QPushButton(this))
    , m_time(mutedLabel({}, TextStyle::Small, this))
    , m_sentence(plainLabel({}, TextStyle::Body, this))
    , m_body(new QVBoxLayout)
    , m_buttons(new QWidget(this))
{
    setObjectName(QStringLiteral("reviewCard"));
    setProperty("kind", QStringLiteral("card"));
    m_title->setObjectName(QStringLiteral("reviewTitle"));
    m_title->setProperty("kind", QStringLiteral("link"));
    m_sentence->setObjectName(QStringLiteral("reviewSentence"));
    m_sentence->setWordWrap(true);
    connect(m_title, &QPushButton::clicked, this, [this] {
        if (!m_review.ticket.isNull())
            Q_EMIT ticketActivated(m_review.ticket);
        else if (m_review.change.entity == &schema::customer())
            Q_EMIT customerActivated(m_review.change.row);
    });

    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_kind);
    top->addWidget(m_title);
    top->addStretch(1);
    top->addWidget(m_time);
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 4, 0, 0);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(10);
    layout->addLayout(top);
    layout->addWidget(m_sentence);
    layout->addLayout(m_body);
    layout->addWidget(m_buttons);
}

QPushButton *ReviewCard::addButton(const char *name, const char *kind)
{
    auto *button = new QPushButton(m_buttons);
    button->setObjectName(QLatin1StringView(name));
    if (kind)
        button->setProperty("kind", QString(QLatin1StringView(kind)));
    m_buttons->layout()->addWidget(button);
    return button;
}

void ReviewCard::refresh()
{
    const Head words = head();
    const QString title = m_controller.title(m_review);
    m_kind->setLook({.text = words.kind, .tone = words.tone});
    m_title->setText(fontMetrics().elidedText(title.isEmpty() ? tr("Open") : title, Qt::ElideRight, 520).replace(u'&', QStringLiteral("&&")));
    m_title->setToolTip(plainToolTip(title));
    m_title->setEnabled(m_controller.isHeld(m_review));
    m_time->setText(m_ui.formats.relative(m_review.createdAt));
    m_time->setToolTip(plainToolTip(m_ui.formats.absolute(m_review.createdAt)));
    m_sentence->setText(words.sentence);
    setAccessibleName(QStringLiteral("%1: %2").arg(words.kind, title));
}

void ReviewCard::setBusy(bool busy)
{
    m_buttons->setEnabled(!busy);
}

void ReviewCard::confirm(
    const QString &title, const QString &text, const QString &accept, std::function<void()> then)
{
    const Question question {.title = title, .text = text, .accept = accept, .reject = tr("Keep"), .destructive = true};
    m_ui.dialogs.ask(this, question, this, [then = std::move(then)](bool accepted) {
        if (accepted)
            then();
    });
}

} // namespace tidedesk::ui
