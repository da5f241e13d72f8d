// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/deskactions.h"
#include "core/domain/lifecycle.h"
#include "ui/common/actions.h"
#include "ui/inbox/inboxpane.h"
#include "ui/ticket/ticketpane.h"
#include <QAction>

namespace tidedesk::ui {

DeskActions::DeskActions(UiContext &ui, QWidget *desk, InboxPane *inbox, TicketPane *ticket)
    : QObject(desk)
    , m_ui(ui)
    , m_desk(desk)
{
    addListActions(inbox);
    addTicketActions(ticket);
}

QAction *DeskActions::add(const char *id, std::function<QString()> text, const QKeySequence &key, std::function<void()> handler)
{
    ActionSpec spec;
    spec.id = QLatin1StringView(id);
    spec.text = std::move(text);
    spec.shortcut = key;
    spec.handler = std::move(handler);
    return m_ui.actions.add(m_desk, spec);
}

void DeskActions::addListActions(InboxPane *inbox)
{
    QAction *fresh = add("ticket.new", [] { return tr("New ticket"); }, Qt::Key_C, [this] { Q_EMIT newTicketRequested(); });
    fresh->setIcon(m_ui.icons.icon(Icon::Plus));
    inbox->setNewAction(fresh);
    add("ticket.next", [] { return tr("Next ticket"); }, Qt::Key_J, [inbox] { inbox->step(1); });
    add("ticket.previous", [] { return tr("Previous ticket"); }, Qt::Key_K, [inbox] { inbox->step(-1); });
    add("inbox.search", [] { return tr("Search"); }, Qt::Key_Slash, [this] { Q_EMIT searchRequested(); });
    add("inbox.views", [] { return tr("Show or fold the views"); }, Qt::Key_V, [inbox] { inbox->setViewsShown(!inbox->viewsShown()); });
    add("inbox.wide", [] { return tr("List over the whole width"); }, Qt::Key_W, [this] { Q_EMIT listWidthToggled(); });
}

void DeskActions::addTicketActions(TicketPane *ticket)
{
    using domain::TicketStatus;
    const auto status = [ticket](TicketStatus to) { ticket->setStatus(static_cast<qint64>(to)); };
    add("ticket.reply", [] { return tr("Reply"); }, Qt::Key_R, [ticket] { ticket->startReply(); });
    add("ticket.note", [] { return tr("Internal note"); }, Qt::Key_N, [ticket] { ticket->startNote(); });
    add("ticket.assign", [] { return tr("Assign to me"); }, Qt::Key_A, [ticket] { ticket->assignToMe(); });
    add("ticket.resolve", [] { return tr("Resolve"); }, Qt::Key_E, [status] { status(TicketStatus::Resolved); });
    add("ticket.hold", [] { return tr("Put on hold"); }, Qt::Key_H, [status] { status(TicketStatus::OnHold); });
    add("ticket.reopen", [] { return tr("Open or reopen"); }, Qt::Key_O, [status] { status(TicketStatus::Open); });
    add("ticket.low", [] { return tr("Priority low"); }, Qt::Key_1, [ticket] { ticket->setPriority(0); });
    add("ticket.normal", [] { return tr("Priority normal"); }, Qt::Key_2, [ticket] { ticket->setPriority(1); });
    add("ticket.high", [] { return tr("Priority high"); }, Qt::Key_3, [ticket] { ticket->setPriority(2); });
    add("ticket.urgent", [] { return tr("Priority urgent"); }, Qt::Key_4, [ticket] { ticket->setPriority(3); });
}

} // namespace tidedesk::ui
