// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/ratelimit.h"
#include <QHash>
#include <QRandomGenerator>

namespace tidedesk::server {

RateLimit::RateLimit(int perSecond, int burst)
    : m_interval(perSecond > 0 ? qMax(1, 1'000'000 / perSecond) : 0)
    , m_slack(m_interval * qMax(1, burst))
    , m_salt(static_cast<size_t>(QRandomGenerator::system()->generate64()))
    , m_paidUntil(m_interval ? kPlaces : 0)
{
}

qint64 RateLimit::take(QByteArrayView key, qint64 nowUs)
{
    if (!m_interval)
        return 0;
    const std::lock_guard lock(m_mutex);
    qint64 &paidUntil = m_paidUntil[qHashBits(key.data(), static_cast<size_t>(key.size()), m_salt) % kPlaces];
    const qint64 next = qMax(paidUntil, nowUs) + m_interval;
    if (next - nowUs > m_slack)
        return (next - nowUs - m_slack + 999) / 1000;
    paidUntil = next;
    return 0;
}

} // namespace tidedesk::server
