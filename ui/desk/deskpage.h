// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "ui/common/page.h"
#include "ui/common/uicontext.h"
#include <QPointer>

class QSplitter;

namespace tidedesk::ui {

class InboxPane;
class TicketPane;

/// Destination "inbox": list, conversation, and the customer beside it, in one splitter made for 1366x768. The customer
/// panel is handed in: pages do not know each other.
class DeskPage final : public Page {
    Q_OBJECT
public:
    using MakePanel = std::function<QWidget *(QWidget *parent)>;
    DeskPage(UiContext &ui, seat::Queries &queries, seat::Edits &edits, MakePanel makePanel, QObject *parent);

    QString id() const override { return QStringLiteral("inbox"); }
    QString title() const override { return tr("Inbox"); }
    Icon icon() const override { return Icon::Inbox; }
    QWidget *createWidget(QWidget *parent) override;
    void activated() override;

    void setUser(const Id &user);
    void openTicket(const Id &ticket);
    void openMessage(const Id &ticket, const Id &message); ///< the ticket, with this message in sight
    void newTicket(const Row &customer);
    /// Lists these tickets alone; `title` names them in the current language. The page must have been shown.
    void showChosen(const std::function<QString()> &title, const QList<Id> &tickets);
    void saveDraft();
    Id currentTicket() const;

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void customerShown(const tidedesk::Id &customer);
    void customerActivated(const tidedesk::Id &customer);
    void reviewActivated(const tidedesk::Id &review); ///< a conflict is to be decided
    void searchRequested(); ///< the field that searches everything is wanted

private:
    void toggleListWidth();
    void connectParts();
    void restoreSplitter();

    UiContext &m_ui;
    seat::Queries &m_queries;
    seat::Edits &m_edits;
    MakePanel m_makePanel;
    Id m_user;
    Id m_wanted; ///< to open once the widget is made
    QPointer<QSplitter> m_splitter;
    QPointer<InboxPane> m_inbox;
    QPointer<TicketPane> m_ticket;
    QPointer<QWidget> m_panel;
    QByteArray m_beforeWide; ///< splitter before the list took the whole width
};

} // namespace tidedesk::ui
