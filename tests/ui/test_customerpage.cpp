// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/customersample.h"
#include "ui/customer/customerpage.h"
#include "ui/common/propertycombo.h"
#include "ui/customer/customerblocks.h"
#include "ui/customer/customerfinder.h"
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>

using namespace tidedesk;
using namespace tidedesk::test;

class TestCustomerPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void searchesByNameAndIdentity();
    void choosesFromTheList();
    void everyWritableFieldHasAnEditor();
    void whoSeesTheCustomerIsForASupervisor();
    void savesOneFieldOnce();
    void badValuesAreNotSent();
    void aRefusedValueStaysToBeCorrected();
    void aValueBeingSavedSurvivesAReload();
    void typingSurvivesAReload();
    void tablesHaveTheColumnsOfTheSpine();
    void timelineLeadsToTickets();
    void tabsCountTheRowsTheyShow();
    void pictures();
};

namespace {

struct Shown {
    DeskFixture fixture;
    QWidget window;
    std::unique_ptr<ui::CustomerPage> page;
    QWidget *view = nullptr;

    /// Somebody of this role, in the directory.
    Id person(schema::Writer level)
    {
        const int n = 910 + static_cast<int>(level);
        Row user = userRow(n, QStringLiteral("Somebody"));
        user.set(schema::user().role, qint64(level) - qint64(schema::Writer::Agent));
        user.set(schema::user().active, qint64(1));
        fixture.desk.people.users.insert(user.id(), user);
        return user.id();
    }
    Shown()
    {
        fixture.desk.people.users.insert(id(900), userRow(900, QStringLiteral("Li Wei")));
        Row team(schema::team(), id(800));
        team.set(schema::team().name, QStringLiteral("Second line"));
        fixture.desk.people.teams.insert(id(800), team);
        for (int n = 0; n < 12; ++n) {
            const QString name = n == 0 ? QStringLiteral("Harbour Logistics") : QStringLiteral("Client %1").arg(n);
            Row row = customerRow(1000 * (n + 1), name);
            row.set(schema::customer().tier, qint64(n % 4));
            fixture.desk.lines_.append({row, QStringLiteral("client%1@example.org").arg(n), n % 3});
        }
        fixture.desk.pages.insert(id(1000), fullPage(1000, fixture.clock.nowMs()));
        page = std::make_unique<ui::CustomerPage>(
            fixture.ui, static_cast<seat::Queries &>(fixture.desk), static_cast<seat::Edits &>(fixture.desk), nullptr);
        window.resize(1366, 768);
        view = page->createWidget(&window);
        view->resize(window.size());
        window.show();
    }
    ~Shown() { delete view; }
    QLineEdit *edit(const char *field) { return view->findChild<QLineEdit *>(QLatin1StringView("field_") + QLatin1StringView(field)); }
    void open()
    {
        page->showCustomer(id(1000));
        QTRY_VERIFY(edit("name"));
        QTRY_COMPARE(edit("name")->text(), QStringLiteral("Harbour Logistics"));
    }
};

void type(QLineEdit *edit, const QString &text, Qt::Key end = Qt::Key_Return)
{
    edit->setFocus();
    edit->selectAll();
    if (text.isEmpty())
        QTest::keyClick(edit, Qt::Key_Delete);
    else
        QTest::keyClicks(edit, text);
    if (end != Qt::Key_unknown)
        QTest::keyClick(edit, end);
}

} // namespace

void TestCustomerPage::searchesByNameAndIdentity()
{
    QVERIFY(ui::CustomerFinder::isIdentity(QStringLiteral("138 0013")));
    QVERIFY(ui::CustomerFinder::isIdentity(QStringLiteral("a@b")));
    QVERIFY(!ui::CustomerFinder::isIdentity(QStringLiteral("王芳")));
    Shown s;
    auto *list = s.view->findChild<QListView *>(QStringLiteral("customerList"));
    auto *field = s.view->findChild<QLineEdit *>(QStringLiteral("customerSearch"));
    QTRY_COMPARE(list->model()->rowCount(), 12);
    QTest::keyClicks(field, QStringLiteral("har"));
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QVERIFY(s.fixture.desk.identitiesAsked.isEmpty());
    s.fixture.desk.byIdentity = {s.fixture.desk.lines_.at(4)};
    field->clear();
    QTest::keyClicks(field, QStringLiteral("13800138000"));
    QTRY_COMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("Client 4"));
    QCOMPARE(s.fixture.desk.identitiesAsked.last(), QStringLiteral("13800138000"));
}

void TestCustomerPage::choosesFromTheList()
{
    Shown s;
    auto *list = s.view->findChild<QListView *>(QStringLiteral("customerList"));
    QTRY_COMPARE(list->model()->rowCount(), 12);
    auto *field = s.view->findChild<QLineEdit *>(QStringLiteral("customerSearch"));
    QTest::keyClick(field, Qt::Key_Down);
    QTRY_VERIFY(s.edit("name"));
    QTRY_COMPARE(s.edit("name")->text(), QStringLiteral("Harbour Logistics"));
}

