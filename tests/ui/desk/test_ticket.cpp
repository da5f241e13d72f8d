// SPDX-License-Identifier: GPL-3.0-or-later
// The ticket page as an agent works it: writing, sending, what came in between, properties, history.
#include "deskfixture.h"
#include "ui/common/chip.h"
#include "ui/common/errorbanner.h"
#include "ui/common/plaintextview.h"
#include "ui/common/propertycombo.h"
#include "ui/ticket/eventsentence.h"
#include "ui/ticket/messageblock.h"
#include "ui/ticket/ticketdrafts.h"
#include <QClipboard>
#include <QDialog>
#include <QCompleter>
#include <QInputMethodEvent>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QToolButton>

using namespace tidedesk;
using namespace tidedesk::test;

namespace {

const schema::Ticket &t() { return schema::ticket(); }

/// A ticket of mine with three messages, open on screen.
struct Opened : DeskFixture {
    Id customer;
    Id id;

    explicit Opened(int messages = 3)
        : DeskFixture(4)
    {
        customer = desk.addCustomer(QStringLiteral("王丽"), QStringLiteral("13800138000"));
        id = desk.addTicket(QStringLiteral("物流三天没有更新"), customer, desk.me());
        for (int i = 0; i < messages; ++i)
            desk.addMessage(id, i % 2 ? QStringLiteral("reply") : QStringLiteral("customer"), QStringLiteral("消息 %1").arg(i + 1), i % 2 ? desk.colleague() : Id());
    }
    bool begin() { return ready() && open(id); }
    Row ticketRow() const { return desk.row(t(), id); }
    void sendKeys() { QTest::keyClick(text(), Qt::Key_Return, Qt::ControlModifier); }
    ui::MessageBlock *lastBlock() const
    {
        ui::MessageBlock *last = nullptr;
        for (auto *block : window.findChildren<ui::MessageBlock *>()) {
            if (block->isVisible() && (!last || block->y() > last->y()))
                last = block;
        }
        return last;
    }
    QString newsText() const
    {
        auto *news = find<ui::ErrorBanner>("ticketNews");
        return news->isVisible() ? news->accessibleName() : QString();
    }
    /// The server has returned a reply of mine over a message I had not seen.
    Id returnOne(const QString &body)
    {
        ticket()->startReply();
        QTest::keyClicks(text(), body);
        sendKeys();
        settle();
        desk.addMessage(id, QStringLiteral("customer"), QStringLiteral("等等，地址变了！"));
        desk.sync();
        settle();
        const bool came = QTest::qWaitFor([this] { return find<QPushButton>("sendReturned") && lastBlock()->line().delivery == domain::Delivery::Returned && messages()->seen() == 4; });
        return came ? lastBlock()->line().review : Id();
    }
};

} // namespace

class TestTicket final : public QObject {
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

