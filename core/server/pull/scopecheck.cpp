// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/pull/scopecheck.h"
#include "core/schema/entities.h"

namespace tidedesk::server {

Result<domain::Scope> scopeNow(Store &store, const Id &user, const Id &seat)
{
    TD_ASSIGN(stored, store.row(schema::user(), user));
    const domain::Scope scope = stored ? domain::scopeOf(stored->row, seat) : domain::Scope();
    if (scope.buckets.isEmpty())
        return Error {Consequence::SignIn, QStringLiteral("session.revoked"), {}};
    return scope;
}

Result<QSet<QString>> bucketsOf(Store &store, const domain::Scope &scope)
{
    if (!scope.everything)
        return scope.buckets;
    QSet<QString> buckets = scope.buckets;
    TD_ASSIGN(all, store.buckets());
    for (const QString &bucket : all) {
        if (scope.holds(bucket))
            buckets.insert(bucket);
    }
    return buckets;
}

} // namespace tidedesk::server
