// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/returnedcard.h"
#include "core/schema/entities.h"
#include "ui/common/fieldtext.h"
#include "ui/common/formats.h"
#include "ui/common/plaintextview.h"
#include "ui/common/uicontext.h"
#include "ui/common/vocabulary.h"
#include "ui/work/reviewcontroller.h"
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace tidedesk::ui {

namespace {

constexpr int kKeepAfterMs = 800;

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide(); // it would still be painted where it stood
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace

ReturnedCard::ReturnedCard(
    UiContext &ui, ReviewController &controller, const domain::Review &review, QWidget *parent)
    : ReviewCard(ui, controller, review, parent)
    , m_messages(new QVBoxLayout)
    , m_between(mutedLabel({}, TextStyle::Small, this))
    , m_mine(mutedLabel({}, TextStyle::Small, this))
    , m_text(new QPlainTextEdit(this))
    , m_discard(addButton("discardReply"))
    , m_send(addButton("sendReply", "primary"))
    , m_pause(new QTimer(this))
    , m_original(ChangeText::body(review.change))
{
    m_text->setObjectName(QStringLiteral("replyText"));
    m_text->setPlainText(m_original);
    m_text->setFixedHeight(112);
    m_text->setTabChangesFocus(true);
    m_between->setObjectName(QStringLiteral("inBetween"));
    m_messages->setSpacing(8);
    body()->addWidget(m_between);
    body()->addLayout(m_messages);
    body()->addWidget(m_mine);
    body()->addWidget(m_text);
    m_pause->setSingleShot(true);
    m_pause->setInterval(kKeepAfterMs);
    connect(m_pause, &QTimer::timeout, this, &ReturnedCard::keepText);
    controller.textKept(review, this, [this](const QString &text) {
        if (!text.isEmpty() && !m_text->document()->isModified())
            m_text->setPlainText(text);
    });
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        m_pause->start();
        m_send->setEnabled(!m_text->toPlainText().trimmed().isEmpty());
    });
    connect(m_send, &QPushButton::clicked, this, &ReturnedCard::send);
    connect(m_discard, &QPushButton::clicked, this, [this] {
        confirm(tr("Discard this reply?"), tr("The customer will not get it, and its text is gone."), tr("Discard reply"),
            [this] {
                setBusy(true);
                this->controller().resolve(this->review().id, domain::Resolution::Theirs);
            });
    });
}

void ReturnedCard::hideEvent(QHideEvent *event)
{
    if (m_pause->isActive())
        keepText();
    ReviewCard::hideEvent(event);
}

ReviewCard::Head ReturnedCard::head() const
{
    return {tr("Reply not sent"), Tone::Danger,
        tr("%n message(s) came in that you had not seen when you wrote this. Read on, then decide.", nullptr,
            static_cast<int>(review().outcome.unseen.size()))};
}

void ReturnedCard::refresh()
{
    ReviewCard::refresh();
    m_between->setText(tr("Came in between"));
    m_mine->setText(tr("Your reply"));
    m_text->setAccessibleName(tr("Your reply"));
    m_discard->setText(tr("Discard…"));
    m_send->setText(tr("Send now"));
    showMessages();
}

void ReturnedCard::showMessages()
{
    const schema::Message &f = schema::message();
    const QList<Row> rows = controller().unseen(review());
    clear(m_messages);
    for (const Row &row : rows) {
        const bool fromCustomer = row.choice(f.kind) == u"customer";
        const QString author = fromCustomer ? Vocabulary::choice(f.kind, row.number(f.kind))
                                            : controller().text().person(row.ref(f.authorId));
        QLabel *who = plainLabel(QStringLiteral("%1 · %2").arg(author, ui().formats.relative(row.number(f.createdAt))),
            TextStyle::Strong, this);
        who->setToolTip(plainToolTip(ui().formats.absolute(row.number(f.createdAt))));
        auto *text = new PlainTextView(this);
        text->setObjectName(QStringLiteral("unseenMessage"));
        text->setText(row.text(f.body));
        m_messages->addWidget(who);
        m_messages->addWidget(text);
    }
    if (rows.size() < review().outcome.unseen.size())
        m_messages->addWidget(mutedLabel(tr("Some of them have not been fetched yet."), TextStyle::Small, this));
}

void ReturnedCard::setBusy(bool busy)
{
    ReviewCard::setBusy(busy);
    m_text->setReadOnly(busy);
}

void ReturnedCard::keepText()
{
    m_pause->stop();
    const QString text = m_text->toPlainText();
    controller().keepText(review(), text == m_original ? QString() : text);
}

void ReturnedCard::send()
{
    m_pause->stop();
    const QString text = m_text->toPlainText();
    setBusy(true);
    controller().resolve(review().id, domain::Resolution::Mine, text == m_original ? QString() : text);
}

} // namespace tidedesk::ui
