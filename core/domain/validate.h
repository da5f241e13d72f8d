// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/change.h"
#include "core/domain/world.h"

namespace tidedesk::domain {

/// Checks an operation against the spine alone: known fields, writable, right types, roles. Nothing = well formed.
std::optional<Outcome> validate(const Change &change, const Actor &actor);

/// Checks that rows it points to exist and may be seen by the actor (server only).
Result<std::optional<Outcome>> validateReferences(const Change &change, const Actor &actor, World &world);

/// yyyy-MM-dd and nothing behind it, which QDate would not mind.
bool isDate(const QString &text);

/// Whether a text, or a member of a set, or the set itself is longer than the spine allows its field.
bool tooLong(const schema::Field &field, const Value &value);

} // namespace tidedesk::domain
