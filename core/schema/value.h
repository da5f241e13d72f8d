// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include <QString>
#include <QStringList>
#include <variant>

namespace tidedesk {

/// What one field of one row holds. `monostate` = nothing there; never confused with 0 or an empty text.
/// Flags, choices, instants (ms since 1970 UTC), durations (s) and money (minor units) are all qint64.
using Value = std::variant<std::monostate, qint64, double, QString, Id, QStringList>;

inline bool isNull(const Value &value) { return std::holds_alternative<std::monostate>(value); }

} // namespace tidedesk
