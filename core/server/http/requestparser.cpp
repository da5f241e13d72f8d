// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/requestparser.h"
#include "core/server/http/target.h"
#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace tidedesk::http {

namespace beast = boost::beast;
using beast::error_code;
using beast::string_view;

namespace {
QByteArrayView view(string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

bool isPlainNumber(QByteArrayView text)
{
    return !text.isEmpty() && text.size() <= 18
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}
} // namespace

/// Beast's parser as it is meant to be extended; hands what it recognises to the RequestParser.
class RequestParser::Syntax final : public beast::http::basic_parser<true> {
public:
    explicit Syntax(RequestParser &owner)
        : m_owner(owner)
    {
        header_limit(std::uint32_t(owner.m_maxHeaderBytes));
        body_limit(boost::none); // ours depends on the request, and is checked in body()
    }
    using basic_parser::put;

    /// Beast 1.81 asserts that it sees at least "0\r\n\r\n" of the last chunk, and gets less when the network splits
    /// it. Between chunks at least that much is always to come, so it can be waited for.
    bool wantsMore(qsizetype size) const { return is_header_done() && chunked() && m_chunkLeft == 0 && size < 5; }

private:
    void on_request_impl(beast::http::verb, string_view method, string_view target, int version, error_code &) override
    {
        m_owner.requestLine(view(method), view(target), version < 11);
    }
    void on_response_impl(int, string_view, int, error_code &) override { }
    void on_field_impl(beast::http::field, string_view name, string_view value, error_code &) override
    {
        m_owner.field(view(name), view(value));
    }
    void on_header_impl(error_code &) override { }
    void on_body_init_impl(const boost::optional<std::uint64_t> &, error_code &) override { }
    std::size_t on_body_impl(string_view bytes, error_code &) override
    {
        m_owner.body(view(bytes));
        return bytes.size();
    }
    void on_chunk_header_impl(std::uint64_t size, string_view extension, error_code &) override
    {
        m_chunkLeft = size;
        m_owner.countExtra(qint64(extension.size()));
    }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code &) override
    {
        m_chunkLeft -= bytes.size();
        m_owner.body(view(bytes));
        return bytes.size();
    }
    void on_finish_impl(error_code &) override { }

    RequestParser &m_owner;
    std::uint64_t m_chunkLeft = 0;
};

RequestParser::RequestParser(const Limits &limits)
    : m_maxHeaderBytes(limits.maxHeaderBytes)
    , m_syntax(std::make_unique<Syntax>(*this))
{
}

RequestParser::~RequestParser() = default;

bool RequestParser::hasBody() const
{
    return !m_syntax->is_done();
}

bool RequestParser::keepsAlive() const
{
    return m_syntax->keep_alive() && !m_http10;
}

RequestParser::Step RequestParser::advance(QByteArrayView bytes, qsizetype &used)
{
    used = 0;
    if (m_headRead == 0) { // an empty line before the request line is ignored (RFC 9112, 2.2)
        while (used < bytes.size() && used < 4 && (bytes[used] == '\r' || bytes[used] == '\n'))
            ++used;
    }
    Q_ASSERT(!m_headDone || m_syntax->is_done() || m_decompressor);
    while (!m_syntax->is_done() && used < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(used);
        if (m_syntax->wantsMore(rest.size()))
            return Step::NeedMore;
        error_code error;
        const auto size = qsizetype(m_syntax->put({rest.data(), size_t(rest.size())}, error));
        used += size;
        if (!m_headDone)
            m_headRead += size;
        const bool needMore = error == beast::http::error::need_more;
        // Whatever the parser cannot yet use (a header, a chunk's header, trailers) is bounded by the header limit.
        const qint64 waiting = needMore ? rest.size() - size : 0;
        if (error == beast::http::error::header_limit || waiting + (m_headDone ? 0 : m_headRead) > m_maxHeaderBytes)
            refuse(431, "http.header_too_large", "the request line and header fields are too large");
        else if (error && !needMore)
            refuse(400, "http.bad_request", error.message().c_str());
        if (m_refusal.status)
            return Step::Failed;
        if (!m_headDone && m_syntax->is_header_done()) {
            m_headDone = true;
            checkHead();
            return m_refusal.status ? Step::Failed : Step::Head;
        }
        if (needMore)
            return Step::NeedMore;
    }
    if (!m_headDone || !m_syntax->is_done())
        return Step::NeedMore;
    finish();
    return m_refusal.status ? Step::Failed : Step::Done;
}

