// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/world.h"
#include "core/storage/mirror.h"

namespace tidedesk::storage {

/// The seat's world for domain::apply: the mirror, without the server's authority.
class MirrorWorld final : public domain::World {
public:
    MirrorWorld(Mirror &mirror, domain::ChangeSet &changes)
        : m_mirror(mirror)
        , m_changes(changes)
    {
    }
    bool authoritative() const override { return false; }
    Result<std::optional<Row>> row(const schema::Entity &entity, const Id &id) override { return m_mirror.row(entity, id); }
    Result<domain::Stamps> stamps(const schema::Entity &, const Id &) override { return domain::Stamps(); }
    Result<bool> visible(const domain::Actor &, const Row &) override { return true; }
    Result<QList<Row>> messagesAfter(const Id &, qint64) override { return QList<Row>(); }
    Result<QList<Row>> attachmentsOf(const Id &) override { return QList<Row>(); }
    Result<Id> defaultQueue(const domain::Actor &actor) override;
    Result<qint64> nextTicketNumber() override { return 0; }
    Status put(const Row &row, const domain::Stamps &) override { return m_mirror.putOptimistic(row, m_changes); }

private:
    Mirror &m_mirror;
    domain::ChangeSet &m_changes;
};

} // namespace tidedesk::storage
