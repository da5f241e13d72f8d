// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/metrics/figures.h"
#include <algorithm>

namespace tidedesk::server {

Histogram::Histogram(std::initializer_list<qint64> bounds, double scale)
    : m_size(bounds.size())
    , m_scale(scale)
{
    Q_ASSERT(bounds.size() <= kMost && std::is_sorted(bounds.begin(), bounds.end()));
    std::copy(bounds.begin(), bounds.end(), m_bounds.begin());
}

void Histogram::observe(qint64 value)
{
    const auto end = m_bounds.begin() + static_cast<std::ptrdiff_t>(m_size);
    const auto place = static_cast<size_t>(std::lower_bound(m_bounds.begin(), end, value) - m_bounds.begin());
    m_counts[place].fetch_add(1, std::memory_order_relaxed);
    m_sum.fetch_add(value, std::memory_order_relaxed);
}

Histogram::Reading Histogram::read() const
{
    Reading reading;
    quint64 total = 0;
    for (size_t i = 0; i <= m_size; ++i) {
        total += m_counts[i].load(std::memory_order_relaxed);
        reading.cumulative[i] = total;
    }
    reading.sum = m_sum.load(std::memory_order_relaxed);
    return reading;
}

Histogram Histogram::latency()
{
    return Histogram({500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000, 10'000'000}, 1e-6);
}

Histogram Histogram::sizes() { return Histogram({1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024}, 1); }

} // namespace tidedesk::server
