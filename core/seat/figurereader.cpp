// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/figurereader.h"
#include "core/schema/entities.h"
#include "core/storage/readrows.h"

namespace tidedesk::seat {

namespace {

Status feedTickets(sqlite::Connection &connection, const storage::MirrorTables &tables, kpi::Accumulator &figures)
{
    const auto &e = schema::event();
    const tables::RowTable &table = tables.of(e);
    // In the order of the index on (ticket_id, at), so that one ticket's events come together without a sort.
    TD_ASSIGN(events,
        connection.prepare(table.select("WHERE t.ticket_id IN (SELECT ticket_id FROM event WHERE at>=? AND ticket_id IS NOT NULL "
                                        "UNION SELECT id FROM ticket WHERE open=1) ORDER BY t.ticket_id, t.at")));
    events.bind(1, figures.period().from);
    Id current;
    for (;;) {
        TD_ASSIGN(more, events.step());
        if (!more)
            break;
        const Row event = table.read(events);
        if (!(event.ref(e.ticketId) == current)) {
            current = event.ref(e.ticketId);
            TD_ASSIGN(ticket, storage::readRow(connection, tables.of(schema::ticket()), current));
            if (ticket)
                figures.describe(kpi::ticketDims(*ticket));
        }
        figures.add(kpi::eventFact(event));
    }
    TD_ASSIGN(silent,
        storage::readRows(connection, tables.of(schema::ticket()),
            "WHERE t.open=1 AND NOT EXISTS(SELECT 1 FROM event e WHERE e.ticket_id=t.id)", {}));
    for (const Row &ticket : silent)
        figures.describe(kpi::ticketDims(ticket));
    return {};
}

} // namespace

Status feedFigures(sqlite::Connection &connection, const storage::MirrorTables &tables, kpi::Accumulator &figures)
{
    TD_TRY(feedTickets(connection, tables, figures));
    if (!figures.needs().interactions)
        return {};
    const tables::RowTable &table = tables.of(schema::interaction());
    TD_ASSIGN(statement, connection.prepare(table.select("WHERE t.started_at>=? AND t.started_at<?")));
    statement.bind(1, figures.period().from).bind(2, figures.period().to);
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return {};
        figures.add(kpi::interactionFacts(table.read(statement)));
    }
}

} // namespace tidedesk::seat
