// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/scope.h"
#include "core/server/engine/touched.h"
#include "core/server/store/store.h"
#include <unordered_map>

namespace tidedesk::server {

/// Closed: what an account left behind is handed in by somebody else; it has the rights it would have if it were active.
enum class Standing { Active, Closed };
/// A user's row as rights are read from it.
Row standingRow(Row user, Standing standing);

/// The world of the rules on the server: the store inside its write transaction. Writing a row finds its bucket, merges
/// its stamps and marks it in the feed; a row that changes its bucket leaves the old one, and takes along whatever hangs
/// below it.
///
/// Rows are read once and written once for a whole batch of operations: what was put is here until flush(), which whoever
/// asks the store itself about rows calls before. Lives for one piece of work: after a rollback it is of no use.
///
/// Other processes may write at the same time. So the row an operation is about is read to be changed, and so is every
/// ticket, since whatever happens to a ticket writes it; rows that others hang below are kept from moving meanwhile.
class ServerWorld final : public domain::World {
public:
    explicit ServerWorld(Store &store)
        : m_store(store)
    {
    }
    /// The row the next operation is about.
    void aimAt(const Id &target) { m_target = target; }
    /// Of the actors from now on.
    void setStanding(Standing standing)
    {
        m_standing = standing;
        m_scopes.clear();
    }
    /// Writes and marks in the feed what has been put, in the order of its last change.
    Status flush();
    /// How many puts there have been: an operation that has written can no longer be refused.
    qint64 puts() const { return m_puts; }

    bool authoritative() const override { return true; }
    Result<std::optional<Row>> row(const schema::Entity &entity, const Id &id) override;
    Result<domain::Stamps> stamps(const schema::Entity &entity, const Id &id) override;
    Result<bool> visible(const domain::Actor &actor, const Row &row) override;
    Result<QList<Row>> messagesAfter(const Id &ticket, qint64 ordinal) override;
    Result<QList<Row>> attachmentsOf(const Id &message) override;
    Result<Id> defaultQueue(const domain::Actor &actor) override;
    Result<qint64> nextTicketNumber() override;
    Status put(const Row &row, const domain::Stamps &written) override;

    /// What has been marked since the object was made.
    const Touched &touched() const { return m_touched; }

private:
    /// A row as the rules see it, and what of it the store does not know yet.
    struct Known {
        std::optional<StoredRow> row = {};
        Store::Hold hold = Store::Hold::None;
        QString storedIn = {}; ///< the bucket the store has it in; empty: nowhere
        bool asked = false; ///< the store was
        qint64 put = 0; ///< number of its last put that is not in the store yet, 0 = none
    };
    using Key = std::pair<const schema::Entity *, Id>;
    struct KeyHash {
        size_t operator()(const Key &key) const { return qHashMulti(0, key.first, key.second); }
    };

    Result<Known *> load(const schema::Entity &entity, const Id &id);
    Store::Hold holdOf(const schema::Entity &entity, const Id &id) const;
    Result<QString> bucketOf(const Row &row);
    void remember(const schema::Entity &entity, const Id &id, Known &known);
    Status write(Known &known);
    Status flushed(const schema::Entity &entity); ///< before the store is asked about rows of an entity
    Status mark(const QString &bucket, const Row &row, Mark mark);
    Status moveBelow(const Row &parent);
    Status moveChild(const schema::Entity &entity, const Id &id);

    Store &m_store;
    Id m_target;
    Standing m_standing = Standing::Active;
    std::unordered_map<Key, Known, KeyHash> m_known; ///< whose elements stay where they are
    QList<std::pair<Key, qint64>> m_unwritten; ///< by the number of their put
    QHash<Id, domain::Scope> m_scopes; ///< of actors, by user
    Touched m_touched;
    qint64 m_puts = 0;
};

} // namespace tidedesk::server
