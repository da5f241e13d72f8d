// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/schema/row.h"
#include <QHash>

namespace tidedesk::domain {

/// Who acts. `level` None with a null user is the server itself (channel intake, imports).
struct Actor {
    Id user;
    Id seat;
    schema::Writer level = schema::Writer::None;

    bool isServer() const { return user.isNull(); }
};

/// Who wrote a field last, and at which version of the row.
struct Stamp {
    qint64 version = 0;
    Id seat;
    Id user;
    qint64 at = 0;

    friend bool operator==(const Stamp &, const Stamp &) = default;
};
using Stamps = QHash<int, Stamp>; ///< by Field::index

/// What the rules see and change. The server's world is the store inside its write transaction; a seat's world is its
/// mirror. The same rules run over both, so that what an agent sees at once is what the server will say later.
/// Every call may fail with a storage error, which ends the transaction.
class World {
public:
    virtual ~World() = default;

    /// True on the server: numbers are given, conflicts and unseen messages are looked for, scope is enforced.
    virtual bool authoritative() const = 0;
    virtual Result<std::optional<Row>> row(const schema::Entity &entity, const Id &id) = 0;
    /// Last writers of the row's fields; empty on a seat.
    virtual Result<Stamps> stamps(const schema::Entity &entity, const Id &id) = 0;
    /// Whether the actor may see the row. Always true on a seat: it holds only what it may see.
    virtual Result<bool> visible(const Actor &actor, const Row &row) = 0;
    /// Messages of a ticket with a greater ordinal, oldest first. Empty on a seat.
    virtual Result<QList<Row>> messagesAfter(const Id &ticket, qint64 ordinal) = 0;
    /// Attachments of a message. Empty on a seat.
    virtual Result<QList<Row>> attachmentsOf(const Id &message) = 0;
    /// Queue for a ticket whose author named none; null if there is none to be had.
    virtual Result<Id> defaultQueue(const Actor &actor) = 0;
    /// Next ticket number; 0 on a seat, which shows a provisional one.
    virtual Result<qint64> nextTicketNumber() = 0;
    /// Writes the row and stamps `written`. On the server `row.version` is already the new one. An operation that has written
    /// is not refused any more.
    virtual Status put(const Row &row, const Stamps &written) = 0;
};

} // namespace tidedesk::domain
