// SPDX-License-Identifier: GPL-3.0-or-later
// The ticket list as a model: pages, stale answers, refreshes, order; and 1,000,000 rows.
#include "core/schema/entities.h"
#include "tests/support/fakedesk.h"
#include "tests/ui/uifixture.h"
#include "ui/inbox/ticketlistmodel.h"
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::test;
using ui::TicketListModel;
using domain::TicketQuery;

namespace {

TicketQuery everything()
{
    TicketQuery query;
    query.view = TicketQuery::View::All;
    return query;
}

/// A model over a seat in memory, watched by Qt's model tester.
struct List {
    UiFixture ui;
    FakeDesk desk {ui.clock};
    TicketListModel model {desk, ui.formats, nullptr};
    std::unique_ptr<QAbstractItemModelTester> tester;

    /// Qt's model tester goes through every row at every signal: not for a million of them.
    explicit List(int tickets, bool watched = true)
    {
        desk.populate(tickets);
        if (watched)
            tester = std::make_unique<QAbstractItemModelTester>(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    bool load(const TicketQuery &query = everything())
    {
        model.setQuery(query);
        return settle();
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return desk.settleCount() == 0 && model.isMeasured(); });
    }
    QStringList subjects()
    {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list.append(model.data(model.index(row, TicketListModel::Subject), Qt::DisplayRole).toString());
        return list;
    }
};

} // namespace

