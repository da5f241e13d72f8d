// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/tlscontext.h"
#include "core/server/http/tlsengine.h"
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

namespace tidedesk::http {

namespace {
template <auto Free> struct Freer {
    template <class T> void operator()(T *object) const { Free(object); }
};
using Bio = std::unique_ptr<BIO, Freer<BIO_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;

Bio reader(const QByteArray &pem)
{
    return Bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
}

/// An encrypted key would otherwise make OpenSSL ask on the terminal.
int noPassphrase(char *, int, int, void *)
{
    return 0;
}

Error failure(const char *code, const char *what)
{
    char reason[256];
    ERR_error_string_n(ERR_peek_last_error(), reason, sizeof reason);
    ERR_clear_error();
    return {Consequence::Rejected, QLatin1StringView(code),
        QLatin1StringView(what) + QLatin1StringView(": ") + QString::fromLatin1(reason)};
}

int selectHttp11(
    SSL *, const unsigned char **chosen, unsigned char *length, const unsigned char *offered, unsigned int size, void *)
{
    static constexpr unsigned char kHttp11[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    const int found
        = SSL_select_next_proto(const_cast<unsigned char **>(chosen), length, kHttp11, sizeof kHttp11, offered, size);
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}
} // namespace

TlsContext::TlsContext()
    : m_context(SSL_CTX_new(TLS_server_method()))
    , m_pipe(TlsEngine::createPipe())
{
    Q_CHECK_PTR(m_context);
    SSL_CTX_set_min_proto_version(m_context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(m_context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(m_context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(m_context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(m_context, selectHttp11, nullptr);
}

TlsContext::~TlsContext()
{
    SSL_CTX_free(m_context);
    BIO_meth_free(m_pipe);
}

Result<std::shared_ptr<const TlsContext>> TlsContext::create(const TlsIdentity &identity)
{
    ERR_clear_error();
    const std::shared_ptr<TlsContext> context(new TlsContext);
    TD_TRY(context->load(identity));
    return std::shared_ptr<const TlsContext>(context);
}

Status TlsContext::load(const TlsIdentity &identity)
{
    const Bio chain = reader(identity.certificateChain);
    const Certificate leaf(PEM_read_bio_X509(chain.get(), nullptr, noPassphrase, nullptr));
    if (!leaf || SSL_CTX_use_certificate(m_context, leaf.get()) != 1)
        return failure("http.bad_certificate", "the certificate cannot be used");
    while (const auto next = Certificate(PEM_read_bio_X509(chain.get(), nullptr, noPassphrase, nullptr)))
        SSL_CTX_add1_chain_cert(m_context, next.get());
    const Key key(PEM_read_bio_PrivateKey(reader(identity.privateKey).get(), nullptr, noPassphrase, nullptr));
    if (!key || SSL_CTX_use_PrivateKey(m_context, key.get()) != 1 || SSL_CTX_check_private_key(m_context) != 1)
        return failure("http.bad_key", "the key cannot be read or does not fit the certificate");
    ERR_clear_error();
    return {};
}

} // namespace tidedesk::http
