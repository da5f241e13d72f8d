// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/engine/engine.h"
#include "tests/server/engine/deskfixture.h"
#include <QRandomGenerator>
#include <QTest>
#include <atomic>
#include <semaphore>

using namespace tidedesk;
using namespace tidedesk::server;

/// The writer's thread: order, group commit, answers after the commit only.
class TestEngineGroups : public QObject {
    Q_OBJECT
    test::FakeClock clock;
    std::unique_ptr<test::ScratchDatabase> database;

    std::unique_ptr<Store> open()
    {
        database = std::make_unique<test::ScratchDatabase>();
        return std::move(*database->stores().writer());
    }

private Q_SLOTS:
    void workIsDoneInOrderAndAnsweredOnce()
    {
        std::vector<int> done;
        std::vector<int> answered;
        {
            Engine engine(open(), clock);
            engine.start();
            for (int i = 0; i < 500; ++i) {
                engine.run<int>(1, [&done, i](WriteContext &) -> Result<int> { done.push_back(i); return i; },
                    [&answered](const Result<int> &value) { answered.push_back(*value); });
            }
        }
        QCOMPARE(done.size(), size_t(500));
        QCOMPARE(answered, done);
        QVERIFY(std::is_sorted(done.begin(), done.end()));
    }
    void whatWaitsIsCommittedTogether()
    {
        auto store = open();
        std::atomic<int> commits = 0;
        test::watchStatements(*store, [&](QByteArrayView sql) {
            commits += sql == "COMMIT";
            return false;
        });
        std::binary_semaphore hold(0);
        {
            Engine engine(std::move(store), clock);
            engine.run<bool>(1, [&](WriteContext &) -> Result<bool> { hold.acquire(); return true; }, {});
            engine.start();
            for (int i = 0; i < Engine::kGroup; ++i) {
                engine.run<bool>(1, [](WriteContext &context) -> Result<bool> {
                    TD_TRY(context.store().setMeta(QStringLiteral("k"), QStringLiteral("v")));
                    return true;
                }, {});
            }
            engine.run<bool>(Engine::kGroup + 1, [](WriteContext &) -> Result<bool> { return true; }, {}); // alone, but done
            hold.release();
        }
        QVERIFY2(commits >= 2 && commits <= 4, qPrintable(QString::number(commits)));
    }
    void oneFailureUndoesOnePiece()
    {
        auto store = open();
        Store &raw = *store;
        QStringList answers;
        Touched touched;
        {
            Engine engine(std::move(store), clock, [&](const Touched &moved) { touched += moved; });
            for (int i = 0; i < 3; ++i) {
                engine.run<QString>(1, [i](WriteContext &context) -> Result<QString> {
                    const QString key = QString::number(i);
                    TD_TRY(context.store().setMeta(key, key));
                    Row tag(schema::tag(), context.newId());
                    tag.version = 1;
                    TD_TRY(context.put(tag));
                    if (i == 1)
                        return Error {Consequence::Rejected, QStringLiteral("test.no"), {}};
                    TD_ASSIGN(first, context.store().meta(QStringLiteral("1")));
                    return key + first;
                }, [&](const Result<QString> &value) { answers.append(value ? *value : value.error().code); });
            }
            engine.start();
            engine.stop();
            auto snapshot = StoreTransaction::begin(raw, Store::Access::Read);
            QCOMPARE(raw.all(schema::tag())->size(), 2);
        }
        QCOMPARE(answers, (QStringList {QStringLiteral("0"), QStringLiteral("test.no"), QStringLiteral("2")}));
        QCOMPARE(touched.buckets, QSet<QString> {QStringLiteral("ref")});
    }
    /// Every statement of a group fails once, in turn: either all of it is stored and answered so, or nothing is.
    void aGroupThatFailsIsAnsweredAsFailed()
    {
        for (int position = 0;; ++position) {
            auto store = open();
            Store &raw = *store;
            int good = 0;
            int bad = 0;
            bool failed = false;
            Engine engine(std::move(store), clock);
            for (int i = 0; i < 3; ++i) {
                engine.run<bool>(1, [](WriteContext &context) -> Result<bool> {
                    Row tag(schema::tag(), context.newId());
                    tag.version = 1;
                    TD_TRY(context.put(tag));
                    return true;
                }, [&](const Result<bool> &value) { ++(value ? good : bad); });
            }
            test::watchStatements(raw, [&, at = 0](QByteArrayView) mutable {
                failed = failed || at == position;
                return at++ == position;
            });
            engine.start();
            engine.stop();
            test::watchStatements(raw, {});
            QCOMPARE(good + bad, 3);
            auto snapshot = StoreTransaction::begin(raw, Store::Access::Read);
            QCOMPARE(raw.all(schema::tag())->size(), good);
            QCOMPARE(raw.changes({QStringLiteral("ref")}, {}, 10)->size(), good);
            if (!failed) {
                QCOMPARE(good, 3);
                QVERIFY(position > 10);
                return;
            }
        }
    }
    void newWorkIsRefusedWhenStopping()
    {
        Engine engine(open(), clock);
        engine.start();
        engine.stop();
        QString code;
        engine.run<bool>(1, [](WriteContext &) -> Result<bool> { return true; }, [&](const Result<bool> &value) { code = value.error().code; });
        QCOMPARE(code, QStringLiteral("server.busy"));
    }
    void theLineIsBounded()
    {
        Engine engine(open(), clock); // not started: nothing leaves the line
        int refused = 0;
        for (size_t i = 0; i < Engine::kLongestLine + 10; ++i)
            engine.run<bool>(1, [](WriteContext &) -> Result<bool> { return true; }, [&](const Result<bool> &value) { refused += !value; });
        QCOMPARE(refused, 10);
        engine.start();
    }
    /// Seats that push at the same time, some of it twice: nothing lost, nothing doubled, numbers without a gap.
    void concurrentSeatsWithRepeats()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo() << "seed" << seed;
        test::DeskFixture desk;
        constexpr int kSeats = 4;
        constexpr int kOperations = 60;
        std::vector<test::DeskFixture::Person> people {desk.agent, desk.supervisor, desk.manager, desk.stranger};
        std::vector<QList<Operation>> outboxes(kSeats);
        for (int seat = 0; seat < kSeats; ++seat) {
            for (int i = 0; i < kOperations; ++i)
                outboxes[seat].append({desk.create(people[seat], schema::ticket(), {{schema::ticket().subject.index, QString::number(i)}}), {}});
        }
        Store &store = *desk.store;
        Engine engine(std::move(desk.store), clock);
        engine.start();
        std::vector<std::thread> threads;
        std::atomic<int> wrong = 0;
        for (int seat = 0; seat < kSeats; ++seat) {
            threads.emplace_back([&, seat] {
                QRandomGenerator random(seed + seat);
                for (qint64 acknowledged = 0; acknowledged < kOperations;) {
                    const qint64 from = qMax<qint64>(0, acknowledged - random.bounded(5)); // lost answers are sent again
                    const auto batch = outboxes[seat].mid(from, 1 + random.bounded(10));
                    std::binary_semaphore answered(0);
                    engine.run<PushReply>(static_cast<int>(batch.size()), [&](WriteContext &context) { return push(context, people[seat].session, batch); },
                        [&](const Result<PushReply> &reply) {
                            if (!reply || reply->results.size() != batch.size())
                                ++wrong;
                            else
                                acknowledged = reply->lastSeq;
                            answered.release();
                        });
                    answered.acquire();
                    if (wrong)
                        return;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        engine.stop();
        QCOMPARE(wrong, 0);
        auto snapshot = StoreTransaction::begin(store, Store::Access::Read);
        QSet<qint64> numbers;
        const auto tickets = store.all(schema::ticket());
        for (const Row &ticket : *tickets)
            numbers.insert(ticket.number(schema::ticket().number));
        QCOMPARE(tickets->size(), kSeats * kOperations);
        QCOMPARE(numbers.size(), kSeats * kOperations);
        QCOMPARE(*std::max_element(numbers.begin(), numbers.end()), kSeats * kOperations);
    }
};

QTEST_GUILESS_MAIN(TestEngineGroups)
#include "test_engine_groups.moc"
