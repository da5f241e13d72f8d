// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/clock.h"

namespace tidedesk::test {

/// A clock that stands still until the test moves it. Starts on 2026-09-01 01:00 UTC, a Tuesday morning in Shanghai.
class FakeClock final : public Clock {
public:
    explicit FakeClock(qint64 startMs = 1'788'224'400'000)
        : m_now(startMs)
    {
    }
    qint64 nowMs() const override { return m_now; }
    void advance(qint64 ms) { m_now += ms; }
    void set(qint64 ms) { m_now = ms; }

private:
    qint64 m_now;
};

} // namespace tidedesk::test