class TestTicketList final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarning(); }

    void firstPageBeforeLength()
    {
        List list(0);
        list.desk.setHuge(1'000);
        list.desk.holding = true;
        list.model.setQuery(everything());
        QCOMPARE(list.model.rowCount(), 0);
        QSignalSpy loaded(&list.model, &TicketListModel::loaded);
        list.desk.release(); // the first page
        QCOMPARE(loaded.count(), 1);
        QCOMPARE(list.model.rowCount(), 200);
        QVERIFY(!list.model.isMeasured());
        list.desk.release(); // the outline
        QCOMPARE(list.model.rowCount(), 1'000);
        QVERIFY(list.model.isMeasured());
    }

    void millionRows()
    {
        List list(0, false);
        list.desk.setHuge(1'000'000);
        int longest = 0; // a view needs time for each row it is told of
        connect(&list.model, &QAbstractItemModel::rowsInserted, this,
            [&longest](const QModelIndex &, int first, int last) { longest = qMax(longest, last - first + 1); });
        QVERIFY(list.load());
        QTRY_COMPARE(list.model.rowCount(), 1'000'000);
        QCOMPARE(longest, TicketListModel::kGrowth);
        QVERIFY(!list.model.line(777'777)); // asked for now
        QTRY_VERIFY(list.model.line(777'777));
        QCOMPARE(list.model.line(777'777)->ticket.number(schema::ticket().number), 1'000'000 - 777'777);
        for (int page = 0; page < 100; ++page) {
            list.model.line(page * 5'000);
            QTRY_VERIFY(list.model.line(page * 5'000));
        }
        QVERIFY2(list.model.pagesHeld() <= TicketListModel::kPages, "the cache grows without bound");
        QVERIFY(!list.model.line(777'777)); // fell out, and comes back
        QTRY_VERIFY(list.model.line(777'777));
    }

    void pageIsAskedForOnce()
    {
        List list(0);
        list.desk.setHuge(1'000);
        QVERIFY(list.load());
        const int before = list.desk.calls[QStringLiteral("page")];
        for (int row = 400; row < 600; ++row)
            list.model.line(row);
        QCOMPARE(list.desk.calls[QStringLiteral("page")], before + 1);
        QVERIFY(list.settle());
    }

    void staleAnswersAreDropped()
    {
        List list(30);
        list.desk.holding = true;
        TicketQuery older = everything();
        older.view = TicketQuery::View::Unassigned;
        list.model.setQuery(older);
        list.model.setQuery(everything());
        QCOMPARE(list.desk.waitingAnswers(), 4);
        list.desk.release(2); // first page of the newer question
        list.desk.release(2); // its outline
        QCOMPARE(list.model.rowCount(), 30);
        list.desk.releaseAll(); // the older ones come last
        QCOMPARE(list.model.rowCount(), 30);
        QCOMPARE(list.model.query().view, TicketQuery::View::All);
    }

    void stalePageAfterRefreshIsDropped()
    {
        List list(0);
        list.desk.setHuge(1'000);
        QVERIFY(list.load());
        list.desk.holding = true;
        QVERIFY(!list.model.line(500)); // on its way
        QCOMPARE(list.desk.waitingAnswers(), 1);
        domain::ChangeSet changes;
        changes.everything = true;
        list.model.applyChanges(changes);
        QTRY_COMPARE(list.desk.waitingAnswers(), 2); // and the outline
        list.desk.release(1);
        QCOMPARE(list.desk.waitingAnswers(), 2); // the page on screen
        QSignalSpy rearranged(&list.model, &TicketListModel::rearranged);
        list.desk.release(1);
        QCOMPARE(rearranged.count(), 1);
        list.desk.release(0); // the page of the old order
        QVERIFY2(!list.model.line(500), "a page of the old order was taken into the new one");
        list.desk.holding = false;
        list.desk.releaseAll();
        QTRY_VERIFY(list.model.line(500));
    }

    void rowsArePatched()
    {
        List list(30);
        QVERIFY(list.load());
        QObject::connect(&list.desk, &FakeDesk::changed, &list.model, &TicketListModel::applyChanges);
        const Id id = list.model.ticketAt(5);
        Row ticket = list.desk.row(schema::ticket(), id);
        ticket.set(schema::ticket().subject, QStringLiteral("换了主题"));
        list.desk.change(ticket);
        QTRY_COMPARE(list.model.line(list.model.rowOf(id))->ticket.text(schema::ticket().subject), QStringLiteral("换了主题"));
    }

    void persistentIndexFollowsItsTicket()
    {
        List list(30);
        QVERIFY(list.load());
        QObject::connect(&list.desk, &FakeDesk::changed, &list.model, &TicketListModel::applyChanges);
        const Id id = list.model.ticketAt(20);
        const QPersistentModelIndex index(list.model.index(20, TicketListModel::Summary));
        QSignalSpy rearranged(&list.model, &TicketListModel::rearranged);
        list.ui.clock.advance(60'000);
        list.desk.addMessage(id, QStringLiteral("customer"), QStringLiteral("还有问题")); // becomes the newest
        QTRY_COMPARE(rearranged.count(), 1);
        QCOMPARE(list.model.rowOf(id), 0);
        QCOMPARE(index.row(), 0);
        QCOMPARE(list.model.ticketAt(index.row()), id);
    }

    void ticketsComeAndGo()
    {
        List list(30);
        TicketQuery open;
        open.view = TicketQuery::View::Open;
        QVERIFY(list.load(open));
        QObject::connect(&list.desk, &FakeDesk::changed, &list.model, &TicketListModel::applyChanges);
        const int rows = list.model.rowCount();
        Row ticket = list.desk.row(schema::ticket(), list.model.ticketAt(3));
        const QPersistentModelIndex index(list.model.index(3, 0));
        ticket.set(schema::ticket().status, qint64(4));
        list.desk.change(ticket);
        QTRY_COMPARE(list.model.rowCount(), rows - 1);
        QVERIFY2(!index.isValid(), "the selection moved to another ticket");
        list.desk.addTicket(QStringLiteral("A new one"));
        QTRY_COMPARE(list.model.rowCount(), rows);
    }

    void changesDuringARefreshMakeOneMore()
    {
        List list(10);
        QVERIFY(list.load());
        QObject::connect(&list.desk, &FakeDesk::changed, &list.model, &TicketListModel::applyChanges);
        list.desk.holding = true;
        list.desk.addTicket(QStringLiteral("one"));
        QTRY_COMPARE(list.desk.waitingAnswers(), 1);
        list.desk.addTicket(QStringLiteral("two"));
        list.desk.holding = false;
        list.desk.releaseAll();
        QTRY_COMPARE(list.model.rowCount(), 12);
        QVERIFY(list.settle());
    }

    void ordersAndFilters()
    {
        List list(40);
        TicketQuery query = everything();
        query.sort = TicketQuery::Sort::Priority;
        QVERIFY(list.load(query));
        const auto &t = schema::ticket();
        for (int row = 1; row < list.model.rowCount(); ++row)
            QVERIFY(list.model.line(row - 1)->ticket.number(t.priority) >= list.model.line(row)->ticket.number(t.priority));
        query.statuses = {3};
        query.priorities = {1, 2};
        QVERIFY(list.load(query));
        QVERIFY(list.model.rowCount() > 0);
        for (int row = 0; row < list.model.rowCount(); ++row)
            QCOMPARE(list.model.line(row)->ticket.number(t.status), 3);
    }

    void provisionalNumberAndMarks()
    {
        List list(3);
        seat::Edits::NewTicket ticket;
        ticket.subject = QStringLiteral("新工单");
        list.desk.createTicket(ticket, this, [](const Result<seat::Edits::Receipt> &receipt) { QVERIFY(receipt.ok()); });
        QVERIFY(QTest::qWaitFor([&] { return list.desk.settleCount() == 0; }));
        QVERIFY(list.load());
        const domain::TicketLine *line = list.model.line(0);
        QVERIFY(line->pending);
        QCOMPARE(list.model.data(list.model.index(0, TicketListModel::Number), Qt::DisplayRole).toString(), u'~' + line->ticket.id().shortText());
        QVERIFY(list.model.data(list.model.index(0, 0), Qt::AccessibleTextRole).toString().contains(QStringLiteral("not yet sent")));
        list.desk.sync();
        QVERIFY(list.load());
        QVERIFY(list.model.data(list.model.index(0, TicketListModel::Number), Qt::DisplayRole).toString().startsWith(u'#'));
    }

    void failureIsSaidAndOver()
    {
        List list(3);
        QSignalSpy failed(&list.model, &TicketListModel::failed);
        list.desk.failReads = Error {Consequence::Fatal, QStringLiteral("store.io"), {}, 0};
        list.model.setQuery(everything());
        QTRY_VERIFY(failed.count() > 0);
        QVERIFY(!list.model.isLoading());
        list.desk.failReads.reset();
        QVERIFY(list.load());
        QCOMPARE(list.model.rowCount(), 3);
    }
};

QTEST_MAIN(TestTicketList)
#include "test_ticketlist.moc"
