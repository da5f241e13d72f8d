// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QString>

namespace tidedesk::bench {

struct FillSize {
    int customers = 100'000;
    int tickets = 1'000'000;
    int messagesPerTicket = 3;
};

/// Fills the mirror of a profile directly with synthetic rows, the way a first pull would leave it, search index
/// included. Does nothing when a profile of that size is there already.
Status fill(const QString &profile, const FillSize &size);

} // namespace tidedesk::bench
