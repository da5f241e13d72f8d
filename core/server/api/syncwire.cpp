// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/syncwire.h"
#include "core/protocol/json.h"

namespace tidedesk::server {

namespace {

Status checkProtocol(const QJsonObject &body, const QString &where)
{
    TD_ASSIGN(version, protocol::integerAt(body, QLatin1StringView("protocol"), where));
    if (version != protocol::kVersion)
        return Error {Consequence::Rejected, where + QStringLiteral(".protocol"), QString::number(version)};
    return {};
}

} // namespace

Result<QList<Operation>> readPush(const QByteArray &bytes)
{
    TD_ASSIGN(body, protocol::parseObject(bytes, QStringLiteral("push")));
    TD_TRY(checkProtocol(body, QStringLiteral("push")));
    const QJsonValue operations = body.value(QLatin1StringView("operations"));
    if (!operations.isArray()) {
        return Error {Consequence::Rejected, operations.isUndefined() ? QStringLiteral("json.missing") : QStringLiteral("json.type"),
            QStringLiteral("push.operations: an array is expected")};
    }
    if (operations.toArray().size() > kPushOperations)
        return Error {Consequence::Rejected, QStringLiteral("push.too_large"), QStringLiteral("at most %1 operations").arg(kPushOperations)};
    return operationsFromJson(operations.toArray());
}

QJsonObject pushAnswer(const PushReply &reply)
{
    QJsonObject body {{QStringLiteral("epoch"), reply.epoch}, {QStringLiteral("results"), reply.results},
        {QStringLiteral("last_seq"), reply.lastSeq}};
    if (reply.expect)
        body.insert(QStringLiteral("expect"), *reply.expect);
    return body;
}

Result<PullSession> readPull(const QByteArray &bytes, const Session &session)
{
    TD_ASSIGN(body, protocol::parseObject(bytes, QStringLiteral("pull")));
    TD_TRY(checkProtocol(body, QStringLiteral("pull")));
    QString text; // none: from the beginning
    if (body.contains(QLatin1StringView("cursor"))) {
        TD_ASSIGN(given, protocol::stringAt(body, QLatin1StringView("cursor"), QStringLiteral("pull")));
        text = given;
    }
    auto cursor = Cursor::fromText(text);
    // A cursor of another make is like one of another epoch: the seat starts anew instead of standing still for ever.
    return PullSession(session, cursor ? *cursor : Cursor {QStringLiteral("unreadable"), {}, {}}, text);
}

} // namespace tidedesk::server
