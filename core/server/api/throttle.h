// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QHash>
#include <mutex>

namespace tidedesk::server {

/// Slows down guessing. Every attempt is counted before its password is looked at, so parallel guesses gain nothing;
/// a right one takes its own count back. Per account and address: free up to 5, then the wait doubles from 1 s;
/// 10 shut the door for 15 minutes. Thread-safe; bounded.
class Throttle {
public:
    /// 0: go on; else milliseconds to wait. Counts the attempt when it lets it through.
    qint64 attempt(const QByteArray &account, const QByteArray &address, qint64 now);
    void succeeded(const QByteArray &account, const QByteArray &address);

private:
    struct Count {
        int failures = 0;
        qint64 last = 0;
    };
    static constexpr int kMost = 100'000;

    std::mutex m_mutex;
    QHash<QByteArray, Count> m_counts;
};

} // namespace tidedesk::server
