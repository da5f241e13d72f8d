// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include <QList>
#include <QString>

namespace tidedesk::sample {

/// One thing that happens to a ticket, as a person or the server would do it.
struct Step {
    enum class Kind {
        Create, ///< text: subject
        Customer,
        Reply,
        AutoReply,
        Note,
        Assign, ///< to `target`
        Status, ///< value: index of schema::Ticket::status; hold: index of hold_reason
        Priority, ///< value
        Queue, ///< to `target`
        Category, ///< text
        Tags, ///< text: divided by spaces
        Rate, ///< value 1 - 5
    };
    qint64 at = 0;
    Kind kind = Kind::Customer;
    Id actor = {}; ///< user; null = the customer or the server
    QString text = {};
    qint64 value = 0;
    int hold = -1;
    Id target = {};
};

} // namespace tidedesk::sample
