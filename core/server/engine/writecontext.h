// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include "core/domain/merging.h"
#include "core/server/engine/serverworld.h"

namespace tidedesk::server {

/// What a piece of work on the writer thread has in hand. One per piece, inside the engine's transaction; nothing of it
/// may be kept. The store has the rows of what was applied after the next flush().
class WriteContext {
public:
    WriteContext(Store &store, IdGenerator &ids, qint64 now)
        : m_store(store)
        , m_ids(ids)
        , m_now(now)
        , m_world(store)
    {
    }
    Store &store() { return m_store; }
    qint64 now() const { return m_now; }
    Id newId() { return m_ids.next(); }

    void setStanding(Standing standing) { m_world.setStanding(standing); } ///< of the actors of apply()
    /// A row as the operations applied so far have left it.
    Result<std::optional<Row>> row(const schema::Entity &entity, const Id &id) { return m_world.row(entity, id); }
    /// The ticket in which the matter of a ticket goes on, domain::standingFor().
    Result<Id> standingFor(const Row &ticket) { return domain::standingFor(ticket, m_world); }
    /// Applies one operation; a refused one leaves no trace.
    Result<domain::Outcome> apply(const domain::Change &change, const domain::Actor &actor);
    /// Applies an operation of the server itself, and flushes. It must not be refused: Rejected server.<reason>.
    Status applyOwn(domain::Change change);
    /// Writes a row no rule applies to (a seat's), marks it in the feed, and flushes.
    Status put(const Row &row);
    /// Writes what was applied. To be called before the store is asked for rows, and at the end of the work.
    Status flush() { return m_world.flush(); }

    const Touched &touched() const { return m_world.touched(); } ///< by what has been flushed

private:
    Store &m_store;
    IdGenerator &m_ids;
    const qint64 m_now;
    ServerWorld m_world;
};

} // namespace tidedesk::server
