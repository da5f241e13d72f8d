// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/deskpage.h"
#include "ui/common/preferences.h"
#include "ui/desk/deskactions.h"
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
    m_panel = m_makePanel ? m_makePanel(m_splitter) : nullptr;
    if (m_panel) {
        m_splitter->addWidget(m_panel);
        m_splitter->setCollapsible(2, true);
    }
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setCollapsible(0, false);
    m_splitter->setCollapsible(1, false);
    m_inbox->setMinimumWidth(300);
    m_ticket->setMinimumWidth(420);
    restoreSplitter();
    connectParts();
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
        if (m_ticket->isHidden())
            toggleListWidth();
        m_ticket->open(ticket);
        m_ticket->startReply();
    });
    connect(m_ticket, &TicketPane::left, m_inbox, qOverload<>(&QWidget::setFocus));
    connect(m_ticket, &TicketPane::ticketActivated, this, &DeskPage::openTicket);
    connect(m_ticket, &TicketPane::reviewActivated, this, &DeskPage::reviewActivated);
    auto *actions = new DeskActions(m_ui, m_splitter, m_inbox, m_ticket);
    connect(actions, &DeskActions::newTicketRequested, this, [this] { newTicket({}); });
    connect(actions, &DeskActions::searchRequested, this, &DeskPage::searchRequested);
    connect(actions, &DeskActions::listWidthToggled, this, &DeskPage::toggleListWidth);
    connect(m_ticket, &TicketPane::customerShown, this, &DeskPage::customerShown);
    connect(m_ticket, &TicketPane::customerActivated, this, &DeskPage::customerActivated);
}

/// Triage wants the list alone, with all its columns; choosing a ticket or the key again brings the rest back.
void DeskPage::toggleListWidth()
{
    const bool wide = !m_ticket->isHidden();
    if (wide)
        m_beforeWide = m_splitter->saveState();
    m_ticket->setVisible(!wide);
    if (m_panel)
        m_panel->setVisible(!wide);
    if (!wide)
        m_splitter->restoreState(m_beforeWide);
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
    if (m_ticket->isHidden())
        toggleListWidth();
    m_ticket->open(ticket);
    m_inbox->selectTicket(ticket);
}

void DeskPage::openMessage(const Id &ticket, const Id &message)
{
    openTicket(ticket);
    if (m_ticket)
        m_ticket->showMessage(message);
}

void DeskPage::showChosen(const std::function<QString()> &title, const QList<Id> &tickets)
{
    if (!m_inbox)
        return;
    m_inbox->showChosen(title, tickets);
    m_inbox->setFocus();
}

void DeskPage::newTicket(const Row &customer)
{
    if (!m_splitter)
        return;
    auto *dialog = new NewTicketDialog(m_ui, m_queries, m_edits, m_user, m_splitter);
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
