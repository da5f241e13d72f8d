// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/people.h"
#include "core/schema/entities.h"
#include "core/server/api/sessions.h"
#include <QRegularExpression>

namespace tidedesk::server {

namespace {

using domain::Change;

Change create(WriteContext &context, const schema::Entity &entity)
{
    Change change;
    change.id = context.newId();
    change.kind = Change::Kind::Create;
    change.entity = &entity;
    change.row = context.newId();
    return change;
}

Result<Id> teamNamed(WriteContext &context, const QString &name)
{
    TD_TRY(context.store().hold(QStringLiteral("teams")));
    TD_ASSIGN(teams, context.store().all(schema::team()));
    for (const Row &team : teams) {
        if (team.text(schema::team().name) == name)
            return team.id();
    }
    Change team = create(context, schema::team());
    team.set.insert(schema::team().name.index, name);
    TD_TRY(context.applyOwn(team));
    Change queue = create(context, schema::queue());
    queue.set = {{schema::queue().name.index, name}, {schema::queue().teamId.index, team.row}, {schema::queue().active.index, qint64(1)}};
    TD_TRY(context.applyOwn(queue));
    return team.row;
}

Result<Id> setActive(WriteContext &context, const QString &name, bool active)
{
    TD_ASSIGN(user, userNamed(context.store(), name));
    if (!user)
        return Error {Consequence::Rejected, QStringLiteral("user.unknown"), name};
    Change change;
    change.id = context.newId();
    change.entity = &schema::user();
    change.row = user->id();
    change.set.insert(schema::user().active.index, qint64(active));
    TD_TRY(context.applyOwn(change));
    return user->id();
}

} // namespace

Error accountDisabled() { return {Consequence::SignIn, QStringLiteral("account_disabled"), {}}; }

Result<std::optional<Row>> userNamed(Store &store, const QString &name)
{
    TD_ASSIGN(found, store.find(schema::user().name, name));
    return found.isEmpty() ? std::optional<Row>() : std::optional(found.first());
}

Status mustBeUserName(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("^[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}$"));
    if (!form.match(name).hasMatch())
        return Error {Consequence::Rejected, QStringLiteral("user.bad_name"), QStringLiteral("letters, digits and . _ @ - are allowed, 64 at most")};
    return {};
}

Result<Id> addUser(WriteContext &context, const NewUser &user)
{
    TD_TRY(mustBeUserName(user.name));
    TD_TRY(context.store().hold(QStringLiteral("users"))); // names are given once
    TD_ASSIGN(existing, userNamed(context.store(), user.name));
    if (existing)
        return Error {Consequence::Rejected, QStringLiteral("user.exists"), user.name};
    const auto &u = schema::user();
    Change change = create(context, u);
    change.set = {{u.name.index, user.name}, {u.displayName.index, user.displayName.isEmpty() ? user.name : user.displayName},
        {u.role.index, user.role}, {u.active.index, qint64(1)}};
    if (!user.team.isEmpty()) {
        TD_ASSIGN(team, teamNamed(context, user.team));
        change.add.insert(u.teams.index, {team.toString()});
    }
    TD_TRY(context.applyOwn(change));
    TD_TRY(context.store().putAccount({change.row, user.passwordHash}));
    return change.row;
}

Result<Id> disableUser(WriteContext &context, const QString &name)
{
    TD_ASSIGN(user, setActive(context, name, false));
    TD_TRY(context.store().revokeSessionsOf(user, context.now() + kRevokedKeptMs));
    return user;
}

Result<Id> enableUser(WriteContext &context, const QString &name)
{
    TD_ASSIGN(user, setActive(context, name, true));
    TD_TRY(context.store().forgetRevokedOf(user));
    return user;
}

Status revokeSeat(WriteContext &context, const Id &seat)
{
    TD_ASSIGN(stored, context.store().row(schema::seat(), seat));
    if (!stored)
        return Error {Consequence::Rejected, QStringLiteral("seat.unknown"), seat.toString()};
    return context.store().revokeSessionsOfSeat(seat, context.now() + kRevokedKeptMs);
}

Result<QList<Session>> revokedSessions(Store &store, const std::function<bool(const Session &)> &which)
{
    TD_ASSIGN(sessions, store.sessions());
    sessions.removeIf([&which](const Session &session) { return session.revoked == Session::Revoked::No || !which(session); });
    return sessions;
}

Error revocation(Session::Revoked why)
{
    return why == Session::Revoked::Account ? accountDisabled() : Error {Consequence::SignIn, QStringLiteral("seat.revoked"), {}};
}

Status useSeat(WriteContext &context, const Id &user, const Id &seat, const QString &name)
{
    const auto &s = schema::seat();
    TD_ASSIGN(stored, context.store().row(s, seat));
    if (stored && !(stored->row.ref(s.userId) == user))
        return Error {Consequence::Conflict, QStringLiteral("seat.taken"), seat.toString()};
    if (stored)
        return {};
    Row row(s, seat);
    row.version = 1;
    row.set(s.userId, user);
    row.set(s.name, name.left(100));
    row.set(s.lastSeq, qint64(0));
    return context.put(row);
}

} // namespace tidedesk::server
