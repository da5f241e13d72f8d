// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/protocol/json.h"

namespace tidedesk::server {

/// Empty when it is not there. A value of another kind is refused: one that is overlooked does something else than was meant.
inline Result<QString> optionalText(const QJsonObject &json, QLatin1StringView key, const QString &where)
{
    return json.contains(key) ? protocol::stringAt(json, key, where) : Result<QString>(QString());
}

} // namespace tidedesk::server
