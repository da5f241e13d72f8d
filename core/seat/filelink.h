// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/net/transport.h"
#include "core/seat/blobfiles.h"
#include "core/storage/workthread.h"

namespace tidedesk::seat {

/// What a file needs on its way.
struct FileLink {
    net::Transport &transport;
    storage::WorkThread<BlobFiles> &files;
    QByteArray token;
};

inline constexpr int kPieceDeadlineMs = 5 * 60 * 1000;

/// The answer makes no sense: perhaps it was not the server who answered.
inline Error badFileAnswer() { return {Consequence::RetryLater, QStringLiteral("blob.bad_answer"), {}}; }

} // namespace tidedesk::seat
