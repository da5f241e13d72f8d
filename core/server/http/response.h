// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/headers.h"
#include <QJsonObject>

namespace tidedesk::http {

/// A whole answer. Framing fields (Content-Length, Transfer-Encoding, Connection, Date) are the server's own
/// and ignored in `headers`. Text-like bodies are compressed when the client offers it.
struct Response {
    int status = 200;
    QByteArray contentType;
    QByteArray body;
    Headers headers;
    QByteArray code = {}; ///< of an error, for the log

    static Response json(int status, const QJsonObject &object);
    /// {"error":{"code","detail"}}: `code` is stable and dotted, `detail` plain English for support.
    static Response error(int status, const QByteArray &code, const QByteArray &detail);
};

} // namespace tidedesk::http
