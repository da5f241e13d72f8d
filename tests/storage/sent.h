// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/seat/syncwork.h"
#include <QJsonArray>

namespace tidedesk::test {

/// What a seat sends to the server now, read back from the body of its request.
inline Result<QList<domain::Change>> sent(seat::LocalStore &store, int limit = 1000)
{
    TD_ASSIGN(batch, seat::takeBatch(store, 0, limit));
    QList<domain::Change> changes;
    if (batch.last == 0)
        return changes;
    TD_ASSIGN(body, protocol::parseObject(batch.body, QStringLiteral("push")));
    for (const QJsonValue &operation : body.value(QLatin1StringView("operations")).toArray()) {
        TD_ASSIGN(change, protocol::changeFromJson(operation.toObject(), QStringLiteral("push")));
        changes.append(change);
    }
    return changes;
}

} // namespace tidedesk::test
