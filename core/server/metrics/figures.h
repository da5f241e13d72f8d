// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <array>
#include <atomic>
#include <initializer_list>

namespace tidedesk::server {

/// A number that only grows. Lock-free, any thread.
class Counter {
public:
    void add(quint64 more = 1) { m_value.fetch_add(more, std::memory_order_relaxed); }
    quint64 value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<quint64> m_value = 0;
};

/// How many values lay at or below each of a few bounds. Lock-free, any thread; a reading is consistent in itself (the last
/// bucket is the count), its sum may be of a moment later.
class Histogram {
public:
    static constexpr size_t kMost = 14; ///< bounds

    struct Reading {
        std::array<quint64, kMost + 1> cumulative {}; ///< per bound; the one behind the last bound is the count
        qint64 sum = 0;
    };

    /// Ascending. `scale`: what one is, in the unit that is published: 1e-6 for microseconds shown as seconds.
    Histogram(std::initializer_list<qint64> bounds, double scale);
    void observe(qint64 value);

    Reading read() const;
    quint64 count() const { return read().cumulative[m_size]; }
    size_t bounds() const { return m_size; }
    double bound(size_t i) const { return static_cast<double>(m_bounds[i]) * m_scale; }
    double scaled(qint64 value) const { return static_cast<double>(value) * m_scale; }

    static Histogram latency(); ///< of microseconds, half a millisecond to ten seconds
    static Histogram sizes(); ///< 1, 2, 4 ... 1024 pieces

private:
    std::array<qint64, kMost> m_bounds {};
    size_t m_size = 0;
    double m_scale = 1;
    std::array<std::atomic<quint64>, kMost + 1> m_counts {};
    std::atomic<qint64> m_sum = 0;
};

} // namespace tidedesk::server
