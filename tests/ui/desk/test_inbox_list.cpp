// SPDX-License-Identifier: GPL-3.0-or-later
// The list of the inbox: filters, and a list that changes under the hands.
#include "inboxfixture.h"
#include "ui/inbox/filterbutton.h"
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>

using namespace tidedesk;
using namespace tidedesk::test;
using ui::TicketListModel;

class TestInboxList final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarning(); }

    void filtersNarrowAndClear()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        QVERIFY(chooseView(f, QStringLiteral("All tickets")));
        auto *status = f.find<ui::FilterButton>("filterStatus");
        QCOMPARE(status->text(), QStringLiteral("Status"));
        menuAction(status->menu(), QStringLiteral("Resolved"))->trigger();
        menuAction(status->menu(), QStringLiteral("Closed"))->trigger();
        QTRY_VERIFY(f.model()->isMeasured() && f.desk.settleCount() == 0);
        QCOMPARE(status->text(), QStringLiteral("Resolved +1"));
        QCOMPARE(f.model()->query().statuses, (QList<qint64> {3, 4}));
        const int done = f.model()->rowCount();
        QVERIFY(done > 0 && done < 40);
        auto *tag = f.find<ui::FilterButton>("filterTag");
        menuAction(tag->menu(), QStringLiteral("VIP"))->trigger();
        QTRY_COMPARE(f.model()->query().tag, QStringLiteral("VIP"));
        QTest::mouseClick(f.find<QPushButton>("filterClear"), Qt::LeftButton);
        QTRY_COMPARE(f.model()->rowCount(), 40);
        QVERIFY(!f.find<QPushButton>("filterClear")->isVisible());
    }

    void selectionSurvivesRefreshes()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        QVERIFY(chooseView(f, QStringLiteral("All tickets")));
        f.table()->selectRow(12);
        const Id id = currentId(f);
        QTRY_COMPARE(f.ticket()->ticket(), id);
        for (int i = 0; i < 3; ++i) {
            f.ui.clock.advance(60'000);
            f.desk.addTicket(QStringLiteral("Newer %1").arg(i));
        }
        QTRY_COMPARE(f.model()->rowCount(), 43);
        QCOMPARE(currentId(f), id);
        QCOMPARE(f.table()->currentIndex().row(), 15);
        QCOMPARE(f.ticket()->ticket(), id);
    }

    void scrollPlaceSurvivesRefreshes()
    {
        DeskFixture f(60);
        QVERIFY(f.ready());
        QVERIFY(chooseView(f, QStringLiteral("All tickets")));
        auto *bar = f.table()->verticalScrollBar();
        bar->setValue(20 * ui::TicketTable::kCompactRow + 13);
        const Id top = f.model()->ticketAt(f.table()->rowAt(0));
        const int y = f.table()->rowViewportPosition(f.table()->rowAt(0));
        f.ui.clock.advance(60'000);
        f.desk.addTicket(QStringLiteral("Newest"));
        QTRY_COMPARE(f.model()->rowCount(), 61);
        QCOMPARE(f.model()->ticketAt(f.table()->rowAt(0)), top);
        QCOMPARE(f.table()->rowViewportPosition(f.table()->rowAt(0)), y);
        bar->setValue(0); // at the top one sees what is new
        f.ui.clock.advance(60'000);
        f.desk.addTicket(QStringLiteral("Newest of all"));
        QTRY_COMPARE(f.model()->rowCount(), 62);
        QCOMPARE(bar->value(), 0);
        QVERIFY(f.model()->data(f.model()->index(0, TicketListModel::Subject), Qt::DisplayRole).toString() == u"Newest of all");
    }

    void openTicketStaysWhenItLeavesTheView()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        QVERIFY(f.open(f.model()->ticketAt(0)));
        const Id id = f.ticket()->ticket();
        const int rows = f.model()->rowCount();
        Row ticket = f.desk.row(schema::ticket(), id);
        ticket.set(schema::ticket().assigneeId, f.desk.colleague());
        f.desk.change(ticket);
        QTRY_COMPARE(f.model()->rowCount(), rows - 1);
        QCOMPARE(f.ticket()->ticket(), id);
        QVERIFY(!f.table()->selectionModel()->hasSelection());
    }

    void millionRowsScroll()
    {
        DeskFixture f(0);
        f.desk.setHuge(1'000'000);
        f.page.setUser(f.desk.me());
        QVERIFY(f.ready());
        QTRY_COMPARE(f.model()->rowCount(), 1'000'000);
        auto *bar = f.table()->verticalScrollBar();
        for (int i = 1; i <= 20; ++i) {
            bar->setValue(bar->maximum() / 20 * i);
            f.table()->viewport()->repaint();
            QVERIFY(f.settle());
        }
        QTest::keyClick(f.table(), Qt::Key_End);
        QTRY_VERIFY(!f.model()->ticketAt(999'999).isNull());
        QVERIFY(f.model()->pagesHeld() <= TicketListModel::kPages);
    }

    void ticketsThatNeedADecisionAreMarked()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        const Id ticket = f.model()->ticketAt(1);
        const QModelIndex cell = f.model()->index(1, TicketListModel::Summary);
        QVERIFY(!cell.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("needs your decision")));
        f.desk.addConflict(ticket, schema::ticket().priority, qint64(2), f.desk.row(schema::ticket(), ticket).value(schema::ticket().priority));
        f.desk.sync();
        const auto now = [&] { return f.model()->index(f.model()->rowOf(ticket), TicketListModel::Summary); };
        QTRY_VERIFY(now().data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("needs your decision")));
        QVERIFY(now().data(Qt::ToolTipRole).toString().contains(QStringLiteral("needs your decision")));
        for (const ui::ThemeMode mode : {ui::ThemeMode::Light, ui::ThemeMode::Dark}) {
            f.ui.theme.setMode(mode);
            const QImage row = f.table()->grab(f.table()->visualRect(now())).toImage();
            const QColor danger = f.ui.theme.colors().danger;
            int pixels = 0; // an icon of thin lines: close to the colour is all there is
            for (int y = 0; y < row.height(); ++y) {
                for (int x = row.width() / 2; x < row.width(); ++x)
                    pixels += qAbs(qRed(row.pixel(x, y)) - danger.red()) + qAbs(qGreen(row.pixel(x, y)) - danger.green())
                            + qAbs(qBlue(row.pixel(x, y)) - danger.blue()) < 90;
            }
            QVERIFY2(pixels > 3, "no mark is painted");
        }
    }
};

QTEST_MAIN(TestInboxList)
#include "test_inbox_list.moc"
