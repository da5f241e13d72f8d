// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/server/http/connection.h"
#include "core/server/http/loop_p.h"
#include "core/server/http/tlscontext.h"
#include <boost/asio/ip/tcp.hpp>

namespace tidedesk::http {

/// One listening socket. When accepting fails for want of file descriptors it pauses instead of spinning.
/// After open(), io thread only.
class Listener : public std::enable_shared_from_this<Listener> {
public:
    struct Events {
        std::function<void(std::shared_ptr<Connection>)> accepted;
        std::function<void()> acceptFailed;
    };

    /// `address` is numeric, "::" takes IPv4 too. Port 0: any free one. Fails with http.bad_address or
    /// http.listen_failed.
    static Result<std::shared_ptr<Listener>> open(Loop &loop, const QString &address, quint16 port, int backlog);
    quint16 port() const;

    void start(Events events, int backoffMs);
    /// For connections accepted from now on; null = plain.
    void setTls(std::shared_ptr<const TlsContext> tls) { m_tls = std::move(tls); }
    bool isSecure() const { return m_tls != nullptr; }
    /// Takes the connections that the system has already established, then stops listening.
    void close();

private:
    explicit Listener(Loop &loop);
    void awaitConnection();
    void handOn(boost::asio::ip::tcp::socket socket);

    Loop &m_loop;
    boost::asio::ip::tcp::acceptor m_acceptor;
    std::shared_ptr<const TlsContext> m_tls;
    Events m_events;
    int m_backoffMs = 0;
};

} // namespace tidedesk::http
