// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/deskpage.h"
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"
#include "ui/common/actions.h"
#include "ui/common/preferences.h"
#include "ui/inbox/inboxpane.h"
#include "ui/ticket/newticketdialog.h"
#include "ui/ticket/ticketpane.h"
#include <QSplitter>

namespace tidedesk::ui {

namespace {
const QString kSplitter = QStringLiteral("desk/splitter");
}

DeskPage::DeskPage(UiContext &ui, seat::Queries &queries, seat::Edits &edits, MakePanel makePanel, QObject *parent)
    : Page(parent)
    , m_ui(ui)
    , m_queries(queries)
    , m_edits(edits)
    , m_makePanel(std::move(makePanel))
{
}

QWidget *DeskPage::createWidget(QWidget *parent)
{
    m_splitter = new QSplitter(Qt::Horizontal, parent);
    m_splitter->setObjectName(QStringLiteral("desk"));
    m_splitter->setHandleWidth(1);
    m_inbox = new InboxPane(m_ui, m_queries, m_splitter);
    m_ticket = new TicketPane(m_ui, m_queries, m_edits, m_splitter);
    m_splitter->addWidget(m_inbox);
    m_splitter->addWidget(m_ticket);
    if (QWidget *panel = m_makePanel(m_splitter))
        m_splitter->addWidget(panel);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setCollapsible(2, true);
    m_inbox->setMinimumWidth(400);
    m_ticket->setMinimumWidth(420);
    restoreSplitter();
    connectParts();
    addActions();
    m_ticket->setUser(m_user);
    m_inbox->setUser(m_user);
    if (!m_wanted.isNull())
        openTicket(std::exchange(m_wanted, {}));
    return m_splitter;
}

void DeskPage::restoreSplitter()
{
    const QByteArray saved = QByteArray::fromBase64(m_ui.preferences.value(kSplitter).toLatin1());
    if (saved.isEmpty() || !m_splitter->restoreState(saved))
        m_splitter->setSizes({470, 540, 290});
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_ui.preferences.setValue(kSplitter, QString::fromLatin1(m_splitter->saveState().toBase64())); });
}

void DeskPage::connectParts()
{
    connect(m_inbox, &InboxPane::ticketChosen, m_ticket, &TicketPane::open);
    connect(m_inbox, &InboxPane::ticketActivated, this, [this](const Id &ticket) {
        m_ticket->open(ticket);
        m_ticket->startReply();
    });
    connect(m_inbox, &InboxPane::newTicketRequested, this, [this] { newTicket({}); });
    connect(m_ticket, &TicketPane::customerShown, this, &DeskPage::customerShown);
    connect(m_ticket, &TicketPane::customerActivated, this, &DeskPage::customerActivated);
}

void DeskPage::addActions()
{
    const auto add = [this](const char *id, std::function<QString()> text, const QKeySequence &key, std::function<void()> handler) {
        m_ui.actions.add(m_splitter, {.id = QLatin1StringView(id), .text = std::move(text), .shortcut = key, .handler = std::move(handler)});
    };
    const auto setPriority = [this](qint64 priority) { m_ticket->setField(schema::ticket().priority, priority); };
    add("ticket.new", [] { return tr("New ticket"); }, Qt::Key_C, [this] { newTicket({}); });
    add("ticket.next", [] { return tr("Next ticket"); }, Qt::Key_J, [this] { m_inbox->step(1); });
    add("ticket.previous", [] { return tr("Previous ticket"); }, Qt::Key_K, [this] { m_inbox->step(-1); });
    add("ticket.reply", [] { return tr("Reply"); }, Qt::Key_R, [this] { m_ticket->startReply(); });
    add("ticket.note", [] { return tr("Internal note"); }, Qt::Key_N, [this] { m_ticket->startNote(); });
    add("ticket.assign", [] { return tr("Assign to me"); }, Qt::Key_A, [this] { m_ticket->assignToMe(); });
    add("ticket.resolve", [] { return tr("Resolve"); }, Qt::Key_E, [this] { m_ticket->setField(schema::ticket().status, qint64(domain::TicketStatus::Resolved)); });
    add("ticket.low", [] { return tr("Priority low"); }, Qt::Key_1, [=] { setPriority(0); });
    add("ticket.normal", [] { return tr("Priority normal"); }, Qt::Key_2, [=] { setPriority(1); });
    add("ticket.high", [] { return tr("Priority high"); }, Qt::Key_3, [=] { setPriority(2); });
    add("ticket.urgent", [] { return tr("Priority urgent"); }, Qt::Key_4, [=] { setPriority(3); });
}

void DeskPage::activated()
{
    if (m_inbox)
        m_inbox->setFocus();
}

void DeskPage::setUser(const Id &user)
{
    m_user = user;
    if (!m_inbox)
        return;
    m_ticket->setUser(user);
    m_inbox->setUser(user);
}

void DeskPage::openTicket(const Id &ticket)
{
    if (!m_ticket) {
        m_wanted = ticket;
        return;
    }
    m_ticket->open(ticket);
    m_inbox->selectTicket(ticket);
}

void DeskPage::newTicket(const Row &customer)
{
    if (!m_splitter)
        return;
    auto *dialog = new NewTicketDialog(m_ui, m_queries, m_edits, m_splitter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setCustomer(customer);
    connect(dialog, &NewTicketDialog::created, this, &DeskPage::openTicket);
    dialog->open();
}

void DeskPage::saveDraft()
{
    if (m_ticket)
        m_ticket->saveDraft();
}

Id DeskPage::currentTicket() const { return m_ticket ? m_ticket->ticket() : Id(); }

void DeskPage::applyChanges(const domain::ChangeSet &changes)
{
    if (!m_inbox)
        return;
    m_inbox->applyChanges(changes);
    m_ticket->applyChanges(changes);
}

} // namespace tidedesk::ui
