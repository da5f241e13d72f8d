// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/change.h"
#include "core/domain/world.h"

namespace tidedesk::domain {

/// Applies one operation to the world: checks, merges per field, derives what follows (ordinals, first reply, reopening,
/// events) and writes it. An error is a storage error: the caller rolls the whole operation back. Everything that is
/// wrong with the operation itself is an Outcome.
///
/// Reasons of Verdict::Rejected: not_allowed, out_of_scope, gone, exists, unknown_field, field_not_writable, wrong_type,
/// missing_field, unknown_reference, illegal_transition, only_on_hold, merge_itself, merge_target_merged, merge_open, merged, too_long, bad_seen (a reply
/// names messages that are not there), too_many_files, dependency, empty.
///
/// `now` is the server's time in ms on the server and the corrected clock on a seat.
Result<Outcome> apply(const Change &change, const Actor &actor, qint64 now, World &world);

} // namespace tidedesk::domain
