// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/encoding.h"
#include <memory>

namespace tidedesk::http {

/// Compresses one body, piece by piece. Not shared between threads at the same time.
class Compressor {
public:
    enum class Flush {
        None, ///< the compressor may keep what it was given
        Block, ///< all that was given so far comes out and can be read by the client now
        End, ///< the body is complete
    };

    explicit Compressor(Encoding encoding);
    ~Compressor();
    QByteArray compress(QByteArrayView input, Flush flush);

    /// A whole body at once.
    static QByteArray whole(Encoding encoding, QByteArrayView body);

private:
    struct Zstd;
    struct Gzip;
    std::unique_ptr<Zstd> m_zstd;
    std::unique_ptr<Gzip> m_gzip;
};

} // namespace tidedesk::http
