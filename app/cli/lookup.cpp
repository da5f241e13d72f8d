// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lookup.h"
#include "core/schema/entities.h"

namespace tidedesk::cli {

void withTicketRefs(Run &run, const QList<Id> &tickets, std::function<void(const TicketRefs &)> next)
{
    run.seat.queries().rows(schema::ticket(), tickets, &run, run.orFail<QList<Row>>([next = std::move(next)](const QList<Row> &rows) {
        TicketRefs refs;
        for (const Row &row : rows)
            refs.insert(row.id(), reference(row));
        next(refs);
    }));
}

void withCustomerNames(Run &run, const QList<domain::Change> &changes, std::function<void()> next)
{
    QList<Id> ids;
    for (const domain::Change &change : changes) {
        const schema::Field *field = change.entity ? change.entity->find(u"customer_id") : nullptr;
        const Value value = field ? change.set.value(field->index) : Value();
        if (const auto *id = std::get_if<Id>(&value))
            ids.append(*id);
    }
    if (run.json() || ids.isEmpty())
        return next();
    run.seat.queries().rows(schema::customer(), ids, &run, run.orFail<QList<Row>>([&run, next = std::move(next)](const QList<Row> &rows) {
        for (const Row &row : rows)
            run.names.insert(row.id().toString(), row.text(schema::customer().name));
        next();
    }));
}

Id ticketOf(const domain::Change &change)
{
    if (!change.entity || change.entity == &schema::ticket())
        return change.row;
    const schema::Field *field = change.entity->find(u"ticket_id");
    const Value value = field ? change.set.value(field->index) : Value();
    const auto *id = std::get_if<Id>(&value);
    return id ? *id : Id();
}

void insertTicket(QJsonObject &json, const Id &ticket, const TicketRefs &refs)
{
    json.insert(QStringLiteral("ticket"), ticket.isNull() ? QJsonValue() : QJsonValue(ticket.toString()));
    json.insert(QStringLiteral("ref"), refs.contains(ticket) ? QJsonValue(refs.value(ticket)) : QJsonValue());
}

} // namespace tidedesk::cli
