// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/messagelist.h"
#include "core/domain/merging.h"
#include "core/schema/entities.h"
#include "ui/common/fieldtext.h"
#include "ui/common/formats.h"
#include "ui/common/labels.h"
#include "ui/ticket/attachmentchip.h"
#include "ui/ticket/messageblock.h"
#include <QBoxLayout>
#include <QDateTime>
#include <QEvent>
#include <QPushButton>
#include <QScrollBar>

namespace tidedesk::ui {

namespace {

using domain::MessageLine;
enum MessageKind { Customer, Reply, Note, System }; // choices of schema::Message::kind
constexpr qsizetype kUnseenShown = 3;

} // namespace

MessageList::MessageList(UiContext &ui, QWidget *parent)
    : QScrollArea(parent)
    , m_ui(ui)
    , m_body(new QWidget)
    , m_column(new QVBoxLayout(m_body))
    , m_earlier(new QPushButton(m_body))
{
    setObjectName(QStringLiteral("conversation"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // or every text is laid out twice
    m_earlier->setObjectName(QStringLiteral("earlierMessages"));
    m_earlier->setProperty("kind", QStringLiteral("link"));
    m_earlier->hide();
    m_column->setContentsMargins(12, 10, 8, 10);
    m_column->setSpacing(8);
    m_column->addWidget(m_earlier, 0, Qt::AlignHCenter);
    m_column->addStretch(1);
    setWidget(m_body);
    m_settle.setSingleShot(true);
    m_settle.setInterval(0);
    connect(&m_settle, &QTimer::timeout, this, &MessageList::settle);
    connect(m_earlier, &QPushButton::clicked, this, &MessageList::showEarlier);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) {
        if (m_follow)
            verticalScrollBar()->setValue(maximum);
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (m_settle.isActive())
            return;
        m_follow = atEnd();
        noteSeen();
        if (value == 0 && m_first > 0)
            showEarlier();
    });
    retranslate();
}

void MessageList::show(const domain::TicketPage &page, const seat::Queries::Directory &directory, const QHash<Id, domain::Review> &reviews)
{
    const bool other = m_page.ticket.isNull() || !(page.ticket.id() == m_page.ticket.id());
    const Id first = m_first < m_page.messages.size() ? m_page.messages[m_first].message.id() : Id();
    m_page = page;
    m_directory = directory;
    m_reviews = reviews;
    if (other) {
        m_seen = 0;
        m_follow = true;
    }
    // What was shown stays shown; a new ticket starts with its newest messages.
    const auto same = std::find_if(page.messages.begin(), page.messages.end(), [&](const MessageLine &line) { return line.message.id() == first; });
    m_first = other || same == page.messages.end() ? qMax<qsizetype>(0, page.messages.size() - kStep) : same - page.messages.begin();
    rebuild();
}

QString MessageList::dayOf(const MessageLine &line) const
{
    const auto &m = schema::message();
    const qint64 at = line.message.number(m.createdAt, line.message.number(m.writtenAt));
    return at ? m_ui.formats.day(at) : QString();
}

QList<MessageList::Entry> MessageList::entries() const
{
    QList<Entry> entries;
    QString day;
    for (qsizetype i = m_first; i < m_page.messages.size(); ++i) {
        const MessageLine &line = m_page.messages[i];
        if (const QString today = dayOf(line); today != day && !today.isEmpty()) {
            day = today;
            entries.append({{}, day});
        }
        entries.append({line.message.id(), {}});
    }
    return entries;
}

void MessageList::rebuild()
{
    const QList<Entry> wanted = entries();
    if (wanted != m_entries)
        place(wanted);
    fill();
    m_earlier->setVisible(m_first > 0);
    retranslate();
    m_settle.start();
}

void MessageList::place(const QList<Entry> &wanted)
{
    setUpdatesEnabled(false);
    QHash<Id, MessageBlock *> blocks;
    for (const Entry &entry : wanted) {
        if (MessageBlock *kept = m_blocks.take(entry.message))
            blocks.insert(entry.message, kept);
    }
    // The others in the order in which they were made: the tab key goes through them in that order.
    QList<MessageBlock *> spare = m_body->findChildren<MessageBlock *>(Qt::FindDirectChildrenOnly);
    spare.removeIf([used = QSet<MessageBlock *>(blocks.cbegin(), blocks.cend())](MessageBlock *block) { return used.contains(block); });
    m_blocks = blocks;
    qDeleteAll(m_days);
    m_days.clear();
    while (m_column->count() > 1)
        delete m_column->takeAt(1);
    for (const Entry &entry : wanted) {
        if (!entry.message.isNull()) {
            MessageBlock *&block = m_blocks[entry.message];
            if (!block)
                block = spare.isEmpty() ? makeBlock() : spare.takeFirst();
            m_column->addWidget(block);
            block->show(); // a layout leaves out what is not yet shown
            continue;
        }
        QLabel *day = mutedLabel(entry.day, TextStyle::Small, m_body);
        day->setObjectName(QStringLiteral("conversationDay"));
        day->setAlignment(Qt::AlignCenter);
        m_days.append(day);
        m_column->addWidget(day);
        day->show();
    }
    m_column->addStretch(1);
    m_entries = wanted;
    while (spare.size() > kStep)
        delete spare.takeLast();
    for (MessageBlock *unused : std::as_const(spare))
        unused->hide();
    setUpdatesEnabled(true);
}

void MessageList::makeSpare() { makeBlock()->hide(); }

MessageBlock *MessageList::makeBlock()
{
    auto *block = new MessageBlock(m_ui, m_body);
    connect(block, &MessageBlock::attachmentActivated, this, &MessageList::attachmentActivated);
    connect(block, &MessageBlock::attachmentSaveRequested, this, &MessageList::attachmentSaveRequested);
    connect(block, &MessageBlock::attachmentStopRequested, this, &MessageList::attachmentStopRequested);
    connect(block, &MessageBlock::sendAgainRequested, this, [this, block] { Q_EMIT sendAgain(block->line().review); });
    connect(block, &MessageBlock::discardRequested, this, [this, block] { Q_EMIT discardReturned(block->line().review); });
    connect(block, &MessageBlock::editRequested, this,
        [this, block] { Q_EMIT editAgain(block->line().review, block->line().message.text(schema::message().body)); });
    return block;
}

void MessageList::fill()
{
    for (qsizetype i = m_first; i < m_page.messages.size(); ++i) {
        const MessageLine &line = m_page.messages[i];
        MessageBlock *block = m_blocks.value(line.message.id());
        block->setLine(line, lookOf(line));
        const auto review = m_reviews.constFind(line.review);
        if (review == m_reviews.cend())
            block->setReview({}, {});
        else
            block->setReview(*review, unseenOf(*review));
    }
}

MessageLook MessageList::lookOf(const MessageLine &line) const
{
    MessageLook look = whoOf(line);
    if (const QString origin = originOf(line); !origin.isEmpty())
        look.remark = look.remark.isEmpty() ? tr("in %1").arg(origin) : tr("in %1, %2").arg(origin, look.remark);
    return look;
}

MessageLook MessageList::whoOf(const MessageLine &line) const
{
    const auto &m = schema::message();
    // A reply that came back has no author on it any more; it is always one's own.
    const bool mine = line.delivery != domain::Delivery::Delivered && !line.message.has(m.authorId);
    const Id id = mine ? m_user : line.message.ref(m.authorId);
    const QString author = m_directory.userName(id);
    switch (line.message.number(m.kind)) {
    case Customer: {
        const QString name = m_page.customer.isNull() ? tr("Customer") : m_page.customer.text(schema::customer().name);
        const QString key = m_page.customer.isNull() ? QString() : m_page.customer.id().toString();
        return {name, key, author.isEmpty() ? QString() : tr("recorded by %1").arg(author)};
    }
    case Reply:
        return {author.isEmpty() ? tr("Automatic reply") : author, id.toString(), line.message.flag(m.automatic) ? tr("automatic") : QString()};
    case Note:
        return {author.isEmpty() ? tr("Colleague") : author, id.toString(), {}};
    default:
        return {author.isEmpty() ? tr("System") : author, {}, {}, mergeSentence(line.message)};
    }
}

/// Empty for other messages.
QString MessageList::mergeSentence(const Row &message) const
{
    const Id ticket = domain::mergedTicketOf(message);
    if (ticket.isNull())
        return {};
    for (const Row &merged : m_page.merged) {
        if (merged.id() == ticket)
            return tr("Ticket %1, \"%2\", was merged into this one. Its messages stand here, too.").arg(FieldText::reference(merged), merged.text(schema::ticket().subject));
    }
    return tr("A ticket was merged into this one, and taken out again or moved out of your view.");
}

/// Where a message of a ticket that was merged stands.
QString MessageList::originOf(const MessageLine &line) const
{
    const Id ticket = line.message.ref(schema::message().ticketId);
    for (const Row &merged : m_page.merged) {
        if (merged.id() == ticket)
            return FieldText::reference(merged);
    }
    return {};
}

QList<UnseenLine> MessageList::unseenOf(const domain::Review &review) const
{
    QList<UnseenLine> unseen;
    for (const MessageLine &line : m_page.messages) {
        if (!review.outcome.unseen.contains(line.message.id()) || unseen.size() == kUnseenShown)
            continue;
        const auto &m = schema::message();
        unseen.append({lookOf(line).author, m_ui.formats.time(line.message.number(m.createdAt)), line.message.text(m.body).left(200).simplified()});
    }
    return unseen;
}

void MessageList::showEarlier()
{
    const Id anchor = m_first < m_page.messages.size() ? m_page.messages[m_first].message.id() : Id();
    const MessageBlock *block = m_blocks.value(anchor);
    const int before = block ? block->y() - verticalScrollBar()->value() : 0;
    m_first = qMax<qsizetype>(0, m_first - kStep);
    m_follow = false;
    rebuild();
    m_body->layout()->activate();
    m_settle.stop();
    settle();
    if (block)
        verticalScrollBar()->setValue(block->y() - before);
}

bool MessageList::atEnd() const
{
    const QScrollBar *bar = verticalScrollBar();
    return bar->value() >= bar->maximum() - 24;
}

void MessageList::settle()
{
    m_body->layout()->activate();
    const int width = viewport()->width();
    m_body->resize(width, qMax(viewport()->height(), m_body->layout()->heightForWidth(width)));
    m_body->layout()->activate();
    if (const MessageBlock *block = m_blocks.value(std::exchange(m_target, {}))) {
        verticalScrollBar()->setValue(qMax(0, block->y() - 12));
        m_follow = atEnd();
    } else if (m_follow) {
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    }
    noteSeen();
}

void MessageList::noteSeen()
{
    if (!isVisible() || !isActiveWindow() || m_settle.isActive())
        return;
    const int bottom = verticalScrollBar()->value() + viewport()->height();
    qint64 seen = m_seen;
    for (qsizetype i = m_page.messages.size() - 1; i >= m_first; --i) {
        const MessageLine &line = m_page.messages[i];
        const MessageBlock *block = m_blocks.value(line.message.id());
        if (!(line.message.ref(schema::message().ticketId) == m_page.ticket.id()))
            continue; // numbers of another ticket
        // Its head and first line must have been in sight.
        if (block && block->y() + qMin(block->height(), 40) <= bottom) {
            seen = qMax(seen, line.message.number(schema::message().ordinal));
            if (line.message.has(schema::message().ordinal))
                break;
        }
    }
    if (seen == m_seen)
        return;
    m_seen = seen;
    Q_EMIT seenChanged(seen);
}

void MessageList::scrollToEnd()
{
    m_follow = true;
    m_settle.start();
}

void MessageList::scrollToMessage(const Id &message)
{
    const auto found = std::find_if(m_page.messages.begin(), m_page.messages.end(),
        [&message](const MessageLine &line) { return line.message.id() == message; });
    if (found == m_page.messages.end())
        return scrollToEnd();
    m_follow = false;
    m_target = message;
    if (const qsizetype place = found - m_page.messages.begin(); place < m_first) {
        m_first = qMax<qsizetype>(0, place - kStep / 2);
        rebuild();
    }
    m_settle.stop();
    settle();
    if (!isVisible())
        m_target = message; // the heights are not the last ones yet
}

QList<Id> MessageList::shownMessages() const
{
    QList<Id> shown;
    for (const Entry &entry : m_entries) {
        if (!entry.message.isNull())
            shown.append(entry.message);
    }
    return shown;
}

void MessageList::setFetched(const Id &attachment, int percent)
{
    for (AttachmentChip *chip : findChildren<AttachmentChip *>()) {
        if (chip->attachment().id() == attachment)
            chip->setFetched(percent);
    }
}

void MessageList::clear()
{
    m_page = {};
    m_reviews.clear();
    m_first = 0;
    m_seen = 0;
    m_follow = true;
    m_target = {};
    place({});
    m_earlier->hide();
}

void MessageList::retranslate()
{
    setAccessibleName(tr("Conversation"));
    m_earlier->setText(tr("Show %n earlier message(s)", nullptr, static_cast<int>(m_first)));
}

void MessageList::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::ActivationChange)
        noteSeen(); // what came while nobody looked
}

void MessageList::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    m_settle.start();
}

void MessageList::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    m_settle.start();
}

} // namespace tidedesk::ui
