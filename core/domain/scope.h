// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/world.h"
#include <QSet>
#include <functional>

/// Who may hold which row - the one place. A row lies in exactly one bucket; a person's scope is a set of buckets.
/// Pull, push, search, counts, live frames, attachments and export all ask here.
namespace tidedesk::domain {

using Lookup = std::function<Result<std::optional<Row>>(const schema::Entity &, const Id &)>;

/// Bucket of a row: "ref", "customers", "team:<id>", "seat:<id>". Rows whose parent is unknown lie in "nowhere",
/// which is in nobody's scope but that of people who may see everything.
Result<QString> bucketOf(const Row &row, const Lookup &lookup);

/// A person's buckets. Deny by default: an inactive user has none.
struct Scope {
    bool everything = false; ///< managers and administrators
    QSet<QString> buckets;

    /// Seats' own buckets are private even from those who may see everything else.
    bool holds(const QString &bucket) const
    {
        return buckets.contains(bucket) || (everything && !bucket.startsWith(QLatin1StringView("seat:")));
    }
    /// Whether tickets of this team, of this queue may be held.
    bool holdsTeam(const Id &team) const;
    bool holdsTicketsOf(const Row &queue) const;
};
Scope scopeOf(const Row &user, const Id &seat);

/// Queue for a ticket whose author named none: the first active one (by id, so both ends choose alike) of the first of
/// the user's teams that has any; null when there is none.
Id defaultQueue(const Row &user, const QList<Row> &queues);

/// Level of a user's role for Entity::creator() and updater().
schema::Writer levelOf(const Row &user);

} // namespace tidedesk::domain
