// SPDX-License-Identifier: GPL-3.0-or-later
// Order and columns of the list, and that they are remembered.
#include "inboxfixture.h"
#include "ui/inbox/sortbutton.h"
#include "ui/inbox/ticketcolumns.h"
#include <QHeaderView>
#include <QMenu>
#include <QToolButton>

using namespace tidedesk;
using namespace tidedesk::test;
using ui::TicketListModel;

class TestInboxColumns final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarning(); }

    void orderByButtonAndByHeader()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        QVERIFY(chooseView(f, QStringLiteral("All tickets")));
        QCOMPARE(f.table()->horizontalHeader()->sortIndicatorSection(), int(TicketListModel::Updated)); // from the first look on
        auto *sort = f.find<ui::SortButton>("inboxSort");
        menuAction(sort->menu(), QStringLiteral("Priority"))->trigger();
        QTRY_COMPARE(f.model()->query().sort, domain::TicketQuery::Sort::Priority);
        QCOMPARE(f.ui.saved.value(QStringLiteral("inbox/sort")), QStringLiteral("2 1"));
        QTest::keyClick(f.table(), Qt::Key_W); // the list alone, in columns
        QTRY_VERIFY(f.table()->isWide());
        auto *header = f.table()->horizontalHeader();
        const auto click = [&](int column) {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(header->sectionViewportPosition(column) + 20, 10));
        };
        click(TicketListModel::Number);
        QCOMPARE(f.model()->query().sort, domain::TicketQuery::Sort::Number);
        QVERIFY(f.model()->query().descending);
        click(TicketListModel::Number);
        QVERIFY(!f.model()->query().descending);
        click(TicketListModel::Subject); // not offered: nothing happens, the arrow stays
        QCOMPARE(f.model()->query().sort, domain::TicketQuery::Sort::Number);
        QCOMPARE(header->sortIndicatorSection(), int(TicketListModel::Number));
        QVERIFY(f.settle());
        QTest::keyClick(f.table(), Qt::Key_W);
        QTRY_VERIFY(!f.table()->isWide());
    }

    void sortIsRemembered()
    {
        UiFixture world;
        world.saved.insert(QStringLiteral("inbox/sort"), QStringLiteral("1 0"));
        FakeDesk desk(world.clock);
        ui::InboxPane pane(world.ui, desk, nullptr);
        pane.setUser(desk.me());
        QTRY_COMPARE(desk.settleCount(), 0);
        auto *model = static_cast<TicketListModel *>(pane.findChild<ui::TicketTable *>()->model());
        QCOMPARE(model->query().sort, domain::TicketQuery::Sort::Created);
        QVERIFY(!model->query().descending);
    }

    void columnsAreChosenMovedAndRememberedPerPerson()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        auto *button = f.find<QToolButton>("inboxColumns");
        QVERIFY(!button->isVisible()); // two lines per ticket have no columns
        f.page.activated();
        QTest::keyClick(f.table(), Qt::Key_W);
        QTRY_VERIFY(f.table()->isWide());
        QVERIFY(button->isVisible());
        QVERIFY(button->focusPolicy() & Qt::TabFocus);
        const auto open = [&] {
            Q_EMIT button->menu()->aboutToShow();
            return button->menu();
        };
        QVERIFY(!menuAction(open(), QStringLiteral("Subject"))->isEnabled());
        QVERIFY(menuAction(open(), QStringLiteral("Channel"))->isChecked());
        menuAction(open(), QStringLiteral("Channel"))->trigger();
        QVERIFY(f.table()->isColumnHidden(TicketListModel::Channel));
        QHeaderView *header = f.table()->horizontalHeader();
        header->moveSection(header->visualIndex(TicketListModel::Customer), header->visualIndex(TicketListModel::Status));
        header->resizeSection(TicketListModel::Customer, 222);
        const auto whole = [&] {
            int sum = 0;
            for (int column = 0; column < TicketListModel::kColumns; ++column)
                sum += f.table()->columnWidth(column);
            return sum;
        };
        QCOMPARE(whole(), f.table()->viewport()->width()); // the subject gave way
        QTest::keyClick(f.table(), Qt::Key_W);
        QTest::keyClick(f.table(), Qt::Key_W);
        QTRY_COMPARE(f.table()->columnWidth(TicketListModel::Customer), 222);

        // The next start has them again; another person has the proposed ones.
        const auto check = [&](bool mine) {
            ui::TicketTable *table = f.table();
            QCOMPARE(table->isColumnHidden(TicketListModel::Channel), mine);
            QCOMPARE(table->columnWidth(TicketListModel::Customer), mine ? 222 : 140);
            QHeaderView *sections = table->horizontalHeader();
            QCOMPARE(sections->visualIndex(TicketListModel::Customer) < sections->visualIndex(TicketListModel::Status), mine);
        };
        f.page.setUser(f.desk.colleague());
        check(false);
        f.page.setUser(f.desk.me());
        check(true);
        menuAction(open(), QStringLiteral("Proposed columns"))->trigger();
        check(false);
    }

    void savedColumnsAreReadWithCare()
    {
        const ui::TicketColumns proposed;
        QVERIFY(proposed.toText().isEmpty());
        const auto columns = ui::TicketColumns::fromText(QStringLiteral("nonsense subject:1:0 queue:99999:1 status status:x:0 :: channel:-5:0"));
        QCOMPARE(columns.all().size(), proposed.all().size());
        QCOMPARE(columns.all().first().column, int(TicketListModel::Subject));
        QVERIFY(columns.all().first().shownAt(100)); // never without it
        QVERIFY(columns.all().first().width >= ui::TicketColumns::kNarrowest);
        QVERIFY(ui::TicketColumns::fromText(columns.toText()).all() == columns.all());
    }
};

QTEST_MAIN(TestInboxColumns)
#include "test_inbox_columns.moc"
