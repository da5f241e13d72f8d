// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include "core/server/api/optionaltext.h"
#include "core/server/api/passwords.h"
#include "core/server/api/people.h"
#include "core/server/api/service.h"

namespace tidedesk::server {

namespace {

using protocol::stringAt;

const QString kWhere = QStringLiteral("sign-in");

} // namespace

void Service::addAccessRoutes()
{
    m_router.add("POST", "/v1/sign-in", [this](const http::Request &request, const Answer &answer) { signIn(request, answer); });
    addFor("POST", "/v1/sign-out", [this](const http::Request &, const Session &session, const Answer &answer) {
        m_sessions.remove(session.tokenHash);
        m_live->removeSession(session.tokenHash);
        m_engine->run<bool>(1, [session](WriteContext &context) -> Result<bool> {
            TD_TRY(context.store().removeSession(session.tokenHash));
            return true;
        }, [answer](const Result<bool> &done) {
            answer->send(done ? http::Response::json(200, {{QStringLiteral("signed_out"), true}}) : toResponse(done.error()));
        });
    });
}

/// {"user","password","seat":{"id","name"}}
void Service::signIn(const http::Request &request, const Answer &answer)
{
    const auto read = [&]() -> Status {
        TD_ASSIGN(body, protocol::parseObject(request.body, kWhere));
        TD_ASSIGN(name, stringAt(body, QLatin1StringView("user"), kWhere));
        TD_ASSIGN(password, stringAt(body, QLatin1StringView("password"), kWhere));
        const QJsonObject seatObject = body.value(QLatin1StringView("seat")).toObject();
        TD_ASSIGN(seat, protocol::idAt(seatObject, QLatin1StringView("id"), kWhere + QStringLiteral(".seat")));
        TD_ASSIGN(seatName, optionalText(seatObject, QLatin1StringView("name"), kWhere + QStringLiteral(".seat")));
        const QByteArray account = name.toUtf8();
        const qint64 wait = m_throttle.attempt(account, request.remoteAddress, m_config.clock.nowMs());
        if (wait > 0)
            return Error {Consequence::RetryLater, QStringLiteral("limit.sign_in"), {}, wait};
        checkPassword(name, password.toUtf8(), seat, seatName, request.remoteAddress, answer);
        return {};
    };
    if (const Status status = read(); !status)
        answer->send(toResponse(status.error()));
}

void Service::checkPassword(const QString &name, const QByteArray &password, const Id &seat, const QString &seatName,
    const QByteArray &address, const Answer &answer)
{
    const auto refuse = [this, account = name.toUtf8(), address, answer](const http::Response &response) {
        m_throttle.withdrawn(account, address);
        answer->send(response);
    };
    const bool taken = m_readers->run([=, this](Store &store) {
        struct Found {
            std::optional<Row> user;
            QByteArray hash;
        };
        const auto look = [&]() -> Result<Found> {
            TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
            TD_ASSIGN(user, userNamed(store, name));
            Found found {user, {}};
            if (user) { // active or not: a disabled person is told so, but only behind the right password
                TD_ASSIGN(account, store.account(user->id()));
                found.hash = account ? account->password : QByteArray();
            }
            return found;
        };
        const Result<Found> found = look();
        if (!found)
            return refuse(toResponse(found.error()));
        const bool queued = m_hashers->run([=, this, known = *found] {
            if (!verifyPassword(known.hash, password))
                return answer->send(toResponse({Consequence::SignIn, QStringLiteral("sign_in.wrong"), {}}));
            m_throttle.succeeded(name.toUtf8(), address);
            if (!known.user->flag(schema::user().active))
                return answer->send(toResponse(accountDisabled()));
            openSession(*known.user, seat, seatName, answer);
        });
        if (!queued)
            refuse(busy());
    });
    if (!taken)
        refuse(busy());
}

/// A seat has one session: the one before it ends.
void Service::openSession(const Row &user, const Id &seat, const QString &seatName, const Answer &answer)
{
    const QByteArray token = newToken();
    const qint64 now = m_config.clock.nowMs();
    const Session session {tokenHash(token), user.id(), seat, now, now + kSessionMs};
    m_engine->run<bool>(1, [session, seatName](WriteContext &context) -> Result<bool> {
        TD_ASSIGN(person, context.store().row(schema::user(), session.user));
        if (!person || !person->row.flag(schema::user().active)) // since the password was looked at
            return accountDisabled();
        TD_TRY(useSeat(context, session.user, session.seat, seatName));
        TD_TRY(context.store().removeSessionsOfSeat(session.seat));
        TD_TRY(context.store().putSession(session));
        return true;
    }, [this, session, token, user, now, answer](const Result<bool> &done) {
        if (!done)
            return answer->send(toResponse(done.error()));
        m_sessions.removeSeat(session.seat);
        m_sessions.add(session);
        answer->send(http::Response::json(200,
            {{QStringLiteral("token"), QString::fromLatin1(token)},
                {QStringLiteral("user"),
                    QJsonObject {{QStringLiteral("id"), user.id().toString()}, {QStringLiteral("name"), user.text(schema::user().name)},
                        {QStringLiteral("role"), user.choice(schema::user().role)}}},
                {QStringLiteral("seat"), session.seat.toString()}, {QStringLiteral("epoch"), epoch()},
                {QStringLiteral("server_time"), now}, {QStringLiteral("expires_at"), session.expiresAt},
                {QStringLiteral("sealing_key"), QString::fromLatin1(m_sealingKeys.publicKey.toBase64())},
                {QStringLiteral("limits"), QJsonObject {{QStringLiteral("blob_bytes"), m_config.limits.files.largest}}}}));
    });
}

} // namespace tidedesk::server
