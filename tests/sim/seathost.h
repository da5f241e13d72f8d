// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/localstore.h"
#include "core/sync/engine.h"
#include "tests/sim/ledger.h"
#include "tests/sim/virtualnetwork.h"

namespace tidedesk::sim {

class SeatHost;

/// Where a mutant may stand in for a piece of the seat's store. Empty = the product's own.
struct SeatMutant {
    using PullStep = sync::SyncStore::PullStep;
    std::function<void(SeatHost &)> beginPull; ///< beside the product's own
    std::function<Result<PullStep>(SeatHost &, const QByteArray &)> feedPull;
    std::function<Result<sync::SyncStore::Batch>(SeatHost &, int)> takeBatch;
    std::function<void(SeatHost &)> afterPull; ///< after each piece of an answer was taken in
    std::function<void(domain::Outcome &)> outcome; ///< before it is noted
};

/// One installation: the product's local store on real files and the product's sync engine, on virtual time and a virtual
/// network. It can be killed at any statement of either file.
class SeatHost {
public:
    struct Person {
        Id user;
        Id seat;
        QByteArray token;
    };
    SeatHost(Timeline &timeline, Endpoint &server, Dice dice, Ledger &ledger, QString profile, const Person &person, const SeatMutant &mutant);
    ~SeatHost();

    void boot();
    bool isRunning() const { return m_store != nullptr && !m_dead; }
    bool isIdle() const; ///< running, in step with the server, nothing under way
    seat::LocalStore &store() { return *m_store; }
    sync::Engine &engine() { return *m_engine; }
    VirtualTransport &network() { return m_network; }
    const Person &person() const { return m_person; }
    const QString &profile() const { return m_profile; }
    Timeline &timeline() { return m_timeline; }
    Dice &dice() { return m_dice; }
    SkewedClock &clock() { return m_clock; }

    /// What a person does; noted in the ledger once it was confirmed. The error of the rules or of the disk otherwise.
    Status commit(const QList<domain::Change> &changes);
    void resolve(const Id &review, domain::Resolution resolution);
    void discard(qint64 seq);
    void undo(qint64 seq);
    void goOffline(qint64 ms);
    /// The process dies at one of the next statements of cache or outbox.
    void killSoon();
    void setCalm();
    /// What a person does when the program says that it cannot go on.
    void restartIfStopped();
    /// Runs `work` unless the process has died, and buries it when it dies meanwhile.
    template <class Work> void live(Work work)
    {
        if (!isRunning())
            return;
        work();
        buryIfDead();
    }
    /// Told after each page that was taken in while operations wait.
    std::function<void()> pageOverWork;
    const SeatMutant &mutant() const { return m_mutant; }
    qint64 crashes = 0;
    Fault *fault = nullptr; ///< of the statements of cache and outbox

private:
    class Store;
    void note(const QList<qint64> &seqs);
    void buryIfDead();
    void bury();

    Timeline &m_timeline;
    Dice m_dice;
    Ledger &m_ledger;
    const QString m_profile;
    const Person m_person;
    const SeatMutant &m_mutant;
    SkewedClock m_clock;
    VirtualTimers m_timers;
    VirtualTransport m_network;
    std::unique_ptr<Store> m_syncStore;
    std::unique_ptr<seat::LocalStore> m_store;
    std::unique_ptr<sync::Engine> m_engine;
    qint64 m_statementsToLive = -1;
    quint64 m_life = 0;
    bool m_dead = false;
    bool m_calm = false;
};

} // namespace tidedesk::sim
