// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/change.h"
#include "core/domain/world.h"

/// Two tickets that are one matter. The one that is merged points to the other (schema::Ticket::mergedInto) and is closed;
/// its messages, its events and its figures stay where they are and are shown with the other's, so taking the merge back is
/// taking back two fields, a week later as well. A customer who waits in the one waits in the other from then on, which is
/// open again if it was done; that stays so when the merge is taken back.
namespace tidedesk::domain {

/// Why `after`, a ticket about to be written over `before`, must not be: merge_itself, merge_target_merged, merge_open (it is not closed with it), merged (already,
/// into another), merged (it would be open again and still merged). Nothing when it may.
Result<std::optional<Outcome>> mergingFits(const Row &before, const Row &after, World &world);

/// Whether a message may still be added: to a merged ticket only notes, everybody looks at the other one. "merged".
std::optional<Outcome> mergedTakes(const Row &ticket, const Row &message);

/// What stands in the other ticket from now on. It counts as unseen for who writes there: more has been said than they know.
Row mergedMessage(const Change &change, const Row &merged);

/// The ticket a merge message speaks of; null for other messages.
Id mergedTicketOf(const Row &message);

/// The ticket in which the matter goes on: `ticket` itself unless it is merged.
Result<Id> standingFor(const Row &ticket, World &world);

} // namespace tidedesk::domain
