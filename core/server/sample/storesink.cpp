// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/storesink.h"
#include "core/domain/scope.h"
#include "core/schema/entities.h"

namespace tidedesk::server {

namespace {

const auto kKey = QStringLiteral("sample"); // of Store::meta()
const auto kUnfinished = QStringLiteral("unfinished");

Error rejected(const char *code, const QString &detail)
{
    return {Consequence::Rejected, QLatin1StringView(code), detail};
}

} // namespace

StoreSink::StoreSink(Store &store, QByteArray passwordHash)
    : m_store(store)
    , m_passwordHash(std::move(passwordHash))
{
}

Status StoreSink::begin(const QString &label)
{
    m_label = label;
    TD_ASSIGN(transaction, StoreTransaction::begin(m_store, Store::Access::Write));
    TD_ASSIGN(state, m_store.meta(kKey));
    if (state == kUnfinished)
        return rejected("sample.unfinished", label);
    TD_ASSIGN(tickets, m_store.find(schema::ticket().number, qint64(1)));
    if (!state.isEmpty() || !tickets.isEmpty())
        return rejected("sample.exists", state);
    TD_TRY(m_store.setMeta(kKey, kUnfinished));
    m_transaction.emplace(std::move(transaction));
    return {};
}

Status StoreSink::row(Row row)
{
    TD_TRY(complete(row));
    TD_ASSIGN(bucket,
        domain::bucketOf(row, [this](const schema::Entity &entity, const Id &id) { return lookUp(entity, id); }));
    TD_TRY(m_store.put({row, {}, bucket}));
    TD_TRY(m_store.touch(bucket, row.entity(), row.id(), Mark::Present));
    ++m_counts[row.entity().name()];
    remember(row);
    if (++m_inBatch < kBatch)
        return {};
    m_inBatch = 0;
    TD_TRY(m_transaction->commit());
    m_transaction.reset();
    TD_ASSIGN(next, StoreTransaction::begin(m_store, Store::Access::Write));
    m_transaction.emplace(std::move(next));
    return {};
}

Status StoreSink::finish()
{
    TD_TRY(m_store.setMeta(kKey, m_label));
    TD_TRY(m_transaction->commit());
    m_transaction.reset();
    return {};
}

/// What the generator leaves to the store.
Status StoreSink::complete(Row &row)
{
    if (&row.entity() == &schema::ticket()) {
        TD_ASSIGN(number, m_store.count(QStringLiteral("ticket")));
        row.set(schema::ticket().number, number);
    }
    if (&row.entity() == &schema::user())
        return m_store.putAccount({row.id(), m_passwordHash});
    return {};
}

Result<std::optional<Row>> StoreSink::lookUp(const schema::Entity &entity, const Id &id)
{
    if (const auto queue = m_queues.constFind(id); queue != m_queues.cend())
        return std::optional(*queue);
    if (m_ticket && m_ticket->id() == id)
        return m_ticket;
    if (m_customers.contains(id))
        return std::optional(Row(entity, id));
    TD_ASSIGN(stored, m_store.row(entity, id));
    return stored ? std::optional(stored->row) : std::nullopt;
}

void StoreSink::remember(const Row &row)
{
    if (&row.entity() == &schema::queue())
        m_queues.insert(row.id(), row);
    else if (&row.entity() == &schema::ticket())
        m_ticket = row;
    else if (&row.entity() == &schema::customer() && !row.has(schema::customer().teamId))
        m_customers.insert(row.id());
}

} // namespace tidedesk::server
