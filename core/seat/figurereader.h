// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/accumulator.h"
#include "core/storage/mirrorschema.h"

namespace tidedesk::seat {

/// Feeds an accumulator from the local store: every event of the tickets that its period touches or that are open, and
/// the interactions of the period. That is at least what Accumulator::needs() asks; more never changes a figure.
Status feedFigures(sqlite::Connection &connection, const storage::MirrorTables &tables, kpi::Accumulator &figures);

} // namespace tidedesk::seat
