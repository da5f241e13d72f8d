// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/http/rawclient.h"
#include <arpa/inet.h>
#include <array>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tidedesk::test {

RawClient::RawClient(quint16 port, int receiveBuffer)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    if (receiveBuffer > 0)
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        close();
}

RawClient::RawClient(RawClient &&other) noexcept
    : m_socket(std::exchange(other.m_socket, -1))
    , m_tls(std::exchange(other.m_tls, nullptr))
    , m_in(std::move(other.m_in))
{
}

RawClient::~RawClient()
{
    close();
}

void RawClient::close()
{
    SSL_free(std::exchange(m_tls, nullptr));
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
}

void RawClient::reset()
{
    const linger now{1, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
}

void RawClient::shutdownWrite()
{
    ::shutdown(m_socket, SHUT_WR);
}

bool RawClient::startTls(ssl_ctx_st *context)
{
    m_tls = SSL_new(context);
    SSL_set_fd(m_tls, m_socket);
    return SSL_connect(m_tls) == 1;
}

bool RawClient::send(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto sent = m_tls ? SSL_write(m_tls, bytes.data(), int(bytes.size()))
                                : ::send(m_socket, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes = bytes.sliced(qsizetype(sent));
    }
    return true;
}

bool RawClient::fill(int waitMs)
{
    pollfd waiting{m_socket, POLLIN, 0};
    if (!(m_tls && SSL_pending(m_tls) > 0) && ::poll(&waiting, 1, waitMs) <= 0)
        return false;
    std::array<char, 64 * 1024> buffer;
    const auto size = m_tls ? SSL_read(m_tls, buffer.data(), int(buffer.size()))
                            : ::recv(m_socket, buffer.data(), buffer.size(), 0);
    if (size <= 0)
        return false;
    m_in.append(buffer.data(), qsizetype(size));
    return true;
}

bool RawClient::isClosed(int waitMs)
{
    for (;;) {
        pollfd waiting{m_socket, POLLIN, 0};
        if (::poll(&waiting, 1, waitMs) <= 0)
            return false;
        if (!fill(0))
            return true;
    }
}

QByteArray RawClient::take(qsizetype size)
{
    const QByteArray taken = m_in.first(size);
    m_in.remove(0, size);
    return taken;
}

QByteArray RawClient::readUntil(QByteArrayView marker)
{
    qsizetype found = 0;
    while ((found = m_in.indexOf(marker)) < 0) {
        if (!fill())
            return take(m_in.size());
    }
    return take(found + marker.size());
}

QByteArray RawClient::readExactly(qsizetype size)
{
    while (m_in.size() < size && fill()) { }
    return take(qMin(size, m_in.size()));
}

Reply RawClient::head()
{
    Reply reply;
    const QByteArray text = readUntil("\r\n\r\n");
    if (!text.startsWith("HTTP/1.1 ") || !text.endsWith("\r\n\r\n"))
        return reply;
    reply.status = text.mid(9, 3).toInt();
    for (QByteArray line : text.split('\n').mid(1)) {
        line = line.trimmed();
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            reply.headers.add(line.first(colon), line.mid(colon + 1).trimmed());
    }
    return reply;
}

Reply RawClient::reply(bool toHead)
{
    Reply reply = head();
    if (reply.status == 0)
        return reply;
    if (toHead || reply.status < 200 || reply.status == 204 || reply.status == 304) {
        reply.whole = true;
    } else if (reply.headers.has("Content-Length")) {
        const qsizetype length = reply.headers.value("Content-Length").toLongLong();
        reply.body = readExactly(length);
        reply.whole = reply.body.size() == length;
    } else if (reply.headers.value("Transfer-Encoding") == "chunked") {
        readChunks(reply);
    } else {
        while (fill()) { }
        reply.body = take(m_in.size());
        reply.whole = true;
    }
    return reply;
}

void RawClient::readChunks(Reply &reply)
{
    for (;;) {
        bool ok = false;
        const QByteArray line = readUntil("\r\n");
        const qsizetype size = line.trimmed().toLongLong(&ok, 16);
        if (!ok)
            return;
        reply.body += readExactly(size);
        if (readExactly(2) != "\r\n")
            return;
        if (size == 0) {
            reply.whole = true;
            return;
        }
    }
}

} // namespace tidedesk::test
