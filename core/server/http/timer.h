// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>

namespace tidedesk::http {

/// The handle of a callback that Loop::after() will run. Dropping it changes nothing. Any thread.
class Timer {
public:
    explicit Timer(std::function<void()> cancel)
        : m_cancel(std::move(cancel))
    {
    }
    /// The callback is not run any more, unless it is being run now.
    void cancel() { m_cancel(); }

private:
    std::function<void()> m_cancel;
};

} // namespace tidedesk::http
