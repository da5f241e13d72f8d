// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/server/http/tlsidentity.h"
#include <memory>

struct ssl_ctx_st;
struct bio_method_st;

namespace tidedesk::http {

/// What all TLS connections of one certificate share: TLS 1.2 or newer, forward secrecy and authenticated ciphers only,
/// no renegotiation, ALPN http/1.1. Immutable; a renewed certificate is a new context.
class TlsContext {
public:
    /// Fails with http.bad_certificate or http.bad_key.
    static Result<std::shared_ptr<const TlsContext>> create(const TlsIdentity &identity);
    ~TlsContext();
    Q_DISABLE_COPY_MOVE(TlsContext)

    ssl_ctx_st *native() const { return m_context; }
    bio_method_st *pipe() const { return m_pipe; }

private:
    TlsContext();
    Status load(const TlsIdentity &identity);

    ssl_ctx_st *m_context;
    bio_method_st *m_pipe; ///< moves bytes between OpenSSL and a TlsEngine
};

} // namespace tidedesk::http
