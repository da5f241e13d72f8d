// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/scope.h"
#include "core/schema/entities.h"

namespace tidedesk::domain {

namespace {

const QString kReference = QStringLiteral("ref");
const QString kCustomers = QStringLiteral("customers");
const QString kNowhere = QStringLiteral("nowhere");

QString teamBucket(const Id &team) { return team.isNull() ? kNowhere : QStringLiteral("team:") + team.toString(); }

Result<QString> bucketOfQueue(const Id &queue, const Lookup &lookup)
{
    if (queue.isNull())
        return kNowhere;
    TD_ASSIGN(row, lookup(schema::queue(), queue));
    return row ? teamBucket(row->ref(schema::queue().teamId)) : kNowhere;
}

Result<QString> bucketOfParent(const Row &row, const Lookup &lookup)
{
    for (const QLatin1StringView name : row.entity().scope().parents) {
        const schema::Field *field = row.entity().find(QString(name));
        const Id parent = row.ref(*field);
        if (parent.isNull())
            continue;
        if (qstrcmp(field->options.target, "queue") == 0)
            return bucketOfQueue(parent, lookup);
        const schema::Entity *target = schema::find(QString::fromLatin1(field->options.target));
        TD_ASSIGN(found, lookup(*target, parent));
        return found ? bucketOf(*found, lookup) : Result<QString>(kNowhere);
    }
    return kNowhere;
}

} // namespace

Result<QString> bucketOf(const Row &row, const Lookup &lookup)
{
    switch (row.entity().scope().kind) {
    case schema::Scope::Kind::Reference:
        return kReference;
    case schema::Scope::Kind::Team:
        return bucketOfQueue(row.ref(schema::ticket().queueId), lookup);
    case schema::Scope::Kind::Customer: {
        const Id team = row.ref(schema::customer().teamId);
        return team.isNull() ? kCustomers : teamBucket(team);
    }
    case schema::Scope::Kind::Parent:
        return bucketOfParent(row, lookup);
    case schema::Scope::Kind::Seat:
        return QStringLiteral("seat:") + row.id().toString();
    }
    return kNowhere;
}

bool Scope::holdsTeam(const Id &team) const { return holds(teamBucket(team)); }
bool Scope::holdsTicketsOf(const Row &queue) const { return holdsTeam(queue.ref(schema::queue().teamId)); }

Scope scopeOf(const Row &user, const Id &seat)
{
    Scope scope;
    if (!user.flag(schema::user().active))
        return scope;
    scope.buckets = {kReference, kCustomers};
    if (!seat.isNull())
        scope.buckets.insert(QStringLiteral("seat:") + seat.toString());
    for (const QString &team : user.members(schema::user().teams))
        scope.buckets.insert(QStringLiteral("team:") + team);
    scope.everything = levelOf(user) >= schema::Writer::Manager;
    return scope;
}

Id defaultQueue(const Row &user, const QList<Row> &queues)
{
    if (user.isNull())
        return {};
    const auto &q = schema::queue();
    for (const QString &team : user.members(schema::user().teams)) {
        Id first;
        for (const Row &queue : queues) {
            const bool ours = queue.flag(q.active) && queue.ref(q.teamId).toString() == team;
            if (ours && (first.isNull() || queue.id() < first))
                first = queue.id();
        }
        if (!first.isNull())
            return first;
    }
    return {};
}

schema::Writer levelOf(const Row &user)
{
    if (!user.flag(schema::user().active))
        return schema::Writer::None;
    switch (user.number(schema::user().role, -1)) {
    case 0:
        return schema::Writer::Agent;
    case 1:
        return schema::Writer::Supervisor;
    case 2:
        return schema::Writer::Manager;
    case 3:
        return schema::Writer::Admin;
    default:
        return schema::Writer::None;
    }
}

} // namespace tidedesk::domain
