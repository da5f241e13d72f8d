// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/callfloor.h"
#include "core/server/sample/workcalendar.h"
#include <algorithm>

namespace tidedesk::sample {

CallFloor::CallFloor(std::vector<int> agents)
{
    for (const int agent : agents)
        m_seats.push_back({agent, 0});
}

CallFloor::Outcome CallFloor::offer(qint64 at, qint64 patience, int positions)
{
    std::vector<qint64> busy;
    for (const Seat &seat : m_seats) {
        if (seat.freeAt > at)
            busy.push_back(seat.freeAt);
    }
    qint64 start = at + 4 * kSecond; // ringing
    positions = std::min(positions, static_cast<int>(m_seats.size()));
    if (static_cast<int>(busy.size()) >= positions) {
        std::sort(busy.begin(), busy.end());
        start = std::max(start, busy[busy.size() - static_cast<size_t>(positions)]);
    }
    if (start - at > patience)
        return {false, -1, patience};
    const Seat *chosen = nullptr;
    for (const bool shift : {true, false}) {
        for (size_t i = 0; i < m_seats.size(); ++i) {
            const Seat &seat = m_seats[i];
            if (seat.freeAt <= start && (!shift || onShift(i, at)) && (!chosen || seat.freeAt < chosen->freeAt))
                chosen = &seat;
        }
        if (chosen)
            break;
    }
    return {true, chosen->agent, start - at};
}

void CallFloor::occupy(int agent, qint64 until)
{
    for (Seat &seat : m_seats) {
        if (seat.agent == agent)
            seat.freeAt = until;
    }
}

/// Early shift until 16:00, late shift from 11:30; people change every week.
bool CallFloor::onShift(size_t place, qint64 at) const
{
    const qint64 week = (workcalendar::dayOf(at) + 3) / 7;
    const bool early = (static_cast<qint64>(place) + week) % 2 == 0;
    const qint64 time = workcalendar::sinceMidnight(at);
    return early ? time < 16 * kHour : time >= 23 * kHour / 2;
}

} // namespace tidedesk::sample