    void returnedReplyIsSentNow()
    {
        Opened f;
        QVERIFY(f.begin());
        const Id review = f.returnOne(QStringLiteral("on its way"));
        QVERIFY(!review.isNull());
        auto *card = f.lastBlock()->findChild<QFrame *>(QStringLiteral("unsentNotice"));
        QVERIFY(card->isVisible());
        const auto labels = card->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) { return label->text().contains(QStringLiteral("地址变了")); }));
        QTest::mouseClick(f.lastBlock()->findChild<QPushButton *>(QStringLiteral("sendReturned")), Qt::LeftButton);
        QTRY_COMPARE(f.desk.calls[QStringLiteral("resolve")], 1);
        f.desk.sync();
        QTRY_COMPARE(f.lastBlock()->line().delivery, domain::Delivery::Delivered);
        QCOMPARE(f.lastBlock()->line().message.text(schema::message().body), QStringLiteral("on its way"));
    }

    void returnedReplyIsEdited()
    {
        Opened f;
        QVERIFY(f.begin());
        f.returnOne(QStringLiteral("to the old address"));
        f.ticket()->startReply();
        QTest::keyClicks(f.text(), QStringLiteral("another draft"));
        QTest::mouseClick(f.lastBlock()->findChild<QPushButton *>(QStringLiteral("editReturned")), Qt::LeftButton);
        QCOMPARE(f.text()->toPlainText(), QStringLiteral("to the old address"));
        QVERIFY(f.find<ui::ErrorBanner>("composerHint")->isVisible());
        f.text()->selectAll();
        QTest::keyClicks(f.text(), QStringLiteral("to the new address"));
        f.sendKeys();
        QTRY_COMPARE(f.desk.calls[QStringLiteral("resolve")], 1);
        QTRY_COMPARE(f.text()->toPlainText(), QStringLiteral("another draft")); // what had been there is back
        QVERIFY(!f.find<ui::ErrorBanner>("composerHint")->isVisible());
        f.desk.sync();
        QTRY_COMPARE(f.lastBlock()->line().message.text(schema::message().body), QStringLiteral("to the new address"));
        QCOMPARE(f.desk.drafts.value({f.id, QStringLiteral("reply")}), QStringLiteral("another draft"));
    }

    void returnedReplyIsDiscarded()
    {
        Opened f;
        QVERIFY(f.begin());
        f.returnOne(QStringLiteral("no longer true"));
        const auto shown = f.messages()->shownMessages().size();
        QTest::mouseClick(f.lastBlock()->findChild<QPushButton *>(QStringLiteral("discardReturned")), Qt::LeftButton);
        QTRY_COMPARE(f.messages()->shownMessages().size(), shown - 1);
        QCOMPARE(f.desk.replies.size(), 1);
    }

    void propertiesAreChanged()
    {
        Opened f;
        QVERIFY(f.begin());
        const auto pick = [&](const char *name, const QVariant &value) {
            auto *combo = f.find<ui::PropertyCombo>(name);
            const int index = combo->findData(value);
            QVERIFY2(index >= 0, name);
            combo->setCurrentIndex(index);
            Q_EMIT combo->activated(index);
        };
        pick("ticketStatus", 2);
        pick("ticketPriority", 3);
        pick("ticketAssignee", f.desk.colleague().toString());
        pick("ticketQueue", f.desk.queues().at(1).toString());
        QTRY_COMPARE(f.ticketRow().ref(t().queueId), f.desk.queues().at(1));
        QCOMPARE(f.ticketRow().number(t().status), 2);
        QCOMPARE(f.ticketRow().number(t().priority), 3);
        QCOMPARE(f.ticketRow().ref(t().assigneeId), f.desk.colleague());
        QTRY_VERIFY(f.find<ui::PropertyCombo>("ticketHoldReason")->isVisible());
        pick("ticketHoldReason", 1);
        QTRY_COMPARE(f.ticketRow().number(t().holdReason), 1);
        pick("ticketAssignee", QString());
        QTRY_VERIFY(!f.ticketRow().has(t().assigneeId));
    }

    void statusesFollowTheLifeCycle()
    {
        Opened f;
        Row closed = f.ticketRow();
        closed.set(t().status, qint64(4));
        f.desk.change(closed);
        QVERIFY(f.begin());
        auto *combo = f.find<ui::PropertyCombo>("ticketStatus");
        QCOMPARE(combo->findData(0), -1); // nothing goes back to New
        QCOMPARE(combo->findData(3), -1);
        QVERIFY(combo->findData(1) >= 0);
    }

    void subjectAndCategory()
    {
        Opened f;
        QVERIFY(f.begin());
        auto *subject = f.find<QLineEdit>("ticketSubject");
        subject->setFocus();
        subject->selectAll();
        QTest::keyClicks(subject, QStringLiteral("Parcel lost"));
        QTest::keyClick(subject, Qt::Key_Escape);
        QCOMPARE(subject->text(), QStringLiteral("物流三天没有更新"));
        subject->setFocus();
        subject->selectAll();
        QTest::keyClicks(subject, QStringLiteral("Parcel lost"));
        QTest::keyClick(subject, Qt::Key_Return);
        QTRY_COMPARE(f.ticketRow().text(t().subject), QStringLiteral("Parcel lost"));
        auto *category = f.find<QLineEdit>("ticketCategory");
        QTest::keyClicks(category, QStringLiteral("delivery"));
        QTest::keyClick(category, Qt::Key_Return);
        QTRY_COMPARE(f.ticketRow().text(t().category), QStringLiteral("delivery"));
    }

    void subjectBeingWrittenIsNotOverwritten()
    {
        Opened f;
        QVERIFY(f.begin());
        auto *subject = f.find<QLineEdit>("ticketSubject");
        subject->setFocus();
        subject->selectAll();
        QTest::keyClicks(subject, QStringLiteral("Half"));
        f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("?"));
        QTRY_COMPARE(f.messages()->shownMessages().size(), 4);
        QCOMPARE(subject->text(), QStringLiteral("Half"));
    }

    void tagsAreAddedCompletedAndRemoved()
    {
        Opened f;
        QVERIFY(f.begin());
        auto *field = f.window.findChild<QWidget *>(QStringLiteral("ticketTags"))->findChild<QLineEdit *>();
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("billi"));
        QTRY_VERIFY(field->completer()->popup()->isVisible());
        QTest::keyClick(field->completer()->popup(), Qt::Key_Down);
        QTest::keyClick(field->completer()->popup(), Qt::Key_Return);
        QTRY_COMPARE(f.ticketRow().members(t().tags), QStringList {QStringLiteral("billing")});
        QVERIFY(f.settle());
        QCOMPARE(f.desk.calls[QStringLiteral("tag")], 1);
        QInputMethodEvent commit;
        commit.setCommitString(QStringLiteral("加急，"));
        QApplication::sendEvent(field, &commit);
        QTRY_COMPARE(f.ticketRow().members(t().tags).size(), 2);
        QTRY_COMPARE(f.window.findChild<QWidget *>(QStringLiteral("ticketTags"))->findChildren<QToolButton *>(QStringLiteral("tagChip")).size(), 2);
        QTest::keyClick(field, Qt::Key_Backspace);
        QTRY_COMPARE(f.ticketRow().members(t().tags).size(), 1);
        auto *chip = f.window.findChild<QWidget *>(QStringLiteral("ticketTags"))->findChild<QToolButton *>(QStringLiteral("tagChip"));
        QTest::mouseClick(chip, Qt::LeftButton);
        QTRY_VERIFY(f.ticketRow().members(t().tags).isEmpty());
    }

    void refusedChangeIsShownAsItIs()
    {
        Opened f;
        QVERIFY(f.begin());
        f.desk.refuseNext = Error {Consequence::Rejected, QStringLiteral("not_allowed"), {}, 0};
        auto *combo = f.find<ui::PropertyCombo>("ticketPriority");
        combo->setCurrentIndex(combo->findData(3));
        Q_EMIT combo->activated(combo->currentIndex());
        QTRY_VERIFY(!f.notices.isEmpty());
        QTRY_COMPARE(combo->value().toInt(), 1);
    }

    void openingAsksTheOutboxOnlyWhereSomethingCameBack()
    {
        Opened f;
        QVERIFY(f.begin());
        QVERIFY2(f.desk.calls.value(QStringLiteral("reviews")) == 0, "opening a ticket waits for the thread that writes");
        f.desk.addConflict(f.id, t().priority, qint64(2), qint64(3));
        QTRY_VERIFY(f.desk.calls.value(QStringLiteral("reviews")) > 0);
    }

    void conflictIsAnnounced()
    {
        Opened f;
        QVERIFY(f.begin());
        const Id review = f.desk.addConflict(f.id, t().priority, qint64(2), qint64(3));
        auto *banner = f.find<ui::ErrorBanner>("ticketConflict");
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->accessibleName().contains(QStringLiteral("Priority")));
        QSignalSpy asked(&f.page, &ui::DeskPage::reviewActivated);
        QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(asked.first().first().value<Id>(), review);
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

    void historyTellsWhoDidWhat()
    {
        Opened f;
        QVERIFY(f.begin());
        QTest::keyClick(f.table(), Qt::Key_4);
        QVERIFY(f.settle());
        f.ticket()->setStatus(3);
        QVERIFY(f.settle());
        QTRY_VERIFY(f.find<QListView>("history")->model()->rowCount() >= 6);
        const QAbstractItemModel *history = f.find<QListView>("history")->model();
        QStringList sentences;
        for (int row = 0; row < history->rowCount(); ++row)
            sentences.append(history->index(row, 0).data().toString());
        QVERIFY(sentences.contains(QStringLiteral("王丽华 changed Priority from Normal to Urgent")));
        QVERIFY2(sentences.contains(QStringLiteral("王丽华 changed the status from New to Resolved")), qPrintable(sentences.join(u'\n')));
        QVERIFY(sentences.contains(QStringLiteral("The customer wrote")));
        QVERIFY(sentences.contains(QStringLiteral("Maria Weber replied")));
        f.find<QTabBar>("ticketTabs")->setCurrentIndex(1);
        QVERIFY(f.find<QListView>("history")->isVisible());
    }

    void historySaysWhoOpenedTheTicket()
    {
        Opened f;
        seat::Queries::Directory people;
        people.users.insert(f.desk.me(), f.desk.row(schema::user(), f.desk.me()));
        Row event(schema::event(), f.id);
        event.setChoice(schema::event().kind, QLatin1StringView("created"));
        QCOMPARE(ui::EventSentence::of(event, people), QStringLiteral("The ticket came in"));
        event.set(schema::event().actorId, f.desk.me());
        QCOMPARE(ui::EventSentence::of(event, people), QStringLiteral("王丽华 opened the ticket"));
    }

    void filesAreAttachedAndTakenOut()
    {
        Opened f;
        QVERIFY(f.begin());
        QTemporaryDir folder;
        QStringList paths;
        for (const char *name : {"one.txt", "two.pdf"}) {
            QFile file(folder.filePath(QLatin1StringView(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("data");
            paths.append(file.fileName());
        }
        f.ui.dialogs.setNextAnswer(paths);
        f.ticket()->startReply();
        QTest::mouseClick(f.find<QToolButton>("composerAttach"), Qt::LeftButton);
        QTRY_COMPARE(f.composer()->files().size(), 2);
        QMimeData drop;
        drop.setUrls({QUrl::fromLocalFile(paths.first()), QUrl(QStringLiteral("https://example.com/x"))});
        QDragEnterEvent entered(QPoint(5, 5), Qt::CopyAction, &drop, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(f.composer(), &entered);
        QDropEvent dropped(QPointF(5, 5), Qt::CopyAction, &drop, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(f.composer(), &dropped);
        QCOMPARE(f.composer()->files().size(), 3);
        QTest::mouseClick(f.window.findChildren<QToolButton *>(QStringLiteral("composerFile")).last(), Qt::LeftButton);
        QCOMPARE(f.composer()->files().size(), 2);
        QTest::keyClicks(f.text(), QStringLiteral("see the files"));
        f.sendKeys();
        QTRY_COMPARE(f.desk.replies.size(), 1);
        QCOMPARE(f.desk.replies.first().files.size(), 2);
        QTRY_VERIFY(f.composer()->files().isEmpty());
    }

    void attachmentsAreLookedAtAndSaved()
    {
        Opened f;
        const Id message = f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("log attached"));
        f.desk.addAttachment(message, QStringLiteral("../../evil name.log"), QByteArrayLiteral("line 1\nline 2"));
        QVERIFY(f.begin());
        auto *chip = f.find<QToolButton>("attachment");
        QTest::mouseClick(chip, Qt::LeftButton, {}, QPoint(20, chip->height() / 2));
        QTRY_VERIFY(f.window.findChild<QDialog *>(QStringLiteral("attachmentPreview")));
        auto *preview = f.window.findChild<QDialog *>(QStringLiteral("attachmentPreview"));
        QCOMPARE(preview->findChild<QPlainTextEdit *>()->toPlainText(), QStringLiteral("line 1\nline 2"));
        QTemporaryDir folder;
        f.ui.dialogs.setNextAnswer(QStringList {folder.filePath(QStringLiteral("saved.log"))});
        QTest::mouseClick(preview->findChild<QPushButton *>(QStringLiteral("previewSave")), Qt::LeftButton);
        QTRY_VERIFY(QFile::exists(folder.filePath(QStringLiteral("saved.log"))));
        preview->close();
    }

    void attachmentThatCannotBeFetched()
    {
        Opened f;
        const Id message = f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("photo"));
        f.desk.addAttachment(message, QStringLiteral("photo.png"), {});
        QVERIFY(f.begin());
        f.desk.refuseNext = Error {Consequence::RetryLater, QStringLiteral("net.unreachable"), {}, 0};
        auto *chip = f.find<QToolButton>("attachment");
        QTest::mouseClick(chip, Qt::LeftButton, {}, QPoint(20, chip->height() / 2));
        QTRY_COMPARE(f.notices.size(), 1);
    }

    void leavingViewIsSaid()
    {
        Opened f;
        QVERIFY(f.begin());
        f.page.openTicket(Id::derived(f.id, 99)); // one that this seat does not hold
        QTRY_VERIFY(f.window.findChild<QWidget *>(QStringLiteral("ticketEmpty"))->isVisible());
    }
};

QTEST_MAIN(TestTicket)
#include "test_ticket.moc"
