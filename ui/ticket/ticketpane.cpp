// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/ticketpane.h"
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"
#include "ui/common/emptystate.h"
#include "ui/common/errorbanner.h"
#include "ui/common/errortext.h"
#include "ui/common/fieldtext.h"
#include "ui/common/notifier.h"
#include "ui/common/skeletonrows.h"
#include "ui/common/vocabulary.h"
#include "ui/ticket/attachmentfetches.h"
#include "ui/ticket/historyview.h"
#include "ui/ticket/messagelist.h"
#include "ui/ticket/partsbar.h"
#include "ui/ticket/propertybar.h"
#include "ui/ticket/ticketdrafts.h"
#include "ui/ticket/ticketheader.h"
#include <QBoxLayout>
#include <QEvent>
#include <QStackedLayout>

namespace tidedesk::ui {

namespace {

using domain::Review;
using domain::TicketStatus;
constexpr int kPauseMs = 20;
constexpr int kPatienceMs = 150;
constexpr qsizetype kSpareMessages = MessageList::kStep;

} // namespace

TicketPane::TicketPane(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_queries(queries)
    , m_edits(edits)
    , m_drafts(new TicketDrafts(edits, this))
    , m_fetches(new AttachmentFetches(queries, this))
    , m_content([this] { return makeContent(); })
{
    m_stack = new QStackedLayout(this);
    m_empty = new EmptyState(m_ui.theme, Icon::Inbox, this);
    m_empty->setObjectName(QStringLiteral("ticketEmpty"));
    m_skeleton = new SkeletonRows(m_ui.theme, 64, this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_skeleton);
    connectTimers();
    retranslateEmpty();
    m_content.plan();
}

TicketPane::~TicketPane() = default;

QWidget *TicketPane::makeContent()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildParts(content, column);
    m_stack->addWidget(content);
    m_properties->setUser(m_user);
    m_messages->setUser(m_user);
    connectParts();
    connectMessages();
    loadDirectory();
    for (qsizetype i = 0; i < kSpareMessages; ++i)
        m_content.steps().add([this] { m_messages->makeSpare(); });
    return content;
}

void TicketPane::buildParts(QWidget *content, QVBoxLayout *column)
{
    m_header = new TicketHeader(m_ui, content);
    m_properties = new PropertyBar(m_ui, content);
    m_conflict = new ErrorBanner(m_ui.theme, m_ui.icons, content);
    m_conflict->setObjectName(QStringLiteral("ticketConflict"));
    m_merged = new ErrorBanner(m_ui.theme, m_ui.icons, content);
    m_merged->setObjectName(QStringLiteral("ticketMerged"));
    m_news = new ErrorBanner(m_ui.theme, m_ui.icons, content);
    m_news->setObjectName(QStringLiteral("ticketNews"));
    m_bar = new PartsBar(m_ui, content);
    auto *line = new QFrame(content);
    line->setProperty("kind", QStringLiteral("line"));
    auto *parts = new QWidget(content);
    m_parts = new QStackedLayout(parts);
    m_messages = new MessageList(m_ui, parts);
    m_history = new HistoryView(m_ui, parts);
    m_parts->addWidget(m_messages);
    m_parts->addWidget(m_history);
    m_composer = new Composer(m_ui, content);
    column->addWidget(m_header);
    column->addWidget(m_properties);
    column->addWidget(m_merged);
    column->addWidget(m_conflict);
    column->addWidget(m_bar);
    column->addWidget(line);
    column->addWidget(parts, 1);
    column->addWidget(m_news);
    column->addWidget(m_composer);
}

void TicketPane::connectTimers()
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_pause, &QTimer::timeout, this, &TicketPane::reload);
    connect(&m_patience, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_skeleton); });
}

