// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace tidedesk::search {

enum class ResultOrder { Relevance, NewestFirst };

/// Beyond this many hits bm25 costs too much: over 1,000,000 short texts `order by rank limit 50` took up to 1.6 ms for
/// rare terms and 410 to 860 ms for frequent two-character words, newest-first under 0.1 ms.
inline constexpr qint64 kMaxRankedHits = 5000;

/// The order of a result, from a count that may stop early:
/// `select count(*) from (select 1 from f where f match ? limit kMaxRankedHits + 1)`.
constexpr ResultOrder resultOrder(qint64 countedHits)
{
    return countedHits <= kMaxRankedHits ? ResultOrder::Relevance : ResultOrder::NewestFirst;
}

} // namespace tidedesk::search
