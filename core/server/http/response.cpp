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
    Response response = json(status,
        {{QStringLiteral("error"),
            QJsonObject{{QStringLiteral("code"), QString::fromUtf8(code)},
                {QStringLiteral("detail"), QString::fromUtf8(detail)}}}});
    response.code = code;
    return response;
}

} // namespace tidedesk::http
