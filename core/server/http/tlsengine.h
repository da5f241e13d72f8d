// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/tlscontext.h"
#include <functional>

struct ssl_st;
struct bio_st;

namespace tidedesk::http {

/// The server's end of one TLS connection, without a socket: ciphertext in, plaintext out, and the other way round.
/// While idle it owns OpenSSL's state and no buffers of its own.
class TlsEngine {
public:
    enum class State { Open, Ended, Failed }; ///< Ended: the client said that it sends no more

    explicit TlsEngine(std::shared_ptr<const TlsContext> context);
    ~TlsEngine();
    Q_DISABLE_COPY_MOVE(TlsEngine)

    /// Takes all of `cipher`; hands on what it decrypts, each piece valid only during the call.
    State decrypt(QByteArrayView cipher, const std::function<void(QByteArrayView)> &plain);
    /// Only after the handshake, that is, after something was decrypted.
    State encrypt(QByteArrayView plain);
    /// Says that nothing more will be sent.
    void closeNotify();
    /// Ciphertext to be sent: of the handshake, of encrypt() and of closeNotify().
    QByteArray takeOutput() { return std::exchange(m_output, {}); }

    static bio_method_st *createPipe();

private:
    static int pipeRead(bio_st *bio, char *data, int size);
    static int pipeWrite(bio_st *bio, const char *data, int size);
    static long pipeControl(bio_st *bio, int command, long number, void *pointer);

    std::shared_ptr<const TlsContext> m_context;
    ssl_st *m_ssl;
    QByteArrayView m_input; ///< only during decrypt()
    QByteArray m_output;
};

} // namespace tidedesk::http
