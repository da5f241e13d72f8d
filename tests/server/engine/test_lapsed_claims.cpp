// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/lifecycle.h"
#include "core/server/engine/engine.h"
#include "core/server/engine/lapsedclaims.h"
#include "tests/server/engine/deskfixture.h"
#include <QTest>
#include <latch>

using namespace tidedesk;
using namespace tidedesk::server;
using domain::Verdict;

/// Tickets whose claim has run out go back to their queue: those and no others, once, whoever looks after it.
class TestLapsedClaims : public QObject {
    Q_OBJECT

    static constexpr qint64 kLease = 30 * 60'000;
    const schema::Ticket &t = schema::ticket();
    const schema::Event &e = schema::event();
    std::unique_ptr<test::DeskFixture> desk;

    void setMinutes(const Value &minutes)
    {
        const auto &q = schema::queue();
        const auto change = desk->update(desk->manager, q, desk->queue, desk->row(q, desk->queue).version, {{q.claimMinutes.index, minutes}});
        QCOMPARE(desk->outcome(desk->manager, change).verdict, Verdict::Applied);
    }
    Row ticket(const Id &id) { return desk->row(t, id); }
    domain::Outcome set(test::DeskFixture::Person &who, const Id &id, const schema::Field &field, const Value &value)
    {
        return desk->outcome(who, desk->update(who, t, id, ticket(id).version, {{field.index, value}}));
    }
    Id claimed()
    {
        const Id id = desk->newTicket(desk->queue);
        return set(desk->agent, id, t.assigneeId, desk->agent.session.user).verdict == Verdict::Applied ? id : Id();
    }
    QList<Id> giveBack()
    {
        QList<Id> given;
        desk->own([&](WriteContext &context) -> Status {
            TD_ASSIGN(done, giveBackLapsed(context));
            given = done;
            return {};
        });
        return given;
    }
    /// Who assigned the ticket, oldest first, and to whom.
    static QList<std::pair<Id, QString>> assignments(Store &store, const Id &ticket)
    {
        const auto &e = schema::event();
        auto snapshot = StoreTransaction::begin(store, Store::Access::Read);
        QList<Row> events = *store.find(e.ticketId, ticket);
        events.removeIf([&](const Row &event) { return event.choice(e.kind) != u"assigned"; });
        std::sort(events.begin(), events.end(), [&](const Row &a, const Row &b) { return a.number(e.at) < b.number(e.at); });
        QList<std::pair<Id, QString>> told;
        for (const Row &event : std::as_const(events))
            told.append({event.ref(e.actorId), event.text(e.after)});
        return told;
    }

private Q_SLOTS:
    void init()
    {
        desk = std::make_unique<test::DeskFixture>();
        setMinutes(qint64(30));
    }

