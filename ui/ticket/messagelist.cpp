// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/messagelist.h"
#include "core/schema/entities.h"
#include "ui/common/avatar.h"
#include "ui/common/chip.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/plaintextview.h"
#include "ui/common/theme.h"
#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QWheelEvent>

namespace tidedesk::ui {

using domain::Delivery;
using domain::MessageLine;

namespace {

enum MessageKind { Customer, Reply, Note, System }; // choices of schema::Message::kind

ColorRole groundOf(qint64 kind)
{
    switch (kind) {
    case Note:
        return &ThemePalette::warningSoft;
    case Reply:
        return &ThemePalette::accentSoft;
    default:
        return &ThemePalette::raised;
    }
}

} // namespace

/// One message: who, when, what, and how it stands with the server.
class MessageList::Block final : public QWidget {
public:
    Block(UiContext &ui, MessageList *list)
        : QWidget(list->m_body)
        , m_ui(ui)
        , m_list(list)
        , m_avatar(new Avatar(ui.theme, 28, this))
        , m_author(new ElidedLabel(this, TextStyle::Strong))
        , m_when(mutedLabel({}, TextStyle::Small, this))
        , m_chip(new Chip(ui.theme, this))
        , m_text(new PlainTextView(this))
        , m_files(new QHBoxLayout)
        , m_actions(new QHBoxLayout)
    {
        auto *grid = new QGridLayout(this);
        grid->setContentsMargins(12, 10, 12, 10);
        grid->setHorizontalSpacing(10);
        grid->setVerticalSpacing(4);
        grid->addWidget(m_avatar, 0, 0, 2, 1, Qt::AlignTop);
        auto *head = new QHBoxLayout;
        head->addWidget(m_author);
        head->addWidget(m_chip);
        head->addStretch(1);
        head->addWidget(m_when);
        grid->addLayout(head, 0, 1);
        grid->addWidget(m_text, 1, 1);
        grid->addLayout(m_files, 2, 1);
        grid->addLayout(m_actions, 3, 1);
        grid->setColumnStretch(1, 1);
    }

    void show(const MessageLine &line, const Look &look)
    {
        const auto &m = schema::message();
        const bool sameText = m_line.message == line.message && m_line.delivery == line.delivery && m_line.attachments == line.attachments;
        m_kind = line.message.number(m.kind);
        m_avatar->setPerson(look.author, line.message.ref(m.authorId).toString());
        m_author->setText(look.author);
        const qint64 at = line.message.number(m.createdAt, line.message.number(m.writtenAt));
        m_when->setText(at ? m_ui.formats.relative(at) : QString());
        m_when->setToolTip(at ? m_ui.formats.absolute(at) : QString());
        showDelivery(line, look.kind);
        if (!sameText) {
            m_text->setText(line.message.text(m.body));
            showFiles(line);
            showActions(line);
        }
        m_line = line;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_ui.theme.color(&ThemePalette::line));
        painter.setBrush(m_ui.theme.color(groundOf(m_kind)));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    }

private:
    void showDelivery(const MessageLine &line, const QString &kind)
    {
        switch (line.delivery) {
        case Delivery::Delivered:
            m_chip->setLook({kind, m_kind == Note ? Tone::Warning : Tone::Neutral});
            break;
        case Delivery::Queued:
            m_chip->setLook({MessageList::tr("Waiting to be sent"), Tone::Warning});
            break;
        case Delivery::Returned:
            m_chip->setLook({MessageList::tr("Not sent: something came in between"), Tone::Danger});
            break;
        case Delivery::Rejected:
            m_chip->setLook({MessageList::tr("Refused by the server"), Tone::Danger});
            break;
        }
        m_chip->setVisible(!m_chip->look().text.isEmpty());
    }
    static void empty(QLayout *layout)
    {
        while (QLayoutItem *item = layout->takeAt(0)) {
            if (item->widget())
                item->widget()->deleteLater();
            delete item;
        }
    }
    void showFiles(const MessageLine &line)
    {
        empty(m_files);
        for (const Row &attachment : line.attachments) {
            const QString name = attachment.text(schema::attachment().name);
            auto *button = new QPushButton(m_ui.icons.icon(Icon::Paperclip),
                QStringLiteral("%1 (%2)").arg(name, m_ui.formats.fileSize(attachment.number(schema::attachment().size))).replace(u'&', QStringLiteral("&&")), this);
            button->setAccessibleName(MessageList::tr("Attachment %1").arg(name));
            QObject::connect(button, &QPushButton::clicked, m_list, [this, attachment] { Q_EMIT m_list->attachmentRequested(attachment); });
            m_files->addWidget(button);
        }
        if (!line.attachments.isEmpty())
            m_files->addStretch(1);
    }
    void showActions(const MessageLine &line)
    {
        empty(m_actions);
        if (line.delivery != Delivery::Returned)
            return;
        const Id review = line.review;
        const QString text = line.message.text(schema::message().body);
        const auto add = [&](const QString &label, const char *name, auto act) {
            auto *button = new QPushButton(label, this);
            button->setObjectName(QLatin1StringView(name));
            QObject::connect(button, &QPushButton::clicked, m_list, act);
            m_actions->addWidget(button);
        };
        add(MessageList::tr("Send now"), "sendReturned", [this, review] { Q_EMIT m_list->sendAgain(review); });
        add(MessageList::tr("Edit"), "editReturned", [this, review, text] { Q_EMIT m_list->editAgain(review, text); });
        add(MessageList::tr("Discard"), "discardReturned", [this, review] { Q_EMIT m_list->discardReturned(review); });
        m_actions->addStretch(1);
    }

