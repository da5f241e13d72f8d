// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/engine/writecontext.h"
#include <QJsonArray>

namespace tidedesk::server {

/// One operation as it came. One that could not be read is carried along with its verdict: it takes its place in the
/// seat's sequence, so that it cannot hold up those behind it.
struct Operation {
    domain::Change change; ///< `entity` is null when even that could not be read
    std::optional<domain::Outcome> unreadable;
};

struct PushReply {
    QJsonArray results = {}; ///< protocol::toJson(outcome, change), in the order of the operations
    std::optional<qint64> expect = {}; ///< operations before this one are missing; what came behind the gap was not looked at
    qint64 lastSeq = 0;
    QString epoch = {}; ///< of the data the results are about
};

/// Reads the operations of a push. Rejected json.* when one has not even a number and an id.
Result<QList<Operation>> operationsFromJson(const QJsonArray &json);

/// Takes operations of a seat, oldest first. Each takes effect exactly once: the seat's high-water mark moves in the same
/// transaction, and for operations at or below it the recorded result is given again. The seat's row, which is the
/// acknowledgement, is marked last, so that in the feed it comes behind its effects.
/// Error: storage, or SignIn when the person or the seat may not (any more).
Result<PushReply> push(WriteContext &context, const Session &session, const QList<Operation> &operations, Standing standing = Standing::Active);

} // namespace tidedesk::server
