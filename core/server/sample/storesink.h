// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/sample/samplesink.h"
#include "core/server/store/store.h"
#include <QHash>
#include <QSet>

namespace tidedesk::server {

/// Loads a generated desk into a store: rows as they come, without stamps (nobody edited them), each in its bucket and
/// marked in the feed; accounts for the people; ticket numbers from the store's own counter. Commits every kBatch rows.
/// Not for a store that is being served.
class StoreSink final : public sample::SampleSink {
public:
    static constexpr qint64 kBatch = 20'000;

    /// `passwordHash` becomes everybody's.
    StoreSink(Store &store, QByteArray passwordHash);

    /// Rejected sample.exists when the store already has tickets, sample.unfinished after a load that was cut short.
    Status begin(const QString &label);
    Status row(Row row) override;
    /// Commits the rest. Without it the store stays marked as unfinished.
    Status finish();

    /// Rows loaded so far, by entity.
    const QHash<QString, qint64> &counts() const { return m_counts; }

private:
    Result<std::optional<Row>> lookUp(const schema::Entity &entity, const Id &id);
    void remember(const Row &row);
    Status complete(Row &row);

    Store &m_store;
    const QByteArray m_passwordHash;
    QString m_label;
    std::optional<StoreTransaction> m_transaction;
    qint64 m_inBatch = 0;
    QHash<QString, qint64> m_counts;
    QHash<Id, Row> m_queues;
    QSet<Id> m_customers; ///< of no team, which is all that their bucket needs to know
    std::optional<Row> m_ticket; ///< the latest; its messages and events follow it
};

} // namespace tidedesk::server
