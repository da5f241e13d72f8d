// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/apply.h"
#include "core/kpi/story.h"
#include "tests/kpi/script.h"
#include "tests/support/fakeclock.h"
#include "tests/support/memoryworld.h"
#include <algorithm>

using namespace tidedesk;
using namespace tidedesk::kpi;
using namespace tidedesk::test;

namespace {

const QList<TicketStatus> kPaused {TicketStatus::OnHold};

QList<EventKind> kinds(const TicketFacts &facts)
{
    QList<EventKind> all;
    for (const EventFact &event : facts.events)
        all.append(event.kind);
    return all;
}

} // namespace

class TestKpiFacts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesAreThoseOfTheSpine()
    {
        const auto &kind = schema::event().kind;
        QCOMPARE(kind.choice(u"created"), int(EventKind::Created));
        QCOMPARE(kind.choice(u"customer_message"), int(EventKind::CustomerMessage));
        QCOMPARE(kind.choice(u"reply"), int(EventKind::Reply));
        QCOMPARE(kind.choice(u"note"), int(EventKind::Note));
        QCOMPARE(kind.choice(u"status"), int(EventKind::Status));
        QCOMPARE(kind.choice(u"assigned"), int(EventKind::Assigned));
        QCOMPARE(kind.choice(u"field"), int(EventKind::Field));
        QCOMPARE(kind.choice(u"tags"), int(EventKind::Tags));
        QCOMPARE(kind.choice(u"rated"), int(EventKind::Rated));
        QCOMPARE(kind.choice(u"auto_reply"), int(EventKind::AutoReply));
        const auto &outcome = schema::interaction().outcome;
        QCOMPARE(outcome.choice(u"answered"), int(InteractionFacts::Outcome::Answered));
        QCOMPARE(outcome.choice(u"abandoned"), int(InteractionFacts::Outcome::Abandoned));
        QCOMPARE(outcome.choice(u"missed"), int(InteractionFacts::Outcome::Missed));
    }

    void orderAndDuplicatesDoNotMatter()
    {
        Script script(1);
        script.created(kStart).customer_(kStart).assign(kStart + kMin, agent(1)).reply(kStart + kHour)
            .status(kStart + kHour, "open").status(kStart + 2 * kHour, "resolved");
        const TicketFacts straight = script.facts();
        QVERIFY(straight.flaws.isEmpty());
        QRandomGenerator random(5);
        for (int i = 0; i < 20; ++i) {
            QList<Row> mixed = script.events + script.events.mid(random.bounded(3));
            std::shuffle(mixed.begin(), mixed.end(), random);
            const TicketFacts facts = ticketFacts(script.row(), mixed);
            QCOMPARE(facts.events, straight.events);
            QVERIFY(facts.flaws.isEmpty());
        }
    }
    void sameInstantStandsAsItHappened()
    {
        Script script(1);
        script.created(kStart, {}, "open").status(kStart + 5, "resolved").status(kStart + 5, "open").status(kStart + 5, "on_hold");
        script.customer_(kStart + 5);
        const auto byId = [](const Row &a, const Row &b) { return a.id() < b.id(); };
        QList<Row> rows = script.events;
        std::sort(rows.begin(), rows.end(), byId);
        do {
            const TicketFacts facts = ticketFacts(script.row(), rows);
            QCOMPARE(kinds(facts).mid(0, 2), (QList<EventKind> {EventKind::Created, EventKind::CustomerMessage}));
            QCOMPARE(facts.events[2].before, TicketStatus::Open);
            QCOMPARE(facts.events[3].before, TicketStatus::Resolved);
            QCOMPARE(facts.events[4].after, TicketStatus::OnHold);
        } while (std::next_permutation(rows.begin(), rows.end(), byId));
    }
    /// Whatever the ids are: those of one operation are in no order.
    void idsDoNotOrderAnInstant()
    {
        for (int n = 1; n <= 50; ++n) {
            Script script(n);
            script.created(kStart).customer_(kStart).status(kStart, "open").status(kStart, "resolved").status(kStart, "closed");
            const TicketFacts facts = script.facts();
            QCOMPARE(facts.events.last().after, TicketStatus::Closed);
            QCOMPARE(facts.events[1].kind, EventKind::CustomerMessage);
        }
    }
    void contradictionsAreFlagged()
    {
        Script early(1);
        early.created(kStart).status(kStart - kHour, "resolved");
        QCOMPARE(early.facts().flaws, QStringList {QStringLiteral("before_creation")});
        QCOMPARE(early.facts().events.first().kind, EventKind::Created);

        Script twice(2);
        twice.created(kStart).created(kStart + kHour);
        QCOMPARE(twice.facts().flaws, QStringList {QStringLiteral("created_twice")});
        QCOMPARE(twice.facts().events.size(), 1);

        Script timeless(3);
        timeless.created(kStart).customer_(0);
        QCOMPARE(timeless.facts().flaws, QStringList {QStringLiteral("no_instant")});
        QCOMPARE(timeless.facts().events.size(), 1);

        Script conflicting(4);
        conflicting.created(kStart).customer_(kStart);
        Row other(schema::event(), conflicting.events.last().id());
        for (const schema::Field &field : schema::event().fields())
            other.set(field, conflicting.events.last().value(field));
        other.set(schema::event().at, kStart + 1);
        conflicting.events.append(other);
        QCOMPARE(conflicting.facts().flaws, QStringList {QStringLiteral("conflicting_event")});
        QCOMPARE(conflicting.facts().events.last().at, kStart);
    }
    void newerServersMayKnowMore()
    {
        Script script(1);
        script.created(kStart).customer_(kStart);
        script.events.last().set(schema::event().kind, qint64(99));
        QCOMPARE(script.facts().events.last().kind, EventKind::Unknown);
        script.status(kStart + 1, "resolved");
        script.events.last().set(schema::event().after, QStringLiteral("archived"));
        const Story story(script.facts(), kPaused, kStart + kDay);
        QVERIFY(story.openAtEnd());
    }

    void anInstantSeesWhatWasBeforeIt()
    {
        Script script(1);
        script.created(kStart).assign(kStart + 10, agent(1)).move(kStart + 20, queue(2)).status(kStart + 30, "resolved");
        const Story story(script.facts(), kPaused, kStart + kDay);
        QVERIFY(!story.at(kStart));
        QCOMPARE(story.at(kStart + 1)->status, TicketStatus::New);
        QVERIFY(story.at(kStart + 10)->assignee.isNull());
        QCOMPARE(story.at(kStart + 11)->assignee, agent(1));
        QCOMPARE(story.at(kStart + 20)->queue, queue(1));
        QCOMPARE(story.at(kStart + 21)->queue, queue(2));
        QCOMPARE(story.at(kStart + 30)->status, TicketStatus::New);
        QCOMPARE(story.at(kStart + 31)->status, TicketStatus::Resolved);
        const Story earlier(script.facts(), kPaused, kStart + 30);
        QVERIFY(earlier.openAtEnd());
    }

    void interactionsKeepWhatIsMissingMissing()
    {
        const auto &s = schema::interaction();
        Row row(s, idOf(6, 1));
        row.set(s.startedAt, kStart);
        InteractionFacts facts = interactionFacts(row);
        QVERIFY(!facts.wait && !facts.talk && !facts.hold && !facts.wrap && !facts.resolved && !facts.outcome);
        QVERIFY(facts.inbound);
        row.set(s.wait, qint64(0));
        row.set(s.resolved, qint64(0));
        row.set(s.inbound, qint64(0));
        row.setChoice(s.outcome, QLatin1StringView("missed"));
        facts = interactionFacts(row);
        QCOMPARE(facts.wait, 0);
        QCOMPARE(facts.resolved, false);
        QCOMPARE(facts.outcome, InteractionFacts::Outcome::Missed);
        QVERIFY(!facts.inbound && facts.flaw.isEmpty());
        row.set(s.talk, qint64(-3));
        QCOMPARE(interactionFacts(row).flaw, QStringLiteral("negative"));
    }

    /// The events that core/domain records, through the same operations that seats send.
    void readsWhatTheServerRecords()
    {
        FakeClock clock(kStart);
        IdGenerator ids(clock);
        MemoryWorld world;
        world.queue = queue(1);
        QVERIFY(world.put(Row(schema::user(), agent(1)), {}));
        const domain::Actor lin {.user = agent(1), .seat = idOf(7, 1), .level = schema::Writer::Agent};
        const domain::Actor server;
        const auto &t = schema::ticket();
        const auto &m = schema::message();
        qint64 seq = 0;
        const auto run = [&](domain::Change change, const domain::Actor &actor) {
            change.id = ids.next();
            change.seq = ++seq;
            clock.advance(kMin);
            const auto outcome = domain::apply(change, actor, clock.nowMs(), world);
            QVERIFY(outcome);
            QVERIFY2(outcome->verdict == domain::Verdict::Applied, qPrintable(outcome->reason + outcome->detail));
        };
        const Id id = ids.next();
        const auto say = [&](const char *kind, const domain::Actor &actor) {
            domain::Change change;
            change.kind = domain::Change::Kind::Create;
            change.entity = &m;
            change.row = ids.next();
            change.set.insert(m.ticketId.index, id);
            change.set.insert(m.kind.index, qint64(m.kind.choice(QString::fromLatin1(kind))));
            change.set.insert(m.body.index, QStringLiteral("…"));
            change.set.insert(m.seen.index, world.get(t, id).number(t.lastOrdinal));
            run(change, actor);
        };
        const auto set = [&](const schema::Field &field, const Value &value) {
            domain::Change change;
            change.entity = &t;
            change.row = id;
            change.base = world.get(t, id).version;
            change.set.insert(field.index, value);
            run(change, lin);
        };
        domain::Change create;
        create.kind = domain::Change::Kind::Create;
        create.entity = &t;
        create.row = id;
        create.set.insert(t.subject.index, QStringLiteral("退款没有到账"));
        run(create, server); // minute 1
        say("customer", server); // 2
        set(t.assigneeId, agent(1)); // 3
        say("reply", lin); // 4: first response 2 min, new -> open
        set(t.status, qint64(TicketStatus::OnHold)); // 5
        set(t.status, qint64(TicketStatus::Open)); // 6: 1 min paused
        set(t.status, qint64(TicketStatus::Resolved)); // 7
        say("customer", server); // 8: reopens
        say("reply", lin); // 9
        set(t.status, qint64(TicketStatus::Resolved)); // 10

        const TicketFacts facts = ticketFacts(world.get(t, id), world.all(schema::event()));
        QVERIFY2(facts.flaws.isEmpty(), qPrintable(facts.flaws.join(u' ')));
        const Story story(facts, kPaused, clock.nowMs() + 1);
        QCOMPARE(story.waits().size(), 2);
        QVERIFY(story.waits()[0].first && !story.waits()[1].first);
        QCOMPARE(story.waits()[0].answered->at - story.waits()[0].asked->at, 2 * kMin);
        QCOMPARE(story.waits()[0].answered->at, world.get(t, id).number(t.firstReplyAt));
        QCOMPARE(story.resolves().size(), 2);
        QCOMPARE(story.resolves()[0].reopenedAt, kStart + 8 * kMin);
        QVERIFY(story.resolves()[1].flaw.isEmpty());
        QCOMPARE(story.resolves()[1].paused, kMin);
        QCOMPARE(story.resolves()[1].event->actor, agent(1));
        QCOMPARE(story.resolves()[1].event->at, world.get(t, id).number(t.resolvedAt));
        QCOMPARE(story.at(clock.nowMs())->assignee, agent(1));
        QCOMPARE(story.at(clock.nowMs())->queue, queue(1));
    }
};

QTEST_GUILESS_MAIN(TestKpiFacts)
#include "test_kpi_facts.moc"
