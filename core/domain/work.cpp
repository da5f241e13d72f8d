// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/work.h"

namespace tidedesk::domain {

void ChangeSet::unite(const ChangeSet &other)
{
    everything = everything || other.everything;
    outbox = outbox || other.outbox;
    reviews = reviews || other.reviews;
    for (auto it = other.rows.begin(); it != other.rows.end(); ++it)
        rows[it.key()].unite(it.value());
}

} // namespace tidedesk::domain
