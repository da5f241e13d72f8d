// SPDX-License-Identifier: GPL-3.0-or-later
// What the server sent back, on the ticket it is about: returned replies and conflicts.
#include "ticketfixture.h"
#include "ui/common/errorbanner.h"
#include <QPushButton>
#include <QSignalSpy>

using namespace tidedesk;
using namespace tidedesk::test;

class TestTicketDecisions final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarning(); }

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
};

QTEST_MAIN(TestTicketDecisions)
#include "test_ticket_decisions.moc"
