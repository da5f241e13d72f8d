// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include "core/server/import/mapping.h"
#include <QSet>

namespace tidedesk::import {

/// A row as one record says it is.
struct Draft {
    Row row;
    QSet<int> owned; ///< fields that the import answers for; the others are left as they are
    const RowRule *rule = nullptr; ///< null for messages and events of a ticket
};

/// Everything that one record becomes, parents first.
struct Drafts {
    QList<Draft> rows;
    QStringList flags; ///< impossible or incomplete times: stable codes
    bool createdUnknown = false; ///< a ticket whose creation the source does not tell
};

/// Why a record is refused: Rejected "record.<reason>". Every other error is the store's and ends the import.
inline Error refusal(const char *reason, const QString &detail)
{
    return {Consequence::Rejected, QStringLiteral("record.") + QLatin1StringView(reason), detail};
}
inline bool isRefusal(const Error &error)
{
    return error.code.startsWith(QLatin1StringView("record."));
}

} // namespace tidedesk::import
