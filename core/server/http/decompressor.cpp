// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/decompressor.h"
#include <zlib.h>
#include <zstd.h>

namespace tidedesk::http {

namespace {
constexpr int kMaxWindowLog = 23;
constexpr qint64 kStep = 32 * 1024;
} // namespace

struct Decompressor::Zstd {
    ZSTD_DCtx *context = ZSTD_createDCtx();
    bool complete = false;
    Zstd()
    {
        Q_CHECK_PTR(context);
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, kMaxWindowLog);
    }
    ~Zstd() { ZSTD_freeDCtx(context); }
    Q_DISABLE_COPY_MOVE(Zstd)

    Outcome feed(QByteArrayView input, QByteArray &output, qint64 &left)
    {
        ZSTD_inBuffer in{input.data(), size_t(input.size()), 0};
        bool more = !input.isEmpty();
        while (more) {
            const qsizetype had = output.size();
            // One byte beyond the limit tells a body that ends at it from one that goes on.
            const qint64 room = qMin(kStep, left + 1);
            output.resize(had + room);
            ZSTD_outBuffer out{output.data() + had, size_t(room), 0};
            const size_t hint = ZSTD_decompressStream(context, &out, &in);
            output.resize(had + qsizetype(out.pos));
            if (ZSTD_isError(hint))
                return Outcome::Damaged;
            left -= qint64(out.pos);
            if (left < 0)
                return Outcome::TooLarge;
            complete = hint == 0;
            more = in.pos < in.size || (!complete && out.pos == out.size);
        }
        return Outcome::Ok;
    }
};

struct Decompressor::Gzip {
    z_stream stream{};
    bool complete = false;
    Gzip()
    {
        const int state = inflateInit2(&stream, 15 + 16);
        Q_ASSERT_X(state == Z_OK, "Decompressor", "zlib cannot start");
    }
    ~Gzip() { inflateEnd(&stream); }
    Q_DISABLE_COPY_MOVE(Gzip)

    Outcome feed(QByteArrayView input, QByteArray &output, qint64 &left)
    {
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(input.data()));
        stream.avail_in = uInt(input.size());
        bool more = stream.avail_in > 0;
        while (more) {
            if (complete) { // a further member (RFC 1952, 2.2)
                inflateReset(&stream);
                complete = false;
            }
            const qsizetype had = output.size();
            const qint64 room = qMin(kStep, left + 1);
            output.resize(had + room);
            stream.next_out = reinterpret_cast<Bytef *>(output.data() + had);
            stream.avail_out = uInt(room);
            const int state = inflate(&stream, Z_NO_FLUSH);
            const qint64 made = room - qint64(stream.avail_out);
            output.resize(had + made);
            if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
                return Outcome::Damaged;
            left -= made;
            if (left < 0)
                return Outcome::TooLarge;
            complete = state == Z_STREAM_END;
            more = stream.avail_in > 0 || (!complete && stream.avail_out == 0);
        }
        return Outcome::Ok;
    }
};

Decompressor::Decompressor(Encoding encoding, qint64 maxBytes)
    : m_zstd(encoding == Encoding::Zstd ? std::make_unique<Zstd>() : nullptr)
    , m_gzip(encoding == Encoding::Gzip ? std::make_unique<Gzip>() : nullptr)
    , m_left(maxBytes)
{
}

Decompressor::~Decompressor() = default;

Decompressor::Outcome Decompressor::feed(QByteArrayView input, QByteArray &output)
{
    if (m_zstd)
        return m_zstd->feed(input, output, m_left);
    if (m_gzip)
        return m_gzip->feed(input, output, m_left);
    m_left -= input.size();
    if (m_left < 0)
        return Outcome::TooLarge;
    output.append(input);
    return Outcome::Ok;
}

bool Decompressor::isComplete() const
{
    if (m_zstd)
        return m_zstd->complete;
    return !m_gzip || m_gzip->complete;
}

} // namespace tidedesk::http
