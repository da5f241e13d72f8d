// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/domain/change.h"
#include <QJsonObject>

namespace tidedesk::protocol {

/// Operations and their results as they travel in POST /v1/push and as they lie in the outbox.
///   {"seq":17,"id":"…","kind":"update","entity":"ticket","row":"…","base":12,"done_at":…,"depends":16,
///    "set":{"priority":3},"add":{"tags":["vip"]},"remove":{"tags":["x"]}}
///   {"seq":18,"id":"…","kind":"void","done_at":…}
QJsonObject toJson(const domain::Change &change);
Result<domain::Change> changeFromJson(const QJsonObject &json, const QString &where);

///   {"seq":17,"id":"…","verdict":"conflict","version":13,
///    "conflicts":[{"field":"priority","theirs":2,"by":"…","at":…}],"unseen":["…"],"reason":"…","detail":"…"}
QJsonObject toJson(const domain::Outcome &outcome, const domain::Change &change);
/// `entity` is the operation's, null when it was Void.
Result<domain::Outcome> outcomeFromJson(const QJsonObject &json, const schema::Entity *entity, const QString &where);

QLatin1StringView verdictName(domain::Verdict verdict);

} // namespace tidedesk::protocol
