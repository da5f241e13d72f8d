// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/scope.h"
#include "core/domain/world.h"
#include "core/schema/entities.h"

namespace tidedesk::test {

/// A world in memory, with or without the server's authority, for tests of the rules.
class MemoryWorld final : public domain::World {
public:
    explicit MemoryWorld(bool isServer = true)
        : m_isServer(isServer)
    {
    }
    bool authoritative() const override { return m_isServer; }
    Result<std::optional<Row>> row(const schema::Entity &entity, const Id &id) override
    {
        const auto found = m_rows.constFind({&entity, id});
        return found == m_rows.cend() ? std::optional<Row>() : std::optional(*found);
    }
    Result<domain::Stamps> stamps(const schema::Entity &entity, const Id &id) override
    {
        return m_isServer ? m_stamps.value({&entity, id}) : domain::Stamps();
    }
    Result<bool> visible(const domain::Actor &, const Row &row) override { return !hidden.contains(row.id()); }
    Result<QList<Row>> messagesAfter(const Id &ticket, qint64 ordinal) override
    {
        QList<Row> later;
        const auto &m = schema::message();
        for (const Row &row : std::as_const(m_rows)) {
            if (&row.entity() == &m && row.ref(m.ticketId) == ticket && row.number(m.ordinal) > ordinal)
                later.append(row);
        }
        std::sort(later.begin(), later.end(), [&](const Row &a, const Row &b) { return a.number(m.ordinal) < b.number(m.ordinal); });
        return later;
    }
    Result<QList<Row>> attachmentsOf(const Id &message) override
    {
        QList<Row> files;
        for (const Row &row : std::as_const(m_rows)) {
            if (&row.entity() == &schema::attachment() && row.ref(schema::attachment().messageId) == message)
                files.append(row);
        }
        return files;
    }
    Result<Id> defaultQueue(const domain::Actor &) override { return queue; }
    Result<qint64> nextTicketNumber() override { return m_isServer ? ++m_number : 0; }
    Status put(const Row &row, const domain::Stamps &written) override
    {
        const Key key {&row.entity(), row.id()};
        m_rows.insert(key, row);
        for (auto it = written.begin(); it != written.end(); ++it)
            m_stamps[key].insert(it.key(), *it);
        ++puts;
        return {};
    }
    QList<Row> all(const schema::Entity &entity) const
    {
        QList<Row> rows;
        for (const Row &row : m_rows) {
            if (&row.entity() == &entity)
                rows.append(row);
        }
        return rows;
    }
    Row get(const schema::Entity &entity, const Id &id) const { return m_rows.value({&entity, id}); }

    Id queue;
    QSet<Id> hidden;
    int puts = 0;

private:
    using Key = std::pair<const schema::Entity *, Id>;
    bool m_isServer;
    qint64 m_number = 10000;
    QHash<Key, Row> m_rows;
    QHash<Key, domain::Stamps> m_stamps;
};

} // namespace tidedesk::test
