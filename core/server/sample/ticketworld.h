// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/world.h"

namespace tidedesk::sample {

/// A server's world that holds one ticket. The domain's own rules run over it, so that state, derived fields and events
/// are by construction those the server would have recorded.
class TicketWorld final : public domain::World {
public:
    void reset(qint64 number);

    const std::optional<Row> &ticket() const { return m_ticket; }
    QList<Row> &children() { return m_children; } ///< messages and events, as they came

    bool authoritative() const override { return true; }
    Result<std::optional<Row>> row(const schema::Entity &entity, const Id &id) override;
    Result<domain::Stamps> stamps(const schema::Entity &, const Id &) override { return domain::Stamps(); }
    Result<bool> visible(const domain::Actor &, const Row &) override { return true; }
    Result<QList<Row>> messagesAfter(const Id &, qint64) override { return QList<Row>(); }
    Result<QList<Row>> attachmentsOf(const Id &) override { return QList<Row>(); }
    Result<Id> defaultQueue(const domain::Actor &) override { return Id(); }
    Result<qint64> nextTicketNumber() override { return m_number; }
    Status put(const Row &row, const domain::Stamps &written) override;

private:
    qint64 m_number = 0;
    std::optional<Row> m_ticket;
    QList<Row> m_children;
};

} // namespace tidedesk::sample
