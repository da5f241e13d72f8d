// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/lifecycle.h"
#include "core/protocol/changes.h"
#include "core/server/engine/housekeeping.h"
#include "tests/server/engine/deskfixture.h"
#include <QJsonArray>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::server;
using domain::Change;
using domain::Verdict;

/// What a seat may rely on when it pushes.
class TestPushing : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskFixture> desk;

    Change ticketBy(test::DeskFixture::Person &person, const QString &subject)
    {
        return desk->create(person, schema::ticket(), {{schema::ticket().subject.index, subject}});
    }
    Change messageBy(test::DeskFixture::Person &person, const Id &ticket, const char *kind, qint64 seen)
    {
        const auto &m = schema::message();
        return desk->create(person, m,
            {{m.ticketId.index, ticket}, {m.kind.index, qint64(m.kind.choice(QString::fromLatin1(kind)))},
                {m.body.index, QStringLiteral("好")}, {m.seen.index, seen}});
    }
    qint64 lastSeq(const test::DeskFixture::Person &person)
    {
        return desk->row(schema::seat(), person.session.seat).number(schema::seat().lastSeq);
    }
    QJsonObject first(const Result<PushReply> &reply) { return reply->results.first().toObject(); }

private Q_SLOTS:
    void init() { desk = std::make_unique<test::DeskFixture>(); }
    void cleanup() { desk.reset(); }

    void aTicketIsNumberedAndQueued()
    {
        const Change change = ticketBy(desk->agent, QStringLiteral("退款"));
        QCOMPARE(desk->outcome(desk->agent, change).verdict, Verdict::Applied);
        const Row ticket = desk->row(schema::ticket(), change.row);
        QCOMPARE(ticket.number(schema::ticket().number), 1);
        QCOMPARE(ticket.ref(schema::ticket().queueId), desk->queue); // the first of the agent's team
        QCOMPARE(ticket.version, 1);
        QCOMPARE(desk->bucket(schema::ticket(), change.row), QStringLiteral("team:") + desk->team.toString());
    }
    /// The same batch again and again, whole and in part: one effect, the same answers.
    void effectsHappenExactlyOnce()
    {
        QList<Change> batch;
        for (int i = 0; i < 5; ++i)
            batch.append(ticketBy(desk->agent, QString::number(i)));
        const auto reply = desk->push(desk->agent, batch);
        QCOMPARE(reply->results.size(), 5);
        QCOMPARE(reply->lastSeq, 5);
        QVERIFY(!reply->expect);
        const Position head = desk->head();
        for (int from = 0; from < 5; ++from) {
            const auto again = desk->push(desk->agent, batch.mid(from));
            for (int i = from; i < 5; ++i)
                QCOMPARE(again->results[i - from], reply->results[i]);
        }
        QCOMPARE(desk->head(), head); // nothing was written
        auto transaction = StoreTransaction::begin(*desk->store, Store::Access::Write);
        QCOMPARE(desk->store->all(schema::ticket())->size(), 5);
        QCOMPARE(*desk->store->count(QStringLiteral("ticket")), 6);
    }
    void aGapStopsTheBatch()
    {
        const Change one = ticketBy(desk->agent, QStringLiteral("1"));
        const Change two = ticketBy(desk->agent, QStringLiteral("2"));
        const Change three = ticketBy(desk->agent, QStringLiteral("3"));
        const auto reply = desk->push(desk->agent, {one, three});
        QCOMPARE(reply->results.size(), 1);
        QCOMPARE(reply->expect, std::optional<qint64>(2));
        QCOMPARE(lastSeq(desk->agent), 1);
        const auto whole = desk->push(desk->agent, {one, two, three});
        QCOMPARE(whole->results.size(), 3);
        QVERIFY(!whole->expect);
        QCOMPARE(desk->push(desk->agent, {desk->create(desk->agent, schema::ticket(), {})})->results.size(), 1);
    }
    void seatsCountOnTheirOwn()
    {
        QCOMPARE(desk->outcome(desk->agent, ticketBy(desk->agent, QStringLiteral("a"))).verdict, Verdict::Applied);
        QCOMPARE(desk->outcome(desk->stranger, ticketBy(desk->stranger, QStringLiteral("b"))).verdict, Verdict::Applied);
        QCOMPARE(lastSeq(desk->agent), 1);
        QCOMPARE(lastSeq(desk->stranger), 1);
    }
    void aNumberNamesOneOperation()
    {
        QVERIFY(desk->push(desk->agent, {ticketBy(desk->agent, QStringLiteral("a"))}).ok());
        desk->agent.seq = 0; // an outbox that was lost and began anew
        const auto reply = desk->push(desk->agent, {ticketBy(desk->agent, QStringLiteral("b"))});
        QCOMPARE(first(reply).value(QLatin1StringView("reason")).toString(), QStringLiteral("seq_reused"));
    }
    void anOperationsNameIsUsedOnce()
    {
        const Change change = ticketBy(desk->agent, QStringLiteral("a"));
        QVERIFY(desk->push(desk->agent, {change}).ok());
        Change second = ticketBy(desk->agent, QStringLiteral("b"));
        second.id = change.id;
        QCOMPARE(desk->outcome(desk->agent, second).reason, QStringLiteral("id_reused"));
        const Row event = desk->row(schema::event(), Id::derived(change.id, 0));
        QCOMPARE(event.ref(schema::event().ticketId), change.row);
    }
    void resultsAreForgottenAfterAFortnight()
    {
        const Change change = ticketBy(desk->agent, QStringLiteral("a"));
        QVERIFY(desk->push(desk->agent, {change}).ok());
        desk->clock.advance(kResultsKeptMs + 1);
        desk->own([](WriteContext &context) { return keepHouse(context); });
        QCOMPARE(desk->outcome(desk->agent, change).verdict, Verdict::Applied);
        auto snapshot = StoreTransaction::begin(*desk->store, Store::Access::Read);
        QCOMPARE(desk->store->all(schema::ticket())->size(), 1);
    }
    void whatDependsOnARefusalIsRefused()
    {
        const Change refused = desk->create(desk->agent, schema::ticket(), {}); // without a subject
        Change reply = messageBy(desk->agent, refused.row, "note", 0);
        reply.depends = refused.seq;
        Change after = ticketBy(desk->agent, QStringLiteral("b"));
        after.depends = reply.seq;
        Change free = ticketBy(desk->agent, QStringLiteral("c"));
        Change forward = ticketBy(desk->agent, QStringLiteral("d"));
        forward.depends = forward.seq;
        const auto pushed = desk->push(desk->agent, {refused, reply, after, free, forward});
        QStringList reasons;
        for (const QJsonValue &result : pushed->results)
            reasons.append(result.toObject().value(QLatin1StringView("reason")).toString());
        QCOMPARE(reasons, (QStringList {QStringLiteral("missing_field"), QStringLiteral("dependency"), QStringLiteral("dependency"), {}, QStringLiteral("dependency")}));
        QCOMPARE(lastSeq(desk->agent), 5);
    }
    void theSameFieldOnBothSidesIsAConflict()
    {
        const auto &t = schema::ticket();
        const Id ticket = desk->newTicket(desk->queue);
        const auto theirs = desk->outcome(desk->supervisor, desk->update(desk->supervisor, t, ticket, 1, {{t.priority.index, qint64(3)}}));
        QCOMPARE(theirs.verdict, Verdict::Applied);
        const auto mine = desk->outcome(desk->agent,
            desk->update(desk->agent, t, ticket, 1, {{t.priority.index, qint64(0)}, {t.category.index, QStringLiteral("退货")}}));
        QCOMPARE(mine.verdict, Verdict::Conflict);
        QCOMPARE(mine.conflicts.size(), 1);
        QCOMPARE(mine.conflicts.first().field, t.priority.index);
        QCOMPARE(mine.conflicts.first().theirs, Value(qint64(3)));
        QCOMPARE(mine.conflicts.first().by, desk->supervisor.session.user);
        QCOMPARE(desk->row(t, ticket).number(t.priority), 3);
        QCOMPARE(desk->row(t, ticket).text(t.category), QStringLiteral("退货"));
        // With another field only, the two are merged; and nobody conflicts with himself.
        QCOMPARE(desk->outcome(desk->agent, desk->update(desk->agent, t, ticket, 1, {{t.subject.index, QStringLiteral("x")}})).verdict, Verdict::Merged);
        QCOMPARE(desk->outcome(desk->supervisor, desk->update(desk->supervisor, t, ticket, 1, {{t.priority.index, qint64(1)}})).verdict, Verdict::Merged);
    }
    void aReplyOverAnUnseenMessageIsReturned()
    {
        const Id ticket = desk->newTicket(desk->queue);
        const auto &m = schema::message();
        Id unseen;
        desk->own([&](WriteContext &context) -> Status {
            Change message;
            message.kind = Change::Kind::Create;
            message.entity = &m;
            message.row = unseen = context.newId();
            message.set = {{m.ticketId.index, ticket}, {m.kind.index, qint64(0)}, {m.body.index, QStringLiteral("还有一件事")}};
            return context.applyOwn(message);
        });
        const Change blind = messageBy(desk->agent, ticket, "reply", 0);
        const auto returned = desk->outcome(desk->agent, blind);
        QCOMPARE(returned.verdict, Verdict::Returned);
        QCOMPARE(returned.unseen, QList<Id> {unseen});
        QVERIFY(desk->row(m, blind.row).isNull()); // nothing was sent
        Change hangsOn = messageBy(desk->agent, ticket, "note", 1);
        hangsOn.depends = blind.seq;
        QCOMPARE(desk->outcome(desk->agent, hangsOn).reason, QStringLiteral("dependency"));
        const Change seeing = messageBy(desk->agent, ticket, "reply", 1);
        QCOMPARE(desk->outcome(desk->agent, seeing).verdict, Verdict::Applied);
        QCOMPARE(desk->row(m, seeing.row).number(m.ordinal), 2);
        // Again, after it was sent: the recorded answer, not another reply.
        QCOMPARE(desk->outcome(desk->agent, blind).verdict, Verdict::Returned);
    }
    void firstClaimWins()
    {
        const auto &t = schema::ticket();
        const Id ticket = desk->newTicket(desk->queue);
        QCOMPARE(desk->outcome(desk->agent, desk->update(desk->agent, t, ticket, 1, {{t.assigneeId.index, desk->agent.session.user}})).verdict, Verdict::Applied);
        const auto late = desk->outcome(desk->supervisor, desk->update(desk->supervisor, t, ticket, 1, {{t.assigneeId.index, desk->supervisor.session.user}}));
        QCOMPARE(late.verdict, Verdict::Conflict);
        QCOMPARE(desk->row(t, ticket).ref(t.assigneeId), desk->agent.session.user);
    }
    void foreignRowsAreOutOfScope()
    {
        const auto &t = schema::ticket();
        const Id foreign = desk->newTicket(desk->otherQueue);
        QCOMPARE(desk->outcome(desk->agent, desk->update(desk->agent, t, foreign, 1, {{t.priority.index, qint64(3)}})).reason, QStringLiteral("out_of_scope"));
        QCOMPARE(desk->outcome(desk->agent, messageBy(desk->agent, foreign, "note", 0)).reason, QStringLiteral("out_of_scope"));
        const Change linked = desk->create(desk->agent, t, {{t.subject.index, QStringLiteral("x")}, {t.customerId.index, desk->otherCustomer}});
        QCOMPARE(desk->outcome(desk->agent, linked).reason, QStringLiteral("out_of_scope"));
        QCOMPARE(desk->outcome(desk->manager, desk->update(desk->manager, t, foreign, 1, {{t.priority.index, qint64(3)}})).verdict, Verdict::Applied);
    }
    /// An id of one entity given to a row of another does not hide the row that has it.
    void anotherEntitysIdOverwritesNothing()
    {
        const auto &t = schema::ticket();
        const Id foreign = desk->newTicket(desk->otherQueue);
        Change twin = desk->create(desk->agent, schema::customer(), {{schema::customer().name.index, QStringLiteral("x")}});
        twin.row = foreign;
        QCOMPARE(desk->outcome(desk->agent, twin).verdict, Verdict::Applied);
        Change takeover = desk->create(desk->agent, t, {{t.subject.index, QStringLiteral("mine")}, {t.customerId.index, foreign}});
        takeover.row = foreign;
        QCOMPARE(desk->outcome(desk->agent, takeover).reason, QStringLiteral("exists"));
        QCOMPARE(desk->row(t, foreign).ref(t.queueId), desk->otherQueue);
    }
    void theAcknowledgementRidesBehindItsEffects()
    {
        const Position before = desk->head();
        QList<Change> batch {ticketBy(desk->agent, QStringLiteral("a")), ticketBy(desk->agent, QStringLiteral("b"))};
        QVERIFY(desk->push(desk->agent, batch).ok());
        const QString own = QStringLiteral("seat:") + desk->agent.session.seat.toString();
        const auto acknowledgements = desk->entriesAfter(before, own);
        QCOMPARE(acknowledgements.size(), 1);
        QCOMPARE(acknowledgements.first().position, desk->head());
        QCOMPARE(lastSeq(desk->agent), 2);
    }
    void aMovedTicketTakesAlongWhatHangsBelowIt()
    {
        const auto &t = schema::ticket();
        const Id ticket = desk->newTicket(desk->queue);
        const Change note = messageBy(desk->agent, ticket, "note", 0);
        QVERIFY(desk->push(desk->agent, {note}).ok());
        const QString from = QStringLiteral("team:") + desk->team.toString();
        const QString to = QStringLiteral("team:") + desk->otherTeam.toString();
        const Position before = desk->head();
        QVERIFY(desk->push(desk->agent, {desk->update(desk->agent, t, ticket, desk->row(t, ticket).version, {{t.queueId.index, desk->otherQueue}})}).ok());
        QCOMPARE(desk->bucket(t, ticket), to);
        QCOMPARE(desk->bucket(schema::message(), note.row), to);
        QCOMPARE(desk->bucket(schema::event(), Id::derived(note.id, 0)), to);
        const auto left = desk->entriesAfter(before, from);
        const auto came = desk->entriesAfter(before, to);
        QVERIFY(left.size() >= 3); // ticket, message, its event and those of the ticket
        QVERIFY(came.size() > left.size()); // and the event of the move itself, which never lay elsewhere
        for (const FeedEntry &entry : left)
            QCOMPARE(entry.mark, Mark::Gone);
        for (const FeedEntry &entry : came)
            QCOMPARE(entry.mark, Mark::Present);
        // The author no longer sees it.
        QCOMPARE(desk->outcome(desk->agent, messageBy(desk->agent, ticket, "note", 0)).reason, QStringLiteral("out_of_scope"));
        QCOMPARE(desk->outcome(desk->stranger, messageBy(desk->stranger, ticket, "note", 1)).verdict, Verdict::Applied);
    }
    void aQueueThatChangesHandsTakesItsTicketsAlong()
    {
        const Id ticket = desk->newTicket(desk->queue);
        const Change note = messageBy(desk->agent, ticket, "note", 0);
        QVERIFY(desk->push(desk->agent, {note}).ok());
        const auto &q = schema::queue();
        QCOMPARE(desk->outcome(desk->manager, desk->update(desk->manager, q, desk->queue, 1, {{q.teamId.index, desk->otherTeam}})).verdict, Verdict::Applied);
        const QString to = QStringLiteral("team:") + desk->otherTeam.toString();
        QCOMPARE(desk->bucket(q, desk->queue), QStringLiteral("ref"));
        QCOMPARE(desk->bucket(schema::ticket(), ticket), to);
        QCOMPARE(desk->bucket(schema::message(), note.row), to);
    }
    void aCustomerGivenToATeamTakesIdentitiesAlong()
    {
        const auto &i = schema::identity();
        const auto &c = schema::customer();
        const Change identity = desk->create(desk->agent, i, {{i.customerId.index, desk->customer}, {i.kind.index, qint64(0)}, {i.value.index, QStringLiteral("138 0013 8000")}});
        QCOMPARE(desk->outcome(desk->agent, identity).verdict, Verdict::Applied);
        QCOMPARE(desk->row(i, identity.row).text(i.normal), QStringLiteral("+8613800138000"));
        QCOMPARE(desk->bucket(i, identity.row), QStringLiteral("customers"));
        QVERIFY(desk->push(desk->supervisor, {desk->update(desk->supervisor, c, desk->customer, 1, {{c.teamId.index, desk->team}})}).ok());
        QCOMPARE(desk->bucket(i, identity.row), QStringLiteral("team:") + desk->team.toString());
    }
    void disabledPeopleAndForeignSeatsMayNotPush()
    {
        auto borrowed = desk->agent;
        borrowed.session.seat = desk->stranger.session.seat;
        QCOMPARE(desk->push(borrowed, {ticketBy(borrowed, QStringLiteral("x"))}).error().consequence, Consequence::SignIn);
        desk->own([&](WriteContext &context) {
            Change change;
            change.entity = &schema::user();
            change.row = desk->agent.session.user;
            change.set.insert(schema::user().active.index, qint64(0));
            return context.applyOwn(change);
        });
        QCOMPARE(desk->push(desk->agent, {ticketBy(desk->agent, QStringLiteral("x"))}).error().code, QStringLiteral("session.revoked"));
    }
    /// What a later version sends takes its place in the line and holds up nobody.
    void whatCannotBeReadIsRefusedInItsPlace()
    {
        QJsonArray batch;
        for (qint64 seq = 1; seq <= 4; ++seq) {
            QJsonObject json = protocol::toJson(ticketBy(desk->agent, QString::number(seq)));
            if (seq == 2)
                json.insert(QStringLiteral("entity"), QStringLiteral("hologram"));
            if (seq == 3)
                json.insert(QStringLiteral("set"), QJsonObject {{QStringLiteral("smell"), 1}});
            batch.append(json);
        }
        const auto operations = operationsFromJson(batch);
        QVERIFY(operations.ok());
        PushReply reply;
        desk->own([&](WriteContext &context) -> Status {
            TD_ASSIGN(done, server::push(context, desk->agent.session, *operations));
            reply = done;
            return {};
        });
        QCOMPARE(reply.lastSeq, 4);
        QCOMPARE(reply.results[1].toObject().value(QLatin1StringView("reason")).toString(), QStringLiteral("unknown_entity"));
        QCOMPARE(reply.results[2].toObject().value(QLatin1StringView("reason")).toString(), QStringLiteral("unknown_field"));
        QCOMPARE(reply.results[3].toObject().value(QLatin1StringView("verdict")).toString(), QStringLiteral("applied"));
        QVERIFY(!operationsFromJson({QJsonObject {{QStringLiteral("seq"), 1}}}).ok());
        QVERIFY(!operationsFromJson({QStringLiteral("nonsense")}).ok());
    }
    void oldDeparturesAreForgottenAndOldCursorsWithThem()
    {
        const auto &t = schema::ticket();
        const Id ticket = desk->newTicket(desk->queue);
        QVERIFY(desk->push(desk->agent, {desk->update(desk->agent, t, ticket, desk->row(t, ticket).version, {{t.queueId.index, desk->otherQueue}})}).ok());
        const QString from = QStringLiteral("team:") + desk->team.toString();
        const auto keep = [](WriteContext &context) { return keepHouse(context); };
        desk->own(keep);
        const Position marked = desk->head();
        QVERIFY(!desk->entriesAfter({}, from).isEmpty());
        for (int day = 0; day < 45; ++day) {
            desk->clock.advance(kDayMs);
            desk->own(keep);
            QCOMPARE(desk->entriesAfter({}, from).isEmpty(), day == 44);
        }
        auto snapshot = StoreTransaction::begin(*desk->store, Store::Access::Read);
        QCOMPARE(*desk->store->floor(), marked);
    }
};

QTEST_GUILESS_MAIN(TestPushing)
#include "test_pushing.moc"
