// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/arrivals.h"
#include "core/server/sample/exactmath.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace tidedesk::sample {

namespace {

enum Stream : quint32 { kDays = 100, kNoise, kGaps, kKinds, kOutages };

constexpr int kSlotsPerDay = 288;
constexpr qint64 kSlotMs = 5 * kMinute;
constexpr int kFirstOfficeSlot = 7 * 12;

// Share of a working day's calls per half-hour from 07:00; the last one is 21:00 - 21:05 alone.
constexpr std::array kHalfHourShare{.01472, .01649, .0255, .03374, .04722, .05193, .05236, .05219, .05125, .04983,
    .0483, .04747, .04618, .04574, .04476, .04464, .04331, .04235, .03978, .03573, .03029, .02649, .02324, .02076,
    .01827, .01669, .01492, .0137, .00215};
constexpr std::array kWeekdayFactor{1.1221, 1.0064, .9488, .9479, .985};
constexpr std::array kHourShare{.0108, .0089, .006, .0049, .0051, .0053, .0128, .023, .1022, .121, .1161, .0991, .0539,
    .066, .0905, .0855, .0749, .0431, .0187, .0119, .0091, .0144, .0098, .0069};
constexpr std::array kWeekShare{.2387, .1987, .196, .1647, .1537, .0256, .0226};

constexpr double kDayCv = .062;
constexpr double kDayCorrelation = .63;
constexpr double kNoiseCv = .034;

constexpr int kOutageDays = 14;
constexpr int kOutageSlots = 9;
constexpr float kOutageFactor = 5;

double officeShape(qint64 day, int slot)
{
    const int office = slot - kFirstOfficeSlot;
    if (!workcalendar::works(day) || office < 0 || office > 14 * 12)
        return 0;
    const int weekday = workcalendar::weekday(day);
    const double factor = weekday < 5 ? kWeekdayFactor[static_cast<size_t>(weekday)] : 1.0;
    const double share = kHalfHourShare[static_cast<size_t>(office / 6)];
    return factor * (office == 14 * 12 ? share : share / 6);
}

double allDayShape(qint64 day, int slot)
{
    const int weekday = workcalendar::weekday(day);
    double share = kWeekShare[static_cast<size_t>(weekday)];
    if (workcalendar::works(day))
        share = weekday < 5 ? share : .18;
    else if (weekday < 5)
        share = .0256;
    return share * kHourShare[static_cast<size_t>(slot / 12)] / 12;
}

} // namespace

Arrivals::Arrivals(quint64 seed, const Shape &shape)
    : m_shape(shape)
    , m_gaps(seed, kGaps)
    , m_kinds(seed, kKinds)
{
    buildSlots(seed);
    scaleToMix();
    if (m_shape.outages)
        addOutages(seed);
    for (const Slot &slot : m_slots)
        m_sum += total(slot);
    // Given their number, a Poisson process's points lie like the partial sums of exponential gaps over their total.
    Random gaps(seed, kGaps);
    double sum = 0;
    for (qint64 i = 0; i <= m_shape.count; ++i)
        sum += gaps.exponential(1);
    m_scale = m_sum / sum;
}

void Arrivals::buildSlots(quint64 seed)
{
    Random days(seed, kDays);
    Random noise(seed, kNoise);
    const qint64 start = workcalendar::startOfDay(m_shape.firstDay);
    m_slots.resize(static_cast<size_t>((m_shape.until - start) / kSlotMs));
    double level = kDayCv * days.normal();
    double factor = 1;
    for (size_t i = 0; i < m_slots.size(); ++i) {
        const auto slot = static_cast<int>(i % kSlotsPerDay);
        const qint64 day = m_shape.firstDay + static_cast<qint64>(i / kSlotsPerDay);
        if (slot == 0) {
            level = kDayCorrelation * level + std::sqrt(1 - kDayCorrelation * kDayCorrelation) * kDayCv * days.normal();
            factor = exactExp(level);
        }
        const double jitter = factor * exactExp(kNoiseCv * noise.normal());
        m_slots[i].office = static_cast<float>(officeShape(day, slot) * jitter);
        m_slots[i].allDay = static_cast<float>(allDayShape(day, slot) * jitter);
    }
}

/// Makes the office channels' share of the whole window what was asked for.
void Arrivals::scaleToMix()
{
    double office = 0;
    double allDay = 0;
    for (const Slot &slot : m_slots) {
        office += double(slot.office);
        allDay += double(slot.allDay);
    }
    const double forOffice = office > 0 ? m_shape.officeShare / office : 0;
    const double forAllDay = allDay > 0 ? (1 - m_shape.officeShare) / allDay : 0;
    for (Slot &slot : m_slots) {
        slot.office = static_cast<float>(double(slot.office) * forOffice);
        slot.allDay = static_cast<float>(double(slot.allDay) * forAllDay);
    }
}

void Arrivals::addOutages(quint64 seed)
{
    Random random(seed, kOutages);
    int number = 0;
    const auto days = static_cast<int>(m_slots.size() / kSlotsPerDay);
    for (int first = 0; first + kOutageDays <= days; first += kOutageDays) {
        const int offset = first + random.below(kOutageDays);
        const int start = random.between(19, 31) * 6; // half-hours from 09:30 to 15:30
        if (!workcalendar::works(m_shape.firstDay + offset))
            continue;
        ++number;
        for (int i = 0; i < kOutageSlots; ++i) {
            Slot &slot = m_slots[static_cast<size_t>(offset * kSlotsPerDay + start + i)];
            slot.office *= kOutageFactor;
            slot.allDay *= kOutageFactor;
            slot.outage = number;
        }
    }
}

std::optional<Arrivals::Arrival> Arrivals::next()
{
    if (m_given == m_shape.count)
        return {};
    ++m_given;
    m_position += m_gaps.exponential(1) * m_scale;
    while (m_slot + 1 < m_slots.size() && m_before + total(m_slots[m_slot]) < m_position)
        m_before += total(m_slots[m_slot++]);
    const Slot &slot = m_slots[m_slot];
    const double inside = std::clamp((m_position - m_before) / total(slot), 0.0, 1.0);
    Arrival arrival;
    arrival.at = workcalendar::startOfDay(m_shape.firstDay) + static_cast<qint64>(m_slot) * kSlotMs
        + std::min(static_cast<qint64>(inside * kSlotMs), kSlotMs - 1);
    arrival.office = m_kinds.real() * total(slot) < double(slot.office);
    if (slot.outage > 0 && m_kinds.chance(1 - 1 / double(kOutageFactor)))
        arrival.outage = slot.outage;
    return arrival;
}

double Arrivals::officeRate(qint64 at) const
{
    const qint64 slot = (at - workcalendar::startOfDay(m_shape.firstDay)) / kSlotMs;
    if (slot < 0 || slot >= static_cast<qint64>(m_slots.size()))
        return 0;
    return double(m_slots[static_cast<size_t>(slot)].office) / m_sum * static_cast<double>(m_shape.count) * 12;
}

} // namespace tidedesk::sample
