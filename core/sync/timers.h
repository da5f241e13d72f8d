// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <functional>

namespace tidedesk::sync {

/// Calls later. The engine owns no QTimer, so that a simulation can run it on a virtual clock.
class Timers {
public:
    virtual ~Timers() = default;
    /// Calls `work` once after `ms`, unless `context` has died by then.
    virtual void after(qint64 ms, QObject *context, std::function<void()> work) = 0;
};

/// The event loop's own timers.
class LoopTimers final : public Timers {
public:
    void after(qint64 ms, QObject *context, std::function<void()> work) override;
};

} // namespace tidedesk::sync
