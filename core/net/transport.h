// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QByteArray>
#include <QObject>
#include <QUrl>

namespace tidedesk::net {

struct Request {
    QByteArray method = "GET";
    QString path; ///< "/v1/pull"
    QByteArray body = {};
    QByteArray contentType = "application/json";
    QByteArray token = {}; ///< bearer token, empty = none
    int deadlineMs = 30'000; ///< for the whole exchange; 0 = none (live channel)
    int silenceMs = 0; ///< longest time without a byte; 0 = no limit beyond the deadline
    QList<std::pair<QByteArray, QByteArray>> headers = {}; ///< beside the transport's own
    bool streamed = false; ///< bytes are given out by Call::received as they come, the response's body stays empty
};

struct Response {
    int status = 0;
    QByteArray body = {};
    QByteArray contentRange = {}; ///< which part of the whole this is, if it is one
};

/// One exchange under way. Lives until `finished` was emitted and then deletes itself later. Emits `finished` exactly
/// once - on success, failure, deadline or abort() - and never before the call that started it has returned.
class Call : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void abort() = 0;
    /// While held, a streamed call keeps what comes instead of giving it out, until the answer ends. It does not make the
    /// sender wait: with Qt 6.4 a limit on the reply's buffer does not, either (PullSession::kAnswerBytes does).
    virtual void hold(bool) { }

Q_SIGNALS:
    /// The server has answered with success and bytes will follow (streamed calls only).
    void opened();
    void received(const QByteArray &bytes);
    /// A status below 300 is a value, everything else an error (classify.h).
    void finished(const tidedesk::Result<tidedesk::net::Response> &result);
};

/// The way to the server. Requests may reach it more than once although they were made once (QNetworkAccessManager
/// repeats a POST whose connection died): whatever is sent must bear that.
class Transport {
public:
    virtual ~Transport() = default;
    virtual void setServer(const QUrl &server) = 0;
    virtual Call *send(const Request &request) = 0;
};

} // namespace tidedesk::net
