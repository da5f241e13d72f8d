// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/claim.h"
#include "core/domain/lifecycle.h"
#include "tests/domain/ruledesk.h"
#include <QTest>
#include <limits>

using namespace tidedesk;
using namespace tidedesk::domain;

/// Claims as leases: when one begins, what keeps it, what ends it, and whom it binds.
class TestClaim : public QObject, test::RuleDesk {
    Q_OBJECT

    static constexpr qint64 kMinutes = 30;
    static constexpr qint64 kLease = kMinutes * 60'000;
    Id lending;
    Id lasting; ///< a queue whose claims never lapse
    Id ticket;

    Id queueOf(qint64 minutes)
    {
        const auto &q = schema::queue();
        const Change change = create(q, {{q.name.index, QStringLiteral("队列")}, {q.claimMinutes.index, minutes}});
        return run(change, {ids.next(), ids.next(), schema::Writer::Manager}).verdict == Verdict::Applied ? change.row : Id();
    }
    Row now() { return world->get(t, ticket); }
    Outcome set(const schema::Field &field, const Value &value, const Actor &actor, qint64 base = -1)
    {
        return run(update(t, ticket, base < 0 ? now().version : base, {{field.index, value}}), actor);
    }
    Outcome assign(const Value &to, const Actor &by, qint64 base = -1) { return set(t.assigneeId, to, by, base); }
    bool isFresh() { return now().number(t.claimedUntil) == clock.nowMs() + kLease; }
    void someTime() { clock.advance(10 * 60'000); }
    /// As the server's own job does it.
    Outcome giveBack() { return assign(Value(), Actor()); }

private Q_SLOTS:
    void init()
    {
        beginAnew();
        for (const Actor &person : {lin, wang})
            QVERIFY(world->put(Row(schema::user(), person.user), {}).ok());
        lending = queueOf(kMinutes);
        lasting = queueOf(0);
        world->queue = lending;
        ticket = newTicket();
        QVERIFY(!now().isNull());
    }

    void itBeginsWithTheAssignee()
    {
        QVERIFY(!now().has(t.claimedUntil));
        QCOMPARE(assign(lin.user, lin).verdict, Verdict::Applied);
        QVERIFY(isFresh());
        ticket = made(t, {{t.subject.index, QStringLiteral("新")}, {t.assigneeId.index, wang.user}});
        QVERIFY(isFresh());
    }
    void whatTheAssigneeDoesKeepsIt_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"reply", "note", "priority", "tags"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void whatTheAssigneeDoesKeepsIt()
    {
        QFETCH(QString, what);
        QVERIFY(assign(lin.user, lin).verdict == Verdict::Applied);
        const auto does = [&](const Actor &who) {
            if (what == u"priority")
                return set(t.priority, now().number(t.priority) == 3 ? qint64(2) : qint64(3), who);
            if (what != u"tags")
                return say(ticket, what.toLatin1().constData(), who, now().number(t.lastOrdinal));
            Change tags = update(t, ticket, now().version, {});
            tags.add.insert(t.tags.index, {who.user.toString()});
            return run(tags, who);
        };
        const qint64 until = now().number(t.claimedUntil);
        someTime();
        QCOMPARE(does(wang).verdict, Verdict::Applied); // somebody else's work is not his
        QCOMPARE(now().number(t.claimedUntil), until);
        QVERIFY(say(ticket, "customer", Actor()).verdict == Verdict::Applied);
        QCOMPARE(now().number(t.claimedUntil), until);
        QVERIFY(does(lin).verdict != Verdict::Rejected);
        QVERIFY(isFresh());
    }
    void aHandOverBeginsAnother()
    {
        QVERIFY(assign(lin.user, lin).verdict == Verdict::Applied);
        someTime();
        QCOMPARE(assign(wang.user, supervisor).verdict, Verdict::Applied);
        QVERIFY(isFresh());
    }
    void itEndsWithTheWork()
    {
        for (const auto end : {TicketStatus::Resolved, TicketStatus::Closed}) {
            QVERIFY(assign(lin.user, lin).verdict == Verdict::Applied);
            QCOMPARE(set(t.status, qint64(end), lin).verdict, Verdict::Applied);
            QVERIFY(!now().has(t.claimedUntil));
            QVERIFY(say(ticket, "note", lin).verdict == Verdict::Applied);
            QVERIFY(!now().has(t.claimedUntil));
            QCOMPARE(set(t.status, qint64(TicketStatus::Open), supervisor).verdict, Verdict::Applied); // his again
            QVERIFY(isFresh());
            QCOMPARE(assign(Value(), lin).verdict, Verdict::Applied);
            QVERIFY(!now().has(t.claimedUntil));
        }
    }
    void aCustomerWhoComesBackBeginsItAnew()
    {
        QVERIFY(assign(lin.user, lin).verdict == Verdict::Applied);
        QVERIFY(set(t.status, qint64(TicketStatus::Resolved), lin).verdict == Verdict::Applied);
        QVERIFY(say(ticket, "customer", Actor()).verdict == Verdict::Applied);
        QVERIFY(isFresh());
    }
    void onlyQueuesThatLendHaveIt()
    {
        QVERIFY(assign(lin.user, lin).verdict == Verdict::Applied);
        QCOMPARE(set(t.queueId, lasting, supervisor).verdict, Verdict::Applied);
        QVERIFY(!now().has(t.claimedUntil));
        QVERIFY(say(ticket, "note", lin).verdict == Verdict::Applied);
        QVERIFY(!now().has(t.claimedUntil));
        QCOMPARE(set(t.queueId, lending, supervisor).verdict, Verdict::Applied);
        QVERIFY(isFresh());
        QCOMPARE(set(t.claimedUntil, qint64(1), lin).reason, QStringLiteral("field_not_writable"));
    }
    void noNumberOfMinutesBreaksIt()
    {
        ticket = made(t, {{t.subject.index, QStringLiteral("新")}, {t.queueId.index, queueOf(std::numeric_limits<qint64>::max())}});
        QVERIFY(assign(lin.user, lin).verdict == Verdict::Applied);
        QCOMPARE(now().number(t.claimedUntil), clock.nowMs() + kMostClaimMinutes * 60'000);
        ticket = made(t, {{t.subject.index, QStringLiteral("新")}, {t.queueId.index, queueOf(-5)}});
        QVERIFY(assign(lin.user, lin).verdict == Verdict::Applied);
        QVERIFY(!now().has(t.claimedUntil));
    }

    /// Wang has claimed it offline before Lin did, and comes in after him.
    void theFirstToArriveWins()
    {
        const Change offline = update(t, ticket, now().version, {{t.assigneeId.index, wang.user}});
        QVERIFY(assign(lin.user, lin).verdict == Verdict::Applied);
        const qint64 since = clock.nowMs();
        const Row before = now();
        const Outcome late = run(offline, wang);
        QCOMPARE(late.verdict, Verdict::Conflict);
        QCOMPARE(late.conflicts, (QList<FieldConflict> {{t.assigneeId.index, lin.user, lin.user, since}}));
        QCOMPARE(now(), before);
    }
    void aClaimThatHasRunOutBindsNobody()
    {
        const Change offline = update(t, ticket, now().version, {{t.assigneeId.index, wang.user}});
        QVERIFY(assign(lin.user, lin).verdict == Verdict::Applied);
        clock.advance(kLease); // nobody has given it back yet
        QCOMPARE(run(offline, wang).verdict, Verdict::Applied);
        QCOMPARE(now().ref(t.assigneeId), wang.user);
        QVERIFY(isFresh());
    }
    void neitherDoesTheGivingBack()
    {
        const Change offline = update(t, ticket, now().version, {{t.assigneeId.index, wang.user}});
        QVERIFY(assign(lin.user, lin).verdict == Verdict::Applied);
        clock.advance(kLease);
        QCOMPARE(giveBack().verdict, Verdict::Applied);
        QVERIFY(!now().has(t.claimedUntil));
        QCOMPARE(run(offline, wang).verdict, Verdict::Applied);
        QCOMPARE(now().ref(t.assigneeId), wang.user);
        QVERIFY(isFresh());
    }
    void aPersonsGivingBackStaysAConflict()
    {
        const Change offline = update(t, ticket, now().version, {{t.assigneeId.index, wang.user}});
        QVERIFY(assign(lin.user, lin).verdict == Verdict::Applied);
        QVERIFY(assign(Value(), lin).verdict == Verdict::Applied);
        QCOMPARE(run(offline, wang).verdict, Verdict::Conflict);
    }
    void aSeatSaysWhatTheServerWillSay()
    {
        test::MemoryWorld seat(false);
        const Row queue = world->get(schema::queue(), lending);
        QVERIFY(seat.put(queue, {}).ok() && seat.put(now(), {}).ok());
        const Change claim = update(t, ticket, now().version, {{t.assigneeId.index, lin.user}});
        QVERIFY(run(claim, lin).verdict == Verdict::Applied);
        QVERIFY(apply(claim, lin, clock.nowMs(), seat).ok());
        QCOMPARE(seat.get(t, ticket).value(t.claimedUntil), now().value(t.claimedUntil));
    }
};

QTEST_GUILESS_MAIN(TestClaim)
#include "test_claim.moc"
