// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <mutex>
#include <vector>

namespace tidedesk::server {

/// So many requests a second for each key, and a burst of so many at once. Keys share a fixed number of places by a salted
/// hash, so memory never grows, nothing has to be forgotten, and two that meet by chance share an allowance that is generous
/// for either. Thread-safe.
class RateLimit {
public:
    /// `perSecond` 0: no limit.
    RateLimit(int perSecond, int burst);

    /// 0: go on; else milliseconds until there is room. `nowUs` of a monotonic clock.
    qint64 take(QByteArrayView key, qint64 nowUs);

private:
    static constexpr size_t kPlaces = 65'536; ///< of 8 bytes

    const qint64 m_interval; ///< microseconds that one request costs
    const qint64 m_slack; ///< how far ahead of its rate a key may be
    const size_t m_salt;
    std::mutex m_mutex;
    std::vector<qint64> m_paidUntil; ///< per place (the generic cell rate algorithm: one number is the whole bucket)
};

} // namespace tidedesk::server
