// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include "core/domain/change.h"
#include "core/domain/world.h"
#include "core/server/engine/serverworld.h"
#include "core/server/engine/touched.h"
#include "core/server/store/store.h"

namespace tidedesk::server {

/// What a piece of work on the writer thread has in hand. One per piece, inside the engine's transaction; nothing of it
/// may be kept.
class WriteContext {
public:
    WriteContext(Store &store, IdGenerator &ids, qint64 now)
        : m_store(store)
        , m_ids(ids)
        , m_now(now)
    {
    }
    Store &store() { return m_store; }
    qint64 now() const { return m_now; }
    Id newId() { return m_ids.next(); }

    void setStanding(Standing standing) { m_standing = standing; } ///< of the actors of apply()
    /// Applies one operation in a savepoint of its own; a refused one leaves no trace.
    Result<domain::Outcome> apply(const domain::Change &change, const domain::Actor &actor);
    /// Applies an operation of the server itself. It must not be refused: Rejected server.<reason>.
    Status applyOwn(domain::Change change);
    /// Writes a row no rule applies to (a seat's) and marks it in the feed.
    Status put(const Row &row);

    const Touched &touched() const { return m_touched; }

private:
    Store &m_store;
    IdGenerator &m_ids;
    const qint64 m_now;
    Standing m_standing = Standing::Active;
    Touched m_touched;
};

} // namespace tidedesk::server
