// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/change.h"
#include "core/domain/world.h"

namespace tidedesk::domain {

/// The row after the change, field by field, and what could not be taken over.
struct MergeResult {
    Row row;
    QList<int> written; ///< fields whose value is now the change's
    QList<FieldConflict> conflicts;
    bool othersChanged = false; ///< somebody else changed some field since the author looked
};

/// Three-way merge. A field is in conflict if somebody else wrote it after the author looked and wrote something else;
/// a field last written by the same seat never is (a seat does not conflict with its own earlier work).
/// With empty stamps (on a seat) everything is taken over.
MergeResult merge(const Row &current, const Stamps &stamps, const Change &change, const Actor &actor);

} // namespace tidedesk::domain
