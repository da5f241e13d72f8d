// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLockFile>

namespace tidedesk {

/// Takes `lock` unless somebody alive holds it; its stale time should be 0. Beyond QLockFile::tryLock(), which never doubts a
/// lock that does not say whose it is, it takes over one whose holder was killed between making and writing it: without
/// that, such a kill would shut everybody out for good. May wait half a second for somebody who is just writing it.
bool takeLock(QLockFile &lock);

} // namespace tidedesk
