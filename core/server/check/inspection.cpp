// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/check/inspection.h"
#include "core/schema/entities.h"

namespace tidedesk::server {

Result<Inspection> Inspection::of(Store &store)
{
    Inspection inspection;
    TD_TRY(inspection.look(store));
    return inspection;
}

void Inspection::note(const QString &problem)
{
    if (m_problems.size() < kMostProblems)
        m_problems.append(problem);
}

Status Inspection::look(Store &store)
{
    TD_ASSIGN(found, store.inspect());
    for (const QString &problem : found)
        note(problem);
    for (const schema::Entity *entity : schema::entities())
        TD_TRY(lookAt(store, *entity));
    TD_ASSIGN(counted, store.counted(QStringLiteral("ticket")));
    if (counted < m_highestNumber)
        note(QStringLiteral("the counter of tickets stands at %1, but there is a ticket %2").arg(counted).arg(m_highestNumber));
    return {};
}

Status Inspection::lookAt(Store &store, const schema::Entity &entity)
{
    const domain::Lookup lookup = [&](const schema::Entity &of, const Id &id) -> Result<std::optional<Row>> {
        TD_ASSIGN(stored, store.row(of, id));
        return stored ? std::optional(stored->row) : std::nullopt;
    };
    return store.each(entity, [&](const StoredRow &stored) -> Status {
        TD_ASSIGN(bucket, domain::bucketOf(stored.row, lookup));
        if (bucket != stored.bucket)
            note(QStringLiteral("%1 %2 lies in %3, not in %4")
                     .arg(QString(entity.name()), stored.row.id().toString(), stored.bucket, bucket));
        if (&entity == &schema::ticket())
            m_highestNumber = qMax(m_highestNumber, stored.row.number(schema::ticket().number));
        if (&entity != &schema::seat())
            m_digests[stored.bucket].add(stored.row);
        return {};
    });
}

protocol::Digest Inspection::digestOf(const domain::Scope &scope) const
{
    protocol::Digest digest;
    for (auto it = m_digests.begin(); it != m_digests.end(); ++it) {
        if (scope.holds(it.key()))
            digest.add(it.value());
    }
    return digest;
}

} // namespace tidedesk::server
