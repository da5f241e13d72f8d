// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/engine/engine.h"
#include "core/base/clock.h"
#include "core/base/eventlog.h"
#include "core/base/killpoint.h"
#include <numeric>

namespace tidedesk::server {

namespace {

Error busy() { return {Consequence::RetryLater, QStringLiteral("server.busy"), {}, 1000}; }

bool isStores(const Error &error) { return error.code.startsWith(u"store."); }

using Steady = std::chrono::steady_clock;

qint64 usSince(Steady::time_point since) { return std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - since).count(); }

/// Whether the pieces of a group that failed with this may be stored one by one.
bool mayGoBetterAlone(const Error &error)
{
    return error.consequence == Consequence::Retry || error.consequence == Consequence::Rejected;
}

} // namespace

Engine::Engine(std::unique_ptr<Store> store, const Clock &clock, Listener listener, std::function<quint64()> random)
    : m_store(std::move(store))
    , m_clock(clock)
    , m_ids(clock, std::move(random))
    , m_listener(std::move(listener))
{
}

Engine::~Engine() { stop(); }

void Engine::start()
{
    m_thread = std::thread([this] { loop(); });
}

void Engine::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void Engine::submit(Piece piece)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopping && m_waiting.size() < m_longestLine) {
            piece.since = Steady::now();
            m_waiting.push_back(std::move(piece));
            m_wake.notify_one();
            return;
        }
    }
    if (m_meter.refused)
        m_meter.refused();
    // Refused outside the lock: `done` may come back here.
    piece.done(busy());
}

Engine::Line Engine::line() const
{
    const std::lock_guard lock(m_mutex);
    return {m_waiting.size(), m_waiting.empty() ? 0 : usSince(m_waiting.front().since) / 1000};
}

bool Engine::turn()
{
    std::deque<Piece> group;
    {
        const std::lock_guard lock(m_mutex);
        group = nextGroup();
    }
    if (group.empty())
        return false;
    commitGroup(group);
    return true;
}

void Engine::loop()
{
    for (;;) {
        std::deque<Piece> group = takeGroup();
        if (group.empty())
            return;
        commitGroup(group);
    }
}

/// Waits for work; nothing when the engine stops.
std::deque<Engine::Piece> Engine::takeGroup()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
    return nextGroup();
}

/// With the mutex held.
std::deque<Engine::Piece> Engine::nextGroup()
{
    std::deque<Piece> group;
    int weight = 0;
    while (!m_waiting.empty() && (group.empty() || weight + m_waiting.front().weight <= kGroup)) {
        weight += m_waiting.front().weight;
        group.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    return group;
}

void Engine::commitGroup(std::deque<Piece> &group)
{
    const auto began = Steady::now();
    m_commitUs = 0;
    QList<Status> results;
    Touched touched;
    const Status committed = runGroup(group, results, touched);
    if (!committed) {
        results.clear();
        touched = {};
        for (Piece &piece : group)
            results.append(mayGoBetterAlone(committed.error()) ? runAlone(piece, touched) : committed);
    }
    for (size_t i = 0; i < group.size(); ++i)
        group[i].done(results[static_cast<qsizetype>(i)]);
    if (m_meter.grouped) {
        const int operations = std::accumulate(group.begin(), group.end(), 0, [](int sum, const Piece &piece) { return sum + piece.weight; });
        m_meter.grouped({operations, usSince(began), m_commitUs});
    }
    if (m_listener)
        m_listener(touched);
}

Status Engine::runGroup(std::deque<Piece> &group, QList<Status> &results, Touched &touched)
{
    TD_ASSIGN(transaction, StoreTransaction::begin(*m_store, Store::Access::Write));
    for (Piece &piece : group) {
        TD_ASSIGN(savepoint, StoreTransaction::begin(*m_store, Store::Access::Write));
        WriteContext context(*m_store, m_ids, m_clock.nowMs());
        Status done = piece.work(context);
        if (done)
            done = context.flush();
        if (done) {
            TD_TRY(savepoint.commit());
            touched += context.touched();
        } else if (isStores(done.error()) && mayGoBetterAlone(done.error())) {
            return done; // perhaps another piece's failure, which came to light only here
        } else {
            savepoint.rollback();
        }
        results.append(std::move(done));
    }
    killPoint("server.commit");
    const auto began = Steady::now();
    const Status committed = transaction.commit();
    m_commitUs += usSince(began);
    killPoint("server.committed");
    if (!committed)
        logWarning("commit_failed", logged(committed.error()));
    return committed;
}

Status Engine::runAlone(Piece &piece, Touched &touched)
{
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        Status done = runOnce(piece, touched);
        if (done || done.error().consequence != Consequence::Retry)
            return done;
    }
    return busy();
}

Status Engine::runOnce(Piece &piece, Touched &touched)
{
    TD_ASSIGN(transaction, StoreTransaction::begin(*m_store, Store::Access::Write));
    WriteContext context(*m_store, m_ids, m_clock.nowMs());
    TD_TRY(piece.work(context));
    TD_TRY(context.flush());
    const auto began = Steady::now();
    TD_TRY(transaction.commit());
    m_commitUs += usSince(began);
    touched += context.touched();
    return {};
}

} // namespace tidedesk::server
