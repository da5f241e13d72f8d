// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/command.h"
#include "app/server/control.h"
#include "app/server/datafolder.h"
#include "core/base/clock.h"
#include "core/schema/entities.h"
#include "core/server/api/passwords.h"
#include "core/server/api/people.h"
#include <QJsonArray>

namespace tidedesk::app {

namespace {

using server::NewUser;

/// Work of the writer's kind, done here because nobody serves the folder.
std::function<Status(server::Store &)> direct(const std::function<Status(server::WriteContext &)> &work)
{
    return [work](server::Store &store) -> Status {
        const SystemClock clock;
        IdGenerator ids(clock);
        server::WriteContext context(store, ids, clock.nowMs());
        TD_TRY(work(context));
        return context.flush();
    };
}

Result<NewUser> readUser(const Arguments &arguments)
{
    const auto &field = schema::user().role;
    const QString role = arguments.value(QStringLiteral("role"), QStringLiteral("agent"));
    if (field.choice(role) < 0)
        return Error {Consequence::Rejected, QStringLiteral("usage"), QStringLiteral("--role: agent|supervisor|manager|admin is expected, not '%1'").arg(role.left(40))};
    if (arguments.value(QStringLiteral("name")).isEmpty())
        return Error {Consequence::Rejected, QStringLiteral("usage"), QStringLiteral("--name N is missing")};
    if (!arguments.has(QStringLiteral("password-stdin")))
        return Error {Consequence::Rejected, QStringLiteral("usage"), QStringLiteral("--password-stdin is missing")};
    return NewUser {arguments.value(QStringLiteral("name")), arguments.value(QStringLiteral("display-name")), field.choice(role),
        arguments.value(QStringLiteral("team")), {}};
}

QString addedText(const NewUser &user)
{
    return QStringLiteral("%1 can sign in as %2%3").arg(user.name, schema::user().role.choiceName(user.role),
        user.team.isEmpty() ? QString() : QStringLiteral(" of the team ") + user.team);
}

int addOne(Arguments &arguments, DataFolder &folder)
{
    auto user = readUser(arguments);
    if (!user)
        return wrongUsage(arguments, QStringLiteral("user add: ") + user.error().detail);
    const QByteArray password = passwordFromStdin();
    const Status locked = folder.lock();
    if (!locked && locked.error().code == u"data.in_use") {
        const auto control = Control::read(folder.controlFile());
        if (!control)
            return fail(arguments, locked.error());
        const auto added = control->post("/v1/admin/users",
            {{QStringLiteral("name"), user->name}, {QStringLiteral("display_name"), user->displayName},
                {QStringLiteral("role"), schema::user().role.choiceName(user->role)}, {QStringLiteral("team"), user->team},
                {QStringLiteral("password"), QString::fromUtf8(password)}});
        if (!added)
            return fail(arguments, added.error());
        answer(arguments, {{QStringLiteral("user"), user->name}, {QStringLiteral("id"), added->value(QLatin1StringView("id"))}}, addedText(*user));
        return Done;
    }
    if (!locked)
        return fail(arguments, locked.error());
    const auto hash = server::hashPassword(password);
    if (!hash)
        return fail(arguments, hash.error());
    user->passwordHash = *hash;
    Id id;
    const Status added = folder.write(direct([&](server::WriteContext &context) -> Status {
        TD_ASSIGN(made, server::addUser(context, *user));
        id = made;
        return {};
    }));
    if (!added)
        return fail(arguments, added.error());
    answer(arguments, {{QStringLiteral("user"), user->name}, {QStringLiteral("id"), id.toString()}}, addedText(*user));
    return Done;
}

/// Disables a person, or takes that back.
int setActive(Arguments &arguments, DataFolder &folder, bool active)
{
    const QString verb = arguments.word(0);
    const QString name = arguments.value(QStringLiteral("name"));
    if (name.isEmpty())
        return wrongUsage(arguments, QStringLiteral("user %1: --name N is missing").arg(verb));
    const Status locked = folder.lock();
    Status done;
    if (!locked && locked.error().code == u"data.in_use") {
        const auto control = Control::read(folder.controlFile());
        const auto posted = control ? control->post("/v1/admin/users/" + verb.toLatin1(), {{QStringLiteral("name"), name}}) : Result<QJsonObject>(locked.error());
        done = posted ? Status() : Status(posted.error());
    } else if (!locked) {
        done = locked.error();
    } else {
        done = folder.write(direct([&](server::WriteContext &context) -> Status {
            const auto set = active ? server::enableUser(context, name) : server::disableUser(context, name);
            return set ? Status() : Status(set.error());
        }));
    }
    if (!done)
        return fail(arguments, done.error());
    answer(arguments, {{QStringLiteral("user"), name}, {QStringLiteral("active"), active}},
        (active ? QStringLiteral("%1 can sign in again") : QStringLiteral("%1 can no longer sign in")).arg(name));
    return Done;
}

int listAll(const Arguments &arguments, DataFolder &folder)
{
    QJsonArray users;
    QStringList lines;
    const Status read = folder.read([&](server::Store &store) -> Status {
        const auto &u = schema::user();
        TD_ASSIGN(teams, store.all(schema::team()));
        TD_ASSIGN(rows, store.all(u));
        for (const Row &row : rows) {
            QStringList names;
            for (const Row &team : teams) {
                if (row.members(u.teams).contains(team.id().toString()))
                    names.append(team.text(schema::team().name));
            }
            users.append(QJsonObject {{QStringLiteral("id"), row.id().toString()}, {QStringLiteral("name"), row.text(u.name)},
                {QStringLiteral("display_name"), row.text(u.displayName)}, {QStringLiteral("role"), row.choice(u.role)},
                {QStringLiteral("active"), row.flag(u.active)}, {QStringLiteral("teams"), QJsonArray::fromStringList(names)}});
            lines.append(QStringList {row.text(u.name), row.choice(u.role), names.join(u','), row.flag(u.active) ? QString() : QStringLiteral("disabled")}.join(u' ').simplified());
        }
        return {};
    });
    if (!read)
        return fail(arguments, read.error());
    answer(arguments, {{QStringLiteral("users"), users}}, lines.join(u'\n'));
    return Done;
}

/// An option that says nothing to the verb; `add` takes all of them.
QString foreignOption(const Arguments &arguments)
{
    const QString verb = arguments.word(0);
    if (verb != u"list" && verb != u"disable" && verb != u"enable")
        return {};
    QStringList options {QStringLiteral("role"), QStringLiteral("team"), QStringLiteral("display-name"), QStringLiteral("password-stdin")};
    if (verb == u"list")
        options.prepend(QStringLiteral("name"));
    for (const QString &option : std::as_const(options)) {
        if (arguments.has(option))
            return option;
    }
    return {};
}

} // namespace

int init(Arguments &arguments)
{
    const QString name = arguments.value(QStringLiteral("admin"));
    if (name.isEmpty() || !arguments.has(QStringLiteral("password-stdin")))
        return wrongUsage(arguments, QStringLiteral("init: --admin NAME --password-stdin is missing"));
    DataFolder folder = DataFolder::of(arguments);
    if (folder.exists())
        return fail(arguments, {Consequence::Rejected, QStringLiteral("data.exists"), folder.path()});
    if (const Status named = server::mustBeUserName(name); !named)
        return fail(arguments, named.error());
    const auto hash = server::hashPassword(passwordFromStdin());
    if (!hash)
        return fail(arguments, hash.error());
    const auto make = [&]() -> Status {
        TD_TRY(folder.create());
        TD_TRY(folder.lock());
        if (folder.exists()) // made by another process before this one had the lock
            return Error {Consequence::Rejected, QStringLiteral("data.exists"), folder.path()};
        return folder.makeDatabase(direct([&](server::WriteContext &context) -> Status {
            const auto added = server::addUser(context, {name, {}, schema::user().role.choice(u"admin"), {}, *hash});
            return added ? Status() : Status(added.error());
        }));
    };
    if (const Status made = make(); !made) {
        folder.abandon();
        return fail(arguments, made.error());
    }
    answer(arguments, {{QStringLiteral("initialised"), folder.path()}, {QStringLiteral("admin"), name}},
        QStringLiteral("a new server in %1; %2 is its administrator").arg(folder.path(), name));
    return Done;
}

int user(Arguments &arguments)
{
    if (const QString foreign = foreignOption(arguments); !foreign.isEmpty())
        return wrongUsage(arguments, QStringLiteral("user %1: --%2 is not for this").arg(arguments.word(0), foreign));
    DataFolder folder = DataFolder::of(arguments);
    if (const Status there = folder.mustExist(); !there)
        return fail(arguments, there.error());
    if (const Status made = folder.isShared() ? folder.makeFolder() : Status(); !made)
        return fail(arguments, made.error());
    const QString verb = arguments.word(0);
    if (verb == u"add")
        return addOne(arguments, folder);
    if (verb == u"disable" || verb == u"enable")
        return setActive(arguments, folder, verb == u"enable");
    if (verb == u"list")
        return listAll(arguments, folder);
    return wrongUsage(arguments, QStringLiteral("user add|list|disable|enable is expected, not '%1'").arg(verb));
}

} // namespace tidedesk::app
