// SPDX-License-Identifier: GPL-3.0-or-later
// The inbox as an agent works it: views, filters, order, keys, and a list that changes under the hands.
#include "deskfixture.h"
#include "ui/common/emptystate.h"
#include "ui/inbox/filterbutton.h"
#include "ui/inbox/sortbutton.h"
#include "ui/inbox/ticketcolumns.h"
#include <QAction>
#include <QDialog>
#include <QToolButton>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>

using namespace tidedesk;
using namespace tidedesk::test;
using ui::TicketListModel;

namespace {

QString viewName(const DeskFixture &f) { return f.find<QLabel>("inboxTitle")->text(); }

bool chooseView(DeskFixture &f, const QString &name)
{
    auto *views = f.views();
    for (int row = 0; row < views->model()->rowCount(); ++row) {
        if (views->model()->index(row, 0).data().toString() == name) {
            QTest::mouseClick(views->viewport(), Qt::LeftButton, {}, views->visualRect(views->model()->index(row, 0)).center());
            return f.settle() && QTest::qWaitFor([&] { return f.model()->isMeasured(); });
        }
    }
    return false;
}

QAction *menuAction(const QMenu *menu, const QString &text)
{
    for (QAction *action : menu->actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

Id currentId(const DeskFixture &f) { return f.model()->ticketAt(f.table()->currentIndex().row()); }

} // namespace

class TestInbox final : public QObject {
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
};

QTEST_MAIN(TestInbox)
#include "test_inbox.moc"
