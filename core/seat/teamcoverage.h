// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"

namespace tidedesk::seat {

/// Which teams the figures of a seat can speak of: those whose tickets its person may hold, of all there are.
/// A person who is not known yet is taken to hold everything: nothing is claimed to be missing.
struct TeamCoverage {
    QList<Id> held;
    int all = 0;

    static TeamCoverage of(const Queries::Directory &directory, const Id &user);
    bool isPartial() const { return held.size() < all; }
    QStringList names(const Queries::Directory &directory) const; ///< of the teams held, sorted for people
};

} // namespace tidedesk::seat
