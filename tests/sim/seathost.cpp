// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/seathost.h"
#include "core/seat/resolve.h"
#include "core/protocol/changes.h"
#include "core/seat/syncwork.h"
#include "core/storage/sqlitedriver.h"

namespace tidedesk::sim {

/// The engine's store: the product's work, done in order a moment later.
class SeatHost::Store final : public sync::SyncStore {
public:
    explicit Store(SeatHost &host)
        : m_host(host)
    {
    }
    void state(Then<State> then) override
    {
        later<State>([this] { return seat::syncState(m_host.store()); }, std::move(then));
    }
    void beginPull(Then<QString> then) override
    {
        later<QString>([this] {
            if (m_host.mutant().beginPull)
                m_host.mutant().beginPull(m_host);
            return seat::beginPull(m_host.store());
        }, std::move(then));
    }
    void feedPull(const QByteArray &bytes, Then<PullStep> then) override
    {
        later<PullStep>([this, bytes] {
            auto step = m_host.mutant().feedPull ? m_host.mutant().feedPull(m_host, bytes) : seat::feedPull(m_host.store(), bytes);
            if (m_host.mutant().afterPull)
                m_host.mutant().afterPull(m_host);
            if (step && step->pageApplied && step->state.waiting > 0 && m_host.isRunning() && m_host.pageOverWork)
                m_host.pageOverWork();
            return step;
        }, std::move(then));
    }
    void takeBatch(qint64 after, int limit, Then<Batch> then) override
    {
        later<Batch>([this, after, limit] {
            return m_host.mutant().takeBatch ? m_host.mutant().takeBatch(m_host, limit) : seat::takeBatch(m_host.store(), after, limit);
        }, std::move(then));
    }
    void takeAnswer(const QByteArray &answer, qint64 first, qint64 last, Then<PushStep> then) override
    {
        later<PushStep>([=, this]() -> Result<PushStep> {
            TD_ASSIGN(outcomes, seat::readAnswer(m_host.store(), answer, first, last));
            for (auto &[seq, outcome] : outcomes) {
                m_host.m_timeline.trace(m_host.m_person.token + " hears of " + QByteArray::number(seq) + ": " + protocol::verdictName(outcome.verdict).latin1());
                if (m_host.mutant().outcome)
                    m_host.mutant().outcome(outcome);
            }
            return seat::applyOutcomes(m_host.store(), outcomes);
        }, std::move(then));
    }
    void noteFailure(qint64 first, qint64 last, const QString &code) override
    {
        later<bool>([this, first, last, code]() -> Result<bool> {
            TD_TRY(m_host.store().outbox().noteFailure(first, last, code));
            return true;
        }, [](const Result<bool> &) {});
    }
    void setClockOffset(qint64 offset) override
    {
        later<bool>([this, offset]() -> Result<bool> {
            m_host.store().seat().setClockOffset(offset);
            return true;
        }, [](const Result<bool> &) {});
    }

private:
    template <class T> void later(std::function<Result<T>()> work, Then<T> then)
    {
        m_last = qMax(m_last, m_host.m_timeline.now() + m_host.m_dice.below(3));
        m_host.m_timeline.at(m_last, [this, guard = std::weak_ptr(m_alive), work = std::move(work), then = std::move(then)] {
            if (guard.expired() || !m_host.isRunning())
                return;
            Result<T> result = work();
            if (m_host.isRunning()) // a dead process tells nobody
                then(std::move(result));
            m_host.buryIfDead();
        });
    }
    SeatHost &m_host;
    qint64 m_last = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

SeatHost::SeatHost(Timeline &timeline, Endpoint &server, Dice dice, Ledger &ledger, QString profile, const Person &person, const SeatMutant &mutant)
    : m_timeline(timeline)
    , m_dice(dice)
    , m_ledger(ledger)
    , m_profile(std::move(profile))
    , m_person(person)
    , m_mutant(mutant)
    , m_clock(timeline)
    , m_timers(timeline)
    , m_network(timeline, server, m_dice.fork(), person.token)
{
}

SeatHost::~SeatHost() { bury(); }

void SeatHost::boot()
{
    auto opened = seat::LocalStore::open(m_profile, m_clock, [this] { return m_dice.next(); });
    if (!opened)
        qFatal("%s does not open: %s %s", qPrintable(m_profile), qPrintable(opened.error().code), qPrintable(opened.error().detail));
    m_store = std::move(*opened);
    m_dead = false;
    m_statementsToLive = -1;
    const auto known = m_store->identity();
    if (known && known->user.isNull()) {
        const auto bound = m_store->setIdentity({QStringLiteral("http://sim"), m_person.user, m_person.seat,
            QString::fromUtf8(m_person.token), qint64(schema::Writer::Agent), m_person.token});
        if (!bound)
            qFatal("identity: %s", qPrintable(bound.error().code));
    }
    const auto fuse = [this](QByteArrayView) -> std::optional<int> {
        if (m_statementsToLive > 0 && --m_statementsToLive == 0)
            m_dead = true;
        if (fault && fault->strikes())
            return fault->how;
        return m_dead ? std::optional(10) : std::nullopt; // SQLITE_IOERR
    };
    m_store->mirror().connection().setFaultHook(fuse);
    m_store->outboxConnection().setFaultHook(fuse);
    m_syncStore = std::make_unique<Store>(*this);
    m_engine = std::make_unique<sync::Engine>(
        sync::Engine::Parts {m_network, *m_syncStore, m_clock, m_timers, [this] { return m_dice.unit(); }, true});
    m_engine->start(m_person.token);
    m_timeline.trace(m_person.token + " boots");
}

bool SeatHost::isIdle() const
{
    return isRunning() && m_engine->isSettled() && m_engine->status().phase == domain::SyncStatus::Phase::Live;
}

void SeatHost::note(const QList<qint64> &seqs)
{
    auto &confirmed = m_ledger.confirmed[m_person.seat.toString()];
    for (const qint64 seq : seqs) {
        const auto entry = m_store->outbox().entry(seq);
        if (entry && *entry)
            confirmed.insert(seq, (*entry)->change.id.toString());
        else if (entry && !m_dead)
            qFatal("a confirmed operation is not in the outbox");
        m_timeline.trace(m_person.token + " does " + QByteArray::number(seq));
    }
}

Status SeatHost::commit(const QList<domain::Change> &changes)
{
    domain::ChangeSet changed;
    const auto seqs = m_store->seat().commit(changes, changed);
    if (m_dead) // died before it could say so: nobody was told anything
        return {};
    if (!seqs)
        return seqs.error();
    note(*seqs);
    m_engine->outboxChanged();
    return {};
}

void SeatHost::resolve(const Id &review, domain::Resolution resolution)
{
    const auto resolved = seat::resolveReview(*m_store, review, resolution, {});
    if (m_dead || !resolved)
        return;
    note(resolved->seqs);
    m_engine->outboxChanged();
}

void SeatHost::discard(qint64 seq)
{
    domain::ChangeSet changed;
    if (m_store->seat().discard(seq, changed) && !m_dead)
        m_timeline.trace(m_person.token + " takes back " + QByteArray::number(seq));
}

void SeatHost::undo(qint64 seq)
{
    domain::ChangeSet changed;
    const auto seqs = m_store->seat().undo({seq}, changed);
    if (m_dead || !seqs || seqs->contains(seq)) // had not been sent: it was discarded
        return;
    note(*seqs);
    m_engine->outboxChanged();
}

void SeatHost::goOffline(qint64 ms)
{
    if (m_calm || !m_network.isUp())
        return;
    m_network.setUp(false);
    m_timeline.after(ms, [this] {
        if (m_network.isUp())
            return;
        m_network.setUp(true);
        if (m_dice.chance(.5) && isRunning())
            m_engine->connectNow(); // the system said so
    });
}

void SeatHost::killSoon()
{
    if (!m_calm && isRunning())
        m_statementsToLive = m_dice.between(1, 200);
}

void SeatHost::setCalm()
{
    m_calm = true;
    m_statementsToLive = -1;
    m_network.faults = {};
    if (!m_network.isUp())
        m_network.setUp(true);
    if (isRunning())
        m_engine->connectNow();
}

void SeatHost::restartIfStopped()
{
    if (!isRunning() || m_engine->isRunning())
        return;
    m_timeline.trace(m_person.token + " starts again");
    bury();
    boot();
}

void SeatHost::buryIfDead()
{
    if (!m_dead || !m_store)
        return;
    ++crashes;
    m_timeline.trace(m_person.token + " dies");
    m_timeline.after(0, [this, life = ++m_life] {
        if (life != m_life || !m_dead || !m_store)
            return;
        bury();
        m_timeline.after(m_dice.between(500, 120'000), [this] {
            if (!m_store)
                boot();
        });
    });
}

void SeatHost::bury()
{
    m_network.drop();
    m_engine.reset();
    m_syncStore.reset();
    m_store.reset();
}

} // namespace tidedesk::sim
