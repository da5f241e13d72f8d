// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/scope.h"
#include "core/server/engine/touched.h"
#include "core/server/store/store.h"

namespace tidedesk::server {

/// Closed: what an account left behind is handed in by somebody else; it has the rights it would have if it were active.
enum class Standing { Active, Closed };
/// A user's row as rights are read from it.
Row standingRow(Row user, Standing standing);

/// The world of the rules on the server: the store inside its write transaction. Writing a row finds its bucket, merges
/// its stamps and marks it in the feed; a row that changes its bucket leaves the old one, and takes along whatever hangs
/// below it. Lives for one operation at most: it remembers what it has read, so after a rollback it is of no use.
///
/// Other processes may write at the same time. So the row an operation is about is read to be changed, and so is every
/// ticket, since whatever happens to a ticket writes it; rows that others hang below are kept from moving meanwhile.
class ServerWorld final : public domain::World {
public:
    /// `target`: the row an operation is about; null for none.
    explicit ServerWorld(Store &store, const Id &target = {}, Standing standing = Standing::Active)
        : m_store(store)
        , m_target(target)
        , m_standing(standing)
    {
    }

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
    Result<const StoredRow *> load(const schema::Entity &entity, const Id &id); ///< null when there is none
    Store::Hold holdOf(const schema::Entity &entity, const Id &id) const;
    Result<QString> bucketOf(const Row &row);
    Status mark(const QString &bucket, const Row &row, Mark mark);
    Status moveBelow(const Row &parent);
    Status moveChild(const schema::Entity &entity, const Id &id);

    Store &m_store;
    const Id m_target;
    const Standing m_standing;
    using Key = std::pair<const schema::Entity *, Id>;
    QHash<Key, std::optional<StoredRow>> m_read;
    QHash<Id, domain::Scope> m_scopes; ///< of actors, by user
    Touched m_touched;
};

} // namespace tidedesk::server
