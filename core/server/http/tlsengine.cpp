// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/tlsengine.h"
#include <array>
#include <cstring>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace tidedesk::http {

bio_method_st *TlsEngine::createPipe()
{
    BIO_METHOD *pipe = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "tidedesk pipe");
    Q_CHECK_PTR(pipe);
    BIO_meth_set_read(pipe, pipeRead);
    BIO_meth_set_write(pipe, pipeWrite);
    BIO_meth_set_ctrl(pipe, pipeControl);
    return pipe;
}

int TlsEngine::pipeRead(bio_st *bio, char *data, int size)
{
    auto *self = static_cast<TlsEngine *>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    if (self->m_input.isEmpty()) {
        BIO_set_retry_read(bio);
        return -1;
    }
    const qsizetype taken = qMin(qsizetype(size), self->m_input.size());
    std::memcpy(data, self->m_input.data(), size_t(taken));
    self->m_input = self->m_input.sliced(taken);
    return int(taken);
}

int TlsEngine::pipeWrite(bio_st *bio, const char *data, int size)
{
    static_cast<TlsEngine *>(BIO_get_data(bio))->m_output.append(data, size);
    return size;
}

long TlsEngine::pipeControl(bio_st *, int command, long, void *)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

TlsEngine::TlsEngine(std::shared_ptr<const TlsContext> context)
    : m_context(std::move(context))
    , m_ssl(SSL_new(m_context->native()))
{
    Q_CHECK_PTR(m_ssl);
    BIO *bio = BIO_new(m_context->pipe());
    Q_CHECK_PTR(bio);
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(m_ssl, bio, bio);
    SSL_set_accept_state(m_ssl);
}

TlsEngine::~TlsEngine()
{
    SSL_free(m_ssl);
}

TlsEngine::State TlsEngine::decrypt(QByteArrayView cipher, const std::function<void(QByteArrayView)> &plain)
{
    m_input = cipher;
    std::array<char, 16 * 1024> piece;
    for (;;) {
        ERR_clear_error();
        const int size = SSL_read(m_ssl, piece.data(), int(piece.size()));
        if (size > 0) {
            plain(QByteArrayView(piece.data(), size));
            continue;
        }
        const int error = SSL_get_error(m_ssl, size);
        m_input = {};
        return error == SSL_ERROR_WANT_READ  ? State::Open
            : error == SSL_ERROR_ZERO_RETURN ? State::Ended
                                             : State::Failed;
    }
}

TlsEngine::State TlsEngine::encrypt(QByteArrayView plain)
{
    ERR_clear_error();
    return plain.isEmpty() || SSL_write(m_ssl, plain.data(), int(plain.size())) == plain.size() ? State::Open
                                                                                                : State::Failed;
}

void TlsEngine::closeNotify()
{
    ERR_clear_error();
    if (SSL_is_init_finished(m_ssl))
        SSL_shutdown(m_ssl);
    ERR_clear_error();
}

} // namespace tidedesk::http
