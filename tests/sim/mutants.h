// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/sim/simulation.h"

namespace tidedesk::sim {

/// A known way to be wrong, put around the product from outside. The checker must catch every one of them.
struct Mutant {
    const char *name;
    std::function<void(Plan &)> put;
};

QList<Mutant> mutants();

} // namespace tidedesk::sim
