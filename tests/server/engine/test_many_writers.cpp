// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/check/inspection.h"
#include "core/server/engine/engine.h"
#include "tests/server/engine/deskfixture.h"
#include <QRandomGenerator>
#include <QTest>
#include <atomic>
#include <semaphore>

using namespace tidedesk;
using namespace tidedesk::server;
using domain::Change;

/// Several engines over one database, as several nodes are: nothing is lost between them, and no row is left behind by
/// another that moves. On SQLite there is one engine, which must come to the same.
class TestManyWriters : public QObject {
    Q_OBJECT

    static constexpr int kSeats = 8;
    static constexpr int kRounds = 25;
    static constexpr int kTickets = 3; ///< few, so that everybody meets everybody

    /// What one seat does: messages, notes on fields, moves between queues, new tickets - several at a time.
    struct Plan {
        test::DeskFixture::Person person;
        QList<QList<Operation>> batches;
        qint64 messages = 0;
        qint64 tickets = 0;
    };
    static Plan plan(test::DeskFixture &desk, test::DeskFixture::Person person, const QList<Id> &tickets, QRandomGenerator &random)
    {
        const auto &t = schema::ticket();
        const auto &m = schema::message();
        Plan plan {std::move(person), {}, 0, 0};
        for (int round = 0; round < kRounds; ++round) {
            QList<Operation> batch;
            for (int n = random.bounded(1, 4); n > 0; --n) {
                const Id ticket = tickets[random.bounded(tickets.size())];
                const int dice = random.bounded(10);
                if (dice < 5) {
                    batch.append({desk.create(plan.person, m, {{m.ticketId.index, ticket}, {m.kind.index, qint64(m.kind.choice(u"note"))},
                        {m.body.index, QStringLiteral("x")}}), {}});
                    ++plan.messages;
                } else if (dice < 7) {
                    batch.append({desk.update(plan.person, t, ticket, 1'000'000, {{t.category.index, QString::number(random.bounded(100))}}), {}});
                } else if (dice < 9) {
                    batch.append({desk.update(plan.person, t, ticket, 1'000'000, {{t.queueId.index, random.bounded(2) ? desk.queue : desk.otherQueue}}), {}});
                } else {
                    batch.append({desk.create(plan.person, t, {{t.subject.index, QStringLiteral("new")}, {t.queueId.index, desk.queue}}), {}});
                    ++plan.tickets;
                }
            }
            plan.batches.append(batch);
        }
        return plan;
    }
    static bool push(Engine &engine, const Session &session, const QList<Operation> &batch)
    {
        for (int attempt = 0; attempt < 50; ++attempt) {
            std::binary_semaphore answered(0);
            Result<PushReply> reply = PushReply();
            engine.run<PushReply>(static_cast<int>(batch.size()), [&](WriteContext &context) { return server::push(context, session, batch); },
                [&](Result<PushReply> done) {
                    reply = std::move(done);
                    answered.release();
                });
            answered.acquire();
            if (reply)
                return reply->results.size() == batch.size();
            if (reply.error().consequence != Consequence::RetryLater)
                qWarning() << reply.error().code << reply.error().detail;
        }
        return false;
    }

private Q_SLOTS:
    void nothingIsLostBetweenThem()
    {
        const quint32 wished = qEnvironmentVariable("TIDEDESK_SEED").toUInt();
        const quint32 seed = wished ? wished : QRandomGenerator::global()->generate();
        qInfo() << "seed" << seed;
        QRandomGenerator random(seed);
        test::DeskFixture desk;
        QList<Id> tickets;
        for (int i = 0; i < kTickets; ++i)
            tickets.append(desk.newTicket(desk.queue));
        std::vector<Plan> plans;
        desk.own([&](WriteContext &context) -> Status {
            for (int i = 0; i < kSeats; ++i)
                plans.push_back(plan(desk, desk.anotherSeatOf(context, desk.manager), tickets, random));
            return {};
        });
        std::vector<std::unique_ptr<Engine>> engines;
        engines.push_back(std::make_unique<Engine>(std::move(desk.store), desk.clock));
        for (int i = 1; test::ScratchDatabase::isPostgres() && i < 4; ++i)
            engines.push_back(std::make_unique<Engine>(std::move(*desk.database.stores().writer()), desk.clock));
        for (const auto &engine : engines)
            engine->start();
        std::atomic<int> failed = 0;
        std::vector<std::thread> seats;
        for (size_t i = 0; i < plans.size(); ++i) {
            seats.emplace_back([&, i] {
                for (qsizetype n = 0; n < plans[i].batches.size(); ++n) // every batch comes in elsewhere
                    failed += !push(*engines[(i + static_cast<size_t>(n)) % engines.size()], plans[i].person.session, plans[i].batches[n]);
            });
        }
        for (std::thread &seat : seats)
            seat.join();
        engines.clear();
        QCOMPARE(failed, 0);
        verify(*desk.database.stores().reader().value(), plans, tickets);
    }

private:
    static void verify(Store &store, const std::vector<Plan> &plans, const QList<Id> &tickets)
    {
        auto snapshot = StoreTransaction::begin(store, Store::Access::Read);
        qint64 messages = 0;
        qint64 made = tickets.size();
        for (const Plan &plan : plans) {
            messages += plan.messages;
            made += plan.tickets;
            const auto seat = store.row(schema::seat(), plan.person.session.seat);
            QCOMPARE((*seat)->row.number(schema::seat().lastSeq), plan.person.seq);
        }
        qint64 found = 0;
        for (const Id &ticket : tickets) {
            const auto all = store.messagesAfter(ticket, 0);
            for (qsizetype i = 0; i < all->size(); ++i)
                QCOMPARE(all->at(i).number(schema::message().ordinal), i + 1);
            QCOMPARE((*store.row(schema::ticket(), ticket))->row.number(schema::ticket().lastOrdinal), all->size());
            found += all->size();
        }
        QCOMPARE(found, messages);
        const auto rows = store.all(schema::ticket());
        QSet<qint64> numbers;
        for (const Row &row : *rows)
            numbers.insert(row.number(schema::ticket().number));
        QCOMPARE(rows->size(), made);
        QCOMPARE(numbers.size(), made);
        QCOMPARE(*store.counted(QStringLiteral("ticket")), made);
        const auto inspection = Inspection::of(store);
        QVERIFY(inspection.ok());
        QCOMPARE(inspection->problems(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestManyWriters)
#include "test_many_writers.moc"