void TicketPane::connectParts()
{
    connect(m_bar, &PartsBar::partChosen, m_parts, &QStackedLayout::setCurrentIndex);
    connect(m_header, &TicketHeader::mergeRequested, this, &TicketPane::askMerge);
    connect(m_header, &TicketHeader::splitRequested, this, &TicketPane::askSplit);
    connect(m_merged, &ErrorBanner::actionTriggered, this, [this] {
        const Row standing = m_page.standing; // the page goes when another ticket is opened
        if (!standing.isNull())
            Q_EMIT ticketActivated(standing.id());
    });
    connect(m_header, &TicketHeader::subjectChanged, this, [this](const QString &subject) { change(schema::ticket().subject, subject); });
    connect(m_bar, &PartsBar::customerActivated, this, [this] {
        if (!m_page.customer.isNull())
            Q_EMIT customerActivated(m_page.customer.id());
    });
    connect(m_properties, &PropertyBar::fieldChosen, this, &TicketPane::change);
    connect(m_properties, &PropertyBar::tagsChanged, this,
        [this](const QStringList &add, const QStringList &remove) { m_edits.tag(m_ticket, add, remove, this, report()); });
    connect(m_composer, &Composer::sendRequested, this, &TicketPane::send);
    connect(m_composer, &Composer::textEdited, this, [this](Composer::Kind kind, const QString &text) {
        if (!m_ticket.isNull())
            m_drafts->note(draftKind(kind), text);
    });
    connect(m_composer, &Composer::hintActionTriggered, this, [this] { stopEditing(true); });
    connect(m_composer, &Composer::left, this, &TicketPane::left);
    connect(m_drafts, &TicketDrafts::restored, this, &TicketPane::restoreDraft);
    connect(m_conflict, &ErrorBanner::actionTriggered, this, [this] {
        for (const Review &review : std::as_const(m_reviews)) {
            if (review.kind == Review::Kind::Conflict && review.ticket == m_ticket)
                return Q_EMIT reviewActivated(review.id);
        }
    });
}

void TicketPane::connectMessages()
{
    connect(m_messages, &MessageList::seenChanged, this, &TicketPane::updateNews);
    connect(m_messages, &MessageList::attachmentActivated, this, &TicketPane::lookAt);
    connect(m_messages, &MessageList::attachmentSaveRequested, this, &TicketPane::save);
    connect(m_messages, &MessageList::attachmentStopRequested, m_fetches, &AttachmentFetches::stop);
    connect(m_fetches, &AttachmentFetches::moved, m_messages, &MessageList::setFetched);
    connect(m_fetches, &AttachmentFetches::ended, m_messages, [this](const Id &attachment) { m_messages->setFetched(attachment, -1); });
    connect(m_messages, &MessageList::sendAgain, this, [this](const Id &review) { resolve(review, domain::Resolution::Mine); });
    connect(m_messages, &MessageList::discardReturned, this, [this](const Id &review) { resolve(review, domain::Resolution::Theirs); });
    connect(m_messages, &MessageList::editAgain, this, &TicketPane::startEditing);
    connect(m_news, &ErrorBanner::actionTriggered, this, [this] {
        m_bar->setPart(PartsBar::Conversation);
        const QList<Id> unread = unseen();
        m_arrived.clear();
        m_news->hide();
        unread.isEmpty() ? m_messages->scrollToEnd() : m_messages->scrollToMessage(unread.first());
        m_composer->focusText();
    });
}

void TicketPane::retranslate()
{
    retranslateEmpty();
    if (m_editing.active())
        m_composer->setHint(tr("You are editing the reply that came back."), tr("Stop editing"));
    if (m_page.ticket.isNull())
        return;
    show(m_page);
    updateNews();
}

void TicketPane::retranslateEmpty()
{
    if (m_gone)
        m_empty->setTexts(tr("This ticket is no longer in your view"), tr("It was moved to a queue of another team, or the local store is still being filled."));
    else
        m_empty->setTexts(tr("No ticket open"), tr("Choose one from the list, or press C to open a new one."));
}

void TicketPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void TicketPane::setUser(const Id &user)
{
    m_user = user;
    if (!m_content)
        return;
    m_properties->setUser(user);
    m_messages->setUser(user);
    loadDirectory(); // what was made ahead may have asked before the seat was open
}

