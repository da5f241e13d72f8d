// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <functional>

namespace tidedesk::sync {

/// Full-jitter exponential back-off: the n-th wait is uniform in [0, min(cap, base x 2^n)], so that a thousand seats do
/// not come back in step after a restart. The server's Retry-After, when given, is the least wait.
class Backoff {
public:
    /// `random` gives numbers in [0, 1).
    Backoff(qint64 baseMs, qint64 capMs, std::function<double()> random)
        : m_base(baseMs)
        , m_cap(capMs)
        , m_random(std::move(random))
    {
    }
    qint64 next(qint64 retryAfterMs = 0)
    {
        const qint64 ceiling = qMin(m_cap, m_base << qMin(m_failures, 16));
        ++m_failures;
        return qMax(retryAfterMs, static_cast<qint64>(m_random() * static_cast<double>(ceiling)));
    }
    void reset() { m_failures = 0; }
    int failures() const { return m_failures; }

private:
    qint64 m_base;
    qint64 m_cap;
    std::function<double()> m_random;
    int m_failures = 0;
};

} // namespace tidedesk::sync
