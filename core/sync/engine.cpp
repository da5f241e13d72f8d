// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/engine.h"
#include "core/base/clock.h"
#include "core/base/logging.h"

namespace tidedesk::sync {

using Phase = domain::SyncStatus::Phase;

namespace {
constexpr qint64 kBackoffBaseMs = 500;
constexpr qint64 kBackoffCapMs = 60'000;
constexpr qint64 kSteadyMs = 20'000; ///< a live channel that held so long was a good one
constexpr qint64 kNewsWaitMs = 300; ///< for an answer to a push
}

Engine::Engine(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_puller(parts.transport, parts.store, parts.clock, this)
    , m_pusher(parts.transport, parts.store, this)
    , m_live(parts.transport, this)
    , m_backoffs {Backoff(kBackoffBaseMs, kBackoffCapMs, parts.random), Backoff(kBackoffBaseMs, kBackoffCapMs, parts.random),
          Backoff(kBackoffBaseMs, kBackoffCapMs, parts.random)}
{
    connect(&m_puller, &Puller::stepped, this, &Engine::onPullStep);
    connect(&m_puller, &Puller::caughtUp, this, &Engine::onCaughtUp);
    connect(&m_puller, &Puller::failed, this, [this](const Error &error) { onFailure(Pulls, error); });
    connect(&m_pusher, &Pusher::stepped, this, &Engine::onPushStep);
    connect(&m_pusher, &Pusher::drained, this, [this] {
        if (std::exchange(m_newsWaits, false))
            m_puller.request();
        checkSettled();
    });
    connect(&m_pusher, &Pusher::failed, this, [this](const Error &error) { onFailure(Pushes, error); });
    connect(&m_live, &LiveChannel::opened, this, [this] {
        m_liveSince = m_parts.clock.nowMs();
        m_puller.request(); // what was missed while it was closed
    });
    connect(&m_live, &LiveChannel::poked, this, &Engine::pullSoon);
    connect(&m_live, &LiveChannel::closed, this, &Engine::onLiveClosed);
    m_status.since = parts.clock.nowMs();
}

void Engine::start(const QByteArray &token)
{
    m_running = true;
    m_caughtUp = false;
    m_puller.setToken(token);
    m_pusher.setToken(token);
    m_live.setToken(token);
    for (Backoff &backoff : m_backoffs)
        backoff.reset();
    m_status.problem.clear();
    setPhase(Phase::Connecting);
    askState();
    connectNow();
}

void Engine::stop()
{
    m_running = false;
    m_newsWaits = false;
    ++m_retryGeneration;
    m_puller.stop();
    m_pusher.stop();
    m_live.close();
    m_status.retryAt = 0;
    setPhase(Phase::SignedOut);
}

/// One question at a time: a thousand edits at once must not leave a thousand of them before what is to be sent.
void Engine::askState()
{
    m_askAgain = m_asking;
    if (std::exchange(m_asking, true))
        return;
    m_parts.store.state([this, guard = QPointer(this)](Result<SyncStore::State> state) {
        if (!guard)
            return;
        m_asking = false;
        if (state)
            take(*state);
        if (m_askAgain)
            askState();
    });
}

void Engine::outboxChanged()
{
    askState();
    // Offline, the retry will take it along; there is no point in hammering.
    if (m_running && m_status.retryAt == 0)
        m_pusher.request();
}

void Engine::connectNow()
{
    if (!m_running)
        return;
    ++m_retryGeneration;
    m_status.retryAt = 0;
    m_puller.request();
    m_pusher.request();
    if (m_parts.live)
        m_live.open();
    publish();
}

bool Engine::isSettled() const
{
    return m_caughtUp && m_status.waiting == 0 && !m_puller.isBusy() && !m_pusher.isBusy();
}

void Engine::onPullStep(const SyncStore::PullStep &step)
{
    reached(Pulls);
    m_status.received += step.rows;
    if (step.pageApplied)
        m_status.left = step.left;
    take(step.state);
    if (!step.changed.isEmpty())
        Q_EMIT changed(step.changed);
    // A server that came back from a backup has made operations wait again.
    if (step.changed.outbox && step.state.waiting > 0 && m_running && m_status.retryAt == 0)
        m_pusher.request();
}

void Engine::onCaughtUp(qint64 serverTime)
{
    m_caughtUp = true;
    m_status.asOf = qMax(m_status.asOf, serverTime);
    m_status.received = 0;
    m_status.left = 0;
    setPhase(Phase::Live);
    checkSettled();
}

void Engine::onPushStep(const SyncStore::PushStep &step)
{
    reached(Pushes);
    take(step.state);
    if (!step.changed.isEmpty())
        Q_EMIT changed(step.changed);
    m_caughtUp = false; // the acknowledgement is still to come, in the feed
    pullSoon();
}

/// While operations are on their way, what becomes of them is heard of first: their rows would only go under what is still
/// pending, to be laid anew with every answer. News of others may wait that moment, too.
void Engine::pullSoon()
{
    if (!m_pusher.isBusy())
        return m_puller.request();
    if (std::exchange(m_newsWaits, true))
        return;
    m_parts.timers.after(kNewsWaitMs, this, [this] {
        if (std::exchange(m_newsWaits, false) && m_running)
            m_puller.request();
    });
}

/// The server has answered something sensible.
void Engine::reached(Way way)
{
    m_backoffs[way].reset();
    m_status.problem.clear();
    if (m_status.phase == Phase::Connecting || m_status.phase == Phase::Offline)
        setPhase(Phase::CatchingUp);
}

void Engine::onLiveClosed(const Error &error)
{
    if (!m_running)
        return;
    const qint64 opened = std::exchange(m_liveSince, 0);
    if (opened != 0 && m_parts.clock.nowMs() - opened >= kSteadyMs)
        m_backoffs[Live].reset();
    onFailure(Live, error);
}

void Engine::onFailure(Way way, const Error &error)
{
    if (!m_running)
        return;
    m_status.problem = error.code;
    m_caughtUp = false;
    m_newsWaits = false; // the retry asks for everything
    switch (error.consequence) {
    case Consequence::SignIn:
        m_running = false;
        ++m_retryGeneration;
        m_puller.stop();
        m_pusher.stop();
        m_live.close();
        setPhase(Phase::SignInNeeded);
        break;
    case Consequence::Fatal:
        m_running = false;
        m_puller.stop();
        m_pusher.stop();
        m_live.close();
        setPhase(Phase::Stopped);
        break;
    default:
        if (m_status.phase != Phase::Offline)
            setPhase(Phase::Offline);
        retryAfter(m_backoffs[way].next(error.retryAfterMs));
        break;
    }
    Q_EMIT failed(error);
}

void Engine::retryAfter(qint64 ms)
{
    const qint64 at = m_parts.clock.nowMs() + ms;
    if (m_status.retryAt != 0 && m_status.retryAt <= at)
        return; // an earlier retry is already set
    m_status.retryAt = at;
    const quint64 generation = ++m_retryGeneration;
    m_parts.timers.after(ms, this, [this, generation] {
        if (generation == m_retryGeneration)
            connectNow();
    });
    publish();
}

void Engine::setPhase(Phase phase)
{
    if (m_status.phase != phase) {
        m_status.phase = phase;
        m_status.since = m_parts.clock.nowMs();
    }
    publish();
}

void Engine::take(const SyncStore::State &state)
{
    m_status.waiting = state.waiting;
    m_status.reviews = state.reviews;
    m_status.asOf = qMax(m_status.asOf, state.asOf);
    publish();
}

void Engine::publish()
{
    if (m_status == m_published)
        return;
    m_published = m_status;
    Q_EMIT statusChanged(m_status);
}

void Engine::checkSettled()
{
    if (isSettled())
        Q_EMIT settled();
}

} // namespace tidedesk::sync
