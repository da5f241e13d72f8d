// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <vector>

namespace tidedesk::sample {

/// The telephones of one team: callers queue first come, first served, hang up when their patience ends, and are put
/// through to the agent who has been idle longest. Calls are offered in order of time. Nobody holds two calls at once.
class CallFloor {
public:
    explicit CallFloor(std::vector<int> agents);

    struct Outcome {
        bool answered = false;
        int agent = -1;
        qint64 wait = 0; ///< ms until answered or given up
    };
    /// `positions`: telephones staffed at that hour.
    Outcome offer(qint64 at, qint64 patience, int positions);
    /// The agent is busy until then (talk, hold and after-call work).
    void occupy(int agent, qint64 until);

private:
    bool onShift(size_t place, qint64 at) const;

    struct Seat {
        int agent;
        qint64 freeAt;
    };
    std::vector<Seat> m_seats;
};

} // namespace tidedesk::sample
