// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/engine.h"
#include "core/schema/entities.h"
#include "tests/support/fakesync.h"
#include <QSignalSpy>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::sync;
using Phase = domain::SyncStatus::Phase;

/// A store that answers in the next turn of the event loop.
class FakeStore final : public SyncStore {
public:
    template <class T> void later(Then<T> then, Result<T> value)
    {
        QTimer::singleShot(0, &context, [then = std::move(then), value = std::move(value)] { then(value); });
    }
    void state(Then<State> then) override { later<State>(std::move(then), State {cursor, qint64(queue.size()), reviews, asOf}); }
    void beginPull(Then<QString> then) override { later<QString>(std::move(then), cursor); }
    void feedPull(const QByteArray &bytes, Then<PullStep> then) override
    {
        PullStep step;
        step.header = protocol::PullHeader {.serverTime = 5000};
        step.pageApplied = bytes.contains("page");
        step.more = bytes.contains("more");
        step.changed.outbox = outboxMoved;
        step.state = {cursor, qint64(queue.size()), reviews, asOf};
        later<PullStep>(std::move(then), step);
    }
    void takeBatch(qint64 after, int limit, Then<Batch> then) override
    {
        limits.append(limit);
        QList<domain::Change> batch;
        std::copy_if(queue.cbegin(), queue.cend(), std::back_inserter(batch), [after](const domain::Change &change) { return change.seq > after; });
        batch.resize(qMin<qsizetype>(batch.size(), limit));
        later<Batch>(std::move(then), batch.isEmpty() ? Batch {} : Batch {"{}", batch.first().seq, batch.last().seq});
    }
    void takeAnswer(const QByteArray &answer, qint64 first, qint64 last, Then<PushStep> then) override
    {
        if (answer.isEmpty())
            return later<PushStep>(std::move(then), Error {Consequence::RetryLater, QStringLiteral("push.no_answer"), {}});
        for (qint64 seq = first; seq <= last; ++seq) {
            applied.append(seq);
            queue.removeIf([seq](const domain::Change &change) { return change.seq == seq; });
        }
        PushStep step;
        step.state = {cursor, qint64(queue.size()), reviews, asOf};
        later<PushStep>(std::move(then), step);
    }
    void noteFailure(qint64 first, qint64, const QString &code) override { failures.append(QString::number(first) + u' ' + code); }
    void setClockOffset(qint64 ms) override { offset = ms; }

    QObject context;
    QString cursor;
    QList<domain::Change> queue;
    qint64 reviews = 0;
    bool outboxMoved = false; ///< a page changes what waits
    QList<qint64> applied;
    QStringList failures;
    QList<int> limits;
    qint64 offset = 0;
    qint64 asOf = 0;
};

class TestEngine : public QObject {
    Q_OBJECT

