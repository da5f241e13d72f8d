// SPDX-License-Identifier: GPL-3.0-or-later
// Views of the inbox: which there are, their counts, and what they say when there is nothing to show.
#include "inboxfixture.h"
#include "ui/common/emptystate.h"
#include "ui/inbox/filterbutton.h"
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>

using namespace tidedesk;
using namespace tidedesk::test;

class TestInboxViews final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarning(); }

    void viewsAndCounts()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        QCOMPARE(viewName(f), QStringLiteral("Mine"));
        const int mine = f.model()->rowCount();
        QVERIFY(mine > 0);
        QTRY_COMPARE(f.views()->views().first().count, mine);
        QVERIFY(chooseView(f, QStringLiteral("All tickets")));
        QCOMPARE(f.model()->rowCount(), 40);
        QVERIFY(chooseView(f, QStringLiteral("技术支持")));
        QVERIFY(f.model()->rowCount() < 40);
    }

    void countsFollowAndAreNotAskedTooOften()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        const qint64 unassigned = f.views()->views().at(1).count;
        const int asked = f.desk.calls[QStringLiteral("counts")];
        for (int i = 0; i < 50; ++i)
            f.desk.addTicket(QStringLiteral("Wave %1").arg(i));
        QTRY_COMPARE(f.views()->views().at(1).count, unassigned + 50);
        QVERIFY2(f.desk.calls[QStringLiteral("counts")] <= asked + 3, "every change counts everything anew");
    }

    void queuesOutsideTheScopeAreNoViews()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        const auto names = [&f] {
            QStringList list;
            for (const ui::InboxView &view : f.views()->views())
                list.append(view.name);
            return list;
        };
        QVERIFY(names().contains(QStringLiteral("技术支持")));
        QVERIFY2(!names().contains(QStringLiteral("Billing")), "an agent's seat holds nothing of another team's queue");
        // A supervisor of both teams sees both teams' queues; a manager sees everything.
        Row me = f.desk.row(schema::user(), f.desk.me());
        const QStringList mine = me.members(schema::user().teams);
        const Row billing = f.desk.row(schema::queue(), f.desk.queues().at(2));
        me.setChoice(schema::user().role, QLatin1StringView("supervisor"));
        me.set(schema::user().teams, mine + QStringList {billing.ref(schema::queue().teamId).toString()});
        f.desk.change(me);
        QTRY_VERIFY(names().contains(QStringLiteral("Billing")));
        me.set(schema::user().teams, mine);
        f.desk.change(me);
        QTRY_VERIFY(!names().contains(QStringLiteral("Billing")));
        me.setChoice(schema::user().role, QLatin1StringView("manager"));
        f.desk.change(me);
        QTRY_VERIFY(names().contains(QStringLiteral("International")));
    }

    void ticketsBehindAFigureAreAViewThatCloses()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        QVERIFY(chooseView(f, QStringLiteral("Unassigned")));
        f.find<ui::FilterButton>("filterStatus")->setChosen({0});
        QList<Id> chosen;
        for (const Row &ticket : f.desk.all(schema::ticket())) {
            if (chosen.size() < 23)
                chosen.append(ticket.id());
        }
        QString word = QStringLiteral("Handled, 12 Nov");
        f.page.showChosen([&word] { return word; }, chosen);
        QTRY_COMPARE(f.model()->rowCount(), 23); // closed ones too, whatever was filtered
        QCOMPARE(f.views()->views().first().name, word);
        QTRY_COMPARE(f.views()->views().first().count, 23);
        auto *bar = f.find<QWidget>("behindBar");
        QVERIFY(bar->isVisible());
        QCOMPARE(f.find<QLabel>("behindText")->text(), QStringLiteral("Behind: Handled, 12 Nov"));
        QCOMPARE(QApplication::focusWidget(), f.table());
        qint64 last = std::numeric_limits<qint64>::max();
        for (int row = 0; row < 23; ++row) {
            const qint64 updated = f.model()->line(row)->ticket.number(schema::ticket().updatedAt);
            QVERIFY(updated <= last);
            last = updated;
        }
        // It stays while one looks elsewhere, and goes when it is closed.
        QVERIFY(chooseView(f, QStringLiteral("All tickets")));
        QVERIFY(!bar->isVisible());
        QVERIFY(chooseView(f, word));
        word = QStringLiteral("已处理，11月12日");
        f.ui.language.set(ui::UiLanguage::Chinese);
        QTRY_COMPARE(f.views()->views().first().name, word);
        f.ui.language.set(ui::UiLanguage::English);
        QTest::keyClick(f.table(), Qt::Key_Escape);
        QTRY_VERIFY(!bar->isVisible());
        QTRY_COMPARE(viewName(f), QStringLiteral("Unassigned"));
        QCOMPARE(f.views()->views().first().name, QStringLiteral("Mine"));
    }

    void aFigureWithoutTicketsSaysSo()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        f.page.showChosen([] { return QStringLiteral("Service level"); }, {});
        auto *empty = f.find<ui::EmptyState>("inboxEmpty");
        QTRY_VERIFY(empty->isVisible());
        QVERIFY(empty->findChild<QLabel *>()->text().contains(QStringLiteral("No ticket")));
        QTest::mouseClick(f.find<QToolButton>("behindClose"), Qt::LeftButton);
        QTRY_COMPARE(viewName(f), QStringLiteral("Mine"));
        QTRY_VERIFY(f.table()->isVisible());
    }

    void emptyViewsSayWhatToDo()
    {
        DeskFixture f(0);
        QVERIFY(f.ready());
        auto *empty = f.find<ui::EmptyState>("inboxEmpty");
        QTRY_VERIFY(empty->isVisible());
        QVERIFY(empty->findChildren<QLabel *>().at(0)->text().contains(QStringLiteral("Nothing waits for you")));
        menuAction(f.find<ui::FilterButton>("filterPriority")->menu(), QStringLiteral("Urgent"))->trigger();
        QTRY_VERIFY(empty->findChild<QPushButton *>()->isVisible());
        QTest::mouseClick(empty->findChild<QPushButton *>(), Qt::LeftButton);
        QVERIFY(f.model()->query().priorities.isEmpty());
    }

    void readErrorOffersAnotherTry()
    {
        DeskFixture f;
        QVERIFY(showActive(f.window));
        f.desk.failReads = Error {Consequence::Retry, QStringLiteral("store.busy"), {}, 0};
        f.page.setUser(f.desk.me()); // reads anew
        auto *banner = f.window.findChild<QWidget *>(QStringLiteral("errorBanner"));
        QTRY_VERIFY(banner->isVisible());
        f.desk.failReads.reset();
        QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("errorBannerAction")), Qt::LeftButton);
        QTRY_VERIFY(!banner->isVisible());
        QTRY_VERIFY(f.model()->rowCount() > 0);
    }

    void viewsCanBeFoldedAway()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        QVERIFY(f.views()->isVisible());
        QTest::keyClick(f.table(), Qt::Key_V);
        QVERIFY(!f.views()->isVisible());
        QCOMPARE(f.ui.saved.value(QStringLiteral("inbox/views")), QStringLiteral("0"));
        QTest::mouseClick(f.find<QToolButton>("foldViews"), Qt::LeftButton);
        QVERIFY(f.views()->isVisible());
    }

    void splitterIsRemembered()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        auto *splitter = f.find<QSplitter>("desk");
        const QList<int> sizes = splitter->sizes();
        QTest::mousePress(splitter->handle(1), Qt::LeftButton);
        QTest::mouseMove(splitter->handle(1), QPoint(60, 5));
        QTest::mouseRelease(splitter->handle(1), Qt::LeftButton, {}, QPoint(60, 5));
        QVERIFY(f.ui.saved.contains(QStringLiteral("desk/splitter")));
        QVERIFY(splitter->sizes() != sizes);
    }
};

QTEST_MAIN(TestInboxViews)
#include "test_inbox_views.moc"
