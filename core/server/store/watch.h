// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSet>
#include <QString>
#include <functional>

namespace tidedesk::server {

/// What has come to light in a store that several processes write.
struct News {
    QSet<QString> buckets = {}; ///< with new entries in the feed, now to be seen by readers
    bool people = false; ///< a user's row among them, or: everything may have changed
    bool sessions = false; ///< sessions were opened or ended somewhere
    QString epoch = {}; ///< Store's kEpochKey
};

/// Tells a process what has been committed, by itself and by others, once readers can see it. A hint: it may come late
/// or twice, and what it leaves out for want of a connection is made good by one that says "everything".
class Watch {
public:
    using Listener = std::function<void(const News &)>;

    virtual ~Watch() = default;
    virtual void start() = 0;
    virtual void stop() = 0; ///< afterwards the listener is left in peace
    /// This process has committed something. From any thread; never waits.
    virtual void announce() = 0;

    Watch(const Watch &) = delete;
    Watch &operator=(const Watch &) = delete;

protected:
    Watch() = default;
};

} // namespace tidedesk::server
