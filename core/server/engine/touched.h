// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSet>
#include <QString>

namespace tidedesk::server {

/// What a commit has moved: whom to poke.
struct Touched {
    QSet<QString> buckets;
    bool people = false; ///< a user's row was written, so scopes may have changed

    void operator+=(const Touched &other)
    {
        buckets += other.buckets;
        people = people || other.people;
    }
    bool isEmpty() const { return buckets.isEmpty() && !people; }
};

} // namespace tidedesk::server
