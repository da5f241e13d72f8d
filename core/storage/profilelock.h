// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QLockFile>
#include <memory>

namespace tidedesk::storage {

/// One process per profile: two would each have a writer on the same files. Held until it dies; a lock left behind
/// by a process that is gone does not count.
class ProfileLock {
public:
    /// Makes the folder when it is missing and closes it to all but its owner. Fatal store.profile_in_use with the
    /// holder in the detail, Fatal store.cannot_open, RetryLater store.disk_full.
    static Result<std::unique_ptr<ProfileLock>> acquire(const QString &folder);

private:
    explicit ProfileLock(const QString &file);
    QLockFile m_lock;
};

} // namespace tidedesk::storage
