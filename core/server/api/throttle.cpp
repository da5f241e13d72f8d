// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/throttle.h"

namespace tidedesk::server {

namespace {

constexpr qint64 kLongestMs = 15 * 60 * 1000;
constexpr qint64 kForgetMs = 60 * 60 * 1000;
constexpr int kMost = 100'000;
constexpr int kDoublings = 20;

struct Rule {
    QByteArray key;
    int free; ///< failures without a wait
    int shut; ///< failures from which the wait is the longest
};

QList<Rule> rulesFor(const QByteArray &account, const QByteArray &address)
{
    const QByteArray name = account.toLower().left(100);
    QList<Rule> rules {{"b\n" + name + '\n' + address, 5, 10}, {"a\n" + name, 50, 100}};
    if (!address.startsWith("127.") && address != "::1")
        rules.append({"i\n" + address, 200, 1000});
    return rules;
}

qint64 waitAfter(int failures, const Rule &rule)
{
    if (failures < rule.free)
        return 0;
    return failures >= rule.shut ? kLongestMs : qMin(kLongestMs, 1000LL << qMin(failures - rule.free, kDoublings));
}

} // namespace

void Throttle::makeRoom(qint64 now)
{
    if (m_counts.size() < kMost)
        return;
    m_counts.removeIf([now](const auto &entry) { return now - entry.value().last > kForgetMs; });
    if (m_counts.size() >= kMost)
        m_counts.clear(); // under a flood of names; the flood itself is limited by connections
}

qint64 Throttle::attempt(const QByteArray &account, const QByteArray &address, qint64 now)
{
    const std::lock_guard lock(m_mutex);
    makeRoom(now);
    const QList<Rule> rules = rulesFor(account, address);
    qint64 wait = 0;
    for (const Rule &rule : rules) {
        Count &count = m_counts[rule.key];
        if (now - count.last > kForgetMs)
            count = {};
        wait = qMax(wait, count.last + waitAfter(count.failures, rule) - now);
    }
    if (wait > 0)
        return wait;
    for (const Rule &rule : rules) {
        Count &count = m_counts[rule.key];
        ++count.failures;
        count.last = now;
    }
    return 0;
}

void Throttle::succeeded(const QByteArray &account, const QByteArray &address)
{
    withdrawn(account, address);
    const std::lock_guard lock(m_mutex);
    // The owner is here; what others tried in his name no longer counts against him. The address keeps its record.
    const QList<Rule> rules = rulesFor(account, address);
    m_counts.remove(rules[0].key);
    m_counts.remove(rules[1].key);
}

void Throttle::withdrawn(const QByteArray &account, const QByteArray &address)
{
    const std::lock_guard lock(m_mutex);
    for (const Rule &rule : rulesFor(account, address)) {
        const auto count = m_counts.find(rule.key);
        if (count != m_counts.end() && count->failures > 0)
            --count->failures;
    }
}

} // namespace tidedesk::server
