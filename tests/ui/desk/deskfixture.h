// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/support/fakedesk.h"
#include "tests/support/screentext.h"
#include "tests/ui/uifixture.h"
#include "core/schema/entities.h"
#include "ui/desk/deskpage.h"
#include "ui/inbox/inboxpane.h"
#include "ui/inbox/ticketlistmodel.h"
#include "ui/inbox/tickettable.h"
#include "ui/inbox/viewlist.h"
#include "ui/ticket/composer.h"
#include "ui/ticket/messagelist.h"
#include "ui/ticket/ticketpane.h"
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>
#include <QVBoxLayout>

namespace tidedesk::test {

/// The desk on a seat in memory, shown at the size it is made for, with a plain panel where the customer stands.
class DeskFixture {
public:
    explicit DeskFixture(int tickets = 40)
        : desk(ui.clock)
        , page(ui.ui, desk, desk, [this](QWidget *parent) { return panel = new QLabel(parent); }, nullptr)
    {
        QObject::connect(&ui.notifier, &ui::Notifier::posted, &window, [this](const ui::Notice &notice) { notices.append(notice.text); });
        desk.populate(tickets);
        window.setObjectName(QStringLiteral("window"));
        auto *layout = new QVBoxLayout(&window);
        layout->setContentsMargins(0, 0, 0, 0);
        page.setUser(desk.me());
        layout->addWidget(page.createWidget(&window));
        QObject::connect(&desk, &FakeDesk::changed, &page, &ui::DeskPage::applyChanges);
        window.resize(1366 - 64, 768 - 49 - 24); // without rail, header and status bar
    }
    bool ready()
    {
        return showActive(window) && QTest::qWaitFor([this] { return model()->isMeasured() && desk.settleCount() == 0; });
    }
    template <class T> T *find(const char *name) const { return window.findChild<T *>(QLatin1StringView(name)); }
    ui::TicketTable *table() const { return find<ui::TicketTable>("ticketList"); }
    ui::TicketListModel *model() const { return static_cast<ui::TicketListModel *>(table()->model()); }
    ui::ViewList *views() const { return find<ui::ViewList>("inboxViews"); }
    ui::TicketPane *ticket() const { return window.findChild<ui::TicketPane *>(); }
    ui::Composer *composer() const { return window.findChild<ui::Composer *>(); }
    ui::MessageList *messages() const { return find<ui::MessageList>("conversation"); }
    QPlainTextEdit *text() const { return find<QPlainTextEdit>("composerText"); }
    /// Opens a ticket and waits until all of it is there and has been on screen.
    bool open(const Id &id)
    {
        page.openTicket(id);
        const auto last = [&] {
            return desk.row(schema::ticket(), id).number(schema::ticket().lastOrdinal);
        };
        return QTest::qWaitFor([&] { return desk.settleCount() == 0 && ticket()->ticket() == id && messages()->seen() == last(); });
    }
    bool settle() { return QTest::qWaitFor([this] { return desk.settleCount() == 0; }); }

    UiFixture ui;
    QStringList notices; ///< texts posted
    FakeDesk desk;
    QPointer<QLabel> panel;
    ui::DeskPage page;
    QWidget window;
};

} // namespace tidedesk::test
