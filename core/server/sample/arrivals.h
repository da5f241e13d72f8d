// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/sample/random.h"
#include "core/server/sample/workcalendar.h"
#include <optional>

namespace tidedesk::sample {

/// When customers turn up: a non-homogeneous Poisson process, conditioned on the number asked for.
///
/// Office channels (telephone, chat) follow the half-hour curve and weekday factors measured on a bank's call counts,
/// on working days only; the others follow a 24-hour curve with two humps and a quiet weekend. Both are multiplied by a
/// factor per day (log-normal, CV .062, lag-1 autocorrelation .63) and independent noise per 5 minutes (CV .034), which
/// together give the dispersion of real counts. Once a fortnight an outage brings five times the load for 45 minutes.
/// Arrivals come in order of time and need memory only for the curve: 16 bytes per 5 minutes.
class Arrivals {
public:
    struct Shape {
        qint64 firstDay = 0; ///< workcalendar::dayOf
        qint64 until = 0; ///< ms, exclusive
        qint64 count = 0; ///< exactly so many arrivals
        double officeShare = 0.65; ///< of all arrivals
        bool outages = true;
    };
    struct Arrival {
        qint64 at = 0;
        bool office = false;
        int outage = 0; ///< number of the outage that made the customer call, 0 = none
    };
    Arrivals(quint64 seed, const Shape &shape);
    std::optional<Arrival> next();
    /// Expected arrivals per hour at an instant, office channels alone; what a desk would be staffed for.
    double officeRate(qint64 at) const;

private:
    struct Slot {
        float office = 0;
        float allDay = 0;
        int outage = 0;
    };
    void buildSlots(quint64 seed);
    void scaleToMix();
    void addOutages(quint64 seed);
    double total(const Slot &slot) const { return double(slot.office) + double(slot.allDay); }

    Shape m_shape;
    std::vector<Slot> m_slots; ///< 5 minutes each
    Random m_gaps;
    Random m_kinds;
    double m_sum = 0; ///< intensity of all slots
    double m_scale = 0; ///< intensity per unit of exponential gap
    double m_position = 0; ///< on the axis of cumulated intensity
    double m_before = 0; ///< intensity of the slots before m_slot
    size_t m_slot = 0;
    qint64 m_given = 0;
};

} // namespace tidedesk::sample
