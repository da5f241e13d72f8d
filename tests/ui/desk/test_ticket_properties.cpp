// SPDX-License-Identifier: GPL-3.0-or-later
// Properties of a ticket and its history.
#include "ticketfixture.h"
#include "ui/common/plaintextview.h"
#include "ui/common/propertycombo.h"
#include "ui/ticket/eventsentence.h"
#include <QCompleter>
#include <QInputMethodEvent>
#include <QListView>
#include <QMenu>
#include <QTabBar>
#include <QToolButton>

using namespace tidedesk;
using namespace tidedesk::test;

class TestTicketProperties final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarning(); }

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

    /// Into another ticket, which shows what was said here, and back.
    void ticketsAreMergedAndTakenApart()
    {
        Opened f;
        const Id other = f.desk.addTicket(QStringLiteral("包裹丢了"), f.customer, f.desk.me());
        f.desk.addMessage(other, QStringLiteral("customer"), QStringLiteral("另一个问题"), Id());
        QVERIFY(f.begin());
        const auto merge = [&f] {
            QAction *action = f.find<QToolButton>("ticketMore")->menu()->actions().first();
            QVERIFY(action->isEnabled());
            action->trigger();
        };
        f.ui.dialogs.setNextAnswer(QStringLiteral("4711")); // there is none
        merge();
        QTRY_VERIFY(f.notices.contains(QStringLiteral("There is no ticket 4711 in your view.")));
        f.ui.dialogs.setNextAnswer(QString::number(f.desk.row(t(), other).number(t().number)));
        merge();
        auto *banner = f.find<ui::ErrorBanner>("ticketMerged");
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(f.ticketRow().ref(t().mergedInto), other);
        QVERIFY(!f.find<QToolButton>("ticketMore")->menu()->actions().first()->isEnabled());
        saveScreenshot(f.window, QStringLiteral("ticket-merged"));
        banner->findChild<QPushButton *>()->click(); // on to the other one
        QTRY_COMPARE(f.ticket()->ticket(), other);
        QTRY_COMPARE(f.messages()->shownMessages().size(), 5); // its own, those from here, and that it was merged
        saveScreenshot(f.window, QStringLiteral("ticket-with-merged"));
        QString texts;
        for (const auto *text : f.window.findChildren<ui::PlainTextView *>(QStringLiteral("messageText")))
            texts += text->isVisible() ? text->toPlainText() + u'\n' : QString();
        QVERIFY2(texts.contains(QStringLiteral("was merged into this one")), qPrintable(texts));
        QVERIFY(!texts.contains(QStringLiteral("merged:"))); // what is stored is not for people
        f.desk.undo({f.desk.lastSeq()}, &f.page, [](const Result<seat::Edits::Receipt> &) {});
        QVERIFY(f.open(f.id));
        QTRY_VERIFY(!banner->isVisible());
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

    void aClaimSaysUntilWhen()
    {
        Opened f;
        QVERIFY(f.begin());
        auto *label = f.find<QLabel>("ticketClaim");
        QVERIFY(!label->isVisible());
        const qint64 hour = 3'600'000;
        for (const qint64 ahead : {hour, 72 * hour}) {
            Row claimed = f.ticketRow();
            const qint64 until = f.ui.clock.nowMs() + ahead;
            claimed.set(t().claimedUntil, until);
            f.desk.change(claimed);
            QTRY_VERIFY(label->isVisible());
            QTRY_COMPARE(label->text(), QStringLiteral("Claimed until ") + (ahead == hour ? f.ui.formats.time(until) : f.ui.formats.dateTime(until)));
        }
        Row free = f.ticketRow();
        free.set(t().claimedUntil, Value());
        f.desk.change(free);
        QTRY_VERIFY(!label->isVisible());
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
};

QTEST_MAIN(TestTicketProperties)
#include "test_ticket_properties.moc"
