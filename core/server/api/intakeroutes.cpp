// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include "core/server/api/intake.h"
#include "core/server/api/service.h"

namespace tidedesk::server {

void Service::addIntakeRoutes()
{
    addFor("POST", "/v1/intake", [this](const http::Request &request, const Session &session, const Answer &answer) { intake(request, session, answer); });
}

void Service::intake(const http::Request &request, const Session &session, const Answer &answer)
{
    const auto read = [&]() -> Result<Intake> {
        TD_ASSIGN(body, protocol::parseObject(request.body, QStringLiteral("intake")));
        return intakeFromJson(body);
    };
    const auto intake = read();
    if (!intake)
        return answer->send(toResponse(intake.error()));
    m_engine->run<IntakeDone>(4, [session, intake = *intake](WriteContext &context) -> Result<IntakeDone> {
        TD_ASSIGN(user, context.store().row(schema::user(), session.user));
        if (!user || domain::levelOf(user->row) < schema::Writer::Supervisor)
            return Error {Consequence::Rejected, QStringLiteral("intake.not_allowed"), {}};
        return takeIn(context, intake, domain::scopeOf(user->row, session.seat));
    }, [answer](const Result<IntakeDone> &done) {
        if (!done)
            return answer->send(toResponse(done.error()));
        answer->send(http::Response::json(done->repeated ? 200 : 201,
            {{QStringLiteral("ticket"), done->ticket.toString()}, {QStringLiteral("message"), done->message.toString()},
                {QStringLiteral("customer"), done->customer.toString()}, {QStringLiteral("repeated"), done->repeated}}));
    });
}

} // namespace tidedesk::server
