// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/lifecycle.h"

namespace tidedesk::domain {

bool legalTransition(TicketStatus from, TicketStatus to)
{
    if (from == to)
        return true;
    switch (to) {
    case TicketStatus::New:
        return false;
    case TicketStatus::Open:
        return true;
    case TicketStatus::OnHold:
        return isOpen(from);
    case TicketStatus::Resolved:
        return from != TicketStatus::Closed;
    case TicketStatus::Closed:
        return true;
    }
    return false;
}

} // namespace tidedesk::domain
