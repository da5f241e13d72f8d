// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <atomic>
#include <chrono>

namespace tidedesk::postgres {

/// Wakes one thread that waits for a socket, or for nothing but being woken. The only place that asks the system to wait.
class Wakeup {
public:
    Wakeup();
    ~Wakeup();
    Wakeup(const Wakeup &) = delete;
    Wakeup &operator=(const Wakeup &) = delete;

    /// Until there is something to read from `socket` (-1: none), somebody rings, or the time is over. False when the system
    /// cannot wait. What has rung before clear() ends the next wait at once.
    bool wait(int socket, std::chrono::milliseconds longest);
    void ring(); ///< from any thread
    void clear();

private:
#ifdef _WIN32
    std::atomic_bool m_rung = false;
#else
    int m_ends[2] = {-1, -1};
#endif
};

} // namespace tidedesk::postgres
