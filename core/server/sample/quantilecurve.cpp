// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/quantilecurve.h"
#include "core/server/sample/exactmath.h"

namespace tidedesk::sample {

QuantileCurve::QuantileCurve(std::vector<Point> points)
    : m_points(std::move(points))
{
    for (Point &point : m_points)
        point.value = exactLog(point.value);
}

double QuantileCurve::at(double share) const
{
    std::size_t i = 1;
    while (i + 1 < m_points.size() && m_points[i].share < share)
        ++i;
    const Point &low = m_points[i - 1];
    const Point &high = m_points[i];
    return exactExp(low.value + (high.value - low.value) * (share - low.share) / (high.share - low.share));
}

} // namespace tidedesk::sample
