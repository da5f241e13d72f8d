// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/crowd.h"
#include <QElapsedTimer>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tidedesk::bench {

Peer::~Peer() { close(); }

bool Peer::connectTo(quint16 port, quint32 from, int receiveBuffer)
{
    close();
    in.clear();
    m_out.clear();
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_socket < 0)
        return false;
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(m_socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    if (receiveBuffer > 0)
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    sockaddr_in own {};
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(from);
    sockaddr_in server {};
    server.sin_family = AF_INET;
    server.sin_port = htons(port);
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool bound = ::bind(m_socket, reinterpret_cast<sockaddr *>(&own), sizeof own) == 0;
    if (!bound || (::connect(m_socket, reinterpret_cast<sockaddr *>(&server), sizeof server) != 0 && errno != EINPROGRESS)) {
        close();
        return false;
    }
    epoll_event event {};
    event.events = EPOLLIN | EPOLLOUT;
    event.data.ptr = this;
    ::epoll_ctl(m_crowd.m_epoll, EPOLL_CTL_ADD, m_socket, &event);
    return true;
}

void Peer::close()
{
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
}

void Peer::send(const QByteArray &bytes)
{
    m_out += bytes;
    flush();
}

void Peer::watch(bool writing)
{
    epoll_event event {};
    event.events = (reads ? EPOLLIN : 0U) | (writing ? EPOLLOUT : 0U);
    event.data.ptr = this;
    ::epoll_ctl(m_crowd.m_epoll, EPOLL_CTL_MOD, m_socket, &event);
}

void Peer::flush()
{
    while (isOpen() && !m_out.isEmpty()) {
        const ssize_t sent = ::send(m_socket, m_out.constData(), static_cast<size_t>(m_out.size()), MSG_NOSIGNAL);
        if (sent <= 0)
            return watch(true);
        m_out.remove(0, sent);
    }
}

void Peer::ready(quint32 events)
{
    if (events & EPOLLOUT) {
        flush();
        if (isOpen() && m_out.isEmpty())
            watch(false);
    }
    if (!(events & (EPOLLIN | EPOLLHUP | EPOLLERR)) || !isOpen())
        return;
    std::array<char, 64 * 1024> buffer;
    const ssize_t size = reads ? ::recv(m_socket, buffer.data(), buffer.size(), 0) : 0;
    if (size > 0) {
        in.append(buffer.data(), size);
        if (onReceived)
            onReceived();
    } else if (size == 0 || errno != EAGAIN) {
        close();
        if (onClosed)
            onClosed();
    }
}

Crowd::Crowd()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
}

Crowd::~Crowd() { ::close(m_epoll); }

bool Crowd::run(int ms, const std::function<bool()> &until, const std::function<void()> &tick)
{
    QElapsedTimer timer;
    timer.start();
    std::array<epoll_event, 256> events;
    while (timer.elapsed() < ms) {
        if (until && until())
            return true;
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 1);
        for (int i = 0; i < count; ++i)
            static_cast<Peer *>(events[static_cast<size_t>(i)].data.ptr)->ready(events[static_cast<size_t>(i)].events);
        if (tick)
            tick();
    }
    return until && until();
}

qsizetype wholeAnswer(const QByteArray &in)
{
    const qsizetype head = in.indexOf("\r\n\r\n");
    if (head < 0)
        return 0;
    const QByteArray fields = in.left(head).toLower();
    const qsizetype at = fields.indexOf("content-length: ");
    if (at >= 0) {
        const qsizetype whole = head + 4 + fields.mid(at + 16, fields.indexOf('\r', at) - at - 16).toLongLong();
        return in.size() >= whole ? whole : 0;
    }
    const qsizetype end = in.endsWith("\r\n0\r\n\r\n") ? in.size() : 0; // in chunks, one answer at a time
    return end;
}

int statusOf(const QByteArray &answer) { return answer.mid(9, 3).toInt(); }

} // namespace tidedesk::bench
