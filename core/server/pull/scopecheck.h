// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/scope.h"
#include "core/server/store/store.h"

namespace tidedesk::server {

/// A person's scope as the store says now. Inside the caller's transaction. SignIn "session.revoked" for somebody who is
/// unknown or no longer active.
Result<domain::Scope> scopeNow(Store &store, const Id &user, const Id &seat);

/// The buckets of a scope by name; for those who may see everything, all there are.
Result<QSet<QString>> bucketsOf(Store &store, const domain::Scope &scope);

} // namespace tidedesk::server
