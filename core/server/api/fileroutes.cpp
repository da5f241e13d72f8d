// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include "core/server/api/intake.h"
#include "core/server/api/service.h"
#include "core/server/pull/scopecheck.h"

namespace tidedesk::server {

namespace {

Error unknownBlob(const QString &hash) { return {Consequence::Rejected, QStringLiteral("blob.unknown"), hash.left(64)}; }

/// Whether who made this attachment had what it names: its message's author, since nobody else may attach to it.
Result<bool> isGiven(Store &store, const Row &attachment)
{
    TD_ASSIGN(message, store.row(schema::message(), attachment.ref(schema::attachment().messageId)));
    if (!message)
        return false;
    const Id author = message->row.ref(schema::message().authorId);
    if (author.isNull()) // the server itself
        return true;
    return store.isGiver({attachment.text(schema::attachment().hash), author});
}

/// A person's right to some bytes.
struct Right {
    bool read = false; ///< an attachment in the person's scope names them, and was made by somebody who had them
    bool give = false; ///< is known to have them
};

Result<Right> rightOf(Store &store, const Session &session, const QString &hash)
{
    TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
    TD_ASSIGN(scope, scopeNow(store, session.user, session.seat));
    TD_ASSIGN(attachments, store.find(schema::attachment().hash, hash));
    for (const Row &attachment : attachments) {
        TD_ASSIGN(stored, store.row(schema::attachment(), attachment.id()));
        if (!stored || !scope.holds(stored->bucket))
            continue;
        TD_ASSIGN(given, isGiven(store, attachment));
        if (!given)
            continue;
        TD_ASSIGN(give, store.isGiver({hash, session.user}));
        return Right {true, give};
    }
    return Right {};
}

} // namespace

void Service::addFileRoutes()
{
    addFor("PUT", "/v1/blobs/{hash}", [this](const http::Request &request, const Session &session, const Answer &answer) { putBlob(request, session, answer); },
        BlobFolder::kLargest);
    addFor("GET", "/v1/blobs/{hash}", [this](const http::Request &request, const Session &session, const Answer &answer) { getBlob(request, session, answer); });
    addFor("POST", "/v1/intake", [this](const http::Request &request, const Session &session, const Answer &answer) { intake(request, session, answer); });
}

void Service::putBlob(const http::Request &request, const Session &session, const Answer &answer)
{
    const QString hash = QString::fromLatin1(request.parameter("hash"));
    if (!BlobFolder::isHash(hash))
        return answer->send(toResponse({Consequence::Rejected, QStringLiteral("blob.bad_name"), QStringLiteral("a SHA-256 in lower-case hex is expected")}));
    const bool taken = m_readers->run([this, hash, session, bytes = request.body, answer](Store &) {
        if (const Status kept = m_blobs.keep(hash, bytes); !kept)
            return answer->send(toResponse(kept.error()));
        m_engine->run<bool>(1, [hash, bytes, session](WriteContext &context) -> Result<bool> {
            TD_TRY(context.store().putBlob({hash, bytes.size(), session.user, context.now()}));
            TD_TRY(context.store().putBytes(hash, bytes));
            TD_TRY(context.store().putGiver({hash, session.user}));
            return true;
        }, [answer, hash](const Result<bool> &done) {
            answer->send(done ? http::Response::json(200, {{QStringLiteral("hash"), hash}}) : toResponse(done.error()));
        });
    });
    if (!taken)
        answer->send(busy());
}

void Service::getBlob(const http::Request &request, const Session &session, const Answer &answer)
{
    const QString hash = QString::fromLatin1(request.parameter("hash"));
    if (!BlobFolder::isHash(hash))
        return answer->send(toResponse(unknownBlob(hash)));
    const bool taken = m_readers->run([this, hash, session, answer](Store &store) {
        const auto right = rightOf(store, session, hash);
        if (!right)
            return answer->send(toResponse(right.error()));
        // The same answer for what is not there and for what is not yours.
        auto bytes = right->read ? readBlob(store, m_blobs, hash) : Result<QByteArray>(unknownBlob(hash));
        if (!bytes)
            return answer->send(toResponse(bytes.error()));
        const auto send = [answer, bytes = *bytes] {
            answer->send({200, "application/octet-stream", bytes,
                {{"Content-Disposition", "attachment"}, {"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "private, max-age=31536000, immutable"}}});
        };
        if (right->give)
            return send();
        // Has them from now on. Where that cannot be written down, they are this person's to read all the same.
        m_engine->run<bool>(1, [hash, session](WriteContext &context) -> Result<bool> {
            TD_TRY(context.store().putGiver({hash, session.user}));
            return true;
        }, [send](const Result<bool> &) { send(); });
    });
    if (!taken)
        answer->send(busy());
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