void TestCustomerPage::everyWritableFieldHasAnEditor()
{
    Shown s;
    s.page->setUser(s.person(schema::Writer::Supervisor));
    s.open();
    for (const schema::Field &field : schema::customer().fields()) {
        const bool wanted = field.merge == schema::Merge::ThreeWay && field.type != schema::Type::Json;
        auto *editor = s.view->findChild<QWidget *>(QStringLiteral("field_") + field.name);
        QVERIFY2(!wanted || editor, field.name.data());
        if (wanted)
            QTRY_VERIFY2(editor->isEnabled(), field.name.data());
        QVERIFY2(wanted || !editor || !editor->isEnabled(), field.name.data());
    }
}

void TestCustomerPage::whoSeesTheCustomerIsForASupervisor()
{
    Shown s;
    auto *team = [&] { s.open(); return s.view->findChild<QWidget *>(QStringLiteral("field_team_id")); }();
    QVERIFY(!team->isEnabled()); // nobody known yet
    s.page->setUser(s.person(schema::Writer::Agent));
    QTRY_VERIFY(!team->toolTip().isEmpty());
    QVERIFY(!team->isEnabled());
    QVERIFY(s.edit("city")->isEnabled());
    s.page->setUser(s.person(schema::Writer::Supervisor));
    QTRY_VERIFY(team->isEnabled());
    QVERIFY(team->toolTip().isEmpty());
}

void TestCustomerPage::savesOneFieldOnce()
{
    Shown s;
    s.open();
    type(s.edit("city"), QStringLiteral("Hangzhou"));
    s.edit("name")->setFocus(); // leaving after Enter says nothing new
    QTRY_COMPARE(s.fixture.desk.sets.size(), 1);
    QCOMPARE(s.fixture.desk.sets.first().row, id(1000));
    const QMap<int, Value> expected {{schema::customer().city.index, QStringLiteral("Hangzhou")}};
    QCOMPARE(s.fixture.desk.sets.first().fields, expected);
    // Emptied: nothing there, not an empty text.
    type(s.edit("contact"), {});
    QTRY_COMPARE(s.fixture.desk.sets.size(), 2);
    QVERIFY(isNull(s.fixture.desk.sets.last().fields.value(schema::customer().contact.index)));
    auto *tier = s.view->findChild<ui::PropertyCombo *>(QStringLiteral("field_tier"));
    Q_EMIT tier->chosen(qint64(1));
    QTRY_COMPARE(s.fixture.desk.sets.size(), 3);
    QCOMPARE(std::get<qint64>(s.fixture.desk.sets.last().fields.value(schema::customer().tier.index)), 1);
}

void TestCustomerPage::badValuesAreNotSent()
{
    Shown s;
    s.open();
    type(s.edit("birthday"), QStringLiteral("1990-02-31"));
    QVERIFY(s.view->findChild<QLabel *>(QStringLiteral("problem_birthday"))->isVisible());
    type(s.edit("name"), {});
    QVERIFY(s.view->findChild<QLabel *>(QStringLiteral("problem_name"))->isVisible());
    QVERIFY(s.fixture.desk.sets.isEmpty());
    QTest::keyClick(s.edit("name"), Qt::Key_Escape);
    QCOMPARE(s.edit("name")->text(), QStringLiteral("Harbour Logistics"));
    QVERIFY(!s.view->findChild<QLabel *>(QStringLiteral("problem_name"))->isVisible());
}

void TestCustomerPage::aRefusedValueStaysToBeCorrected()
{
    Shown s;
    s.open();
    s.fixture.desk.error = Error {Consequence::Rejected, QStringLiteral("too_long"), {}};
    type(s.edit("city"), QStringLiteral("Somewhere"));
    QTRY_VERIFY(s.view->findChild<QLabel *>(QStringLiteral("problem_city"))->isVisible());
    QCOMPARE(s.edit("city")->text(), QStringLiteral("Somewhere"));
    s.fixture.desk.error.reset();
    QTest::keyClick(s.edit("city"), Qt::Key_Return); // the same again may be tried again
    QTRY_COMPARE(s.fixture.desk.sets.size(), 2);
}

void TestCustomerPage::aValueBeingSavedSurvivesAReload()
{
    Shown s;
    s.open();
    s.fixture.desk.hold = true;
    const int before = s.fixture.desk.customerCalls;
    s.fixture.desk.pages[id(1000)].customer.set(schema::customer().company, QStringLiteral("New Name Ltd"));
    domain::ChangeSet changes;
    changes.add(schema::customer(), id(1000));
    s.page->applyChanges(changes);
    QTRY_COMPARE(s.fixture.desk.customerCalls, before + 1); // comes before the answer to what is handed in now
    s.fixture.desk.error = Error {Consequence::Rejected, QStringLiteral("too_long"), {}};
    type(s.edit("city"), QStringLiteral("Somewhere"));
    QCOMPARE(s.fixture.desk.sets.size(), 1);
    s.fixture.desk.release();
    QTRY_COMPARE(s.edit("company")->text(), QStringLiteral("New Name Ltd"));
    QTRY_VERIFY(s.view->findChild<QLabel *>(QStringLiteral("problem_city"))->isVisible());
    QCOMPARE(s.edit("city")->text(), QStringLiteral("Somewhere"));
}

