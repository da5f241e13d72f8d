// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/uicontext.h"
#include <QKeySequence>
#include <QObject>
#include <functional>

class QAction;
class QWidget;

namespace tidedesk::ui {

class InboxPane;
class TicketPane;

/// What one can do at the desk by key, menu and palette. One letter each, so that a hand can stay where it is; letters
/// typed into a field stay letters.
class DeskActions final : public QObject {
    Q_OBJECT
public:
    DeskActions(UiContext &ui, QWidget *desk, InboxPane *inbox, TicketPane *ticket);

Q_SIGNALS:
    void newTicketRequested();
    void searchRequested();
    void listWidthToggled(); ///< the list over the whole width, and back

private:
    QAction *add(const char *id, std::function<QString()> text, const QKeySequence &key, std::function<void()> handler);
    void addTicketActions(TicketPane *ticket);
    void addListActions(InboxPane *inbox);

    UiContext &m_ui;
    QWidget *m_desk;
};

} // namespace tidedesk::ui
