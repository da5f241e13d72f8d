// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/localstore.h"
#include "core/seat/readstore.h"
#include "core/storage/workthread.h"

namespace tidedesk::seat {

/// The seat's threads. One writes; two read, so that a list never waits behind a page of the server, nor a keystroke
/// behind a count over a million rows.
struct Threads {
    storage::WorkThread<LocalStore> store {QStringLiteral("store")}; ///< edits, sync, outbox
    storage::WorkThread<ReadStore> screen {QStringLiteral("screen")}; ///< what is on the screen now
    storage::WorkThread<ReadStore> background {QStringLiteral("background")}; ///< counts, outlines, search, figures
};

} // namespace tidedesk::seat
