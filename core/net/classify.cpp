// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/classify.h"
#include <QJsonDocument>
#include <QJsonObject>

namespace tidedesk::net {

namespace {

Error withoutAnswer(QNetworkReply::NetworkError networkError)
{
    const QString detail = QStringLiteral("network error %1").arg(int(networkError));
    switch (networkError) {
    case QNetworkReply::SslHandshakeFailedError:
        return {Consequence::Rejected, QStringLiteral("net.tls"), detail};
    case QNetworkReply::HostNotFoundError:
        return {Consequence::Retry, QStringLiteral("net.no_host"), detail};
    case QNetworkReply::ConnectionRefusedError:
        return {Consequence::Retry, QStringLiteral("net.refused"), detail};
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return {Consequence::RetryLater, QStringLiteral("net.proxy"), detail};
    case QNetworkReply::ProtocolUnknownError:
        return {Consequence::Rejected, QStringLiteral("net.bad_url"), detail};
    default:
        return {Consequence::Retry, QStringLiteral("net.unreachable"), detail};
    }
}

Consequence consequenceOf(int status)
{
    switch (status) {
    case 401:
        return Consequence::SignIn;
    case 409:
        return Consequence::Conflict;
    case 408:
    case 425:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
        return Consequence::RetryLater;
    default:
        return Consequence::Rejected;
    }
}

} // namespace

Error classify(int status, QNetworkReply::NetworkError networkError, const QByteArray &body, const QByteArray &retryAfter)
{
    if (status == 0)
        return withoutAnswer(networkError);
    if (status < 300) // an answer that was cut short
        return {Consequence::Retry, QStringLiteral("net.unreachable"), QStringLiteral("network error %1").arg(int(networkError))};
    if (status < 400)
        return {Consequence::RetryLater, QStringLiteral("net.redirected"), QStringLiteral("HTTP %1").arg(status)};
    if (status == 407)
        return {Consequence::RetryLater, QStringLiteral("net.proxy"), QStringLiteral("HTTP 407")};
    if (status == 426)
        return {Consequence::Fatal, QStringLiteral("net.too_old"), QStringLiteral("HTTP 426")};
    const QJsonObject error
        = QJsonDocument::fromJson(body.left(64 * 1024)).object().value(QLatin1StringView("error")).toObject();
    QString code = error.value(QLatin1StringView("code")).toString();
    if (code.isEmpty())
        code = QStringLiteral("http.%1").arg(status);
    // Trouble with the server's store must not read as trouble with the one on this computer.
    if (code.startsWith(u"store."))
        code.replace(0, 5, QStringLiteral("server"));
    return {consequenceOf(status), code, error.value(QLatin1StringView("detail")).toString(),
        qBound(0LL, retryAfter.toLongLong(), 3600LL) * 1000};
}

bool isElsewhere(int status, const QByteArray &contentType)
{
    if (status == 511) // Network Authentication Required, RFC 6585
        return true;
    const bool telling = (status >= 200 && status < 300) || status == 401 || status == 403 || status == 404;
    return telling && contentType.trimmed().toLower().startsWith("text/html");
}

} // namespace tidedesk::net
