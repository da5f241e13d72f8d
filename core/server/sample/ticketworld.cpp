// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/ticketworld.h"
#include "core/schema/entities.h"

namespace tidedesk::sample {

void TicketWorld::reset(qint64 number)
{
    m_number = number;
    m_ticket.reset();
    m_children.clear();
}

Result<std::optional<Row>> TicketWorld::row(const schema::Entity &entity, const Id &id)
{
    if (&entity == &schema::ticket())
        return m_ticket;
    if (&entity == &schema::message() || &entity == &schema::event())
        return std::optional<Row>();
    return std::optional(Row(entity, id)); // customers, queues and people: asked for only to see that they exist
}

Status TicketWorld::put(const Row &row, const domain::Stamps &)
{
    if (&row.entity() == &schema::ticket())
        m_ticket = row;
    else
        m_children.append(row);
    return {};
}

} // namespace tidedesk::sample
