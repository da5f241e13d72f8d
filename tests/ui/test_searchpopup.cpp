// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/customersample.h"
#include "ui/common/searchfield.h"
#include "ui/search/resultsmodel.h"
#include "ui/search/searchpage.h"
#include "ui/search/searchpopup.h"
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>

using namespace tidedesk;
using namespace tidedesk::test;

class TestSearchPopup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void groupsHits();
    void highlightsAreRangesOfPlainText();
    void keysMoveOverHeadings();
    void anExactNumberComesFirst();
    void enterWaitsForItsOwnAnswer();
    void enterMeansWhatIsInTheField();
    void oldAnswersAreDropped();
    void saysWhatWasNotUnderstood();
    void saysHowMuchIsIndexed();
    void emptyCloses();
    void nothingFound();
    void allResultsOnAPage();
    void pageShowsOneKindAndGoesBack();
    void pictures();
};

namespace {

domain::SearchHit hit(const schema::Entity &entity, int n, const QString &title, const QString &snippet, qint64 at)
{
    return {&entity, id(n), &entity == &schema::message() ? id(1010) : Id(), title, snippet, at};
}

struct Shown {
    DeskFixture fixture;
    QWidget window;
    ui::SearchField *field;
    ui::SearchPopup *popup;
    QListView *list;