    UiContext &m_ui;
    MessageList *m_list;
    Avatar *m_avatar;
    ElidedLabel *m_author;
    QLabel *m_when;
    Chip *m_chip;
    PlainTextView *m_text;
    QHBoxLayout *m_files;
    QHBoxLayout *m_actions;
    MessageLine m_line;
    qint64 m_kind = 0;
};

MessageList::MessageList(UiContext &ui, QWidget *parent)
    : QScrollArea(parent)
    , m_ui(ui)
    , m_body(new QWidget)
    , m_column(new QVBoxLayout(m_body))
{
    setObjectName(QStringLiteral("conversation"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Conversation"));
    m_column->setContentsMargins(12, 12, 12, 12);
    m_column->setSpacing(8);
    m_column->addStretch(1);
    setWidget(m_body);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) {
        if (m_follow)
            verticalScrollBar()->setValue(maximum);
    });
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { m_follow = atEnd(); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (atEnd())
            m_follow = true;
    });
}

MessageList::Look MessageList::lookOf(
    const MessageLine &line, const domain::TicketPage &page, const seat::Queries::Directory &directory) const
{
    const auto &m = schema::message();
    const QString author = directory.userName(line.message.ref(m.authorId));
    const QString customer = page.customer.isNull() ? tr("Customer") : page.customer.text(schema::customer().name);
    switch (line.message.number(m.kind)) {
    case Customer:
        return {customer, author.isEmpty() ? QString() : tr("taken down by %1").arg(author)};
    case Reply:
        return {author.isEmpty() ? tr("Automatic reply") : author, QString()};
    case Note:
        return {author, tr("Internal note")};
    default:
        return {tr("System"), QString()};
    }
}

bool MessageList::atEnd() const
{
    const QScrollBar *bar = verticalScrollBar();
    return bar->value() >= bar->maximum() - 24;
}

void MessageList::show(const domain::TicketPage &page, const seat::Queries::Directory &directory)
{
    const bool other = !(page.ticket.id() == m_ticket);
    m_follow = m_follow || other;
    m_ticket = page.ticket.id();
    while (m_blocks.size() > page.messages.size())
        delete m_blocks.takeLast();
    while (m_blocks.size() < page.messages.size()) {
        auto *block = new Block(m_ui, this);
        m_column->insertWidget(m_column->count() - 1, block);
        m_blocks.append(block);
    }
    for (qsizetype i = 0; i < page.messages.size(); ++i)
        m_blocks[i]->show(page.messages[i], lookOf(page.messages[i], page, directory));
    if (m_follow)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void MessageList::clear()
{
    qDeleteAll(m_blocks);
    m_blocks.clear();
    m_ticket = {};
}

void MessageList::wheelEvent(QWheelEvent *event)
{
    QScrollArea::wheelEvent(event);
    m_follow = atEnd();
}

void MessageList::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Conversation"));
}

} // namespace tidedesk::ui