    struct Bench {
        test::FakeClock clock {4000};
        test::FakeTimers timers {clock};
        test::FakeTransport transport;
        FakeStore store;
        Engine engine;
        explicit Bench(bool live = true)
            : engine({transport, store, clock, timers, [] { return 0.5; }, live})
        {
        }
        void edit(qint64 seq)
        {
            domain::Change change;
            change.seq = seq;
            change.kind = domain::Change::Kind::Void;
            change.id = Id::derived(Id::fromString(u"01900000-0000-7000-8000-000000000001"), int(seq));
            store.queue.append(change);
            engine.outboxChanged();
        }
        Phase phase() const { return engine.status().phase; }
    };

private Q_SLOTS:
    void catchesUpAndGoesLive()
    {
        Bench b;
        QSignalSpy settled(&b.engine, &Engine::settled);
        b.engine.start("t");
        QCOMPARE(b.phase(), Phase::Connecting);
        QTRY_VERIFY(b.transport.open("/v1/pull"));
        b.transport.open("/v1/pull")->stream("page more");
        QTRY_VERIFY(b.transport.open("/v1/pull")); // there is more: asked again
        QCOMPARE(b.phase(), Phase::CatchingUp);
        b.transport.open("/v1/pull")->stream("page");
        QTRY_COMPARE(b.phase(), Phase::Live);
        QCOMPARE(b.engine.status().asOf, 5000);
        QCOMPARE(b.store.offset, 1000);
        QTRY_VERIFY(settled.size() > 0);
        QVERIFY(b.engine.isSettled());
    }
    void aSeatThatStartsOfflineKnowsUpToWhenItIsComplete()
    {
        Bench b;
        b.store.asOf = 3000; // an earlier run's
        b.engine.start("t");
        QTRY_COMPARE(b.engine.status().asOf, 3000);
        QCOMPARE(b.phase(), Phase::Connecting); // nothing has answered yet
        QTRY_VERIFY(b.transport.open("/v1/pull"));
        b.transport.open("/v1/pull")->stream("page");
        QTRY_COMPARE(b.engine.status().asOf, 5000);
    }
    void pokeAsksForOnePull()
    {
        Bench b;
        b.engine.start("t");
        QTRY_VERIFY(b.transport.open("/v1/pull"));
        b.transport.open("/v1/pull")->stream("page");
        QTRY_COMPARE(b.phase(), Phase::Live);
        auto *live = b.transport.open("/v1/live");
        QVERIFY(live);
        Q_EMIT live->received("event: poke\ndata: {}\n\nevent: poke\ndata: {}\n\n");
        QTRY_VERIFY(b.transport.open("/v1/pull"));
        b.transport.open("/v1/pull")->stream("page");
        QTRY_VERIFY(b.engine.isSettled());
        QVERIFY(!b.transport.open("/v1/pull"));
    }
    void pushesWhileItPulls()
    {
        Bench b;
        b.engine.start("t");
        b.edit(1);
        QTRY_VERIFY(b.transport.open("/v1/push"));
        QVERIFY(b.transport.open("/v1/pull")); // neither waits for the other
        b.transport.open("/v1/push")->body("{}");
        QTRY_COMPARE(b.store.applied, QList<qint64> {1});
        b.transport.open("/v1/pull")->stream("page");
        QTRY_VERIFY(b.transport.open("/v1/pull")); // the acknowledgement comes in the feed
        b.transport.open("/v1/pull")->stream("page");
        QTRY_VERIFY(b.engine.isSettled());
    }
    /// An answer that was asked for before the push holds no acknowledgement: another one follows before all is said to be done.
    void notSettledByAnAnswerFromBeforeThePush()
    {
        Bench b(false);
        QSignalSpy settled(&b.engine, &Engine::settled);
        b.engine.start("t");
        b.edit(1);
        QTRY_VERIFY(b.transport.open("/v1/pull"));
        QTRY_VERIFY(b.transport.open("/v1/push"));
        b.transport.open("/v1/push")->body("{}");
        QTRY_COMPARE(b.store.applied, QList<qint64> {1});
        b.transport.open("/v1/pull")->stream("page");
        QTRY_VERIFY(b.transport.open("/v1/pull"));
        QCOMPARE(settled.size(), 0);
        b.transport.open("/v1/pull")->stream("page");
        QTRY_COMPARE(settled.size(), 1);
    }
    void anAnswerThatCannotBeReadIsNone()
    {
        Bench b(false);
        b.engine.start("t");
        b.edit(1);
        QTRY_VERIFY(b.transport.open("/v1/push"));
        b.transport.open("/v1/push")->body({});
        QTRY_COMPARE(b.store.failures, QStringList {QStringLiteral("1 push.no_answer")});
        QCOMPARE(b.store.queue.size(), 1);
    }
    void offlineWaitsWithJitterAndComesBack()
    {
        Bench b(false);
        b.engine.start("t");
        for (int failures = 1; failures <= 3; ++failures) {
            QTRY_VERIFY(b.transport.open("/v1/pull"));
            b.transport.open("/v1/pull")->fail(Consequence::Retry, "net.refused");
            QTRY_COMPARE(b.phase(), Phase::Offline);
            QCOMPARE(b.engine.status().problem, QStringLiteral("net.refused"));
            const qint64 wait = b.engine.status().retryAt - b.clock.nowMs();
            QCOMPARE(wait, (500LL << (failures - 1)) / 2); // half of the ceiling, as the test's random says
            b.timers.advance(wait);
        }
        QTRY_VERIFY(b.transport.open("/v1/pull"));
        b.transport.open("/v1/pull")->stream("page");
        QTRY_COMPARE(b.phase(), Phase::Live);
        QVERIFY(b.engine.status().problem.isEmpty());
    }
    /// Pulls that work say nothing of pushes: a server that takes nothing must not be hammered.
    void failingPushesWaitLongerAlthoughPullsWork()
    {
        Bench b(false);
        b.engine.start("t");
        b.edit(1);
        for (int failures = 1; failures <= 5; ++failures) {
            QTRY_VERIFY(b.transport.open("/v1/pull"));
            b.transport.open("/v1/pull")->stream("page");
            QTRY_VERIFY(b.transport.open("/v1/push"));
            b.transport.open("/v1/push")->fail(Consequence::RetryLater, "http.503");
            QTRY_VERIFY(b.engine.status().retryAt > 0);
            const qint64 wait = b.engine.status().retryAt - b.clock.nowMs();
            QCOMPARE(wait, (500LL << (failures - 1)) / 2);
            QTRY_VERIFY(!b.transport.open("/v1/pull"));
            b.timers.advance(wait);
        }
    }
    void liveChannelThatDoesNotHoldIsOpenedLessAndLess()
    {
        Bench b;
        b.engine.start("t");
        for (int failures = 1; failures <= 5; ++failures) {
            QTRY_VERIFY(b.transport.open("/v1/pull"));
            b.transport.open("/v1/pull")->stream("page");
            QTRY_VERIFY(b.transport.open("/v1/live"));
            Q_EMIT b.transport.open("/v1/live")->opened();
            QTRY_VERIFY(b.transport.open("/v1/pull"));
            b.transport.open("/v1/pull")->stream("page");
            QTRY_VERIFY(!b.transport.open("/v1/pull"));
            b.transport.open("/v1/live")->end(net::Response {200, {}});
            const qint64 wait = b.engine.status().retryAt - b.clock.nowMs();
            QCOMPARE(wait, (500LL << (failures - 1)) / 2);
            b.timers.advance(wait);
        }
    }
    /// A page may make operations wait again (the server came back from a backup): nothing else would send them.
    void operationsThatWaitAgainAreSent()
    {
        Bench b(false);
        b.engine.start("t");
        QTRY_VERIFY(b.transport.open("/v1/pull"));
        domain::Change change;
        change.seq = 1;
        change.kind = domain::Change::Kind::Void;
        b.store.queue.append(change);
        b.store.outboxMoved = true;
        b.transport.open("/v1/pull")->stream("page");
        QTRY_VERIFY(b.transport.open("/v1/push"));
    }
    void retryAfterIsTheLeastWait()
    {
        Bench b(false);
        b.engine.start("t");
        QTRY_VERIFY(b.transport.open("/v1/pull"));
        Error busy {Consequence::RetryLater, QStringLiteral("http.503"), {}, 7000};
        b.transport.open("/v1/pull")->end(busy);
        QTRY_VERIFY(b.engine.status().retryAt > 0);
        QCOMPARE(b.engine.status().retryAt - b.clock.nowMs(), 7000);
    }
    void endedSessionStopsAndKeepsTheOutbox()
    {
        Bench b;
        b.engine.start("t");
        b.edit(1);
        QTRY_VERIFY(b.transport.open("/v1/pull"));
        b.transport.open("/v1/pull")->fail(Consequence::SignIn, "session.unknown");
        QTRY_COMPARE(b.phase(), Phase::SignInNeeded);
        QVERIFY(!b.engine.isRunning());
        QCOMPARE(b.store.queue.size(), 1);
        QVERIFY(!b.transport.open("/v1/pull"));
        QVERIFY(!b.transport.open("/v1/live"));
    }
    void tooLargeBatchIsHalved()
    {
        Bench b(false);
        b.engine.start("t");
        b.edit(1);
        b.edit(2);
        QTRY_VERIFY(b.transport.open("/v1/push"));
        b.transport.open("/v1/push")->fail(Consequence::Rejected, "http.413");
        QTRY_VERIFY(b.transport.open("/v1/push"));
        QCOMPARE(b.store.limits.last(), b.store.limits.first() / 2);
        b.transport.open("/v1/push")->body("{}");
        QTRY_VERIFY(b.store.queue.isEmpty());
    }
    void answerWithoutAPageIsNoSuccess()
    {
        Bench b(false);
        b.engine.start("t");
        QTRY_VERIFY(b.transport.open("/v1/pull"));
        b.transport.open("/v1/pull")->stream("nothing");
        QTRY_COMPARE(b.phase(), Phase::Offline);
        QCOMPARE(b.engine.status().problem, QStringLiteral("pull.truncated"));
        QCOMPARE(b.engine.status().asOf, 0);
    }
    void stoppedEngineIgnoresLateAnswers()
    {
        Bench b;
        b.engine.start("t");
        QTRY_VERIFY(b.transport.open("/v1/pull"));
        QPointer<test::FakeCall> call = b.transport.open("/v1/pull");
        Q_EMIT call->received("page");
        b.engine.stop();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(b.phase(), Phase::SignedOut);
        QCOMPARE(b.engine.status().asOf, 0);
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "test_engine.moc"
