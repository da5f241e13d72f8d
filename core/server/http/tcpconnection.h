// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/connection.h"
#include "core/server/http/loop_p.h"
#include "core/server/http/tlsengine.h"
#include <boost/asio/ip/tcp.hpp>
#include <deque>

namespace tidedesk::http {

/// Connection over an Asio socket, used as a portable readiness notifier: wait, then read or write without blocking.
/// So an idle connection owns no buffer, and one connection's write costs no hop through the loop.
class TcpConnection final : public Connection, public std::enable_shared_from_this<TcpConnection> {
public:
    /// `tls` may be null: plain.
    TcpConnection(Loop &loop, boost::asio::ip::tcp::socket socket, std::shared_ptr<const TlsContext> tls);

    void start(std::weak_ptr<User> user) override;
    void setReading(bool on) override;
    void write(QByteArray bytes) override;
    qint64 sentBytes() const override { return m_sent; }
    qint64 pendingBytes() const override { return m_written - m_sent; }
    void shutdownWrite() override;
    void close() override;
    QByteArray remoteAddress() const override;
    QByteArray addressKey() const override;
    bool isSecure() const override { return m_tls != nullptr; }

private:
    using ErrorCode = boost::system::error_code;

    void awaitRead();
    void readable(ErrorCode error);
    void receivedCipher(QByteArrayView cipher, const std::shared_ptr<User> &user);
    void flush();
    bool hasOutput() const { return !m_queue.empty() || !m_cipher.isEmpty(); }
    ErrorCode sendPlain();
    ErrorCode sendCipher();
    void encryptNext();
    void finishShutdown();
    void fail();

    Loop &m_loop;
    boost::asio::ip::tcp::socket m_socket;
    std::unique_ptr<TlsEngine> m_tls;
    std::weak_ptr<User> m_user;
    boost::asio::ip::address m_address;

    std::deque<QByteArray> m_queue; ///< written, not yet sent (or, with TLS, not yet encrypted)
    qsizetype m_offset = 0; ///< in the queue's front
    QByteArray m_cipher; ///< TLS: encrypted, not yet sent
    qsizetype m_cipherOffset = 0;
    qint64 m_cipherPlain = 0; ///< how many written bytes m_cipher stands for
    qint64 m_written = 0;
    qint64 m_sent = 0;

    bool m_reading = true;
    bool m_readWaits = false;
    bool m_writeWaits = false;
    bool m_ended = false;
    bool m_shutdownWanted = false;
    bool m_shutdownSaid = false; ///< TLS: close_notify was made
    bool m_failed = false;
    bool m_closed = false;
};

} // namespace tidedesk::http
