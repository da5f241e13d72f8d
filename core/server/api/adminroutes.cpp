// SPDX-License-Identifier: GPL-3.0-or-later
// What the program's own commands ask of a running server. Let in by the token of the control file only, which lies in
// the data folder for its owner alone, and only from this machine.
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include "core/server/api/optionaltext.h"
#include "core/server/api/passwords.h"
#include "core/server/api/people.h"
#include "core/server/api/service.h"
#include <sodium.h>

namespace tidedesk::server {

bool Service::isControl(const http::Request &request) const
{
    const QByteArray &wanted = m_config.controlToken;
    const QByteArray given = request.header("x-tidedesk-control");
    return isHere(request) && !wanted.isEmpty() && given.size() == wanted.size()
        && sodium_memcmp(given.constData(), wanted.constData(), static_cast<size_t>(wanted.size())) == 0;
}

void Service::addAdminRoutes()
{
    const auto guarded = [this](void (Service::*handler)(const http::Request &, const Answer &)) {
        return [this, handler](const http::Request &request, const Answer &answer) {
            if (!isControl(request))
                return answer->send(toResponse({Consequence::SignIn, QStringLiteral("session.unknown"), {}}));
            (this->*handler)(request, answer);
        };
    };
    m_router.add("POST", "/v1/admin/users", guarded(&Service::addUserByControl));
    m_router.add("POST", "/v1/admin/users/disable", guarded(&Service::disableUserByControl));
    m_router.add("POST", "/v1/admin/users/enable", guarded(&Service::enableUserByControl));
    m_router.add("POST", "/v1/admin/seats/revoke", guarded(&Service::revokeSeatByControl));
    m_router.add("POST", "/v1/admin/sealed/add", guarded(&Service::addSealedByControl));
    m_router.add("POST", "/v1/admin/sealed/apply", guarded(&Service::applySealedByControl));
    m_router.add("POST", "/v1/admin/sealed/discard", guarded(&Service::discardSealedByControl));
}

/// {"name","display_name","role","team","password"}
void Service::addUserByControl(const http::Request &request, const Answer &answer)
{
    const bool taken = m_hashers->run([this, body = request.body, answer] {
        const auto read = [&]() -> Result<NewUser> {
            const QString where = QStringLiteral("user");
            TD_ASSIGN(json, protocol::parseObject(body, where));
            TD_ASSIGN(name, protocol::stringAt(json, QLatin1StringView("name"), where));
            TD_ASSIGN(role, protocol::stringAt(json, QLatin1StringView("role"), where));
            TD_ASSIGN(password, protocol::stringAt(json, QLatin1StringView("password"), where));
            TD_ASSIGN(displayName, optionalText(json, QLatin1StringView("display_name"), where));
            TD_ASSIGN(team, optionalText(json, QLatin1StringView("team"), where));
            const int choice = schema::user().role.choice(role);
            if (choice < 0)
                return Error {Consequence::Rejected, QStringLiteral("user.bad_role"), role.left(40)};
            TD_ASSIGN(hash, hashPassword(password.toUtf8()));
            return NewUser {name, displayName, choice, team, hash};
        };
        const auto user = read();
        if (!user)
            return answer->send(toResponse(user.error()));
        m_engine->run<Id>(1, [user = *user](WriteContext &context) { return addUser(context, user); }, [answer](const Result<Id> &id) {
            answer->send(id ? http::Response::json(201, {{QStringLiteral("id"), id->toString()}}) : toResponse(id.error()));
        });
    });
    if (!taken)
        answer->send(busy());
}

/// {"name"}
void Service::disableUserByControl(const http::Request &request, const Answer &answer)
{
    const auto json = protocol::parseObject(request.body, QStringLiteral("user"));
    if (!json)
        return answer->send(toResponse(json.error()));
    const QString name = json->value(QLatin1StringView("name")).toString();
    m_engine->run<QList<Session>>(1, [name](WriteContext &context) -> Result<QList<Session>> {
        TD_ASSIGN(user, disableUser(context, name));
        return revokedSessions(context.store(), [id = user](const Session &session) { return session.user == id; });
    }, [this, answer](const Result<QList<Session>> &revoked) { endSessions(revoked, answer); });
}

/// {"seat"}
void Service::revokeSeatByControl(const http::Request &request, const Answer &answer)
{
    const auto json = protocol::parseObject(request.body, QStringLiteral("seat"));
    const auto seat = json ? protocol::idAt(*json, QLatin1StringView("seat"), QStringLiteral("seat")) : Result<Id>(json.error());
    if (!seat)
        return answer->send(toResponse(seat.error()));
    m_engine->run<QList<Session>>(1, [seat = *seat](WriteContext &context) -> Result<QList<Session>> {
        TD_TRY(revokeSeat(context, seat));
        return revokedSessions(context.store(), [seat](const Session &session) { return session.seat == seat; });
    }, [this, answer](const Result<QList<Session>> &revoked) { endSessions(revoked, answer); });
}

void Service::endSessions(const Result<QList<Session>> &revoked, const Answer &answer)
{
    if (!revoked)
        return answer->send(toResponse(revoked.error()));
    m_sessions.revoke(*revoked);
    for (const Session &session : *revoked)
        m_live->removeSession(session.tokenHash);
    answer->send(http::Response::json(200, {{QStringLiteral("sessions"), revoked->size()}}));
}

/// {"name"}
void Service::enableUserByControl(const http::Request &request, const Answer &answer)
{
    const auto json = protocol::parseObject(request.body, QStringLiteral("user"));
    if (!json)
        return answer->send(toResponse(json.error()));
    const QString name = json->value(QLatin1StringView("name")).toString();
    m_engine->run<Id>(1, [name](WriteContext &context) { return enableUser(context, name); }, [this, answer](const Result<Id> &user) {
        if (!user)
            return answer->send(toResponse(user.error()));
        m_sessions.enableUser(*user);
        answer->send(http::Response::json(200, {{QStringLiteral("id"), user->toString()}}));
    });
}

} // namespace tidedesk::server
