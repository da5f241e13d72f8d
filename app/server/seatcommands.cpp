// SPDX-License-Identifier: GPL-3.0-or-later
// seat: which seats there are, and revoking one - of a lost computer, say - while its person goes on at another.
#include "app/server/command.h"
#include "app/server/control.h"
#include "app/server/datafolder.h"
#include "core/base/clock.h"
#include "core/schema/entities.h"
#include "core/server/api/people.h"
#include <QJsonArray>

namespace tidedesk::app {

namespace {

int list(const Arguments &arguments, DataFolder &folder)
{
    QJsonArray seats;
    QStringList lines;
    const Status read = folder.read([&](server::Store &store) -> Status {
        const auto &s = schema::seat();
        QHash<Id, QString> names;
        TD_ASSIGN(users, store.all(schema::user()));
        for (const Row &user : users)
            names.insert(user.id(), user.text(schema::user().name));
        TD_ASSIGN(sessions, store.sessions());
        QHash<Id, QString> states;
        for (const server::Session &session : sessions)
            states.insert(session.seat, session.revoked == server::Session::Revoked::No ? QStringLiteral("signed in") : QStringLiteral("revoked"));
        TD_ASSIGN(rows, store.all(s));
        for (const Row &row : rows) {
            const QString user = names.value(row.ref(s.userId));
            const QString state = states.value(row.id(), QStringLiteral("signed out"));
            seats.append(QJsonObject {{QStringLiteral("id"), row.id().toString()}, {QStringLiteral("user"), user}, {QStringLiteral("name"), row.text(s.name)},
                {QStringLiteral("state"), state}, {QStringLiteral("operations"), row.number(s.lastSeq)}});
            lines.append(QStringLiteral("%1 %2 %3: %4").arg(row.id().toString(), user, row.text(s.name), state));
        }
        return {};
    });
    if (!read)
        return fail(arguments, read.error());
    answer(arguments, {{QStringLiteral("seats"), seats}}, lines.join(u'\n'));
    return Done;
}

int revoke(const Arguments &arguments, DataFolder &folder)
{
    const Id seat = Id::fromString(arguments.value(QStringLiteral("seat")));
    if (seat.isNull())
        return wrongUsage(arguments, QStringLiteral("seat revoke: --seat ID is missing; 'seat list' shows them"));
    const Status locked = folder.lock();
    Status done;
    if (!locked && locked.error().code == u"data.in_use") {
        const auto control = Control::read(folder.controlFile());
        const auto posted = control ? control->post("/v1/admin/seats/revoke", {{QStringLiteral("seat"), seat.toString()}}) : Result<QJsonObject>(locked.error());
        done = posted ? Status() : Status(posted.error());
    } else if (!locked) {
        done = locked.error();
    } else {
        done = folder.write([&](server::Store &store) {
            const SystemClock clock;
            IdGenerator ids(clock);
            server::WriteContext context(store, ids, clock.nowMs());
            return server::revokeSeat(context, seat);
        });
    }
    if (!done)
        return fail(arguments, done.error());
    answer(arguments, {{QStringLiteral("seat"), seat.toString()}, {QStringLiteral("revoked"), true}},
        QStringLiteral("the seat is revoked; it seals what it holds as soon as it hears of it"));
    return Done;
}

} // namespace

int seat(Arguments &arguments)
{
    const QString verb = arguments.word(0);
    if (verb != u"list" && verb != u"revoke")
        return wrongUsage(arguments, QStringLiteral("seat list|revoke is expected, not '%1'").arg(verb.left(40)));
    if (verb == u"list" && arguments.has(QStringLiteral("seat")))
        return wrongUsage(arguments, QStringLiteral("seat list: --seat is not for this"));
    DataFolder folder = DataFolder::of(arguments);
    if (const Status there = folder.mustExist(); !there)
        return fail(arguments, there.error());
    if (const Status made = folder.isShared() ? folder.makeFolder() : Status(); !made)
        return fail(arguments, made.error());
    return verb == u"list" ? list(arguments, folder) : revoke(arguments, folder);
}

} // namespace tidedesk::app
