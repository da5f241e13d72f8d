// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/response.h"
#include <QJsonDocument>

namespace tidedesk::http {

Response Response::json(int status, const QJsonObject &object)
{
    return {status, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact), {}};
}

Response Response::error(int status, const QByteArray &code, const QByteArray &detail)
{
    return json(status,
        {{QStringLiteral("error"),
            QJsonObject{{QStringLiteral("code"), QString::fromUtf8(code)},
                {QStringLiteral("detail"), QString::fromUtf8(detail)}}}});
}

} // namespace tidedesk::http
