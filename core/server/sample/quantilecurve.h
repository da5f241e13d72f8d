// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <vector>

namespace tidedesk::sample {

/// A distribution known by some of its quantiles; between them the logarithm of the value is linear in the share.
class QuantileCurve {
public:
    struct Point {
        double share; ///< 0 .. 1, ascending, first 0 and last 1
        double value; ///< > 0, ascending
    };
    explicit QuantileCurve(std::vector<Point> points);
    double at(double share) const;

private:
    std::vector<Point> m_points; ///< with the values' logarithms
};

} // namespace tidedesk::sample
