// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/encoding.h"
#include <memory>

namespace tidedesk::http {

/// Decompresses one body, piece by piece, and never makes more than the limit: a bomb is refused when it goes over.
/// zstd windows beyond 8 MiB are refused, as RFC 8878 (3.1.1.1.2) recommends.
class Decompressor {
public:
    enum class Outcome { Ok, TooLarge, Damaged };

    Decompressor(Encoding encoding, qint64 maxBytes);
    ~Decompressor();
    /// Appends what `input` yields to `output`.
    Outcome feed(QByteArrayView input, QByteArray &output);
    /// True when the input so far ends where a compressed stream ends.
    bool isComplete() const;

private:
    struct Zstd;
    struct Gzip;
    std::unique_ptr<Zstd> m_zstd;
    std::unique_ptr<Gzip> m_gzip;
    qint64 m_left;
};

} // namespace tidedesk::http
