// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/request.h"
#include "core/server/http/responder.h"
#include <optional>

namespace tidedesk::http {

/// What is decided about a request from its head, before its body is read.
struct Admission {
    std::optional<qint64> maxBodyBytes; ///< instead of Limits::maxBodyBytes
    std::optional<Response> refusal; ///< answered at once, the body is not read: unknown sessions must not send 25 MB
    QByteArray route = {}; ///< what Exchanged shall call it; one of few, unlike the path
};

/// One answered request, for access logs and figures. Holds no query: that may be a person's name.
struct Exchanged {
    QByteArray id; ///< Request::id
    QByteArray method;
    QByteArray path;
    QByteArray remoteAddress;
    QByteArray route = {}; ///< Admission::route
    int status = 0; ///< 0: the client left before it was answered
    QByteArray code = {}; ///< of an error
    bool events = false; ///< was an event stream: its duration says when the client left
    qint64 bytesSent = 0; ///< head and body, as sent
    qint64 durationUs = 0; ///< from the complete request to the last byte handed to the system
};

/// What the server calls, always on the io thread; none may block.
struct Hooks {
    /// Answers a request, now or later and from any thread. Dropping every Responder answers 500.
    std::function<void(Request, std::shared_ptr<Responder>)> handle;
    std::function<Admission(const Request &head)> admit; ///< may be empty
    std::function<void(const Exchanged &)> exchanged; ///< may be empty
};

} // namespace tidedesk::http
