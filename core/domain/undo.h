// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/change.h"

/// Taking back. It is an operation like any other, so it travels, is merged and is told like any other; only that a field
/// somebody has changed since is left alone without a word (merge.h), and that no step of a ticket's life is illegal for it.
namespace tidedesk::domain {

/// What brings back the fields that an update turned from `before` into `after`, of those a person may set. Set fields of the
/// operation as well as what followed from them, the reason for waiting for example. Carries the operation's name and number
/// until it becomes one itself.
Change inverse(const Change &change, const Row &before, const Row &after);

bool changesNothing(const Change &change);

} // namespace tidedesk::domain
