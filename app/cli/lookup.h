// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/cli/run.h"
#include <functional>

namespace tidedesk::cli {

/// Finds the ticket named by the first word, or fails with "ticket.unknown".
template <class Next> void withTicket(Run &run, Next next)
{
    const QString reference = run.word(0);
    run.seat.queries().findTicket(reference, &run, run.orFail<Id>([&run, reference, next](const Id &id) {
        if (id.isNull())
            run.fail({Consequence::Rejected, QStringLiteral("ticket.unknown"), reference.left(40)});
        else
            next(id);
    }));
}

/// Names of tickets by id, as people write them: "#10234". Ids this seat holds no ticket of are left out.
using TicketRefs = QHash<Id, QString>;
void withTicketRefs(Run &run, const QList<Id> &tickets, std::function<void(const TicketRefs &)> next);

/// Makes the customers that operations refer to known by name, for texts.
void withCustomerNames(Run &run, const QList<domain::Change> &changes, std::function<void()> next);

/// The ticket an operation is about, null when it is about none.
Id ticketOf(const domain::Change &change);

/// "ticket" and "ref" of an answer, null where there is none.
void insertTicket(QJsonObject &json, const Id &ticket, const TicketRefs &refs);

} // namespace tidedesk::cli
