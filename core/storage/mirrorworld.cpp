// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/mirrorworld.h"
#include "core/domain/scope.h"
#include "core/schema/entities.h"

namespace tidedesk::storage {

Result<Id> MirrorWorld::defaultQueue(const domain::Actor &actor)
{
    TD_ASSIGN(user, m_mirror.row(schema::user(), actor.user));
    const auto &queueSchema = schema::queue();
    const tables::RowTable &table = m_mirror.tables().of(queueSchema);
    TD_ASSIGN(statement, m_mirror.connection().prepare(table.select("WHERE t.active=1 ORDER BY t.id")));
    QList<Row> queues;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            break;
        queues.append(table.read(statement));
    }
    return domain::defaultQueue(user.value_or(Row()), queues);
}

} // namespace tidedesk::storage
