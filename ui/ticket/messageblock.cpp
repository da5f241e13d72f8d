// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/messageblock.h"
#include "core/schema/entities.h"
#include "ui/common/avatar.h"
#include "ui/common/chip.h"
#include "ui/common/flowlayout.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/plaintextview.h"
#include "ui/common/theme.h"
#include "ui/ticket/attachmentchip.h"
#include "ui/ticket/unsentnotice.h"
#include <QBoxLayout>
#include <QEvent>
#include <QPainter>

namespace tidedesk::ui {

namespace {

using domain::Delivery;
enum MessageKind { Customer, Reply, Note, System }; // choices of schema::Message::kind
constexpr int kIndent = 44; ///< of what we wrote, so that sides show at a glance

} // namespace

MessageBlock::MessageBlock(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_avatar(new Avatar(ui.theme, 28, this))
    , m_author(new ElidedLabel(this, TextStyle::Strong))
    , m_when(mutedLabel({}, TextStyle::Small, this))
    , m_chip(new Chip(ui.theme, this))
    , m_delivery(new Chip(ui.theme, this))
    , m_text(new PlainTextView(this))
    , m_files(new QWidget(this))
    , m_fileFlow(new FlowLayout(m_files))
{
    buildLayout();
}

void MessageBlock::buildLayout()
{
    m_author->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_delivery->setObjectName(QStringLiteral("messageDelivery"));
    m_text->setObjectName(QStringLiteral("messageText"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 10, 12, 10);
    row->setSpacing(10);
    row->addWidget(m_avatar, 0, Qt::AlignTop);
    m_column = new QVBoxLayout;
    m_column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(m_author);
    head->addWidget(m_chip);
    head->addStretch(1);
    head->addWidget(m_delivery);
    head->addWidget(m_when);
    m_column->addLayout(head);
    m_column->addWidget(m_text);
    m_column->addWidget(m_files);
    row->addLayout(m_column, 1);
    m_files->hide();
}

int MessageBlock::heightForWidth(int width) const
{
    if (width != m_knownWidth) {
        m_knownWidth = width;
        m_knownHeight = layout()->heightForWidth(width);
    }
    return m_knownHeight;
}

void MessageBlock::setLine(const domain::MessageLine &line, const MessageLook &look)
{
    const auto &m = schema::message();
    const bool first = m_kind < 0;
    const auto shown = [&m](const domain::MessageLine &of, const MessageLook &as) { return as.text.isEmpty() ? of.message.text(m.body) : as.text; };
    const bool sameText = !first && shown(m_line, m_look) == shown(line, look);
    const bool sameFiles = !first && m_line.attachments == line.attachments;
    m_line = line;
    m_kind = line.message.number(m.kind);
    m_knownWidth = -1;
    showWho(look);
    showDelivery();
    if (!sameText)
        m_text->setText(shown(line, look)); // only then: a selection in it would be lost
    if (!sameFiles)
        showFiles();
    const bool system = m_kind == System;
    m_avatar->setVisible(!system);
    layout()->setContentsMargins(m_kind == Reply || m_kind == Note ? 12 + kIndent : 12, 10, m_kind == Customer ? 12 + kIndent : 12, 10);
    update();
}

void MessageBlock::showWho(const MessageLook &look)
{
    const auto &m = schema::message();
    m_look = look;
    m_avatar->setPerson(look.author, look.authorId);
    m_author->setText(look.author);
    m_chip->setLook({m_kind == Note ? tr("Internal note") : look.remark, m_kind == Note ? Tone::Warning : Tone::Neutral});
    m_chip->setVisible(!m_chip->look().text.isEmpty());
    const qint64 at = m_line.message.number(m.createdAt, m_line.message.number(m.writtenAt));
    m_when->setText(at ? m_ui.formats.time(at) : QString());
    m_when->setToolTip(at ? plainToolTip(m_ui.formats.absolute(at)) : QString());
    m_text->setAccessibleName(m_kind == Note ? tr("Internal note by %1").arg(look.author) : tr("Message from %1").arg(look.author));
}

void MessageBlock::showDelivery()
{
    switch (m_line.delivery) {
    case Delivery::Delivered:
        m_delivery->setLook({});
        break;
    case Delivery::Queued:
        m_delivery->setLook({.text = tr("Waiting to be sent"), .tone = Tone::Warning, .dot = true});
        break;
    case Delivery::Returned:
        m_delivery->setLook({.text = tr("Came back"), .tone = Tone::Danger, .dot = true});
        break;
    case Delivery::Rejected:
        m_delivery->setLook({.text = tr("Refused"), .tone = Tone::Danger, .dot = true});
        break;
    }
    m_delivery->setVisible(m_line.delivery != Delivery::Delivered);
}

void MessageBlock::showFiles()
{
    while (QLayoutItem *item = m_fileFlow->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Row &attachment : std::as_const(m_line.attachments)) {
        auto *chip = new AttachmentChip(m_ui, attachment, m_files);
        connect(chip, &AttachmentChip::activated, this, &MessageBlock::attachmentActivated);
        connect(chip, &AttachmentChip::saveRequested, this, &MessageBlock::attachmentSaveRequested);
        connect(chip, &AttachmentChip::stopRequested, this, &MessageBlock::attachmentStopRequested);
        m_fileFlow->addWidget(chip);
    }
    m_files->setVisible(!m_line.attachments.isEmpty());
}

void MessageBlock::setReview(const std::optional<domain::Review> &review, const QList<UnseenLine> &unseen)
{
    m_knownWidth = -1;
    if (!review) {
        delete std::exchange(m_card, nullptr);
        return updateGeometry();
    }
    if (!m_card) {
        m_card = new UnsentNotice(m_ui, this);
        connect(m_card, &UnsentNotice::sendAgainRequested, this, &MessageBlock::sendAgainRequested);
        connect(m_card, &UnsentNotice::editRequested, this, &MessageBlock::editRequested);
        connect(m_card, &UnsentNotice::discardRequested, this, &MessageBlock::discardRequested);
        m_column->addWidget(m_card);
    }
    m_card->show(*review, unseen);
    updateGeometry();
}

void MessageBlock::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_knownWidth = -1;
    if (event->type() == QEvent::LanguageChange && m_kind >= 0) {
        m_knownWidth = -1;
        showWho(m_look);
        showDelivery();
    }
}

void MessageBlock::paintEvent(QPaintEvent *)
{
    if (m_kind == System)
        return;
    const ThemePalette &colors = m_ui.theme.colors();
    const bool ours = m_kind == Reply || m_kind == Note;
    const QRectF box = QRectF(rect()).adjusted(ours ? kIndent + 0.5 : 0.5, 0.5, m_kind == Customer ? -kIndent - 0.5 : -0.5, -0.5);
    const bool returned = m_line.delivery == Delivery::Returned || m_line.delivery == Delivery::Rejected;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen edge(returned ? colors.danger : m_kind == Note ? colors.warning : colors.line);
    if (m_kind == Note || m_line.delivery == Delivery::Queued)
        edge.setStyle(Qt::DashLine);
    painter.setPen(edge);
    painter.setBrush(m_kind == Note ? colors.warningSoft : m_kind == Reply ? colors.accentSoft : colors.raised);
    painter.drawRoundedRect(box, 8, 8);
}

} // namespace tidedesk::ui
