// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/headers.h"
#include <memory>
#include <optional>
#include <utility>

struct ssl_st;
struct ssl_ctx_st;

namespace tidedesk::test {

/// An answer as it came over the wire.
struct Reply {
    int status = 0; ///< 0: none came
    http::Headers headers;
    QByteArray body; ///< dechunked
    bool whole = false; ///< ended as its framing says
};

/// A blocking client on a bare socket (loopback), free to say anything. Every wait has an end.
class RawClient {
public:
    static constexpr int kWaitMs = 10'000;

    /// `receiveBuffer`: the kernel's, so that a reader that does not read is full soon. 0 = the system's.
    explicit RawClient(quint16 port, int receiveBuffer = 0);
    ~RawClient();
    RawClient(RawClient &&other) noexcept;
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    bool isConnected() const { return m_socket >= 0; }
    /// Starts TLS; `context` is OpenSSL's. False when the handshake fails.
    bool startTls(ssl_ctx_st *context);
    ssl_st *tls() const { return m_tls; }

    /// False when the server has closed.
    bool send(QByteArrayView bytes);
    /// The next answer; what follows it is kept for the next call.
    Reply reply(bool toHead = false);
    /// Only status line and fields of the next answer.
    Reply head();
    /// Everything up to `marker`, or up to the end.
    QByteArray readUntil(QByteArrayView marker);
    /// So many bytes, or fewer at the end.
    QByteArray readExactly(qsizetype size);
    /// True when the server closes before it was silent for `waitMs`; what it sends before is kept.
    bool isClosed(int waitMs = kWaitMs);
    /// What has come and was not asked for yet, taken.
    QByteArray buffered() { return std::exchange(m_in, {}); }
    void shutdownWrite();
    void close();
    /// Leaves with a reset.
    void reset();

private:
    bool fill(int waitMs = kWaitMs);
    QByteArray take(qsizetype size);
    void readChunks(Reply &reply);

    int m_socket = -1;
    ssl_st *m_tls = nullptr;
    QByteArray m_in;
};

} // namespace tidedesk::test
