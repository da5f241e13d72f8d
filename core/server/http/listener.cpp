// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/listener.h"
#include "core/server/http/tcpconnection.h"
#include <boost/asio/ip/v6_only.hpp>

namespace tidedesk::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

Listener::Listener(Loop &loop)
    : m_loop(loop)
    , m_acceptor(loop.native().context)
{
}

Result<std::shared_ptr<Listener>> Listener::open(Loop &loop, const QString &address, quint16 port, int backlog)
{
    error_code error;
    const auto ip = asio::ip::make_address(address.toStdString(), error);
    if (error)
        return Error{Consequence::Rejected, QStringLiteral("http.bad_address"), address};
    const std::shared_ptr<Listener> listener(new Listener(loop));
    auto &acceptor = listener->m_acceptor;
    const tcp::endpoint endpoint(ip, port);
    acceptor.open(endpoint.protocol(), error);
#ifndef Q_OS_WIN // there it would let a second program take the port over
    if (!error)
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
#endif
    if (!error && ip.is_v6())
        acceptor.set_option(asio::ip::v6_only(false), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(backlog, error);
    if (!error)
        acceptor.non_blocking(true, error);
    if (error) {
        return Error{Consequence::Fatal, QStringLiteral("http.listen_failed"),
            QStringLiteral("%1 port %2: %3").arg(address).arg(port).arg(QString::fromStdString(error.message()))};
    }
    return listener;
}

quint16 Listener::port() const
{
    error_code ignored;
    return m_acceptor.local_endpoint(ignored).port();
}

void Listener::start(Events events, int backoffMs)
{
    m_events = std::move(events);
    m_backoffMs = backoffMs;
    awaitConnection();
}

void Listener::awaitConnection()
{
    if (!m_acceptor.is_open())
        return;
    m_acceptor.async_accept([self = shared_from_this()](error_code error, tcp::socket socket) {
        if (!self->m_acceptor.is_open())
            return;
        if (!error) {
            self->handOn(std::move(socket));
            return self->awaitConnection();
        }
        if (error == asio::error::connection_aborted)
            return self->awaitConnection();
        self->m_events.acceptFailed();
        self->m_loop.after(self->m_backoffMs, [self] { self->awaitConnection(); });
    });
}

void Listener::handOn(tcp::socket socket)
{
    m_events.accepted(std::make_shared<TcpConnection>(m_loop, std::move(socket), m_tls));
}

void Listener::close()
{
    error_code error;
    while (m_acceptor.is_open()) {
        tcp::socket socket(m_loop.native().context);
        m_acceptor.accept(socket, error);
        if (error)
            break;
        handOn(std::move(socket));
    }
    m_acceptor.close(error);
}

} // namespace tidedesk::http
