// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/rejectedcard.h"
#include "ui/common/errortext.h"
#include "ui/common/notifier.h"
#include "ui/common/uicontext.h"
#include "ui/work/reviewcontroller.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace tidedesk::ui {

namespace {
constexpr qsizetype kShown = 2000;
} // namespace

RejectedCard::RejectedCard(
    UiContext &ui, ReviewController &controller, const domain::Review &review, QWidget *parent)
    : ReviewCard(ui, controller, review, parent)
    , m_what(plainLabel({}, TextStyle::Body, this))
    , m_copy(addButton("copyText"))
    , m_discard(addButton("discardRejected"))
    , m_again(addButton("tryAgain"))
{
    auto *frame = new QFrame(this);
    frame->setProperty("kind", QStringLiteral("card"));
    auto *inner = new QVBoxLayout(frame);
    inner->setContentsMargins(10, 8, 10, 8);
    inner->addWidget(m_what);
    body()->addWidget(frame);
    m_what->setObjectName(QStringLiteral("rejectedWhat"));
    m_what->setWordWrap(true);
    m_what->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy->setVisible(!ChangeText::body(review.change).isEmpty());
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(ChangeText::body(this->review().change));
        this->ui().notifier.done(tr("Text copied."));
    });
    connect(m_again, &QPushButton::clicked, this, [this] {
        setBusy(true);
        this->controller().resolve(this->review().id, domain::Resolution::Mine);
    });
    connect(m_discard, &QPushButton::clicked, this, [this] {
        confirm(tr("Discard this change?"), tr("It was never made on the server and is forgotten here."),
            tr("Discard change"), [this] {
                setBusy(true);
                this->controller().resolve(this->review().id, domain::Resolution::Theirs);
            });
    });
}

ReviewCard::Head RejectedCard::head() const
{
    return {tr("Not accepted"), Tone::Danger,
        tr("The server did not accept this: %1").arg(ErrorText::ofCode(review().outcome.reason))};
}

void RejectedCard::refresh()
{
    ReviewCard::refresh();
    const QString body = ChangeText::body(review().change);
    const ChangeText words(controller().text());
    m_what->setText(body.isEmpty() ? words.what(review().change)
                                   : (body.size() > kShown ? body.left(kShown) + u'…' : body));
    m_copy->setText(tr("Copy text"));
    m_discard->setText(tr("Discard…"));
    m_again->setText(tr("Try again"));
}

} // namespace tidedesk::ui
