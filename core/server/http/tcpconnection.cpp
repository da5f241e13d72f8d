// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/tcpconnection.h"
#include <boost/asio/buffer.hpp>
#ifdef Q_OS_LINUX
#include <netinet/tcp.h>
#endif

namespace tidedesk::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {
constexpr qsizetype kTlsPiece = 16 * 1024; ///< one TLS record
constexpr size_t kGather = 8; ///< buffers per system call

bool isWouldBlock(const boost::system::error_code &error)
{
    return error == asio::error::would_block || error == asio::error::try_again || error == asio::error::interrupted;
}

/// Qt's client leaves Nagle's algorithm on: the end of a body stays there until what came before it is acknowledged, which
/// the kernel puts off by 40 ms. It forgets this wish again and again, so it is told after every read.
void acknowledgeAtOnce(tcp::socket &socket)
{
#ifdef TCP_QUICKACK
    boost::system::error_code ignored;
    socket.set_option(asio::detail::socket_option::boolean<IPPROTO_TCP, TCP_QUICKACK>(true), ignored);
#else
    Q_UNUSED(socket)
#endif
}
} // namespace

TcpConnection::TcpConnection(Loop &loop, tcp::socket socket, std::shared_ptr<const TlsContext> tls)
    : m_loop(loop)
    , m_socket(std::move(socket))
    , m_tls(tls ? std::make_unique<TlsEngine>(std::move(tls)) : nullptr)
{
    ErrorCode ignored;
    m_address = m_socket.remote_endpoint(ignored).address();
    if (m_address.is_v6() && m_address.to_v6().is_v4_mapped())
        m_address = asio::ip::make_address_v4(asio::ip::v4_mapped, m_address.to_v6());
    m_socket.set_option(tcp::no_delay(true), ignored);
    m_socket.set_option(asio::socket_base::keep_alive(true), ignored);
}

QByteArray TcpConnection::remoteAddress() const
{
    return QByteArray::fromStdString(m_address.to_string());
}

QByteArray TcpConnection::addressKey() const
{
    if (m_address.is_v4())
        return remoteAddress();
    const auto bytes = m_address.to_v6().to_bytes();
    return QByteArray(reinterpret_cast<const char *>(bytes.data()), 8);
}

void TcpConnection::start(std::weak_ptr<User> user)
{
    m_user = std::move(user);
    ErrorCode error;
    m_socket.non_blocking(true, error);
    if (error)
        return fail();
    awaitRead();
}

void TcpConnection::setReading(bool on)
{
    m_reading = on;
    awaitRead();
}

void TcpConnection::awaitRead()
{
    if (!m_reading || m_readWaits || m_ended || m_failed || m_closed)
        return;
    m_readWaits = true;
    m_socket.async_wait(
        tcp::socket::wait_read, [self = shared_from_this()](ErrorCode error) { self->readable(error); });
}

void TcpConnection::readable(ErrorCode error)
{
    m_readWaits = false;
    const auto user = m_user.lock();
    if (m_closed || m_failed || !user)
        return;
    auto &scratch = m_loop.native().scratch;
    const size_t size = error ? 0 : m_socket.read_some(asio::buffer(scratch), error);
    if (error == asio::error::eof) {
        m_ended = true;
        user->receivedEnd();
        return;
    }
    if (error && !isWouldBlock(error))
        return fail();
    acknowledgeAtOnce(m_socket);
    const QByteArrayView bytes(scratch.data(), qsizetype(size));
    if (m_tls)
        receivedCipher(bytes, user);
    else if (!bytes.isEmpty())
        user->received(bytes);
    awaitRead();
}

void TcpConnection::receivedCipher(QByteArrayView cipher, const std::shared_ptr<User> &user)
{
    const auto state = m_tls->decrypt(cipher, [this, &user](QByteArrayView plain) {
        if (!m_closed)
            user->received(plain);
    });
    if (m_closed)
        return;
    m_cipher.append(m_tls->takeOutput());
    flush(); // the handshake, or the alert that says what is wrong
    if (state == TlsEngine::State::Failed)
        return fail();
    if (state == TlsEngine::State::Ended && !m_closed) {
        m_ended = true;
        user->receivedEnd();
    }
}

