// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/ticketpane.h"
#include "core/schema/entities.h"
#include "ui/common/dialogs.h"
#include "ui/common/emptystate.h"
#include "ui/common/errortext.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/notifier.h"
#include "ui/ticket/composer.h"
#include "ui/ticket/historylist.h"
#include "ui/ticket/messagelist.h"
#include "ui/ticket/propertybar.h"
#include <QBoxLayout>
#include <QEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QTabBar>

namespace tidedesk::ui {

namespace {

QString draftKind(Composer::Kind kind) { return kind == Composer::Kind::Note ? QStringLiteral("note") : QStringLiteral("reply"); }

} // namespace

TicketPane::TicketPane(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_queries(queries)
    , m_edits(edits)
{
    buildLayout();
    connectParts();
    retranslate();
}

void TicketPane::buildHeader(QWidget *page, QLayout *column)
{
    auto *header = new QWidget(page);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(12, 8, 12, 4);
    m_reference = mutedLabel({}, TextStyle::Body, header);
    m_subject = new QLineEdit(header);
    m_subject->setObjectName(QStringLiteral("ticketSubject"));
    m_subject->setFrame(false);
    m_subject->setFont(textFont(TextStyle::Title));
    m_customer = new QPushButton(header);
    m_customer->setObjectName(QStringLiteral("ticketCustomer"));
    m_customer->setFlat(true);
    m_customer->setIcon(m_ui.icons.icon(Icon::User));
    row->addWidget(m_reference);
    row->addWidget(m_subject, 1);
    row->addWidget(m_customer);
    column->addWidget(header);
}

void TicketPane::buildLayout()
{
    m_stack = new QStackedLayout(this);
    m_empty = new EmptyState(m_ui.theme, Icon::Inbox, this);
    m_stack->addWidget(m_empty);
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHeader(page, column);
    m_properties = new PropertyBar(m_ui, page);
    column->addWidget(m_properties);
    m_tabs = new QTabBar(page);
    m_tabs->setObjectName(QStringLiteral("ticketTabs"));
    m_tabs->setExpanding(false);
    m_tabs->addTab(QString());
    m_tabs->addTab(QString());
    column->addWidget(m_tabs);
    auto *content = new QWidget(page);
    m_content = new QStackedLayout(content);
    m_messages = new MessageList(m_ui, content);
    m_history = new HistoryList(m_ui, content);
    m_content->addWidget(m_messages);
    m_content->addWidget(m_history);
    column->addWidget(content, 1);
    m_composer = new Composer(m_ui, page);
    column->addWidget(m_composer);
    m_stack->addWidget(page);
}

void TicketPane::connectParts()
{
    connect(m_tabs, &QTabBar::currentChanged, m_content, &QStackedLayout::setCurrentIndex);
    connect(m_subject, &QLineEdit::editingFinished, this, &TicketPane::renameSubject);
    connect(m_customer, &QPushButton::clicked, this, [this] { Q_EMIT customerActivated(m_page.customer.isNull() ? Id() : m_page.customer.id()); });
    connect(m_properties, &PropertyBar::fieldChosen, this, &TicketPane::setField);
    connect(m_properties, &PropertyBar::tagsChanged, this, [this](const QStringList &add, const QStringList &remove) { m_edits.tag(m_ticket, add, remove, this, report()); });
    connect(m_composer, &Composer::sendRequested, this, &TicketPane::send);
    connect(m_composer, &Composer::textEdited, this, &TicketPane::saveDraft);
    connect(m_composer, &Composer::kindChanged, this, [this] {
        if (m_composer->text().trimmed().isEmpty())
            loadDraft();
    });
    connect(m_messages, &MessageList::attachmentRequested, this, &TicketPane::openAttachment);
    connect(m_messages, &MessageList::sendAgain, this, [this](const Id &review) { resolveReturned(review, domain::Resolution::Mine); });
    connect(m_messages, &MessageList::discardReturned, this, [this](const Id &review) { resolveReturned(review, domain::Resolution::Theirs); });
    connect(m_messages, &MessageList::editAgain, this, [this](const Id &review, const QString &text) {
        m_editing = review;
        m_composer->setKind(Composer::Kind::Reply);
        m_composer->setText(text);
        m_composer->focusText();
    });
}

void TicketPane::retranslate()
{
    m_empty->setTexts(tr("No ticket open"), tr("Choose one from the list, or press C to make a new one."));
    m_tabs->setTabText(0, tr("Conversation"));
    m_tabs->setTabText(1, tr("History"));
    m_tabs->setAccessibleName(tr("Parts of the ticket"));
    m_subject->setAccessibleName(tr("Subject"));
    m_customer->setToolTip(tr("Open the customer"));
    m_history->setAccessibleName(tr("History"));
    if (!m_ticket.isNull())
        show(m_page);
}

void TicketPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void TicketPane::open(const Id &ticket)
{
    if (ticket == m_ticket)
        return;
    saveDraft();
    m_ticket = ticket;
    m_page = {};
    m_editing = {};
    m_seen = 0;
    m_composer->clear();
    m_tabs->setCurrentIndex(0);
    if (ticket.isNull()) {
        m_messages->clear();
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    loadDraft();
    reload();
}

void TicketPane::reload()
{
    const quint64 generation = ++m_generation;
    m_queries.directory(this, [this, generation](const Result<seat::Queries::Directory> &directory) {
        if (!directory || generation != m_generation)
            return;
        m_directory = *directory;
        m_queries.ticket(m_ticket, this, [this, generation](const Result<domain::TicketPage> &page) {
            if (generation != m_generation)
                return;
            if (!page)
                return m_ui.notifier.failed(ErrorText::of(page.error()));
            show(*page);
        });
    });
}

void TicketPane::show(const domain::TicketPage &page)
{
    m_page = page;
    if (page.ticket.isNull()) {
        m_empty->setTexts(tr("This ticket is no longer in your view"), tr("It was moved to a queue of another team, or the local store is still being filled."));
        m_stack->setCurrentWidget(m_empty);
        Q_EMIT customerShown({});
        return;
    }
    const auto &t = schema::ticket();
    const auto number = page.ticket.maybe(t.number);
    m_reference->setText(number ? u'#' + QString::number(*number) : u'~' + page.ticket.id().shortText());
    m_reference->setToolTip(number ? QString() : tr("Provisional: the server gives the number"));
    if (!m_subject->hasFocus()) {
        m_subject->setText(page.ticket.text(t.subject));
        m_subject->setCursorPosition(0);
    }
    m_customer->setVisible(!page.customer.isNull());
    if (!page.customer.isNull())
        m_customer->setText(page.customer.text(schema::customer().name).replace(u'&', QStringLiteral("&&")));
    m_properties->show(page.ticket, m_directory);
    m_messages->show(page, m_directory);
    m_history->show(page.events, m_directory);
    const bool typing = !m_composer->text().trimmed().isEmpty();
    if (typing && page.lastSeen > m_seen && m_seen > 0)
        m_composer->setHint(tr("Something new has arrived while you were writing."));
    m_seen = page.lastSeen;
    m_stack->setCurrentIndex(1);
    Q_EMIT customerShown(page.customer.isNull() ? Id() : page.customer.id());
}

void TicketPane::applyChanges(const domain::ChangeSet &changes)
{
    if (m_ticket.isNull())
        return;
    const bool messages = changes.touches(schema::message()) || changes.touches(schema::event()) || changes.touches(schema::attachment());
    if (changes.touches(schema::ticket(), m_ticket) || messages || changes.reviews || changes.touches(schema::user()))
        reload();
}

seat::Edits::Then TicketPane::report(const QString &done)
{
    return [this, done](const Result<seat::Edits::Receipt> &receipt) {
        if (!receipt)
            return m_ui.notifier.failed(ErrorText::of(receipt.error()));
        if (!done.isEmpty())
            m_ui.notifier.done(done);
    };
}

void TicketPane::setField(const schema::Field &field, const Value &value)
{
    if (!m_ticket.isNull())
        m_edits.set(schema::ticket(), m_ticket, {{field.index, value}}, this, report());
}

void TicketPane::renameSubject()
{
    const QString subject = m_subject->text().trimmed();
    if (m_ticket.isNull() || subject.isEmpty() || subject == m_page.ticket.text(schema::ticket().subject))
        return;
    setField(schema::ticket().subject, subject);
}

void TicketPane::assignToMe() { setField(schema::ticket().assigneeId, m_user); }

void TicketPane::startReply()
{
    m_composer->setKind(Composer::Kind::Reply);
    m_composer->focusText();
}

void TicketPane::startNote()
{
    m_composer->setKind(Composer::Kind::Note);
    m_composer->focusText();
}

void TicketPane::send(qint64 status)
{
    if (m_ticket.isNull())
        return;
    const QString body = m_composer->text();
    const auto then = [this](const Result<seat::Edits::Receipt> &receipt) {
        // The text stays until the store has it.
        if (!receipt)
            return m_ui.notifier.failed(ErrorText::of(receipt.error()));
        m_composer->clear();
        m_editing = {};
        saveDraft();
    };
    if (!m_editing.isNull())
        m_edits.resolve(m_editing, domain::Resolution::Mine, body, this, then);
    else if (m_composer->kind() == Composer::Kind::Note)
        m_edits.note(m_ticket, body, m_composer->files(), this, then);
    else
        m_edits.reply(m_ticket, body, m_seen, status, m_composer->files(), this, then);
}

void TicketPane::saveDraft()
{
    if (!m_ticket.isNull())
        m_edits.saveDraft(m_ticket, draftKind(m_composer->kind()), m_composer->text());
}

void TicketPane::loadDraft()
{
    m_edits.loadDraft(m_ticket, draftKind(m_composer->kind()), this, [this, ticket = m_ticket](const QString &text) {
        if (ticket == m_ticket && m_composer->text().isEmpty())
            m_composer->setText(text);
    });
}

void TicketPane::resolveReturned(const Id &review, domain::Resolution resolution) { m_edits.resolve(review, resolution, {}, this, report()); }

void TicketPane::openAttachment(const Row &attachment)
{
    m_queries.attachment(attachment, this, [this, attachment](const Result<QString> &path) {
        if (!path)
            return m_ui.notifier.failed(ErrorText::of(path.error()));
        // Never opened by itself: a person decides where it goes.
        const FileQuestion question {.title = tr("Save attachment"), .suggested = attachment.text(schema::attachment().name), .save = true};
        m_ui.dialogs.askFiles(this, question, this, [this, from = *path](const QStringList &to) {
            if (!to.isEmpty() && !QFile::copy(from, to.first()))
                m_ui.notifier.failed(tr("The file could not be saved there."));
        });
    });
}

} // namespace tidedesk::ui
