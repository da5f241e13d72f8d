// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/decompressor.h"
#include "core/server/http/limits.h"
#include "core/server/http/request.h"

namespace tidedesk::http {

/// Why a request was refused: a status, a stable code, and plain English.
struct Refusal {
    int status = 0;
    QByteArray code;
    QByteArray detail;
};

/// Bytes in, one Request out (HTTP/1.0 and 1.1, RFC 9112), without any I/O. Boost.Beast's parser does the syntax;
/// on top, what it lets through is refused: no Host or two, any Transfer-Encoding but chunked, any Content-Length but
/// one plain number, a target that is no path. One parser reads one request.
class RequestParser {
public:
    enum class Step {
        NeedMore, ///< everything usable was consumed; show the rest again with more bytes behind it
        Head, ///< once, before any of the body is read: the place to decide on the body
        Done,
        Failed, ///< see refusal(); the connection cannot go on
    };

    explicit RequestParser(const Limits &limits);
    ~RequestParser();

    /// Reads from `bytes` and sets `used` to how many it consumed.
    Step advance(QByteArrayView bytes, qsizetype &used);
    const Refusal &refusal() const { return m_refusal; }

    /// After Head, if hasBody(): what the body may be at most, as sent and decompressed. False, with a refusal, when it
    /// is known to be larger.
    bool acceptBody(qint64 maxBytes);
    bool hasBody() const;
    bool expectsContinue() const { return m_expectsContinue; }
    bool isHttp10() const { return m_http10; }
    bool keepsAlive() const; ///< the client wants the connection kept
    qint64 bodyBytesRead() const { return m_bodyRead; } ///< as sent

    Request &request() { return m_request; }

private:
    class Syntax;

    void requestLine(QByteArrayView method, QByteArrayView target, bool http10);
    void field(QByteArrayView name, QByteArrayView value);
    void countExtra(qint64 bytes);
    void checkHead();
    void body(QByteArrayView bytes);
    void finish();
    void refuse(int status, const char *code, const char *detail);

    const qint64 m_maxHeaderBytes;
    qint64 m_bodyLimit = 0;
    std::unique_ptr<Syntax> m_syntax;
    std::unique_ptr<Decompressor> m_decompressor;
    Request m_request;
    Refusal m_refusal; ///< status 0: none
    qint64 m_headRead = 0;
    qint64 m_extraRead = 0;
    qint64 m_bodyRead = 0;
    bool m_http10 = false;
    bool m_headDone = false;
    bool m_expectsContinue = false;
};

} // namespace tidedesk::http