void TicketPane::loadDirectory()
{
    m_queries.directory(this, [this](const Result<seat::Queries::Directory> &directory) {
        if (!directory)
            return;
        m_directory = *directory;
        if (!m_page.ticket.isNull())
            show(m_page);
    });
}

void TicketPane::open(const Id &ticket)
{
    if (ticket == m_ticket)
        return;
    m_content.need();
    m_editing = {};
    m_drafts->open(ticket);
    m_ticket = ticket;
    m_page = {};
    m_wanted = {};
    m_arrived.clear();
    m_gone = false;
    ++m_generation;
    m_loading = false;
    m_again = false;
    m_news->hide();
    m_conflict->hide();
    m_merged->hide();
    m_composer->setBusy(false);
    m_composer->setHint({});
    for (const auto kind : {Composer::Kind::Reply, Composer::Kind::Note})
        m_composer->clear(kind);
    m_composer->setKind(Composer::Kind::Reply);
    m_bar->setPart(PartsBar::Conversation);
    if (ticket.isNull())
        return showNothing();
    m_patience.start();
    m_drafts->load(draftKind(Composer::Kind::Reply));
    m_drafts->load(draftKind(Composer::Kind::Note));
    reload();
}

void TicketPane::showMessage(const Id &message)
{
    m_wanted = message;
    if (m_page.ticket.isNull() || m_wanted.isNull())
        return;
    m_bar->setPart(PartsBar::Conversation);
    m_messages->scrollToMessage(std::exchange(m_wanted, {}));
}

void TicketPane::showNothing()
{
    m_patience.stop();
    if (m_content)
        m_messages->clear();
    retranslateEmpty();
    m_stack->setCurrentWidget(m_empty);
    if (!m_customer.isNull())
        Q_EMIT customerShown(std::exchange(m_customer, {}));
}

/// One reading at a time; what changes meanwhile makes one more.
void TicketPane::reload()
{
    if (m_ticket.isNull())
        return;
    if (m_loading) {
        m_again = true;
        return;
    }
    m_loading = true;
    m_again = false;
    // What came back is asked for only where there is something: it lies with the outbox, which may be busy.
    m_queries.lines({m_ticket}, this, [this, generation = m_generation](const Result<QList<domain::TicketLine>> &lines) {
        if (generation != m_generation)
            return;
        if (lines && !lines->isEmpty() && lines->first().review)
            return readReviews(generation);
        m_reviews.clear();
        readTicket(generation);
    });
}

void TicketPane::readReviews(quint64 generation)
{
    m_queries.reviews(true, this, [this, generation](const Result<QList<Review>> &reviews) {
        if (generation != m_generation)
            return;
        m_reviews.clear();
        for (const Review &review : reviews ? *reviews : QList<Review>())
            m_reviews.insert(review.id, review);
        readTicket(generation);
    });
}

void TicketPane::readTicket(quint64 generation)
{
    m_queries.ticket(m_ticket, this,
        [this, generation](const Result<domain::TicketPage> &page) { onRead(generation, page); });
}

void TicketPane::onRead(quint64 generation, const Result<domain::TicketPage> &page)
{
    if (generation != m_generation)
        return;
    m_loading = false;
    if (!page) {
        m_ui.notifier.failed(ErrorText::of(page.error()));
        return;
    }
    const domain::TicketPage before = std::exchange(m_page, *page);
    m_gone = m_page.ticket.isNull();
    if (m_gone) {
        showNothing();
    } else {
        show(m_page);
        noteArrivals(before);
        showMessage(m_wanted);
    }
    if (m_again)
        m_pause.start();
}