void TcpConnection::write(QByteArray bytes)
{
    if (bytes.isEmpty() || m_closed || m_failed || m_shutdownWanted)
        return;
    m_written += bytes.size();
    m_queue.push_back(std::move(bytes));
    flush();
}

void TcpConnection::flush()
{
    while (hasOutput() && !m_writeWaits && !m_failed && !m_closed) {
        const ErrorCode error = m_tls ? sendCipher() : sendPlain();
        if (!error)
            continue;
        if (!isWouldBlock(error))
            return fail();
        m_writeWaits = true;
        m_socket.async_wait(tcp::socket::wait_write, [self = shared_from_this()](ErrorCode failure) {
            self->m_writeWaits = false;
            if (self->m_closed || self->m_failed)
                return;
            if (failure)
                return self->fail();
            self->flush();
            if (const auto user = self->m_user.lock(); user && !self->m_failed)
                user->progressed();
        });
    }
    if (m_shutdownWanted && !hasOutput() && !m_failed && !m_closed)
        finishShutdown();
}

TcpConnection::ErrorCode TcpConnection::sendPlain()
{
    std::array<asio::const_buffer, kGather> buffers;
    size_t used = 0;
    for (const QByteArray &bytes : m_queue) {
        const qsizetype skip = used == 0 ? m_offset : 0;
        buffers[used++] = asio::const_buffer(bytes.constData() + skip, size_t(bytes.size() - skip));
        if (used == kGather)
            break;
    }
    ErrorCode error;
    auto sent = qsizetype(m_socket.write_some(buffers, error));
    m_sent += sent;
    while (sent > 0) {
        const qsizetype left = m_queue.front().size() - m_offset;
        if (sent < left) {
            m_offset += sent;
            break;
        }
        sent -= left;
        m_offset = 0;
        m_queue.pop_front();
    }
    return error;
}

TcpConnection::ErrorCode TcpConnection::sendCipher()
{
    if (m_cipher.isEmpty())
        encryptNext();
    ErrorCode error;
    const auto rest = QByteArrayView(m_cipher).sliced(m_cipherOffset);
    m_cipherOffset += qsizetype(m_socket.write_some(asio::buffer(rest.data(), size_t(rest.size())), error));
    if (m_cipherOffset == m_cipher.size()) {
        m_sent += std::exchange(m_cipherPlain, 0);
        m_cipher = {};
        m_cipherOffset = 0;
    }
    return error;
}

void TcpConnection::encryptNext()
{
    const QByteArrayView piece
        = QByteArrayView(m_queue.front()).sliced(m_offset).first(qMin(kTlsPiece, m_queue.front().size() - m_offset));
    if (m_tls->encrypt(piece) == TlsEngine::State::Failed)
        return fail();
    m_cipher = m_tls->takeOutput();
    m_cipherPlain = piece.size();
    m_offset += piece.size();
    if (m_offset == m_queue.front().size()) {
        m_queue.pop_front();
        m_offset = 0;
    }
}

void TcpConnection::shutdownWrite()
{
    m_shutdownWanted = true;
    flush();
}

void TcpConnection::finishShutdown()
{
    if (m_tls && !m_shutdownSaid) {
        m_shutdownSaid = true;
        m_tls->closeNotify();
        m_cipher = m_tls->takeOutput();
        return flush();
    }
    ErrorCode ignored;
    m_socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void TcpConnection::fail()
{
    if (m_failed || m_closed)
        return;
    m_failed = true;
    m_loop.post([self = shared_from_this()] {
        const auto user = self->m_user.lock();
        if (user && !self->m_closed)
            user->failed();
    });
}

void TcpConnection::close()
{
    if (m_closed)
        return;
    m_closed = true;
    m_queue.clear();
    m_cipher = {};
    ErrorCode ignored;
    m_socket.close(ignored);
}

} // namespace tidedesk::http
