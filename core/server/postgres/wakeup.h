// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <chrono>

namespace tidedesk::postgres {

/// Wakes a thread that waits in Connection::waitForNotifications(). Where there is nothing to wait on, descriptor() is -1
/// and that thread looks around every kLook.
class Wakeup {
public:
    static constexpr std::chrono::milliseconds kLook {20};

    Wakeup();
    ~Wakeup();
    Wakeup(const Wakeup &) = delete;
    Wakeup &operator=(const Wakeup &) = delete;

    int descriptor() const { return m_ends[0]; }
    void ring(); ///< from any thread
    void clear();

private:
    int m_ends[2] = {-1, -1};
};

} // namespace tidedesk::postgres
