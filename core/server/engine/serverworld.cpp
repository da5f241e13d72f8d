// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/engine/serverworld.h"
#include "core/schema/entities.h"
#include <algorithm>

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

/// A row that is known already is asked for again when more is wanted of it now: others may have changed it meanwhile.
Result<ServerWorld::Known *> ServerWorld::load(const schema::Entity &entity, const Id &id)
{
    Known &known = m_known[{&entity, id}];
    const Store::Hold wanted = holdOf(entity, id);
    const bool fresh = known.put == 0 && (known.hold < wanted || !known.asked);
    if (fresh) {
        TD_ASSIGN(stored, m_store.row(entity, id, wanted));
        known.row = std::move(stored);
        known.hold = wanted;
        known.asked = true;
        known.storedIn = known.row ? known.row->bucket : QString();
    }
    return &known;
}

Result<std::optional<Row>> ServerWorld::row(const schema::Entity &entity, const Id &id)
{
    TD_ASSIGN(known, load(entity, id));
    return known->row ? std::optional(known->row->row) : std::nullopt;
}

Result<domain::Stamps> ServerWorld::stamps(const schema::Entity &entity, const Id &id)
{
    TD_ASSIGN(known, load(entity, id));
    return known->row ? known->row->stamps : domain::Stamps();
}

Result<QString> ServerWorld::bucketOf(const Row &row)
{
    return domain::bucketOf(row, [this](const schema::Entity &entity, const Id &id) { return this->row(entity, id); });
}

Result<bool> ServerWorld::visible(const domain::Actor &actor, const Row &seen)
{
    if (actor.isServer())
        return true;
    auto scope = m_scopes.constFind(actor.user);
    if (scope == m_scopes.cend()) {
        TD_ASSIGN(user, row(schema::user(), actor.user));
        scope = m_scopes.insert(actor.user, user ? domain::scopeOf(standingRow(*user, m_standing), actor.seat) : domain::Scope());
    }
    const domain::Scope mine = *scope;
    TD_ASSIGN(bucket, bucketOf(seen));
    return mine.holds(bucket);
}

Result<QList<Row>> ServerWorld::attachmentsOf(const Id &message)
{
    TD_TRY(flushed(schema::attachment()));
    return m_store.find(schema::attachment().messageId, message);
}

Result<QList<Row>> ServerWorld::messagesAfter(const Id &ticket, qint64 ordinal)
{
    TD_TRY(flushed(schema::message()));
    return m_store.messagesAfter(ticket, ordinal);
}

/// The oldest active queue of the actor's teams; of any team for people without one.
Result<Id> ServerWorld::defaultQueue(const domain::Actor &actor)
{
    QStringList teams;
    if (!actor.isServer()) {
        TD_ASSIGN(user, row(schema::user(), actor.user));
        if (user)
            teams = user->members(schema::user().teams);
    }
    TD_TRY(flushed(schema::queue()));
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
    const std::optional<StoredRow> before = std::exchange(known->row, StoredRow {row, {}, {}});
    if (row.entity().updater() != schema::Writer::None) {
        if (before)
            known->row->stamps = before->stamps;
        for (auto it = written.begin(); it != written.end(); ++it)
            known->row->stamps.insert(it.key(), it.value());
    }
    remember(row.entity(), row.id(), *known);
    TD_ASSIGN(bucket, bucketOf(row)); // which asks for the row itself where it refers to itself
    known->row->bucket = bucket;
    if (&row.entity() == &schema::user())
        m_scopes.clear();
    return before && movesChildren(*before, *known->row) ? moveBelow(row) : Status();
}

void ServerWorld::remember(const schema::Entity &entity, const Id &id, Known &known)
{
    known.put = ++m_puts;
    m_unwritten.append({{&entity, id}, known.put});
}

Status ServerWorld::flush()
{
    for (const auto &[key, put] : std::exchange(m_unwritten, {})) {
        Known &known = m_known.at(key);
        if (known.put == put) // else it was put again later
            TD_TRY(write(known));
    }
    return {};
}

Status ServerWorld::write(Known &known)
{
    TD_TRY(m_store.put(*known.row));
    // In this order a seat that may see both buckets never has to do without the row.
    TD_TRY(mark(known.row->bucket, known.row->row, Mark::Present));
    if (!known.storedIn.isEmpty() && known.storedIn != known.row->bucket)
        TD_TRY(mark(known.storedIn, known.row->row, Mark::Gone));
    known.storedIn = known.row->bucket;
    known.put = 0;
    m_touched.people = m_touched.people || &known.row->row.entity() == &schema::user();
    return {};
}

Status ServerWorld::flushed(const schema::Entity &entity)
{
    const bool any = std::any_of(m_unwritten.cbegin(), m_unwritten.cend(), [&](const auto &one) { return one.first.first == &entity; });
    return any ? flush() : Status();
}

Status ServerWorld::mark(const QString &bucket, const Row &row, Mark mark)
{
    m_touched.buckets.insert(bucket);
    return m_store.touch(bucket, row.entity(), row.id(), mark);
}

Status ServerWorld::moveBelow(const Row &parent)
{
    TD_TRY(flush());
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
    TD_ASSIGN(bucket, bucketOf(known->row->row));
    if (bucket == known->row->bucket)
        return {};
    known->row->bucket = bucket;
    remember(entity, id, *known);
    return moveBelow(known->row->row);
}

} // namespace tidedesk::server
