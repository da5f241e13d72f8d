// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/scope.h"
#include "core/protocol/digest.h"
#include "core/server/store/store.h"

namespace tidedesk::server {

/// A look at everything a store holds, in one pass: whether the medium and the tables are sound, whether each row lies in
/// the bucket the rules say and is told there by the feed, whether the counters are ahead of what they have numbered.
/// Also the digest of every bucket, from which those of people follow.
class Inspection {
public:
    static constexpr qsizetype kMostProblems = 100;

    /// Inside the caller's read transaction. An error is the store's; what is wrong with the data is a problem.
    static Result<Inspection> of(Store &store);

    const QStringList &problems() const { return m_problems; } ///< at most kMostProblems
    /// Of all rows in a scope but seats'; what `tidedesk-cli digest` of a seat that has caught up must say.
    protocol::Digest digestOf(const domain::Scope &scope) const;

private:
    Status look(Store &store);
    Status lookAt(Store &store, const schema::Entity &entity);
    void note(const QString &problem);

    QStringList m_problems;
    QHash<QString, protocol::Digest> m_digests; ///< by bucket
    qint64 m_highestNumber = 0;
};

} // namespace tidedesk::server
