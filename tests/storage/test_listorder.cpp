// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entities.h"
#include "core/seat/localstore.h"
#include "core/seat/readstore.h"
#include "tests/support/blocks.h"
#include "tests/support/fakeclock.h"
#include <QTemporaryDir>
#include <QTest>
#include <limits>

using namespace tidedesk;
using domain::TicketQuery;

/// However many tickets there are: lists come out of an index in their order, never out of a sort. With statistics, as
/// in a store that has been in use; without them the planner guesses differently.
class TestListOrder : public QObject {
    Q_OBJECT

    test::FakeClock clock;
    IdGenerator ids {clock};
    QTemporaryDir dir;
    std::unique_ptr<seat::LocalStore> store;
    Id team = ids.next();
    Id user = ids.next();

    void put(const schema::Entity &entity, const QList<Row> &rows)
    {
        domain::ChangeSet changes;
        QVERIFY(store->mirror().putServer(test::received(QStringLiteral("team:x"), entity, rows), changes).ok());
    }
    Row ticket(int i, const Id &queue)
    {
        const auto &t = schema::ticket();
        Row row(t, ids.next());
        row.version = 1;
        row.set(t.queueId, queue);
        if (i % 3)
            row.set(t.assigneeId, i % 20 ? ids.next() : user);
        row.set(t.status, qint64(i % 10 ? 4 : i / 10 % 3));
        row.set(t.priority, qint64(i % 4));
        if (i % 500) // the others have not been sent yet
            row.set(t.number, qint64(10'000 + (i * 7919) % 4001)); // not in the order of creation
        row.set(t.createdAt, clock.nowMs() + i * 1000);
        row.set(t.updatedAt, clock.nowMs() + i % 977 * 1000);
        return row;
    }
    /// The plan of the statement that `ask` runs on the tickets.
    QString plan(const std::function<void(storage::TicketQueries &)> &ask)
    {
        sqlite::Connection &connection = store->mirror().connection();
        QByteArray asked;
        connection.setFaultHook([&](QByteArrayView sql) {
            if (sql.contains("ORDER BY") || sql.contains("count(*)"))
                asked = sql.toByteArray();
            return std::optional<int>();
        });
        storage::MirrorTables tables;
        storage::TicketQueries queries(connection, tables);
        queries.setActor({user, ids.next(), schema::Writer::Agent});
        ask(queries);
        connection.setFaultHook({});
        auto statement = connection.prepareOnce("EXPLAIN QUERY PLAN " + asked);
        QStringList lines;
        while (statement && *statement->step())
            lines.append(statement->text(3));
        return lines.join(u'\n');
    }

private Q_SLOTS:
    void initTestCase()
    {
        store = std::move(*seat::LocalStore::open(dir.path(), clock));
        Row person(schema::user(), user);
        person.set(schema::user().teams, QStringList {team.toString()});
        put(schema::user(), {person});
        QList<Row> queues;
        for (int i = 0; i < 5; ++i) {
            queues.append(Row(schema::queue(), ids.next()));
            queues.last().set(schema::queue().teamId, team);
        }
        put(schema::queue(), queues);
        QList<Row> tickets;
        for (int i = 0; i < 4000; ++i)
            tickets.append(ticket(i, queues[i % 5].id()));
        put(schema::ticket(), tickets);
        QVERIFY(store->mirror().connection().exec("ANALYZE").ok());
    }
    void fromAnIndexInItsOrder_data()
    {
        QTest::addColumn<TicketQuery::View>("view");
        QTest::addColumn<TicketQuery::Sort>("sort");
        using View = TicketQuery::View;
        const std::pair<const char *, View> views[] {{"mine", View::Mine}, {"unassigned", View::Unassigned}, {"team", View::Team},
            {"open", View::Open}, {"queue", View::Queue}, {"all", View::All}};
        using Sort = TicketQuery::Sort;
        const std::pair<const char *, Sort> sorts[] {{"updated", Sort::Updated}, {"priority", Sort::Priority}};
        for (const auto &[view, v] : views) {
            for (const auto &[sort, s] : sorts)
                QTest::addRow("%s by %s", view, sort) << v << s;
        }
        QTest::addRow("team by number") << View::Team << Sort::Number;
        QTest::addRow("open by number") << View::Open << Sort::Number;
        QTest::addRow("all by number") << View::All << Sort::Number;
    }
    void fromAnIndexInItsOrder()
    {
        QFETCH(TicketQuery::View, view);
        QFETCH(TicketQuery::Sort, sort);
        TicketQuery query;
        query.view = view;
        query.sort = sort;
        query.queue = ids.next();
        const QString page = plan([&](storage::TicketQueries &queries) { QVERIFY(queries.page(query, {0, 0, true}).ok()); });
        const QString outline = plan([&](storage::TicketQueries &queries) { QVERIFY(queries.outline(query).ok()); });
        for (const QString &steps : {page, outline}) {
            QVERIFY2(steps.contains(QLatin1StringView("t USING")) && steps.contains(QLatin1StringView("INDEX ticket_")), qPrintable(steps));
            QVERIFY2(!steps.contains(QLatin1StringView("TEMP B-TREE")), qPrintable(steps));
            // A list is measured without a look at its rows, which on a cold disk takes half a minute.
            if (view != TicketQuery::View::Unassigned && view != TicketQuery::View::Mine && view != TicketQuery::View::Queue)
                QVERIFY2(steps == page || steps.contains(QLatin1StringView("COVERING INDEX")), qPrintable(steps));
            if (view != TicketQuery::View::All && sort != TicketQuery::Sort::Number)
                QVERIFY2(steps.contains(QLatin1StringView("SEARCH t USING")), qPrintable(steps));
        }
    }
    void byNumberWithoutGapsOrDoubles_data()
    {
        QTest::addColumn<TicketQuery::View>("view");
        QTest::addColumn<bool>("descending");
        QTest::newRow("all, greatest first") << TicketQuery::View::All << true;
        QTest::newRow("all, least first") << TicketQuery::View::All << false;
        QTest::newRow("open, greatest first") << TicketQuery::View::Open << true;
        QTest::newRow("team, least first") << TicketQuery::View::Team << false;
    }
    /// Page after page, and from the outline's anchors, as screens do.
    void byNumberWithoutGapsOrDoubles()
    {
        QFETCH(TicketQuery::View, view);
        QFETCH(bool, descending);
        TicketQuery query;
        query.view = view;
        query.sort = TicketQuery::Sort::Number;
        query.descending = descending;
        storage::MirrorTables tables;
        storage::TicketQueries queries(store->mirror().connection(), tables);
        queries.setActor({user, ids.next(), schema::Writer::Agent});
        QList<Row> paged;
        for (domain::ListAnchor after {0, 0, true};;) {
            const auto page = queries.page(query, after);
            QVERIFY(page.ok());
            for (const domain::TicketLine &line : *page)
                paged.append(line.ticket);
            if (page->size() < domain::kListPage)
                break;
            after = page->last().position;
        }
        QSet<Id> seen;
        const auto place = [](const Row &row) { return row.number(schema::ticket().number, std::numeric_limits<qint64>::max()); };
        for (qsizetype i = 0; i < paged.size(); ++i) {
            seen.insert(paged[i].id());
            if (i > 0)
                QVERIFY(descending ? place(paged[i - 1]) >= place(paged[i]) : place(paged[i - 1]) <= place(paged[i]));
        }
        QCOMPARE(seen.size(), paged.size());
        const auto outline = queries.outline(query);
        QVERIFY(outline.ok());
        QCOMPARE(outline->total, paged.size());
        QVERIFY(view != TicketQuery::View::All || paged.size() == 4000);
        QVERIFY(!(descending ? paged.first() : paged.last()).has(schema::ticket().number));
        for (qsizetype i = 0; i < outline->anchors.size(); ++i)
            QCOMPARE(queries.page(query, outline->anchors[i])->first().ticket.id(), paged[i * domain::kListPage].id());
    }
};

QTEST_GUILESS_MAIN(TestListOrder)
#include "test_listorder.moc"
