// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/throttle.h"

namespace tidedesk::server {

namespace {

constexpr int kFree = 5;
constexpr int kShut = 10;
constexpr qint64 kShutMs = 15 * 60 * 1000;
constexpr qint64 kForgetMs = 60 * 60 * 1000;

QByteArray key(const QByteArray &account, const QByteArray &address) { return account.toLower().left(100) + '\n' + address; }

qint64 waitAfter(int failures)
{
    if (failures < kFree)
        return 0;
    return failures >= kShut ? kShutMs : 1000LL << (failures - kFree);
}

} // namespace

qint64 Throttle::attempt(const QByteArray &account, const QByteArray &address, qint64 now)
{
    const std::lock_guard lock(m_mutex);
    if (m_counts.size() >= kMost)
        m_counts.removeIf([now](const auto &entry) { return now - entry.value().last > kForgetMs; });
    if (m_counts.size() >= kMost)
        m_counts.clear(); // under a flood of names; the flood itself is limited by connections
    Count &count = m_counts[key(account, address)];
    if (now - count.last > kForgetMs)
        count = {};
    const qint64 wait = count.last + waitAfter(count.failures) - now;
    if (wait > 0)
        return wait;
    ++count.failures;
    count.last = now;
    return 0;
}

void Throttle::succeeded(const QByteArray &account, const QByteArray &address)
{
    const std::lock_guard lock(m_mutex);
    m_counts.remove(key(account, address));
}

} // namespace tidedesk::server
