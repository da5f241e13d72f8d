// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/headers.h"

namespace tidedesk::http {

/// One request, complete with its decoded body. A value type.
struct Request {
    QByteArray id = {}; ///< the server's own name for it, in the log and in X-Request-Id of the answer
    QByteArray method; ///< as sent; methods are case-sensitive (RFC 9110, 9.1)
    QByteArray path; ///< without the query, still percent-encoded; starts with '/', or is "*"
    QList<Pair> query; ///< decoded as a form: '+' is a space, so a plus is sent as %2B
    QList<Pair> parameters; ///< the route's {parameters}, decoded; filled by Router
    Headers headers;
    QByteArray body; ///< with Content-Encoding gzip or zstd already undone
    QByteArray remoteAddress; ///< the peer's numeric address; a proxy's, if one is in between
    QByteArray addressKey = {}; ///< what counts as one address: IPv4 address or IPv6 /64
    bool secure = false; ///< came over TLS

    QByteArray header(QByteArrayView name) const { return headers.value(name); }
    QByteArray queryValue(QByteArrayView name) const { return lookUp(query, name); }
    QByteArray parameter(QByteArrayView name) const { return lookUp(parameters, name); }

private:
    static QByteArray lookUp(const QList<Pair> &pairs, QByteArrayView name)
    {
        for (const auto &[key, value] : pairs) {
            if (key == name)
                return value;
        }
        return {};
    }
};

} // namespace tidedesk::http
