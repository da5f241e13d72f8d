// SPDX-License-Identifier: GPL-3.0-or-later
// Writing on the ticket page: replies, notes, drafts, and what comes in between.
#include "ticketfixture.h"
#include "ui/common/chip.h"
#include "ui/common/errorbanner.h"
#include "ui/ticket/ticketdrafts.h"
#include <QAction>
#include <QInputMethodEvent>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>

using namespace tidedesk;
using namespace tidedesk::test;

class TestTicketWriting final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarning(); }

    void replyCarriesWhatWasSeen()
    {
        Opened f;
        QVERIFY(f.begin());
        f.ticket()->startReply();
        QTest::keyClicks(f.text(), QStringLiteral("first line"));
        QTest::keyClick(f.text(), Qt::Key_Return);
        QTest::keyClicks(f.text(), QStringLiteral("second"));
        QVERIFY2(f.desk.replies.isEmpty(), "Enter sent half a message");
        f.sendKeys();
        QTRY_COMPARE(f.desk.replies.size(), 1);
        QCOMPARE(f.desk.replies.first().body, QStringLiteral("first line\nsecond"));
        QCOMPARE(f.desk.replies.first().seen, 3);
        QCOMPARE(f.desk.replies.first().status, -1);
        QTRY_VERIFY(f.text()->toPlainText().isEmpty());
        QTRY_COMPARE(f.messages()->shownMessages().size(), 4);
        QCOMPARE(f.lastBlock()->line().delivery, domain::Delivery::Queued);
        QVERIFY(f.lastBlock()->findChild<ui::Chip *>(QStringLiteral("messageDelivery"))->text().contains(QStringLiteral("Waiting")));
        f.desk.sync();
        QTRY_COMPARE(f.lastBlock()->line().delivery, domain::Delivery::Delivered);
    }

    void compositionIsNeverSent()
    {
        Opened f;
        QVERIFY(f.begin());
        f.ticket()->startReply();
        QTest::keyClicks(f.text(), QStringLiteral("ok "));
        QInputMethodEvent preedit(QStringLiteral("tuikuan"), {});
        QApplication::sendEvent(f.text(), &preedit);
        QTest::keyClick(f.text(), Qt::Key_Return);
        QTest::keyClick(f.text(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY2(f.desk.replies.isEmpty(), "sent while the input method was composing");
        QCOMPARE(f.text()->toPlainText(), QStringLiteral("ok "));
        QInputMethodEvent commit;
        commit.setCommitString(QStringLiteral("退款"));
        QApplication::sendEvent(f.text(), &commit);
        QTest::keyClick(f.text(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(f.desk.replies.size(), 1);
        QCOMPARE(f.desk.replies.first().body, QStringLiteral("ok 退款"));
    }

    void sendAndSetStatus()
    {
        Opened f;
        QVERIFY(f.begin());
        f.ticket()->startReply();
        QTest::keyClicks(f.text(), QStringLiteral("done"));
        const auto actions = f.find<QToolButton>("composerSendAs")->menu()->actions();
        const auto resolve = std::find_if(actions.begin(), actions.end(), [](const QAction *action) { return action->data().toInt() == 3; });
        QVERIFY(resolve != actions.end());
        (*resolve)->trigger();
        QTRY_COMPARE(f.desk.replies.size(), 1);
        QCOMPARE(f.desk.replies.first().status, 3);
        QTRY_COMPARE(f.ticketRow().number(t().status), 3);
    }

    void noteIsNotAReply()
    {
        Opened f;
        QVERIFY(f.begin());
        f.ticket()->startNote();
        QTest::keyClicks(f.text(), QStringLiteral("for us only"));
        f.sendKeys();
        QTRY_COMPARE(f.desk.calls[QStringLiteral("note")], 1);
        QVERIFY(f.desk.replies.isEmpty());
        QTRY_COMPARE(f.lastBlock()->line().message.choice(schema::message().kind), QStringLiteral("note"));
    }

    void draftsAreKeptPerTicketAndKind()
    {
        Opened f;
        const Id other = f.desk.addTicket(QStringLiteral("Other"), {}, f.desk.me());
        QVERIFY(f.begin());
        f.ticket()->startReply();
        QTest::keyClicks(f.text(), QStringLiteral("half a reply"));
        f.ticket()->startNote();
        QTest::keyClicks(f.text(), QStringLiteral("half a note"));
        QVERIFY(f.open(other));
        QVERIFY2(f.text()->toPlainText().isEmpty(), "one ticket's text shows in another");
        QCOMPARE(f.desk.drafts.value({f.id, QStringLiteral("reply")}), QStringLiteral("half a reply"));
        QCOMPARE(f.desk.drafts.value({f.id, QStringLiteral("note")}), QStringLiteral("half a note"));
        QVERIFY(f.open(f.id));
        QCOMPARE(f.composer()->text(ui::Composer::Kind::Reply), QStringLiteral("half a reply"));
        QCOMPARE(f.composer()->text(ui::Composer::Kind::Note), QStringLiteral("half a note"));
        f.ticket()->startReply();
        f.sendKeys();
        QTRY_VERIFY(!f.desk.drafts.contains({f.id, QStringLiteral("reply")}));
        QVERIFY(f.desk.drafts.contains({f.id, QStringLiteral("note")}));
    }

    void typingIsJournalledInTime()
    {
        Opened f;
        QVERIFY(f.begin());
        f.ticket()->startReply();
        QElapsedTimer clock;
        const int saved = f.desk.draftsSaved;
        clock.start();
        int typed = 0;
        // Typing without a pause must not put the journal off.
        while (f.desk.draftsSaved == saved && clock.elapsed() < 2'000) {
            QTest::keyClicks(f.text(), QStringLiteral("x"));
            ++typed;
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        }
        QVERIFY(f.desk.draftsSaved > saved);
        QVERIFY2(typed > 1 || clock.elapsed() < 1'000, "nothing was typed meanwhile");
        QCOMPARE(ui::TicketDrafts::kBatchMs, 200);
    }

    void draftOfASlowStoreDoesNotOverwriteTyping()
    {
        Opened f;
        f.desk.drafts.insert({f.id, QStringLiteral("reply")}, QStringLiteral("old draft"));
        QVERIFY(f.ready());
        f.desk.holding = true;
        f.page.openTicket(f.id);
        f.ticket()->startReply();
        QTest::keyClicks(f.text(), QStringLiteral("typed at once"));
        f.desk.holding = false;
        f.desk.releaseAll();
        QVERIFY(f.settle());
        QCOMPARE(f.text()->toPlainText(), QStringLiteral("typed at once"));
    }

    void failedSendKeepsTheText()
    {
        Opened f;
        QVERIFY(f.begin());
        f.ticket()->startReply();
        QTest::keyClicks(f.text(), QStringLiteral("precious"));
        f.desk.refuseNext = Error {Consequence::Fatal, QStringLiteral("store.disk_full"), {}, 0};
        f.sendKeys();
        QTRY_VERIFY(!f.notices.isEmpty());
        QCOMPARE(f.text()->toPlainText(), QStringLiteral("precious"));
        QVERIFY(!f.text()->isReadOnly());
        QCOMPARE(f.desk.drafts.value({f.id, QStringLiteral("reply")}), QStringLiteral("precious"));
    }

    void nothingIsSentTwice()
    {
        Opened f;
        QVERIFY(f.begin());
        f.ticket()->startReply();
        QTest::keyClicks(f.text(), QStringLiteral("once"));
        f.desk.holding = true;
        f.sendKeys();
        f.sendKeys();
        f.sendKeys();
        f.desk.holding = false;
        f.desk.releaseAll();
        QVERIFY(f.settle());
        QCOMPARE(f.desk.replies.size(), 1);
    }

    void newsWhileWriting()
    {
        Opened f;
        QVERIFY(f.begin());
        f.ticket()->startReply();
        QTest::keyClicks(f.text(), QStringLiteral("writing"));
        f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("算了，不用退了"));
        QTRY_VERIFY(f.newsText().contains(QStringLiteral("new message came in while you were writing")));
        QTest::mouseClick(f.find<ui::ErrorBanner>("ticketNews")->findChild<QPushButton *>(), Qt::LeftButton);
        QVERIFY(f.newsText().isEmpty());
        QTRY_COMPARE(f.messages()->seen(), 4);
        f.sendKeys();
        QTRY_COMPARE(f.desk.replies.size(), 1);
        QCOMPARE(f.desk.replies.first().seen, 4);
    }

    void replyWaitsForWhatIsOutOfSight()
    {
        Opened f(1);
        const QString lines = QStringLiteral("long\n").repeated(60);
        f.desk.addMessage(f.id, QStringLiteral("customer"), lines);
        QVERIFY(f.begin());
        f.messages()->verticalScrollBar()->setValue(0); // reading further up
        f.ticket()->startReply();
        QTest::keyClicks(f.text(), QStringLiteral("blind"));
        f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("new below"));
        QTRY_COMPARE(f.messages()->shownMessages().size(), 3);
        QCOMPARE(f.messages()->seen(), 2);
        f.sendKeys();
        QVERIFY2(f.desk.replies.isEmpty(), "a reply left over a message nobody had on screen");
        QVERIFY(f.newsText().contains(QStringLiteral("read what came in")));
        QTRY_COMPARE(f.messages()->seen(), 3); // it has been scrolled to
        f.sendKeys();
        QTRY_COMPARE(f.desk.replies.size(), 1);
        QCOMPARE(f.desk.replies.first().seen, 3);
    }

    void colleaguesOwnRepliesCountAsNews()
    {
        Opened f;
        QVERIFY(f.begin());
        f.ticket()->startReply();
        QTest::keyClicks(f.text(), QStringLiteral("me too"));
        f.desk.addMessage(f.id, QStringLiteral("reply"), QStringLiteral("I have answered"), f.desk.colleague());
        QTRY_VERIFY(!f.newsText().isEmpty());
    }
};

QTEST_MAIN(TestTicketWriting)
#include "test_ticket_writing.moc"
