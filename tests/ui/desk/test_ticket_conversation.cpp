// SPDX-License-Identifier: GPL-3.0-or-later
// The conversation of a ticket: what it shows, how it grows, and what comes into sight.
#include "ticketfixture.h"
#include "ui/common/plaintextview.h"
#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>

using namespace tidedesk;
using namespace tidedesk::test;

class TestTicketConversation final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarning(); }

    void showsEverything()
    {
        Opened f;
        QVERIFY(f.begin());
        QCOMPARE(f.find<QLineEdit>("ticketSubject")->text(), QStringLiteral("物流三天没有更新"));
        QVERIFY(f.find<QLabel>("ticketReference")->text().startsWith(u'#'));
        QCOMPARE(f.find<QToolButton>("ticketCustomer")->text(), QStringLiteral("王丽"));
        QCOMPARE(f.messages()->shownMessages().size(), 3);
        QSignalSpy customer(&f.page, &ui::DeskPage::customerActivated);
        QTest::mouseClick(f.find<QToolButton>("ticketCustomer"), Qt::LeftButton);
        QCOMPARE(customer.first().first().value<Id>(), f.customer);
    }

    void leavingViewIsSaid()
    {
        Opened f;
        QVERIFY(f.begin());
        f.page.openTicket(Id::derived(f.id, 99)); // one that this seat does not hold
        QTRY_VERIFY(f.window.findChild<QWidget *>(QStringLiteral("ticketEmpty"))->isVisible());
    }

    void answerOfAnotherTicketIsDropped()
    {
        Opened f;
        const Id other = f.desk.addTicket(QStringLiteral("Other"), {}, f.desk.me());
        QVERIFY(f.ready());
        f.desk.holding = true;
        f.page.openTicket(f.id);
        f.page.openTicket(other);
        f.desk.holding = false;
        while (f.desk.waitingAnswers() > 0) // newest first: the older ticket's answers come last
            f.desk.release(f.desk.waitingAnswers() - 1);
        QVERIFY(f.settle());
        QCOMPARE(f.find<QLineEdit>("ticketSubject")->text(), QStringLiteral("Other"));
    }

    void textFromOutsideIsPlainAndSelectable()
    {
        Opened f(1);
        f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("<b>fett</b><img src='file:///etc/passwd'>"));
        QVERIFY(f.begin());
        auto *text = f.lastBlock()->findChild<ui::PlainTextView *>();
        QCOMPARE(text->toPlainText(), QStringLiteral("<b>fett</b><img src='file:///etc/passwd'>"));
        text->selectAll();
        text->copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), text->toPlainText());
    }

    void selectionInAMessageSurvivesArrivals()
    {
        Opened f;
        QVERIFY(f.begin());
        auto *text = f.window.findChildren<ui::MessageBlock *>().first()->findChild<ui::PlainTextView *>();
        text->selectAll();
        f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("还在吗？"));
        QTRY_COMPARE(f.messages()->shownMessages().size(), 4);
        QVERIFY(text->textCursor().hasSelection());
    }

    void longConversationsAreMadeStepByStep()
    {
        Opened f(0);
        for (int i = 0; i < 500; ++i)
            f.desk.addMessage(f.id, i % 2 ? QStringLiteral("reply") : QStringLiteral("customer"), QStringLiteral("message %1").arg(i), i % 2 ? f.desk.colleague() : Id());
        QVERIFY(f.begin());
        QCOMPARE(f.messages()->shownMessages().size(), ui::MessageList::kStep);
        const Id first = f.messages()->shownMessages().first();
        f.messages()->verticalScrollBar()->setValue(0); // reaching the top brings earlier ones
        QCOMPARE(f.messages()->shownMessages().size(), 2 * ui::MessageList::kStep);
        QCOMPARE(f.messages()->shownMessages().at(ui::MessageList::kStep), first);
        QVERIFY2(f.messages()->verticalScrollBar()->value() > 0, "the text one was reading jumped away");
        f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("501"));
        QTRY_COMPARE(f.messages()->shownMessages().size(), 2 * ui::MessageList::kStep + 1);
    }

    /// The widgets of one conversation show the next one, without a trace of the first, and the tab key goes downwards.
    void blocksAreUsedAgain()
    {
        Opened f(0);
        for (int i = 0; i < 5; ++i)
            f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("first %1").arg(i));
        const Id other = f.desk.addTicket(QStringLiteral("Another"), f.customer, f.desk.me());
        QList<Id> messages;
        for (int i = 0; i < 3; ++i)
            messages.append(f.desk.addMessage(other, QStringLiteral("reply"), QStringLiteral("second %1").arg(i), f.desk.colleague()));
        QVERIFY(f.begin());
        const QList<ui::MessageBlock *> before = f.window.findChildren<ui::MessageBlock *>();
        QVERIFY(f.open(other));
        for (int more = 0; more < 2; ++more) {
            QList<ui::MessageBlock *> shown = f.window.findChildren<ui::MessageBlock *>();
            shown.removeIf([](const ui::MessageBlock *block) { return !block->isVisible(); });
            QVERIFY(more > 0 || QSet<ui::MessageBlock *>(before.cbegin(), before.cend()).contains(QSet<ui::MessageBlock *>(shown.cbegin(), shown.cend())));
            QCOMPARE(shown.size(), messages.size());
            for (qsizetype i = 0; i < shown.size(); ++i) { // in the order of making, which is that of the tab key
                QCOMPARE(shown[i]->line().message.id(), messages[i]);
                QCOMPARE(shown[i]->findChild<ui::PlainTextView *>(QStringLiteral("messageText"))->toPlainText(), QStringLiteral("second %1").arg(i));
                QVERIFY(i == 0 || shown[i]->y() > shown[i - 1]->y());
            }
            messages.append(f.desk.addMessage(other, QStringLiteral("note"), QStringLiteral("second 3"), f.desk.colleague()));
            QTRY_COMPARE(f.messages()->shownMessages().size(), messages.size());
            QTRY_COMPARE(f.messages()->seen(), messages.size());
        }
    }

    void aMessageThatWasSearchedForComesIntoSight()
    {
        Opened f(0);
        QList<Id> messages;
        for (int i = 0; i < 200; ++i)
            messages.append(f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("message %1").arg(i)));
        const auto inSight = [&f](const Id &message) {
            for (const ui::MessageBlock *block : f.window.findChildren<ui::MessageBlock *>()) {
                if (block->line().message.id() == message)
                    return !block->visibleRegion().isEmpty() && block->mapTo(f.messages()->viewport(), QPoint()).y() >= 0;
            }
            return false;
        };
        QVERIFY(f.ready());
        f.page.openMessage(f.id, messages.at(20)); // long before those that are made at first
        QTRY_VERIFY(inSight(messages.at(20)));
        QVERIFY(!inSight(messages.last()));
        f.page.openMessage(f.id, messages.at(150)); // of the ticket that is open already
        QTRY_VERIFY(inSight(messages.at(150)));
        f.page.openMessage(f.id, f.desk.me()); // has gone meanwhile
        QTRY_VERIFY(inSight(messages.last()));
    }

    void daysAreMarked()
    {
        Opened f(1);
        f.ui.clock.advance(qint64(26) * 3'600'000);
        f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("next day"));
        QVERIFY(f.begin());
        const auto days = f.window.findChildren<QLabel *>(QStringLiteral("conversationDay"));
        QCOMPARE(days.size(), 2);
        QCOMPARE(days.last()->text(), QStringLiteral("Today"));
    }
};

QTEST_MAIN(TestTicketConversation)
#include "test_ticket_conversation.moc"
