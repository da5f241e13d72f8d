// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/schema/entities.h"
#include "tests/support/fakedesk.h"

namespace tidedesk::test {

/// The rows of a FakeDesk, in order of arrival; notes what changes.
class FakeDesk::World final : public domain::World {
public:
    bool authoritative() const override { return false; }
    Result<std::optional<Row>> row(const schema::Entity &entity, const Id &id) override
    {
        const auto found = m_rows.constFind({&entity, id});
        return found == m_rows.cend() ? std::optional<Row>() : std::optional(*found);
    }
    Result<domain::Stamps> stamps(const schema::Entity &, const Id &) override { return domain::Stamps(); }
    Result<bool> visible(const domain::Actor &, const Row &) override { return true; }
    Result<QList<Row>> messagesAfter(const Id &, qint64) override { return QList<Row>(); }
    Result<QList<Row>> attachmentsOf(const Id &) override { return QList<Row>(); }
    Result<Id> defaultQueue(const domain::Actor &) override { return queue; }
    Result<qint64> nextTicketNumber() override { return qint64(0); }
    Status put(const Row &row, const domain::Stamps &) override
    {
        write(row);
        return {};
    }
    void write(const Row &row)
    {
        const Key key {&row.entity(), row.id()};
        if (!m_rows.contains(key))
            m_order[&row.entity()].append(row.id());
        m_rows.insert(key, row);
        changes.add(row.entity(), row.id());
    }
    void remove(const schema::Entity &entity, const Id &id)
    {
        m_rows.remove({&entity, id});
        m_order[&entity].removeOne(id);
        changes.add(entity, id);
    }
    Row get(const schema::Entity &entity, const Id &id) const { return m_rows.value({&entity, id}); }
    QList<Row> all(const schema::Entity &entity) const
    {
        QList<Row> rows;
        for (const Id &id : m_order.value(&entity))
            rows.append(get(entity, id));
        return rows;
    }
    /// Place of a row among its kind, for orders that need one.
    qint64 place(const Row &row) const { return m_order.value(&row.entity()).indexOf(row.id()) + 1; }

    Id queue;
    domain::ChangeSet changes;

private:
    using Key = std::pair<const schema::Entity *, Id>;
    QHash<Key, Row> m_rows;
    QHash<const schema::Entity *, QList<Id>> m_order;
};

} // namespace tidedesk::test
