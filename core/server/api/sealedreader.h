// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/protocol/sealing.h"
#include "core/server/store/store.h"

namespace tidedesk::server {

inline constexpr qint64 kLongestLine = 1024 * 1024; ///< one operation

/// Opens a file that has come whole, with the keys of the store it lies in, and reads it from there, never all of it in
/// memory. Inside a transaction, which must outlive the reader.
Result<protocol::SealReader> openSealed(Store &store, const SealedFile &file);

} // namespace tidedesk::server
