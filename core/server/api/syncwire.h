// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/engine/pushing.h"
#include "core/server/pull/pullsession.h"

/// Bodies of the sync routes: bytes to what the engine takes, and back. Pure; the routes and the simulator share it.
namespace tidedesk::server {

inline constexpr qsizetype kPushOperations = 1000; ///< in one push
inline constexpr qint64 kPushBytes = 16 * 1024 * 1024; ///< of its body: one operation may hold a text of a million characters

/// {"protocol":1,"operations":[...]}. Rejected json.*, push.protocol, push.too_large.
Result<QList<Operation>> readPush(const QByteArray &body);
/// {"epoch":"…","results":[...],"last_seq":n,"expect":n}, `expect` only after a gap.
QJsonObject pushAnswer(const PushReply &reply);
/// {"protocol":1,"cursor":"..."}. Rejected json.*, pull.protocol.
Result<PullSession> readPull(const QByteArray &body, const Session &session);

} // namespace tidedesk::server
