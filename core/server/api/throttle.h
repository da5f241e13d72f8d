// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QHash>
#include <QList>
#include <mutex>

namespace tidedesk::server {

/// Slows down guessing. Every attempt is counted before its password is looked at, so parallel guesses gain nothing;
/// a right one takes its own count back. Beyond a free number of failures the wait doubles from 1 s, up to 15 minutes
/// (OWASP ASVS 2.2.1 allows 100 failures an hour and account):
///
///   account at an address    free 5, shut for 15 minutes from 10
///   account at any address   free 50
///   address, any account     free 200; a whole office stands behind one, and all of them behind a proxy on loopback,
///                            which is therefore not counted
///
/// Thread-safe; bounded; forgotten after an hour and by a restart.
class Throttle {
public:
    /// 0: go on; else milliseconds to wait. Counts the attempt when it lets it through.
    qint64 attempt(const QByteArray &account, const QByteArray &address, qint64 now);
    void succeeded(const QByteArray &account, const QByteArray &address);
    /// The attempt came to nothing, good or bad (the server was busy).
    void withdrawn(const QByteArray &account, const QByteArray &address);

private:
    struct Count {
        int failures = 0;
        qint64 last = 0;
    };
    void makeRoom(qint64 now);

    std::mutex m_mutex;
    QHash<QByteArray, Count> m_counts;
};

} // namespace tidedesk::server
