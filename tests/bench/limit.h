// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QString>

namespace tidedesk::bench {

struct Cost {
    double wall = 0; ///< seconds
    double cpu = 0;
    qint64 rows = 0;
};

/// The physical limit of a bootstrap: the rows of customers, tickets and messages that a seat's cache.db holds, written
/// again through the C API into a new file with the same tables, one transaction, no journal, and the same secondary
/// indexes made after the load. Rows are taken from memory; reading them is not timed.
Result<Cost> insertLimit(const QString &cacheFile, const QString &newFile);

} // namespace tidedesk::bench