    void onlyWhatHasRunOutGoesBack()
    {
        const Id lapsed = claimed();
        const Id kept = claimed();
        const Id done = claimed();
        const Id free = desk->newTicket(desk->queue);
        QCOMPARE(set(desk->agent, done, t.status, qint64(domain::TicketStatus::Resolved)).verdict, Verdict::Applied);
        desk->clock.advance(kLease);
        QCOMPARE(giveBack(), QList<Id>()); // to the last moment
        const auto &m = schema::message();
        const auto reply = desk->create(desk->agent, m, {{m.ticketId.index, kept}, {m.kind.index, qint64(m.kind.choice(u"reply"))},
            {m.body.index, QStringLiteral("马上处理")}, {m.seen.index, qint64(0)}});
        QCOMPARE(desk->outcome(desk->agent, reply).verdict, Verdict::Applied);
        desk->clock.advance(1);
        const Row before = ticket(lapsed);
        QCOMPARE(giveBack(), QList<Id> {lapsed});
        const Row after = ticket(lapsed);
        QVERIFY(!after.has(t.assigneeId) && !after.has(t.claimedUntil));
        QCOMPARE(after.choice(t.status), before.choice(t.status));
        QCOMPARE(after.version, before.version + 1);
        const QString agent = desk->agent.session.user.toString();
        QCOMPARE(assignments(*desk->store, lapsed), (QList<std::pair<Id, QString>> {{desk->agent.session.user, agent}, {Id(), {}}}));
        QCOMPARE(ticket(kept).ref(t.assigneeId), desk->agent.session.user);
        QCOMPARE(ticket(done).ref(t.assigneeId), desk->agent.session.user);
        QVERIFY(!ticket(free).has(t.claimedUntil));
        QCOMPARE(giveBack(), QList<Id>());
    }
    void ticketsOnHoldGoBackToo()
    {
        const Id held = claimed();
        QCOMPARE(set(desk->agent, held, t.status, qint64(domain::TicketStatus::OnHold)).verdict, Verdict::Applied);
        desk->clock.advance(kLease + 1);
        QCOMPARE(giveBack(), QList<Id> {held});
        QCOMPARE(ticket(held).choice(t.status), QStringLiteral("on_hold"));
    }
    void theWholeTeamHearsOfIt()
    {
        const Id lapsed = claimed();
        desk->clock.advance(kLease + 1);
        const Position before = desk->head();
        giveBack();
        QSet<Id> told;
        for (const FeedEntry &entry : desk->entriesAfter(before, desk->bucket(t, lapsed)))
            told.insert(entry.row);
        QVERIFY(told.contains(lapsed));
    }
    void aClaimAfterwardsWins()
    {
        const Id lapsed = desk->newTicket(desk->queue);
        const auto offline = desk->update(desk->supervisor, t, lapsed, ticket(lapsed).version, {{t.assigneeId.index, desk->supervisor.session.user}});
        QCOMPARE(set(desk->agent, lapsed, t.assigneeId, desk->agent.session.user).verdict, Verdict::Applied);
        desk->clock.advance(kLease + 1);
        QCOMPARE(giveBack(), QList<Id> {lapsed});
        QCOMPARE(desk->outcome(desk->supervisor, offline).verdict, Verdict::Applied);
        QCOMPARE(ticket(lapsed).ref(t.assigneeId), desk->supervisor.session.user);
    }
    void aQueueThatNoLongerLendsKeepsItsAssignees()
    {
        const Id id = claimed();
        setMinutes(Value());
        desk->clock.advance(kLease + 1);
        QCOMPARE(giveBack(), QList<Id>());
        QCOMPARE(ticket(id).ref(t.assigneeId), desk->agent.session.user);
        QVERIFY(!ticket(id).has(t.claimedUntil)); // or it would be found for ever
    }
    void aFewAtATime()
    {
        constexpr int kMore = 5;
        desk->own([&](WriteContext &context) -> Status {
            for (int i = 0; i < kLapsedAtOnce + kMore; ++i) {
                Row row(t, desk->ids.next());
                row.set(t.queueId, desk->queue);
                row.set(t.status, qint64(domain::TicketStatus::Open));
                row.set(t.assigneeId, desk->agent.session.user);
                row.set(t.claimedUntil, desk->clock.nowMs() - 1 - i);
                row.version = 1;
                TD_TRY(context.put(row));
            }
            return {};
        });
        QCOMPARE(giveBack().size(), kLapsedAtOnce);
        QCOMPARE(giveBack().size(), kMore); // those that ran out last
        QCOMPARE(giveBack().size(), 0);
    }
    /// Every node does it: together they give each ticket back once. On SQLite it is one engine that is asked twice.
    void severalNodesDoItOnce()
    {
        QList<Id> tickets;
        for (int i = 0; i < 20; ++i)
            tickets.append(claimed());
        desk->clock.advance(kLease + 1);
        std::vector<std::unique_ptr<Engine>> engines;
        engines.push_back(std::make_unique<Engine>(std::move(desk->store), desk->clock));
        for (int i = 1; test::ScratchDatabase::isPostgres() && i < 3; ++i)
            engines.push_back(std::make_unique<Engine>(std::move(*desk->database.stores().writer()), desk->clock));
        constexpr int kJobs = 6;
        std::vector<Result<QList<Id>>> given(kJobs, QList<Id>());
        std::latch all(kJobs);
        for (size_t i = 0; i < kJobs; ++i) {
            engines[i % engines.size()]->run<QList<Id>>(1, giveBackLapsed, [&, i](const Result<QList<Id>> &done) {
                given[i] = done;
                all.count_down();
            });
        }
        for (const auto &engine : engines)
            engine->start();
        all.wait();
        engines.clear();
        QList<Id> once;
        for (const auto &some : given) {
            QVERIFY2(some.ok(), some ? "" : qPrintable(some.error().code));
            once += *some;
        }
        std::sort(once.begin(), once.end());
        std::sort(tickets.begin(), tickets.end());
        QCOMPARE(once, tickets);
        const auto store = std::move(*desk->database.stores().reader());
        for (const Id &id : tickets)
            QCOMPARE(assignments(*store, id).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestLapsedClaims)
#include "test_lapsed_claims.moc"
