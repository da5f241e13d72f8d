// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/lockfile.h"

namespace tidedesk {

namespace {
constexpr int kWritingMs = 500; ///< ample for a hundred bytes
}

bool takeLock(QLockFile &lock)
{
    if (lock.tryLock(0))
        return true;
    const auto isNobodys = [&lock] { return lock.error() == QLockFile::LockFailedError && !lock.getLockInfo(nullptr, nullptr, nullptr); };
    if (!isNobodys() || lock.tryLock(kWritingMs))
        return lock.isLocked();
    // Whoever lives holds the system's lock on the file as well, and it cannot be removed then.
    return isNobodys() && lock.removeStaleLockFile() && lock.tryLock(0);
}

} // namespace tidedesk
