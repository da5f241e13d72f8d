// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/lifecycle.h"
#include "tests/domain/ruledesk.h"
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::domain;

/// One function decides what an operation does: these are its rules, on the server's side and on a seat's.
class TestApply : public QObject, test::RuleDesk {
    Q_OBJECT

    Outcome setField(const Id &ticket, const schema::Field &field, const Value &value, const Actor &actor, qint64 base)
    {
        Change update = change(t, Change::Kind::Update, ticket);
        update.set.insert(field.index, value);
        update.base = base;
        return run(update, actor);
    }
    Row ticket(const Id &id) { return world->get(t, id); }
    QStringList kinds(const Id &ticket)
    {
        QList<Row> events;
        for (const Row &event : world->all(schema::event())) {
            if (event.ref(schema::event().ticketId) == ticket)
                events.append(event);
        }
        std::sort(events.begin(), events.end(), [](const Row &a, const Row &b) {
            return std::pair(a.number(schema::event().at), a.id()) < std::pair(b.number(schema::event().at), b.id());
        });
        QStringList kinds;
        for (const Row &event : events)
            kinds.append(event.choice(schema::event().kind));
        return kinds;
    }

private Q_SLOTS:
    void init() { beginAnew(); }

    void newTicketIsCompleted()
    {
        const Row row = ticket(newTicket());
        QCOMPARE(row.number(t.number), 10001);
        QCOMPARE(row.choice(t.status), QStringLiteral("new"));
        QCOMPARE(row.choice(t.priority), QStringLiteral("normal"));
        QCOMPARE(row.ref(t.createdBy), lin.user);
        QCOMPARE(row.version, 1);
        QCOMPARE(kinds(row.id()), QStringList {QStringLiteral("created")});
    }
    void sameFieldChangedOnBothSidesIsAConflict()
    {
        const Id id = newTicket();
        QCOMPARE(setField(id, t.priority, qint64(3), wang, 1).verdict, Verdict::Applied);
        const Outcome mine = setField(id, t.priority, qint64(0), lin, 1);
        QCOMPARE(mine.verdict, Verdict::Conflict);
        QCOMPARE(mine.conflicts.size(), 1);
        QCOMPARE(mine.conflicts.first().theirs, Value(qint64(3)));
        QCOMPARE(mine.conflicts.first().by, wang.user);
        QCOMPARE(ticket(id).number(t.priority), 3);
        QCOMPARE(setField(id, t.priority, qint64(0), lin, 2).verdict, Verdict::Applied); // having seen theirs
    }
    void differentFieldsMerge()
    {
        const Id id = newTicket();
        setField(id, t.priority, qint64(3), wang, 1);
        QCOMPARE(setField(id, t.subject, QStringLiteral("x"), lin, 1).verdict, Verdict::Merged);
        QCOMPARE(ticket(id).number(t.priority), 3);
        QCOMPARE(ticket(id).text(t.subject), QStringLiteral("x"));
    }
    void partOfAnOperationMayConflict()
    {
        const Id id = newTicket();
        setField(id, t.priority, qint64(3), wang, 1);
        Change both = change(t, Change::Kind::Update, id);
        both.base = 1;
        both.set = {{t.priority.index, qint64(0)}, {t.category.index, QStringLiteral("物流")}};
        const Outcome outcome = run(both, lin);
        QCOMPARE(outcome.verdict, Verdict::Conflict);
        QCOMPARE(ticket(id).text(t.category), QStringLiteral("物流"));
    }
    void aSeatDoesNotConflictWithItself()
    {
        const Id id = newTicket();
        QCOMPARE(setField(id, t.priority, qint64(3), lin, 1).verdict, Verdict::Applied);
        QCOMPARE(setField(id, t.priority, qint64(0), lin, 1).verdict, Verdict::Applied); // both written offline
    }
    void equalValuesAreNoConflict()
    {
        const Id id = newTicket();
        setField(id, t.priority, qint64(3), wang, 1);
        QVERIFY(setField(id, t.priority, qint64(3), lin, 1).verdict != Verdict::Conflict);
    }
    void firstClaimWins()
    {
        const Id id = newTicket();
        Change claim = change(t, Change::Kind::Update, id);
        claim.base = 1;
        (void)world->put(Row(schema::user(), wang.user), {});
        (void)world->put(Row(schema::user(), lin.user), {});
        claim.set.insert(t.assigneeId.index, wang.user);
        QCOMPARE(run(claim, wang).verdict, Verdict::Applied);
        claim.set.insert(t.assigneeId.index, lin.user);
        const Outcome late = run(claim, lin);
        QCOMPARE(late.verdict, Verdict::Conflict);
        QCOMPARE(late.conflicts.first().theirs, Value(wang.user));
    }
    void tagsAlwaysMerge()
    {
        const Id id = newTicket();
        Change first = change(t, Change::Kind::Update, id);
        first.base = 1;
        first.add.insert(t.tags.index, {QStringLiteral("vip"), QStringLiteral("物流")});
        Change second = change(t, Change::Kind::Update, id);
        second.base = 1;
        second.add.insert(t.tags.index, {QStringLiteral("退款")});
        second.remove.insert(t.tags.index, {QStringLiteral("vip")});
        run(first, wang);
        QVERIFY(run(second, lin).verdict != Verdict::Conflict);
        QCOMPARE(ticket(id).members(t.tags).size(), 2);
        QVERIFY(!ticket(id).members(t.tags).contains(QStringLiteral("vip")));
    }
    void replyOverAnUnseenMessageIsReturned()
    {
        const Id id = newTicket();
        say(id, "customer", lin);
        QCOMPARE(say(id, "reply", wang, 1).verdict, Verdict::Applied);
        const Outcome mine = say(id, "reply", lin, 1);
        QCOMPARE(mine.verdict, Verdict::Returned);
        QCOMPARE(mine.unseen.size(), 1);
        QCOMPARE(world->all(m).size(), 2); // nothing was sent
        QCOMPARE(say(id, "reply", lin, 2).verdict, Verdict::Applied);
    }
    void ownMessagesAndNotesOnTopOfOthersGoThrough()
    {
        const Id id = newTicket();
        say(id, "customer", lin);
        QCOMPARE(say(id, "reply", lin, 1).verdict, Verdict::Applied);
        QCOMPARE(say(id, "reply", lin, 1).verdict, Verdict::Applied); // only my own came in between
        QCOMPARE(say(id, "note", wang, 0).verdict, Verdict::Applied); // notes always merge
        QCOMPARE(say(id, "reply", lin, 2).verdict, Verdict::Returned); // a colleague's note may change my mind
    }
    void firstReplyAndWaiting()
    {
        const Id id = newTicket();
        QCOMPARE(say(id, "reply", lin).verdict, Verdict::Applied);
        QVERIFY(!ticket(id).has(t.firstReplyAt)); // the customer had not written
        say(id, "customer", lin, 9);
        const qint64 since = clock.nowMs();
        say(id, "customer", lin, 9);
        QCOMPARE(ticket(id).number(t.waitingSince), since); // several in a row start one clock
        say(id, "reply", lin, 3);
        QCOMPARE(ticket(id).number(t.firstReplyAt), clock.nowMs());
        QVERIFY(!ticket(id).has(t.waitingSince));
        QCOMPARE(ticket(id).choice(t.status), QStringLiteral("open"));
    }
    void customerReopens()
    {
        const Id id = newTicket();
        QCOMPARE(setField(id, t.status, qint64(TicketStatus::Resolved), lin, 9).verdict, Verdict::Applied);
        QVERIFY(ticket(id).has(t.resolvedAt));
        say(id, "customer", lin);
        QCOMPARE(ticket(id).choice(t.status), QStringLiteral("open"));
        QCOMPARE(ticket(id).number(t.reopened), 1);
        QVERIFY(!ticket(id).has(t.resolvedAt));
        QCOMPARE(kinds(id).count(QStringLiteral("status")), 2); // resolved, reopened
    }
    void illegalTransition()
    {
        const Id id = newTicket();
        setField(id, t.status, qint64(TicketStatus::Open), lin, 9);
        const Outcome back = setField(id, t.status, qint64(TicketStatus::New), lin, 9);
        QCOMPARE(back.verdict, Verdict::Rejected);
        QCOMPARE(back.reason, QStringLiteral("illegal_transition"));
    }
    void refusals_data()
    {
        QTest::addColumn<QString>("entity");
        QTest::addColumn<bool>("create");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("reason");
        QTest::newRow("users are not made by seats") << "user" << true << "name" << "not_allowed";
        QTest::newRow("messages do not change") << "message" << false << "body" << "not_allowed";
        QTest::newRow("transactions are imported") << "transaction" << true << "number" << "not_allowed";
        QTest::newRow("numbers are the server's") << "ticket" << false << "number" << "field_not_writable";
        QTest::newRow("channels stay") << "ticket" << false << "channel" << "field_not_writable";
        QTest::newRow("teams need a manager") << "team" << true << "name" << "not_allowed";
        QTest::newRow("subject is required") << "ticket" << true << "category" << "missing_field";
    }
    void refusals()
    {
        QFETCH(QString, entity);
        QFETCH(bool, create);
        QFETCH(QString, field);
        QFETCH(QString, reason);
        const schema::Entity *target = schema::find(entity);
        Change wanted = change(*target, create ? Change::Kind::Create : Change::Kind::Update, ids.next());
        const schema::Field *named = target->find(field);
        wanted.set.insert(named->index, named->type == schema::Type::Text ? Value(QStringLiteral("x")) : Value(qint64(1)));
        const Outcome outcome = run(wanted, lin);
        QCOMPARE(outcome.verdict, Verdict::Rejected);
        QCOMPARE(outcome.reason, reason);
        QCOMPARE(world->puts, 0);
    }
    void bothEndsOfAReferenceAreChecked()
    {
        const Id id = newTicket();
        QCOMPARE(setField(id, t.customerId, ids.next(), lin, 1).reason, QStringLiteral("unknown_reference"));
        const Id hidden = ids.next();
        (void)world->put(Row(schema::customer(), hidden), {});
        world->hidden.insert(hidden);
        QCOMPARE(setField(id, t.customerId, hidden, lin, 1).reason, QStringLiteral("out_of_scope"));
        world->hidden.insert(id);
        QCOMPARE(setField(id, t.priority, qint64(1), lin, 1).reason, QStringLiteral("out_of_scope"));
        QCOMPARE(say(id, "note", lin).reason, QStringLiteral("out_of_scope"));
    }
    void aSeatSeesTheSameEventsTheServerWillRecord()
    {
        const Id id = newTicket();
        Change update = change(t, Change::Kind::Update, id);
        update.set.insert(t.priority.index, qint64(3));
        test::MemoryWorld seat(false);
        (void)seat.put(ticket(id), {});
        QVERIFY(apply(update, lin, clock.nowMs(), seat).ok());
        QVERIFY(apply(update, lin, clock.nowMs(), *world).ok());
        const QList<Row> optimistic = seat.all(schema::event());
        QCOMPARE(optimistic.size(), 1);
        QVERIFY(!world->get(schema::event(), optimistic.first().id()).isNull());
        QCOMPARE(seat.get(t, id).version, 1); // versions are the server's
    }
    void personalTextsStayOutOfTheEventLog()
    {
        const Id id = newTicket();
        setField(id, t.subject, QStringLiteral("张三的退款"), lin, 9);
        for (const Row &event : world->all(schema::event()))
            QVERIFY(!event.text(schema::event().after).contains(QStringLiteral("张三")));
    }
    void voidDoesNothing()
    {
        Change nothing;
        nothing.kind = Change::Kind::Void;
        nothing.seq = 4;
        QCOMPARE(run(nothing, lin).verdict, Verdict::Applied);
        QCOMPARE(world->puts, 0);
    }
};

QTEST_GUILESS_MAIN(TestApply)
#include "test_apply.moc"