void TestCustomerPage::typingSurvivesAReload()
{
    Shown s;
    s.open();
    type(s.edit("city"), QStringLiteral("Half a wo"), Qt::Key_unknown);
    s.fixture.desk.pages[id(1000)].customer.set(schema::customer().company, QStringLiteral("New Name Ltd"));
    domain::ChangeSet changes;
    changes.add(schema::customer(), id(1000));
    s.page->applyChanges(changes);
    QTRY_COMPARE(s.edit("company")->text(), QStringLiteral("New Name Ltd"));
    QCOMPARE(s.edit("city")->text(), QStringLiteral("Half a wo"));
}

void TestCustomerPage::tablesHaveTheColumnsOfTheSpine()
{
    Shown s;
    s.open();
    auto *tabs = s.view->findChild<QTabBar *>(QStringLiteral("customerTabs"));
    QTRY_COMPARE(tabs->tabText(1), QStringLiteral("Transactions (3)"));
    QVERIFY(s.view->findChildren<QTableView *>(QStringLiteral("records")).isEmpty()); // made when one looks at them
    for (int tab = 4; tab > 0; --tab)
        tabs->setCurrentIndex(tab);
    QCOMPARE(s.view->findChildren<QTableView *>(QStringLiteral("records")).size(), 4);
    auto *transactions = s.view->findChild<QWidget *>(QStringLiteral("records%1").arg(int(ui::CustomerBlocks::Transactions)));
    QStringList heads;
    const QAbstractItemModel *model = transactions->findChild<QTableView *>()->model();
    for (int c = 0; c < model->columnCount(); ++c)
        heads += model->headerData(c, Qt::Horizontal).toString();
    // The spine's order; without customer, currency, source and as-of.
    const QStringList expected {QStringLiteral("Number"), QStringLiteral("Kind"), QStringLiteral("Time"),
        QStringLiteral("Title"), QStringLiteral("Amount"), QStringLiteral("Status")};
    QCOMPARE(heads, expected);
    QCOMPARE(model->index(0, 4).data().toString(), s.fixture.formats.money(480'000, QStringLiteral("CNY")));
}

void TestCustomerPage::timelineLeadsToTickets()
{
    Shown s;
    s.open();
    QSignalSpy activated(s.page.get(), &ui::CustomerPage::ticketActivated);
    auto *timeline = s.view->findChild<QListView *>(QStringLiteral("timeline"));
    QTRY_COMPARE(timeline->model()->rowCount(), 3); // two tickets opened, one call
    timeline->setFocus();
    for (int row = 0; row < 3; ++row) {
        timeline->setCurrentIndex(timeline->model()->index(row, 0));
        QTest::keyClick(timeline, Qt::Key_Return);
    }
    QCOMPARE(activated.size(), 2); // the call leads nowhere
}

void TestCustomerPage::tabsCountTheRowsTheyShow()
{
    Shown s;
    domain::CustomerPage page = fullPage(1000, s.fixture.clock.nowMs());
    page.ticketCount = page.tickets.size();
    page.tickets.last().set(schema::ticket().resolvedAt, s.fixture.clock.nowMs()); // an entry of its own
    s.fixture.desk.pages.insert(id(1000), page);
    s.open();
    auto *tabs = s.view->findChild<QTabBar *>(QStringLiteral("customerTabs"));
    auto *timeline = s.view->findChild<QListView *>(QStringLiteral("timeline"));
    QCOMPARE(timeline->model()->rowCount(), 4);
    QCOMPARE(tabs->tabText(0), QStringLiteral("Timeline (4)"));
    for (int tab = 1; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        const auto tables = s.view->findChildren<QTableView *>(QStringLiteral("records"));
        const auto shown = std::find_if(tables.begin(), tables.end(), [](const QTableView *table) { return table->isVisible(); });
        QVERIFY(shown != tables.end());
        QVERIFY(tabs->tabText(tab).endsWith(QStringLiteral(" (%1)").arg((*shown)->model()->rowCount())));
    }
    page.ticketCount = 14; // older ones are not on the page
    s.fixture.desk.pages.insert(id(1000), page);
    domain::ChangeSet changes;
    changes.add(schema::customer(), id(1000));
    s.page->applyChanges(changes);
    QTRY_COMPARE(tabs->tabText(0), QStringLiteral("Timeline (4+)"));
}

void TestCustomerPage::pictures()
{
    Shown s;
    s.open();
    s.fixture.shoot(*s.view, QStringLiteral("customer-page"));
    s.view->findChild<QTabBar *>(QStringLiteral("customerTabs"))->setCurrentIndex(1);
    s.fixture.shoot(*s.view, QStringLiteral("customer-page-transactions"));
}

QTEST_MAIN(TestCustomerPage)
#include "test_customerpage.moc"
