// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/httpserver.h"
#include "core/server/http/router.h"
#include "tests/server/http/rawclient.h"
#include <deque>
#include <mutex>

namespace tidedesk::test {

/// Answers taken out of their handlers, to be given later and from the test's thread.
template <class T> class Box {
public:
    void put(T item)
    {
        const std::lock_guard lock(m_mutex);
        m_items.push_back(std::move(item));
    }
    /// The oldest, or a default T.
    T take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_items.empty())
            return T();
        T item = std::move(m_items.front());
        m_items.pop_front();
        return item;
    }
    int size() const
    {
        const std::lock_guard lock(m_mutex);
        return int(m_items.size());
    }

private:
    mutable std::mutex m_mutex;
    std::deque<T> m_items;
};

/// A running server with the routes that most tests need: GET /ping, POST /echo (what it got), PUT /blobs/{id}
/// (8 MiB allowed), GET /text/{bytes} (compressible), GET /hold (answered by the test). Stops first of all.
class ServerFixture {
public:
    using Setup = std::function<void(http::Router &)>;

    explicit ServerFixture(
        const http::Limits &limits = {}, const Setup &more = {}, const std::optional<http::TlsIdentity> &tls = {});
    ~ServerFixture() { server.stop(); }

    RawClient client() const { return RawClient(port); }
    /// One request on a connection of its own.
    Reply ask(const QByteArray &request) const;

    http::Router router;
    Box<std::shared_ptr<http::Responder>> held;
    Box<http::Exchanged> exchanged;
    http::HttpServer server;
    quint16 port = 0;
};

/// The process's resident memory. Tells something only where freed memory is given back or used again.
qint64 residentKiB();
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMemoryTells = false;
#else
constexpr bool kMemoryTells = true;
#endif

/// Text that compresses well, different in every part.
QByteArray sampleText(qsizetype bytes);

inline QByteArray get(const QByteArray &path, const QByteArray &more = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: test\r\n" + more + "\r\n";
}

} // namespace tidedesk::test
