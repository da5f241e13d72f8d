// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/lifecycle.h"
#include "core/domain/undo.h"
#include "tests/server/engine/deskfixture.h"
#include <QTest>

using namespace tidedesk;
using domain::Change;
using domain::Verdict;

/// What the server makes of merges and of operations that take others back.
class TestUndone : public QObject {
    Q_OBJECT

    std::unique_ptr<test::DeskFixture> desk;
    const schema::Ticket &t = schema::ticket();
    Id ticket;

    Row row() { return desk->row(t, ticket); }
    /// Takes back an operation; `base` is what the seat believes, which need not be right.
    Change takingBack(test::DeskFixture::Person &person, const Change &change, const QMap<int, Value> &before, qint64 base)
    {
        Change back = desk->update(person, t, change.row, base, before);
        back.undoes = change.seq;
        return back;
    }

private Q_SLOTS:
    void init()
    {
        desk = std::make_unique<test::DeskFixture>();
        ticket = desk->newTicket(desk->queue);
    }
    void cleanup() { desk.reset(); }

    /// Whoever takes back need not know what became of the operation: the server does.
    void itStartsFromWhatTheOperationBecame()
    {
        const Change mine = desk->update(desk->agent, t, ticket, 1, {{t.priority.index, qint64(3)}, {t.category.index, QStringLiteral("x")}});
        const Change theirs = desk->update(desk->supervisor, t, ticket, 1, {{t.subject.index, QStringLiteral("y")}});
        QCOMPARE(desk->outcome(desk->agent, mine).verdict, Verdict::Applied);
        QVERIFY(desk->outcome(desk->supervisor, theirs).verdict != Verdict::Rejected);
        const Change later = desk->update(desk->supervisor, t, ticket, row().version, {{t.category.index, QStringLiteral("z")}});
        QCOMPARE(desk->outcome(desk->supervisor, later).verdict, Verdict::Applied);
        const Change back = takingBack(desk->agent, mine, {{t.priority.index, qint64(1)}, {t.category.index, Value()}}, 1);
        QCOMPARE(desk->outcome(desk->agent, back).verdict, Verdict::Merged);
        QCOMPARE(row().number(t.priority), 1);
        QCOMPARE(row().text(t.category), QStringLiteral("z")); // changed since
        QCOMPARE(row().text(t.subject), QStringLiteral("y"));
    }
    void whatWasNotAppliedIsNotTakenBack()
    {
        const Change theirs = desk->update(desk->supervisor, t, ticket, 1, {{t.priority.index, qint64(0)}});
        const Change mine = desk->update(desk->agent, t, ticket, 1, {{t.priority.index, qint64(3)}, {t.category.index, QStringLiteral("x")}});
        QCOMPARE(desk->outcome(desk->supervisor, theirs).verdict, Verdict::Applied);
        QCOMPARE(desk->outcome(desk->agent, mine).verdict, Verdict::Conflict);
        const Change back = takingBack(desk->agent, mine, {{t.priority.index, qint64(1)}, {t.category.index, Value()}}, 1);
        QCOMPARE(desk->outcome(desk->agent, back).verdict, Verdict::Applied);
        QCOMPARE(row().number(t.priority), 0);
        QVERIFY(!row().has(t.category));
    }
    void ofARefusedOperationThereIsNothing()
    {
        const Change refused = desk->update(desk->agent, t, ticket, 1, {{t.status.index, qint64(domain::TicketStatus::OnHold)}, {t.holdReason.index, qint64(0)}, {t.queueId.index, desk->ids.next()}});
        QCOMPARE(desk->outcome(desk->agent, refused).verdict, Verdict::Rejected);
        const Row before = row();
        const Change back = takingBack(desk->agent, refused, {{t.status.index, qint64(domain::TicketStatus::Resolved)}}, 1);
        QCOMPARE(desk->outcome(desk->agent, back).verdict, Verdict::Applied);
        QCOMPARE(row().version, before.version);
    }
    void onlyEarlierOperationsAreTakenBack()
    {
        Change back = desk->update(desk->agent, t, ticket, 1, {{t.priority.index, qint64(1)}});
        back.undoes = back.seq;
        QCOMPARE(desk->outcome(desk->agent, back).reason, QStringLiteral("dependency"));
    }
    void aMergeGoesToTwoTicketsAndBack()
    {
        const Id other = desk->newTicket(desk->queue);
        Change merge = desk->update(desk->agent, t, ticket, row().version, {{t.mergedInto.index, other}, {t.status.index, qint64(domain::TicketStatus::Closed)}});
        merge.whole = true;
        const qint64 status = row().number(t.status);
        QCOMPARE(desk->outcome(desk->agent, merge).verdict, Verdict::Applied);
        QCOMPARE(row().ref(t.mergedInto), other);
        QCOMPARE(desk->row(t, other).number(t.lastOrdinal), 1); // it says so
        const Change back = takingBack(desk->agent, merge, {{t.mergedInto.index, Value()}, {t.status.index, status}}, 1);
        QVERIFY(desk->outcome(desk->agent, back).verdict != Verdict::Rejected);
        QVERIFY(!row().has(t.mergedInto));
        QCOMPARE(row().number(t.status), status);
    }
    /// Into a ticket of a team one may not see nothing is merged.
    void nothingIsMergedOutOfSight()
    {
        const Id hidden = desk->newTicket(desk->otherQueue);
        Change merge = desk->update(desk->agent, t, ticket, 1, {{t.mergedInto.index, hidden}, {t.status.index, qint64(domain::TicketStatus::Closed)}});
        merge.whole = true;
        QCOMPARE(desk->outcome(desk->agent, merge).reason, QStringLiteral("out_of_scope"));
        QVERIFY(!row().has(t.mergedInto));
    }
};

QTEST_GUILESS_MAIN(TestUndone)
#include "test_undone.moc"