    Shown()
        : field(new ui::SearchField(fixture.icons, &window))
    {
        const qint64 now = fixture.clock.nowMs();
        fixture.desk.hits.hits = {
            hit(schema::message(), 1, QStringLiteral("#10234 传感器"), QStringLiteral("我要退款 & <b>refund</b> now"), now - 60'000),
            hit(schema::ticket(), 1010, QStringLiteral("Refund for sensor"), QStringLiteral("Refund for sensor"), now - kDay),
            hit(schema::customer(), 1000, QStringLiteral("Refund Ltd"), QStringLiteral("refund@example.org"), 0),
            hit(schema::ticket(), 1011, QStringLiteral("Second refund"), QStringLiteral("Second refund"), now - 2 * kDay)};
        window.resize(900, 640);
        field->setGeometry(200, 10, 420, 32);
        popup = new ui::SearchPopup(fixture.ui, fixture.desk, field, &window);
        QObject::connect(field, &ui::SearchField::searched, popup, &ui::SearchPopup::search);
        list = popup->findChild<QListView *>(QStringLiteral("searchList"));
        window.show();
        field->setFocus();
        fixture.desk.searched.clear();
    }
    void type(const QString &text)
    {
        field->setText(text);
        QTRY_VERIFY(!fixture.desk.searched.isEmpty() && fixture.desk.searched.last() == text);
        QTRY_VERIFY(popup->isVisible());
    }
    QString text(const char *name)
    {
        auto *label = popup->findChild<QLabel *>(QLatin1StringView(name));
        return label->isVisible() ? label->text() : QString();
    }
};

using Ranges = QList<search::TextRange>;

} // namespace

void TestSearchPopup::groupsHits()
{
    Shown s;
    s.type(QStringLiteral("refund"));
    QTRY_COMPARE(s.list->model()->rowCount(), 7);
    QStringList rows;
    for (int row = 0; row < 7; ++row)
        rows += s.list->model()->index(row, 0).data().toString();
    const QStringList expected {QStringLiteral("Customers (1)"), QStringLiteral("Refund Ltd"), QStringLiteral("Tickets (2)"),
        QStringLiteral("Refund for sensor"), QStringLiteral("Second refund"), QStringLiteral("Messages (1)"),
        QStringLiteral("#10234 传感器")};
    QCOMPARE(rows, expected);
}

void TestSearchPopup::highlightsAreRangesOfPlainText()
{
    Shown s;
    s.type(QStringLiteral("refund 退款"));
    QTRY_COMPARE(s.list->model()->rowCount(), 7);
    const QModelIndex message = s.list->model()->index(6, 0);
    const QString snippet = message.data(ui::ResultsModel::Snippet).toString();
    QCOMPARE(snippet, QStringLiteral("我要退款 & <b>refund</b> now"));
    QStringList marked;
    for (const search::TextRange &range : message.data(ui::ResultsModel::SnippetRanges).value<Ranges>())
        marked += snippet.mid(range.start, range.length);
    QCOMPARE(marked, (QStringList {QStringLiteral("退款"), QStringLiteral("refund")}));
}

void TestSearchPopup::keysMoveOverHeadings()
{
    Shown s;
    QSignalSpy tickets(s.popup, &ui::SearchPopup::ticketActivated);
    QSignalSpy customers(s.popup, &ui::SearchPopup::customerActivated);
    QSignalSpy messages(s.popup, &ui::SearchPopup::messageActivated);
    s.type(QStringLiteral("refund"));
    QTRY_COMPARE(s.list->currentIndex().row(), 1);
    QTest::keyClick(s.field, Qt::Key_Up);
    QCOMPARE(s.list->currentIndex().row(), 1);
    QTest::keyClick(s.field, Qt::Key_Down);
    QCOMPARE(s.list->currentIndex().row(), 3);
    QTest::keyClick(s.field, Qt::Key_Return);
    QCOMPARE(tickets.size(), 1);
    QCOMPARE(tickets.first().first().value<Id>(), id(1010));
    QVERIFY(!s.popup->isVisible());
    QTest::keyClick(s.field, Qt::Key_Down); // opens again what is still in the field
    QTRY_VERIFY(s.popup->isVisible());
    QTRY_COMPARE(s.list->currentIndex().row(), 1);
    QTRY_VERIFY(s.fixture.desk.searched.size() >= 2);
    QTest::keyClick(s.field, Qt::Key_Return);
    QTRY_COMPARE(customers.size(), 1);
    QVERIFY(messages.isEmpty());
    const qsizetype asked = s.fixture.desk.searched.size();
    QTest::keyClick(s.field, Qt::Key_Down);
    QTRY_VERIFY(s.popup->isVisible());
    QTRY_VERIFY(s.fixture.desk.searched.size() > asked);
    QCoreApplication::sendPostedEvents(); // the answer
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(s.field, Qt::Key_Down);
    QTest::keyClick(s.field, Qt::Key_Return);
    QTRY_COMPARE(messages.size(), 1); // its ticket, with the message in sight
    QCOMPARE(tickets.size(), 1);
    QVERIFY(!s.popup->isVisible());
}

void TestSearchPopup::anExactNumberComesFirst()
{
    Shown s;
    QSignalSpy tickets(s.popup, &ui::SearchPopup::ticketActivated);
    s.fixture.desk.hits.hits = {hit(schema::customer(), 1000, QStringLiteral("Refund Ltd"), QStringLiteral("SO-17777"), 0),
        hit(schema::ticket(), 1011, QStringLiteral("Where is 17777?"), QStringLiteral("#17001 · Refund Ltd"), 2),
        hit(schema::ticket(), 1010, QStringLiteral("Sensor"), QStringLiteral("#17777 · Refund Ltd"), 1)};
    for (const char *typed : {"17777", "#17777"}) {
        s.type(QLatin1StringView(typed));
        QTRY_COMPARE(s.list->model()->rowCount(), 5);
        QCOMPARE(s.list->model()->index(0, 0).data().toString(), QStringLiteral("Tickets (2)"));
        QCOMPARE(s.list->currentIndex().data().toString(), QStringLiteral("Sensor"));
        QTest::keyClick(s.field, Qt::Key_Return);
        QCOMPARE(tickets.size(), 1);
        QCOMPARE(tickets.takeFirst().first().value<Id>(), id(1010));
    }
    s.type(QStringLiteral("1777")); // the beginning of a number is no number
    QTRY_COMPARE(s.list->currentIndex().data().toString(), QStringLiteral("Refund Ltd"));
}

void TestSearchPopup::enterWaitsForItsOwnAnswer()
{
    Shown s;
    QSignalSpy customers(s.popup, &ui::SearchPopup::customerActivated);
    s.type(QStringLiteral("refund"));
    QTRY_COMPARE(s.list->currentIndex().row(), 1);
    s.fixture.desk.hold = true;
    s.type(QStringLiteral("refund x"));
    QTest::keyClick(s.field, Qt::Key_Return);
    QVERIFY2(customers.isEmpty(), "what is on the screen answers another question");
    s.fixture.desk.release();
    QCOMPARE(customers.size(), 1);
    QVERIFY(!s.popup->isVisible());
}

void TestSearchPopup::enterMeansWhatIsInTheField()
{
    Shown s;
    QSignalSpy tickets(s.popup, &ui::SearchPopup::ticketActivated);
    QSignalSpy customers(s.popup, &ui::SearchPopup::customerActivated);
    s.type(QStringLiteral("refund"));
    QTRY_COMPARE(s.list->currentIndex().row(), 1);
    s.fixture.desk.hits.hits = {hit(schema::ticket(), 1011, QStringLiteral("Second refund"), QStringLiteral("#10235"), 1)};
    s.field->setText(QStringLiteral("second"));
    QTest::keyClick(s.field, Qt::Key_Return); // before the field has said that it was edited
    QTRY_COMPARE(tickets.size(), 1);
    QCOMPARE(tickets.first().first().value<Id>(), id(1011));
    QVERIFY(customers.isEmpty());
    // Typing on takes it back.
    s.fixture.desk.hold = true;
    s.field->setText(QStringLiteral("seco"));
    QTest::keyClick(s.field, Qt::Key_Return);
    s.type(QStringLiteral("second one"));
    s.fixture.desk.release();
    QCOMPARE(s.list->model()->rowCount(), 2);
    QCOMPARE(tickets.size(), 1);
}

void TestSearchPopup::oldAnswersAreDropped()
{
    Shown s;
    s.fixture.desk.hold = true;
    s.type(QStringLiteral("refund"));
    const domain::SearchAnswer first = s.fixture.desk.hits;
    s.fixture.desk.hits.hits = {first.hits.at(2)};
    s.type(QStringLiteral("refund ltd"));
    s.fixture.desk.release();
    QCOMPARE(s.list->model()->rowCount(), 2);
}

void TestSearchPopup::saysWhatWasNotUnderstood()
{
    Shown s;
    s.fixture.desk.hits.problem = QStringLiteral("search.unknown_filter");
    s.fixture.desk.hits.problemAt = 7;
    s.type(QStringLiteral("refund stauts:open"));
    QTRY_VERIFY2(s.text("searchProblem").contains(QStringLiteral("“stauts:open” at character 8")), qPrintable(s.text("searchProblem")));
    QCOMPARE(s.list->model()->rowCount(), 7); // the rest was searched
}

void TestSearchPopup::saysHowMuchIsIndexed()
{
    Shown s;
    s.fixture.desk.hits.indexed = 0.999;
    s.type(QStringLiteral("refund"));
    QTRY_VERIFY2(s.text("searchIndexed").contains(QStringLiteral("99%")), qPrintable(s.text("searchIndexed")));
    s.fixture.desk.hits.indexed = 1.0;
    s.type(QStringLiteral("refunds"));
    QTRY_VERIFY(s.text("searchIndexed").isEmpty());
}

void TestSearchPopup::emptyCloses()
{
    Shown s;
    s.type(QStringLiteral("refund"));
    QTest::keyClick(s.field, Qt::Key_Escape);
    QVERIFY(!s.popup->isVisible());
    QCOMPARE(s.field->text(), QStringLiteral("refund")); // the first Escape closes, the next one clears
    QTest::keyClick(s.field, Qt::Key_Escape);
    QVERIFY(s.field->text().isEmpty());
}

void TestSearchPopup::nothingFound()
{
    Shown s;
    QSignalSpy tickets(s.popup, &ui::SearchPopup::ticketActivated);
    s.fixture.desk.hits = {};
    s.type(QStringLiteral("zzz"));
    QTRY_VERIFY(!s.list->isVisible());
    QTest::keyClick(s.field, Qt::Key_Return);
    QVERIFY(tickets.isEmpty());
}

void TestSearchPopup::allResultsOnAPage()
{
    Shown s;
    QSignalSpy all(s.popup, &ui::SearchPopup::allRequested);
    s.type(QStringLiteral("refund"));
    QTRY_COMPARE(s.list->model()->rowCount(), 7);
    auto *link = s.popup->findChild<QPushButton *>(QStringLiteral("searchAll"));
    QVERIFY(link->isVisible());
    QTest::mouseClick(link, Qt::LeftButton);
    QCOMPARE(all.size(), 1);
    QCOMPARE(all.first().first().toString(), QStringLiteral("refund"));
    QVERIFY(!s.popup->isVisible());
    QTest::keyClick(s.field, Qt::Key_Return, Qt::ControlModifier); // the same without the mouse, popup or not
    QCOMPARE(all.size(), 2);
    s.field->clear();
    QTest::keyClick(s.field, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(all.size(), 2);
}

void TestSearchPopup::pageShowsOneKindAndGoesBack()
{
    Shown s;
    s.fixture.desk.hits.more = true;
    for (int n = 0; n < 200; ++n)
        s.fixture.desk.hits.hits += hit(schema::ticket(), 2000 + n, QStringLiteral("Refund %1").arg(n), QStringLiteral("refund"), 1);
    s.popup->hide();
    ui::SearchPage page(s.fixture.ui, s.fixture.desk, nullptr);
    QSignalSpy closed(&page, &ui::SearchPage::closed);
    QSignalSpy tickets(&page, &ui::SearchPage::ticketActivated);
    QSignalSpy customers(&page, &ui::SearchPage::customerActivated);
    QWidget *view = page.createWidget(&s.window);
    view->setGeometry(0, 50, 900, 590);
    view->show();
    page.activated();
    page.search(QStringLiteral("refund"));
    auto *list = view->findChild<QListView *>(QStringLiteral("searchList"));
    QTRY_COMPARE(list->model()->rowCount(), 207);
    QCOMPARE(QApplication::focusWidget(), list);
    auto *tabs = view->findChild<QTabBar *>(QStringLiteral("searchTabs"));
    QCOMPARE(tabs->tabText(1), QStringLiteral("Customers (1)"));
    QCOMPARE(tabs->tabText(2), QStringLiteral("Tickets (202+)"));
    QVERIFY(view->findChild<QLabel *>(QStringLiteral("searchCut"))->isVisible());
    QVERIFY(!view->findChild<QPushButton *>(QStringLiteral("searchAll"))->isVisible());
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(customers.size(), 1);
    tabs->setFocus();
    QTest::keyClick(tabs, Qt::Key_Right);
    QTest::keyClick(tabs, Qt::Key_Right);
    QCOMPARE(list->model()->rowCount(), 203);
    QCOMPARE(list->model()->index(0, 0).data().toString(), tabs->tabText(2));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(tickets.size(), 1);
    QCOMPARE(tickets.first().first().value<Id>(), id(1011));
    QTest::keyClick(list, Qt::Key_Escape);
    QCOMPARE(closed.size(), 1);
    s.fixture.shoot(s.window, QStringLiteral("search-page"));
    delete view;
}

void TestSearchPopup::pictures()
{
    Shown s;
    s.fixture.desk.hits.problem = QStringLiteral("search.unknown_filter");
    s.fixture.desk.hits.problemAt = 10;
    s.fixture.desk.hits.indexed = 0.87;
    s.fixture.desk.hits.more = true;
    s.type(QStringLiteral("refund 退款 stauts:open"));
    QTRY_COMPARE(s.list->model()->rowCount(), 7);
    s.fixture.shoot(s.window, QStringLiteral("search-popup"));
}

QTEST_MAIN(TestSearchPopup)
#include "test_searchpopup.moc"
