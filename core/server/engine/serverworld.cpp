// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/engine/serverworld.h"
#include "core/schema/entities.h"

namespace tidedesk::server {

namespace {

/// Fields by which rows of any entity hang below rows of `parent`.
QList<const schema::Field *> referencesTo(const schema::Entity &parent)
{
    QList<const schema::Field *> result;
    for (const schema::Entity *entity : schema::entities()) {
        for (const QLatin1StringView name : entity->scope().parents) {
            const schema::Field *field = entity->find(QString(name));
            if (parent.name() == QLatin1StringView(field->options.target))
                result.append(field);
        }
    }
    return result;
}

bool hasChildren(const schema::Entity &entity)
{
    static const QSet<const schema::Entity *> parents = [] {
        QSet<const schema::Entity *> all;
        for (const schema::Entity *each : schema::entities()) {
            if (!referencesTo(*each).isEmpty())
                all.insert(each);
        }
        return all;
    }();
    return parents.contains(&entity);
}

/// A queue lies in "ref" wherever its team is; what hangs below it goes by the team.
bool movesChildren(const StoredRow &before, const StoredRow &after)
{
    if (before.bucket != after.bucket)
        return true;
    const auto &q = schema::queue();
    return &after.row.entity() == &q && !(before.row.ref(q.teamId) == after.row.ref(q.teamId));
}

} // namespace

Row standingRow(Row user, Standing standing)
{
    if (standing == Standing::Closed)
        user.set(schema::user().active, qint64(1));
    return user;
}

Store::Hold ServerWorld::holdOf(const schema::Entity &entity, const Id &id) const
{
    if (id == m_target || &entity == &schema::ticket())
        return Store::Hold::Own;
    return hasChildren(entity) ? Store::Hold::Shared : Store::Hold::None;
}

Result<const StoredRow *> ServerWorld::load(const schema::Entity &entity, const Id &id)
{
    const Key key {&entity, id};
    auto known = m_read.constFind(key);
    if (known == m_read.cend()) {
        TD_ASSIGN(stored, m_store.row(entity, id, holdOf(entity, id)));
        known = m_read.insert(key, std::move(stored));
    }
    return *known ? &**known : nullptr;
}

Result<std::optional<Row>> ServerWorld::row(const schema::Entity &entity, const Id &id)
{
    TD_ASSIGN(stored, load(entity, id));
    return stored ? std::optional(stored->row) : std::nullopt;
}

Result<domain::Stamps> ServerWorld::stamps(const schema::Entity &entity, const Id &id)
{
    TD_ASSIGN(stored, load(entity, id));
    return stored ? stored->stamps : domain::Stamps();
}

Result<QString> ServerWorld::bucketOf(const Row &row)
{
    return domain::bucketOf(row, [this](const schema::Entity &entity, const Id &id) { return this->row(entity, id); });
}

Result<bool> ServerWorld::visible(const domain::Actor &actor, const Row &row)
{
    if (actor.isServer())
        return true;
    auto scope = m_scopes.constFind(actor.user);
    if (scope == m_scopes.cend()) {
        TD_ASSIGN(user, load(schema::user(), actor.user));
        scope = m_scopes.insert(actor.user, user ? domain::scopeOf(standingRow(user->row, m_standing), actor.seat) : domain::Scope());
    }
    const domain::Scope mine = *scope;
    TD_ASSIGN(bucket, bucketOf(row));
    return mine.holds(bucket);
}

Result<QList<Row>> ServerWorld::attachmentsOf(const Id &message)
{
    return m_store.find(schema::attachment().messageId, message);
}

Result<QList<Row>> ServerWorld::messagesAfter(const Id &ticket, qint64 ordinal)
{
    return m_store.messagesAfter(ticket, ordinal);
}

/// The oldest active queue of the actor's teams; of any team for people without one.
Result<Id> ServerWorld::defaultQueue(const domain::Actor &actor)
{
    QStringList teams;
    if (!actor.isServer()) {
        TD_ASSIGN(user, load(schema::user(), actor.user));
        if (user)
            teams = user->row.members(schema::user().teams);
    }
    TD_ASSIGN(queues, m_store.all(schema::queue()));
    const auto &q = schema::queue();
    for (const Row &queue : queues) {
        if (queue.number(q.active, 1) != 0 && (teams.isEmpty() || teams.contains(queue.ref(q.teamId).toString())))
            return queue.id();
    }
    return Id();
}

Result<qint64> ServerWorld::nextTicketNumber() { return m_store.count(QStringLiteral("ticket")); }

Status ServerWorld::put(const Row &row, const domain::Stamps &written)
{
    TD_ASSIGN(known, load(row.entity(), row.id()));
    const std::optional<StoredRow> before = known ? std::optional(*known) : std::nullopt;
    StoredRow after {row, {}, {}};
    if (row.entity().updater() != schema::Writer::None) {
        if (before)
            after.stamps = before->stamps;
        for (auto it = written.begin(); it != written.end(); ++it)
            after.stamps.insert(it.key(), it.value());
    }
    m_read.insert({&row.entity(), row.id()}, after); // so that the bucket of a row that refers to itself is found, too
    TD_ASSIGN(bucket, bucketOf(row));
    after.bucket = bucket;
    m_read.insert({&row.entity(), row.id()}, after);
    TD_TRY(m_store.put(after));
    // In this order a seat that may see both buckets never has to do without the row.
    TD_TRY(mark(after.bucket, row, Mark::Present));
    if (before && before->bucket != after.bucket)
        TD_TRY(mark(before->bucket, row, Mark::Gone));
    if (&row.entity() == &schema::user()) {
        m_touched.people = true;
        m_scopes.clear();
    }
    return before && movesChildren(*before, after) ? moveBelow(row) : Status();
}

Status ServerWorld::mark(const QString &bucket, const Row &row, Mark mark)
{
    m_touched.buckets.insert(bucket);
    return m_store.touch(bucket, row.entity(), row.id(), mark);
}

Status ServerWorld::moveBelow(const Row &parent)
{
    for (const schema::Field *reference : referencesTo(parent.entity())) {
        TD_ASSIGN(ids, m_store.children(*reference, parent.id()));
        for (const Id &id : ids)
            TD_TRY(moveChild(*reference->entity, id));
    }
    return {};
}

Status ServerWorld::moveChild(const schema::Entity &entity, const Id &id)
{
    TD_ASSIGN(known, load(entity, id));
    StoredRow child = *known;
    TD_ASSIGN(bucket, bucketOf(child.row));
    if (bucket == child.bucket)
        return {};
    const QString before = std::exchange(child.bucket, bucket);
    TD_TRY(m_store.put(child));
    TD_TRY(mark(bucket, child.row, Mark::Present));
    TD_TRY(mark(before, child.row, Mark::Gone));
    m_read.insert({&entity, id}, child);
    return moveBelow(child.row);
}

} // namespace tidedesk::server
