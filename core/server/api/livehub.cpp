// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/livehub.h"
#include "core/base/clock.h"
#include "core/server/pull/scopecheck.h"
#include <algorithm>

namespace tidedesk::server {

namespace {

constexpr qint64 kRetryMs = 1000; ///< when all readers are busy

using Streams = std::vector<std::shared_ptr<http::Stream>>;

} // namespace

void LiveHub::start() { beat(); }

void LiveHub::beat()
{
    endIf([now = m_clock.nowMs()](const Session &session) { return session.expiresAt <= now; });
    Streams streams;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[key, listener] : m_listeners)
            streams.push_back(listener.stream);
    }
    for (const auto &stream : streams)
        stream->write(":hb\n\n");
    m_server.after(kHeartbeatMs, [this] { beat(); });
}

quint64 LiveHub::generation() const
{
    const std::lock_guard lock(m_mutex);
    return m_generation;
}

void LiveHub::add(
    const Session &session, const domain::Scope &scope, quint64 generation, std::shared_ptr<http::Stream> stream)
{
    quint64 key = 0;
    std::shared_ptr<http::Stream> replaced;
    {
        const std::lock_guard lock(m_mutex);
        key = m_next++;
        m_listeners.emplace(key, Listener {session, scope, stream});
        enter(key, scope);
        QList<quint64> &ofSeat = m_bySeat[session.seat];
        ofSeat.append(key);
        if (ofSeat.size() > m_perSeat)
            replaced = m_listeners.at(ofSeat.takeFirst()).stream;
        if (generation != m_generation) {
            m_scopesStale = true;
            scheduleFlush(pause());
        }
    }
    if (replaced)
        replaced->finish();
    stream->write(":open\n\n");
    stream->onClosed([this, key] { remove(key); });
}

void LiveHub::remove(quint64 key)
{
    const std::lock_guard lock(m_mutex);
    const auto listener = m_listeners.find(key);
    if (listener == m_listeners.end())
        return;
    const auto ofSeat = m_bySeat.find(listener->second.session.seat);
    if (ofSeat != m_bySeat.end()) {
        ofSeat->removeOne(key);
        if (ofSeat->isEmpty())
            m_bySeat.erase(ofSeat);
    }
    leave(key, listener->second.scope);
    m_listeners.erase(listener);
}

/// With the mutex held, as the next two.
void LiveHub::enter(quint64 key, const domain::Scope &scope)
{
    for (const QString &bucket : scope.everything ? QSet<QString> {QString()} : scope.buckets)
        m_byBucket[bucket].append(key);
}

void LiveHub::leave(quint64 key, const domain::Scope &scope)
{
    for (const QString &bucket : scope.everything ? QSet<QString> {QString()} : scope.buckets) {
        const auto holders = m_byBucket.find(bucket);
        holders->removeOne(key);
        if (holders->isEmpty())
            m_byBucket.erase(holders);
    }
}

void LiveHub::mark(quint64 key)
{
    if (!std::exchange(m_listeners.at(key).dirty, true))
        m_dirty.append(key);
}

void LiveHub::touched(const Touched &touched)
{
    const std::lock_guard lock(m_mutex);
    if (touched.people) {
        ++m_generation;
        m_scopesStale = true;
    }
    if (touched.people) {
        for (const auto &[key, listener] : m_listeners)
            mark(key);
    }
    const QList<quint64> holdEverything = m_byBucket.value(QString());
    for (const QString &bucket : touched.buckets) {
        for (const quint64 key : m_byBucket.value(bucket))
            mark(key);
        for (const quint64 key : holdEverything) {
            if (m_listeners.at(key).scope.holds(bucket))
                mark(key);
        }
    }
    if (touched.people || !m_dirty.isEmpty())
        scheduleFlush(pause());
}

/// The first of a burst goes out at once, those that follow it closely together. With the mutex held.
qint64 LiveHub::pause() const { return std::clamp<qint64>(m_flushedAt + kGatherMs - m_clock.nowMs(), 0, kGatherMs); }

/// With the mutex held.
void LiveHub::scheduleFlush(qint64 ms)
{
    if (std::exchange(m_flushComes, true))
        return;
    m_server.after(ms, [this] { flush(); });
}

void LiveHub::flush()
{
    Streams streams;
    bool stale = false;
    {
        const std::lock_guard lock(m_mutex);
        m_flushComes = false;
        m_flushedAt = m_clock.nowMs();
        stale = std::exchange(m_scopesStale, false);
        for (const quint64 key : std::exchange(m_dirty, {})) {
            const auto listener = m_listeners.find(key);
            if (listener == m_listeners.end())
                continue;
            listener->second.dirty = false;
            streams.push_back(listener->second.stream);
        }
    }
    if (stale && !m_readers.run([this](Store &store) { readScopes(store); })) {
        const std::lock_guard lock(m_mutex);
        m_scopesStale = true;
        scheduleFlush(kRetryMs);
    }
    // Refused by a full buffer: that reader has pokes waiting already.
    m_pokes += streams.size();
    for (const auto &stream : streams)
        stream->write("event: poke\ndata: {}\n\n");
}

/// Whoever has lost his scope loses the channel; his next request is told why.
void LiveHub::readScopes(Store &store)
{
    std::vector<std::pair<quint64, Session>> listeners;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[key, listener] : m_listeners)
            listeners.emplace_back(key, listener.session);
    }
    const auto snapshot = StoreTransaction::begin(store, Store::Access::Read);
    if (!snapshot)
        return;
    Streams lost;
    for (const auto &[key, session] : listeners) {
        const auto scope = scopeNow(store, session.user, session.seat);
        const std::lock_guard lock(m_mutex);
        const auto listener = m_listeners.find(key);
        if (listener == m_listeners.end())
            continue;
        if (scope) {
            leave(key, listener->second.scope);
            listener->second.scope = *scope;
            enter(key, *scope);
        } else {
            lost.push_back(listener->second.stream);
        }
    }
    for (const auto &stream : lost)
        stream->finish();
}

void LiveHub::endIf(const std::function<bool(const Session &)> &condition)
{
    Streams streams;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[key, listener] : m_listeners) {
            if (condition(listener.session))
                streams.push_back(listener.stream);
        }
    }
    for (const auto &stream : streams)
        stream->finish();
}

void LiveHub::removeSession(const QByteArray &tokenHash)
{
    endIf([&](const Session &session) { return session.tokenHash == tokenHash; });
}

qsizetype LiveHub::count() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<qsizetype>(m_listeners.size());
}

} // namespace tidedesk::server
