// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httptransport.h"
#include "core/net/classify.h"
#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

namespace tidedesk::net {

namespace {

constexpr qint64 kLargestBody = 64LL * 1024 * 1024;

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

private:
    int status() const { return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }

    void giveUp()
    {
        m_late = true;
        m_reply->abort();
    }

    void onReadyRead()
    {
        if (m_silence.isActive())
            m_silence.start();
        const QByteArray bytes = m_reply->readAll();
        if (m_streamed && status() == 200) {
            if (!m_opened) {
                m_opened = true;
                Q_EMIT opened();
            }
            Q_EMIT received(bytes);
            return;
        }
        m_body += bytes;
        if (m_body.size() > kLargestBody)
            giveUp();
    }

    void onFinished()
    {
        if (m_done)
            return;
        if (m_reply->bytesAvailable() > 0)
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
