// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace tidedesk {

/// The only source of time below ui/: milliseconds since 1970-01-01 UTC. Tests pass a clock they move by hand.
class Clock {
public:
    virtual ~Clock() = default;
    virtual qint64 nowMs() const = 0;
};

/// The machine's own clock.
class SystemClock final : public Clock {
public:
    qint64 nowMs() const override;
};

} // namespace tidedesk
