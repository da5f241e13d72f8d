// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httptransport.h"
#include "core/base/killpoint.h"
#include "core/net/classify.h"
#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

namespace tidedesk::net {

namespace {

constexpr qint64 kLargestBody = 64LL * 1024 * 1024;
constexpr qint64 kStreamTurn = 256 * 1024; ///< unpacked at a time, on the thread of the screen

class HttpCall final : public Call {
public:
    HttpCall(QNetworkReply *reply, const Request &request, QObject *parent)
        : Call(parent)
        , m_reply(reply)
        , m_streamed(request.streamed)
    {
        m_reply->setParent(this);
        connect(m_reply, &QNetworkReply::finished, this, &HttpCall::onFinished);
        connect(m_reply, &QNetworkReply::readyRead, this, &HttpCall::onReadyRead);
        connect(m_reply, &QNetworkReply::requestSent, this, [] { killPoint("request.sent"); });
        m_deadline.setSingleShot(true);
        m_silence.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, &HttpCall::giveUp);
        connect(&m_silence, &QTimer::timeout, this, &HttpCall::giveUp);
        if (request.deadlineMs > 0)
            m_deadline.start(request.deadlineMs);
        if (request.silenceMs > 0)
            m_silence.start(request.silenceMs);
    }

    void abort() override
    {
        m_aborted = true;
        m_reply->abort();
    }

    void hold(bool on) override
    {
        if (m_held == on || m_done)
            return;
        m_held = on;
        if (!on)
            readLater();
        if (m_silence.interval() > 0) // who does not read cannot tell whether the other side is silent
            on ? m_silence.stop() : m_silence.start();
    }

private:
    bool isElsewhere() const { return net::isElsewhere(status(), m_reply->rawHeader("Content-Type")); }
    bool isGivenOut() const { return m_streamed && status() == 200 && !isElsewhere(); }
    int status() const { return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }

    void giveUp()
    {
        m_late = true;
        m_reply->abort();
    }

    void onReadyRead()
    {
        if (m_done || m_held)
            return;
        if (m_silence.isActive())
            m_silence.start();
        if (isGivenOut()) {
            if (giveOut() && m_reply->bytesAvailable() > 0)
                readLater();
            return;
        }
        if (m_reply->isOpen())
            m_body += m_reply->readAll();
        if (m_body.size() > kLargestBody)
            giveUp();
    }

    void readLater()
    {
        QMetaObject::invokeMethod(this, [this] { onReadyRead(); }, Qt::QueuedConnection);
    }

    bool giveOut()
    {
        const QByteArray bytes = m_reply->isOpen() ? m_reply->read(kStreamTurn) : QByteArray(); // an aborted one is closed
        if (bytes.isEmpty())
            return false;
        if (!std::exchange(m_opened, true))
            Q_EMIT opened();
        Q_EMIT received(bytes);
        return true;
    }

    void onFinished()
    {
        if (m_done)
            return;
        m_held = false;
        if (isGivenOut())
            while (giveOut()) { }
        else
            onReadyRead();
        m_done = true;
        deleteLater();
        Q_EMIT finished(result());
    }

    Result<Response> result() const
    {
        if (m_late)
            return Error {Consequence::Retry, QStringLiteral("net.deadline"), {}};
        if (m_aborted)
            return Error {Consequence::Retry, QStringLiteral("net.aborted"), {}};
        if (isElsewhere())
            return Error {Consequence::RetryLater, QStringLiteral("net.redirected"), QStringLiteral("HTTP %1 text/html").arg(status())};
        if (m_reply->error() == QNetworkReply::NoError && status() >= 200 && status() < 300)
            return Response {status(), m_body, m_reply->rawHeader("Content-Range")};
        return classify(status(), m_reply->error(), m_body, m_reply->rawHeader("Retry-After"));
    }

    QNetworkReply *m_reply;
    QTimer m_deadline;
    QTimer m_silence;
    QByteArray m_body;
    bool m_streamed;
    bool m_opened = false;
    bool m_held = false;
    bool m_late = false;
    bool m_aborted = false;
    bool m_done = false;
};

} // namespace

HttpTransport::HttpTransport(QObject *parent)
    : QObject(parent)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setAutoDeleteReplies(false);
}

/// Calls go before the manager: its thread may be waiting for one of their replies (it asks for the body again when it
/// repeats a request), and the manager would wait for its thread, five seconds.
HttpTransport::~HttpTransport() { qDeleteAll(findChildren<Call *>(QString(), Qt::FindDirectChildrenOnly)); }

Call *HttpTransport::send(const Request &request)
{
    QUrl url = m_server;
    url.setPath(request.path);
    QNetworkRequest networkRequest(url);
    networkRequest.setHeader(QNetworkRequest::ContentTypeHeader, request.contentType);
    networkRequest.setRawHeader("Accept", "application/json, application/x-ndjson, text/event-stream");
    if (!request.token.isEmpty())
        networkRequest.setRawHeader("Authorization", "Bearer " + request.token);
    for (const auto &[name, value] : request.headers)
        networkRequest.setRawHeader(name, value);
    networkRequest.setDecompressedSafetyCheckThreshold(-1);
    networkRequest.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    networkRequest.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    QNetworkReply *reply = m_network.sendCustomRequest(networkRequest, request.method, request.body);
    return new HttpCall(reply, request, this);
}

} // namespace tidedesk::net