void RequestParser::requestLine(QByteArrayView method, QByteArrayView target, bool http10)
{
    m_http10 = http10;
    m_request.method = method.toByteArray();
    if (!readTarget(target, m_request))
        refuse(400, "http.bad_target", "the request target is not a path");
}

void RequestParser::field(QByteArrayView name, QByteArrayView value)
{
    if (m_headDone)
        countExtra(name.size() + value.size());
    else
        m_request.headers.add(name.toByteArray(), value.toByteArray());
}

/// Chunk extensions and trailers are read and forgotten, but not without end.
void RequestParser::countExtra(qint64 bytes)
{
    m_extraRead += bytes;
    if (m_extraRead > m_maxHeaderBytes)
        refuse(431, "http.header_too_large", "chunk extensions and trailers are too large");
}

void RequestParser::checkHead()
{
    const Headers &headers = m_request.headers;
    const int hosts = headers.count("Host");
    if (hosts > 1 || (hosts == 0 && !m_http10) || (hosts == 1 && headers.value("Host").isEmpty()))
        return refuse(400, "http.bad_host", "exactly one Host field is needed");
    const int lengths = headers.count("Content-Length");
    if (lengths > 1 || (lengths == 1 && !isPlainNumber(headers.value("Content-Length"))))
        return refuse(400, "http.bad_length", "Content-Length is not one number");
    const int transfers = headers.count("Transfer-Encoding");
    if (transfers > 0 && (lengths > 0 || m_http10 || transfers > 1))
        return refuse(400, "http.bad_transfer", "Transfer-Encoding is not allowed here");
    if (transfers > 0 && headers.value("Transfer-Encoding").compare("chunked", Qt::CaseInsensitive) != 0)
        return refuse(501, "http.bad_transfer", "only the chunked transfer coding is known");
    const QByteArray expectation = headers.value("Expect");
    if (!expectation.isEmpty() && !m_http10) {
        if (expectation.compare("100-continue", Qt::CaseInsensitive) != 0)
            return refuse(417, "http.bad_expectation", "only 100-continue can be expected");
        m_expectsContinue = true;
    }
    if (headers.count("Content-Encoding") > 1 || !encodingFromName(headers.value("Content-Encoding")))
        refuse(415, "http.bad_encoding", "the body's content coding must be gzip, zstd or none");
}

bool RequestParser::acceptBody(qint64 maxBytes)
{
    m_bodyLimit = maxBytes;
    const auto length = m_syntax->content_length();
    if (length && *length > std::uint64_t(m_bodyLimit)) {
        refuse(413, "http.body_too_large", "the body is too large");
        return false;
    }
    m_decompressor = std::make_unique<Decompressor>(
        encodingFromName(m_request.header("Content-Encoding")).value_or(Encoding::Identity), m_bodyLimit);
    return true;
}

void RequestParser::body(QByteArrayView bytes)
{
    m_bodyRead += bytes.size();
    if (m_bodyRead > m_bodyLimit)
        return refuse(413, "http.body_too_large", "the body is too large");
    switch (m_decompressor->feed(bytes, m_request.body)) {
    case Decompressor::Outcome::Ok:
        return;
    case Decompressor::Outcome::TooLarge:
        return refuse(413, "http.body_too_large", "the body is too large when decompressed");
    case Decompressor::Outcome::Damaged:
        return refuse(400, "http.bad_body", "the body cannot be decompressed");
    }
}

void RequestParser::finish()
{
    if (m_decompressor && !m_decompressor->isComplete())
        refuse(400, "http.bad_body", "the compressed body ends too early");
    m_decompressor.reset();
}

void RequestParser::refuse(int status, const char *code, const char *detail)
{
    if (m_refusal.status == 0)
        m_refusal = {status, code, detail};
}

} // namespace tidedesk::http
