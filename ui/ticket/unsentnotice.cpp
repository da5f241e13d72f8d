// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/unsentnotice.h"
#include "ui/common/errortext.h"
#include "ui/common/flowlayout.h"
#include "ui/common/labels.h"
#include "ui/ticket/messageblock.h"
#include <QBoxLayout>
#include <QEvent>
#include <QPushButton>

namespace tidedesk::ui {

UnsentNotice::UnsentNotice(UiContext &ui, QWidget *parent)
    : QFrame(parent)
    , m_ui(ui)
    , m_title(plainLabel({}, TextStyle::Strong, this))
    , m_between(new QVBoxLayout)
{
    setObjectName(QStringLiteral("unsentNotice"));
    setProperty("kind", QStringLiteral("card"));
    m_title->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(6);
    column->addWidget(m_title);
    m_between->setSpacing(2);
    column->addLayout(m_between);
    auto *buttons = new FlowLayout(nullptr, 8);
    column->addLayout(buttons);
    buttons->addWidget(addButton("sendReturned", &UnsentNotice::sendAgainRequested));
    buttons->addWidget(addButton("editReturned", &UnsentNotice::editRequested));
    buttons->addWidget(addButton("discardReturned", &UnsentNotice::discardRequested));
    m_buttons[0]->setProperty("kind", QStringLiteral("primary"));
}

QPushButton *UnsentNotice::addButton(const char *name, void (UnsentNotice::*signal)())
{
    auto *button = new QPushButton(this);
    button->setObjectName(QLatin1StringView(name));
    connect(button, &QPushButton::clicked, this, signal);
    m_buttons.append(button);
    return button;
}

void UnsentNotice::show(const domain::Review &review, const QList<UnseenLine> &unseen)
{
    m_review = review;
    m_unseen = qMax(unseen.size(), review.outcome.unseen.size());
    while (QLayoutItem *item = m_between->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const UnseenLine &line : unseen) {
        auto *label = new ElidedLabel(this, TextStyle::Small);
        //: Author, time, beginning of the message
        label->setText(tr("%1, %2: %3").arg(line.author, line.when, line.text));
        m_between->addWidget(label);
    }
    retranslate();
    setVisible(true);
}

void UnsentNotice::retranslate()
{
    const bool returned = m_review.kind == domain::Review::Kind::Returned;
    m_title->setText(returned ? tr("Not sent: %n message(s) came in that you had not seen.", nullptr, static_cast<int>(m_unseen))
                              : tr("Not sent: %1").arg(ErrorText::of({Consequence::Rejected, m_review.outcome.reason, {}, 0})));
    m_buttons[0]->setText(returned ? tr("Send now") : tr("Try again"));
    m_buttons[1]->setText(tr("Edit"));
    m_buttons[2]->setText(tr("Discard"));
}

void UnsentNotice::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
