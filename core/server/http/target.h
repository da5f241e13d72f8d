// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/request.h"
#include <optional>

namespace tidedesk::http {

enum class Plus { Literal, Space };

/// Undoes percent-encoding; nothing for a broken escape or a control character, which no client of ours sends.
std::optional<QByteArray> percentDecoded(QByteArrayView text, Plus plus = Plus::Literal);

/// Fills path and query from a request target in origin, absolute or asterisk form (RFC 9112, 3.2).
/// False when it is none of them or holds a broken escape.
bool readTarget(QByteArrayView target, Request &request);

} // namespace tidedesk::http
