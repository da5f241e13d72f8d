// SPDX-License-Identifier: GPL-3.0-or-later
// The inbox by mouse and keys.
#include "inboxfixture.h"
#include <QAction>
#include <QDialog>
#include <QSignalSpy>
#include <QToolButton>

using namespace tidedesk;
using namespace tidedesk::test;
using ui::TicketListModel;

class TestInboxKeys final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarning(); }

    void choosingOpensTheTicketAndItsCustomer()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        QSignalSpy customer(&f.page, &ui::DeskPage::customerShown);
        QTest::mouseClick(f.table()->viewport(), Qt::LeftButton, {}, f.table()->visualRect(f.model()->index(2, TicketListModel::Summary)).center());
        QTRY_COMPARE(f.ticket()->ticket(), f.model()->ticketAt(2));
        QTRY_COMPARE(customer.count(), 1);
        QTRY_COMPARE(f.find<QLineEdit>("ticketSubject")->text(), f.model()->line(2)->ticket.text(schema::ticket().subject));
    }

    void focusAloneOpensNothing()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        f.views()->setFocus();
        f.page.activated();
        QTRY_COMPARE(QApplication::focusWidget(), f.table());
        QVERIFY(f.settle());
        QVERIFY(f.ticket()->ticket().isNull());
        QTest::keyClick(f.table(), Qt::Key_Down);
        QTRY_COMPARE(f.ticket()->ticket(), f.model()->ticketAt(0));
    }

    void keysMoveAndOpen()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        f.page.activated();
        QTest::keyClick(f.table(), Qt::Key_J);
        QTest::keyClick(f.table(), Qt::Key_J);
        QCOMPARE(f.table()->currentIndex().row(), 1);
        QTest::keyClick(f.table(), Qt::Key_K);
        QCOMPARE(f.table()->currentIndex().row(), 0);
        QTest::keyClick(f.table(), Qt::Key_Down);
        QCOMPARE(f.table()->currentIndex().row(), 1);
        QTRY_COMPARE(f.ticket()->ticket(), f.model()->ticketAt(1));
        QTest::keyClick(f.table(), Qt::Key_Return);
        QTRY_COMPARE(QApplication::focusWidget(), f.text());
        QTest::keyClick(f.text(), Qt::Key_Escape);
        QTRY_COMPARE(QApplication::focusWidget(), f.table());
        QTest::keyClick(f.table(), Qt::Key_End);
        QCOMPARE(f.table()->currentIndex().row(), f.model()->rowCount() - 1);
    }

    void lettersActOnTheTicket()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        QVERIFY(chooseView(f, QStringLiteral("Unassigned")));
        f.page.activated();
        QTest::keyClick(f.table(), Qt::Key_J);
        const Id id = currentId(f);
        QVERIFY(f.open(id));
        const auto &t = schema::ticket();
        QTest::keyClick(f.table(), Qt::Key_A);
        QTRY_COMPARE(f.desk.row(t, id).ref(t.assigneeId), f.desk.me());
        QTest::keyClick(f.table(), Qt::Key_4);
        QTRY_COMPARE(f.desk.row(t, id).number(t.priority), 3);
        QTRY_COMPARE(f.desk.settleCount(), 0);
        QTest::keyClick(f.table(), Qt::Key_E);
        QTRY_COMPARE(f.desk.row(t, id).number(t.status), 3);
        QTRY_VERIFY(f.notices.last().contains(QStringLiteral("Resolved")));
    }

    void whatAKeyDidCanBeUndone()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        QVERIFY(f.open(f.model()->ticketAt(0)));
        const Id id = f.ticket()->ticket();
        const auto &t = schema::ticket();
        const qint64 before = f.desk.row(t, id).number(t.priority);
        std::function<void()> undo;
        QObject::connect(&f.ui.notifier, &ui::Notifier::posted, &f.window, [&](const ui::Notice &notice) { undo = notice.onAction; });
        QTest::keyClick(f.table(), before == 3 ? Qt::Key_1 : Qt::Key_4);
        QTRY_VERIFY(undo);
        QVERIFY(f.desk.row(t, id).number(t.priority) != before);
        undo();
        QTRY_COMPARE(f.desk.row(t, id).number(t.priority), before);
    }

    void lettersStayLettersInFields()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        QVERIFY(f.open(f.model()->ticketAt(0)));
        const int edits = f.desk.calls[QStringLiteral("set")];
        f.ticket()->startReply();
        QTest::keyClicks(f.text(), QStringLiteral("ace 4 j/"));
        QCOMPARE(f.text()->toPlainText(), QStringLiteral("ace 4 j/"));
        QCOMPARE(f.desk.calls[QStringLiteral("set")], edits);
        QVERIFY(!f.window.findChild<QDialog *>());
    }

    void tooltipsTellTheKeys()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        for (const char *id : {"ticket.new", "ticket.assign", "ticket.resolve", "ticket.urgent", "inbox.search"}) {
            const QAction *action = f.ui.actions.find(QLatin1StringView(id));
            QVERIFY(action);
            QVERIFY2(action->toolTip().contains(action->shortcut().toString()), id);
        }
        QVERIFY(f.find<QToolButton>("newTicket")->toolTip().contains(u'C'));
        QSignalSpy search(&f.page, &ui::DeskPage::searchRequested);
        QTest::keyClick(f.table(), Qt::Key_Slash);
        QCOMPARE(search.count(), 1);
    }

    void typingInTheListSearchesNothing()
    {
        DeskFixture f(0);
        f.desk.setHuge(1'000'000);
        f.page.setUser(f.desk.me());
        QVERIFY(f.ready());
        const int pages = f.desk.calls[QStringLiteral("page")];
        f.page.activated();
        QTest::keyClicks(f.table(), QStringLiteral("xyz")); // an item view would look through every row
        QVERIFY(f.settle());
        QVERIFY2(f.desk.calls[QStringLiteral("page")] <= pages + 2, "a letter read the whole list");
    }
};

QTEST_MAIN(TestInboxKeys)
#include "test_inbox_keys.moc"
