// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "core/domain/world.h"
#include "core/search/query.h"
#include "core/storage/mirrorschema.h"

namespace tidedesk::seat {

/// Answers the search box from the mirror's index: tickets by their subject, messages by their text, customers by name,
/// identity and the numbers of what they bought. Newest first. One per reading connection and thread.
class SearchRunner {
public:
    SearchRunner(sqlite::Connection &connection, const storage::MirrorTables &tables);

    void setActor(const domain::Actor &actor) { m_actor = actor; }
    Result<domain::SearchAnswer> run(const QString &text, int limit);

private:
    struct Job;
    Result<search::FilterTable> filterTable();
    Status tickets(Job &job);
    Status messages(Job &job);
    Status customers(Job &job);
    Result<QList<Row>> matching(const schema::Entity &entity, Job &job);
    /// Whether a hit of this moment in this ticket is what the filters ask for.
    Result<bool> passes(const Row &ticket, qint64 moment, const Job &job);
    Result<double> indexedShare();

    sqlite::Connection &m_connection;
    const storage::MirrorTables &m_tables;
    domain::Actor m_actor;
};

} // namespace tidedesk::seat