void TicketPane::show(const domain::TicketPage &page)
{
    m_patience.stop();
    m_header->show(page.ticket);
    m_bar->show(page);
    m_properties->show(page.ticket, m_directory);
    m_messages->show(page, m_directory, m_reviews);
    m_history->show(page.events, m_directory);
    showConflict();
    showMerged();
    QList<qint64> statuses;
    const auto from = static_cast<TicketStatus>(page.ticket.number(schema::ticket().status));
    for (const TicketStatus to : {TicketStatus::OnHold, TicketStatus::Resolved, TicketStatus::Closed}) {
        if (to != from && domain::legalTransition(from, to))
            statuses.append(static_cast<qint64>(to));
    }
    m_composer->setStatuses(statuses);
    if (m_editing.active() && !m_reviews.contains(m_editing.review.id))
        stopEditing(false); // decided elsewhere; the text stays as an ordinary reply
    m_stack->setCurrentWidget(m_content.get());
    const Id customer = page.customer.isNull() ? Id() : page.customer.id();
    if (!(customer == m_customer) || customer.isNull()) {
        m_customer = customer;
        Q_EMIT customerShown(customer);
    }
}

void TicketPane::showConflict()
{
    QStringList fields;
    for (const Review &review : std::as_const(m_reviews)) {
        if (review.kind != Review::Kind::Conflict || !(review.ticket == m_ticket))
            continue;
        for (const domain::FieldConflict &conflict : review.outcome.conflicts)
            fields.append(Vocabulary::field(review.change.entity->fields()[static_cast<size_t>(conflict.field)]));
    }
    fields.removeDuplicates();
    if (fields.isEmpty())
        m_conflict->hide();
    else
        m_conflict->showText(tr("Somebody else changed this too: %1. Their value stands until you decide.").arg(fields.join(tr(", "))), Tone::Warning, tr("Decide"));
}

void TicketPane::showMerged()
{
    if (!m_page.ticket.has(schema::ticket().mergedInto))
        return m_merged->hide();
    const Row &standing = m_page.standing;
    const QString where = standing.isNull() ? tr("a ticket outside your view") : FieldText::reference(standing);
    m_merged->showText(tr("This ticket was merged into %1: customers are answered there.").arg(where), Tone::Info,
        standing.isNull() ? QString() : tr("Open %1").arg(where));
}

bool TicketPane::isTyping() const { return !m_composer->text(Composer::Kind::Reply).trimmed().isEmpty(); }

void TicketPane::noteArrivals(const domain::TicketPage &before)
{
    if (before.ticket.isNull())
        return;
    const auto &m = schema::message();
    for (const domain::MessageLine &line : std::as_const(m_page.messages)) {
        const bool own = line.message.ref(m.ticketId) == m_ticket;
        if (own && line.message.number(m.ordinal) > before.lastSeen && !(line.message.ref(m.authorId) == m_user))
            m_arrived.insert(line.message.id());
    }
    updateNews();
}

/// The strip stays while somebody writes, even when the new message is in sight: eyes are on the keyboard.
void TicketPane::updateNews()
{
    if (!isTyping() && unseen().isEmpty())
        m_arrived.clear();
    if (m_arrived.isEmpty())
        return m_news->hide();
    const int count = static_cast<int>(m_arrived.size());
    m_news->showText(isTyping() ? tr("%n new message(s) came in while you were writing.", nullptr, count) : tr("%n new message(s) below.", nullptr, count),
        Tone::Info, tr("Show"));
}

QList<Id> TicketPane::unseen() const
{
    const auto &m = schema::message();
    QList<Id> unseen;
    for (const domain::MessageLine &line : m_page.messages) {
        const bool own = line.message.ref(m.ticketId) == m_ticket;
        if (own && line.message.number(m.ordinal) > m_messages->seen() && !(line.message.ref(m.authorId) == m_user))
            unseen.append(line.message.id());
    }
    return unseen;
}

void TicketPane::applyChanges(const domain::ChangeSet &changes)
{
    if (!m_content)
        return;
    if (changes.touches(schema::user()) || changes.touches(schema::queue()) || changes.touches(schema::tag()))
        loadDirectory();
    if (m_ticket.isNull())
        return;
    const bool customer = !m_customer.isNull() && changes.touches(schema::customer(), m_customer);
    const bool rows = changes.touches(schema::message()) || changes.touches(schema::event()) || changes.touches(schema::attachment());
    if (!rows && !customer && !changes.reviews && !changes.outbox && !changes.touches(schema::ticket(), m_ticket))
        return;
    if (!m_pause.isActive())
        m_pause.start();
}

} // namespace tidedesk::ui
