// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/headers.h"
#include <optional>

namespace tidedesk::http {

/// The first lines of an answer (RFC 9112, 4 and 6).
struct ResponseHead {
    int status = 200;
    QByteArray contentType; ///< empty: no body
    std::optional<qint64> length; ///< nothing: of unknown length
    bool chunked = false; ///< only without `length`; otherwise the body ends with the connection
    bool close = false;
    Headers headers;
    Headers more; ///< of the server itself
};

/// Header values are cut to one line, so that no value can start a header of its own.
QByteArray serialized(const ResponseHead &head);
/// 1xx, 204 and 304 have no body, whatever their headers say.
bool mayHaveBody(int status);

/// Appends one chunk; `data` must not be empty.
void appendChunk(QByteArray &out, QByteArrayView data);
QByteArrayView lastChunk();

} // namespace tidedesk::http
