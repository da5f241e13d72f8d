// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/seat/localstore.h"

namespace tidedesk::seat {

/// What was decided about a review, as new operations. Store thread.
struct Resolved {
    Id row;
    QList<qint64> seqs; ///< empty when nothing had to be sent
    domain::ChangeSet changed;
};

/// Mine: the values in conflict once more, based on what the server says now; a returned reply once more, with what came
/// in between counted as seen - and nothing that came later. What hung on the reply (attachments, status) goes with it.
/// Theirs: the card is closed. Rejected "review.unknown" when there is no such open card.
Result<Resolved> resolveReview(LocalStore &store, const Id &review, domain::Resolution resolution, const QString &body);

} // namespace tidedesk::seat
