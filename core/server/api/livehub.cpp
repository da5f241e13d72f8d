// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/livehub.h"

namespace tidedesk::server {

void LiveHub::start() { beat(); }

void LiveHub::beat()
{
    std::vector<std::shared_ptr<http::Stream>> streams;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[key, listener] : m_listeners)
            streams.push_back(listener.stream);
    }
    for (const auto &stream : streams)
        stream->write(":hb\n\n");
    m_server.after(kHeartbeatMs, [this] { beat(); });
}

void LiveHub::add(const Session &session, const domain::Scope &scope, std::shared_ptr<http::Stream> stream)
{
    quint64 key = 0;
    {
        const std::lock_guard lock(m_mutex);
        key = m_next++;
        m_listeners.emplace(key, Listener {session, scope, stream});
    }
    stream->write(":open\n\n");
    stream->onClosed([this, key] {
        const std::lock_guard lock(m_mutex);
        m_listeners.erase(key);
    });
}

void LiveHub::touched(const Touched &touched)
{
    const std::lock_guard lock(m_mutex);
    bool any = false;
    for (auto &[key, listener] : m_listeners) {
        bool concerned = touched.people;
        for (auto it = touched.buckets.begin(); !concerned && it != touched.buckets.end(); ++it)
            concerned = listener.scope.holds(*it);
        listener.dirty = listener.dirty || concerned;
        any = any || listener.dirty;
    }
    if (!any || m_flushComes)
        return;
    m_flushComes = true;
    m_server.after(kGatherMs, [this] { flush(); });
}

void LiveHub::flush()
{
    std::vector<std::shared_ptr<http::Stream>> streams;
    {
        const std::lock_guard lock(m_mutex);
        m_flushComes = false;
        for (auto &[key, listener] : m_listeners) {
            if (std::exchange(listener.dirty, false))
                streams.push_back(listener.stream);
        }
    }
    // Refused by a full buffer: that reader has pokes waiting already.
    for (const auto &stream : streams)
        stream->write("event: poke\ndata: {}\n\n");
}

void LiveHub::removeUser(const Id &user)
{
    std::vector<std::shared_ptr<http::Stream>> streams;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[key, listener] : m_listeners) {
            if (listener.session.user == user)
                streams.push_back(listener.stream);
        }
    }
    for (const auto &stream : streams)
        stream->finish();
}

qsizetype LiveHub::count() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<qsizetype>(m_listeners.size());
}

} // namespace tidedesk::server
