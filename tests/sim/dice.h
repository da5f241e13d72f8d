// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <cmath>

namespace tidedesk::sim {

/// Seeded randomness (splitmix64). Every part of a simulation has a stream of its own, so that one more draw in one part
/// does not change what happens in the others.
class Dice {
public:
    explicit Dice(quint64 seed)
        : m_state(seed)
    {
    }
    quint64 next()
    {
        quint64 z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    Dice fork() { return Dice(next()); }
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; } ///< [0, 1)
    qint64 below(qint64 n) { return n <= 0 ? 0 : static_cast<qint64>(next() % static_cast<quint64>(n)); }
    qint64 between(qint64 low, qint64 high) { return low + below(high - low + 1); } ///< both included
    bool chance(double p) { return unit() < p; }
    qint64 exponential(qint64 mean) { return static_cast<qint64>(-std::log(1.0 - unit()) * static_cast<double>(mean)); }
    /// Log-normal by its median and 99th percentile.
    qint64 logNormal(qint64 median, qint64 p99)
    {
        const double sigma = std::log(static_cast<double>(p99) / static_cast<double>(median)) / 2.326;
        const double normal = std::sqrt(-2 * std::log(1.0 - unit())) * std::cos(6.283185307179586 * unit());
        return static_cast<qint64>(static_cast<double>(median) * std::exp(sigma * normal));
    }

private:
    quint64 m_state;
};

} // namespace tidedesk::sim
