// SPDX-License-Identifier: GPL-3.0-or-later
// Sealed work comes in: from the seat it was made on, revoked or not, or from an administrator's file.
#include "core/base/clock.h"
#include "core/base/eventlog.h"
#include "core/protocol/json.h"
#include "core/server/api/sealedwork.h"
#include "core/server/api/service.h"

namespace tidedesk::server {

namespace {

Error rejected(const char *code, const QString &detail = {}) { return {Consequence::Rejected, QLatin1StringView(code), detail}; }

http::Response stateResponse(const QString &hash, const Result<SealedState> &state)
{
    if (!state)
        return toResponse(state.error());
    return http::Response::json(200, {{QStringLiteral("hash"), hash}, {QStringLiteral("offset"), state->offset}, {QStringLiteral("complete"), state->complete}});
}

Result<QString> hashIn(const QByteArray &body)
{
    TD_ASSIGN(json, protocol::parseObject(body, QStringLiteral("sealed")));
    return protocol::stringAt(json, QLatin1StringView("hash"), QStringLiteral("sealed"));
}

} // namespace

void Service::addSealedRoutes()
{
    addFor("PUT", "/v1/sealed/{hash}", [this](const http::Request &request, const Session &session, const Answer &answer) { putSealed(request, session, answer); },
        protocol::kFilePiece, For::AlsoRevoked);
    addFor("GET", "/v1/sealed/{hash}", [this](const http::Request &request, const Session &session, const Answer &answer) { getSealed(request, session, answer); },
        {}, For::AlsoRevoked);
    addFor("POST", "/v1/unseal", [this](const http::Request &request, const Session &session, const Answer &answer) { giveSealedKey(request, session, answer); });
}

void Service::getSealed(const http::Request &request, const Session &session, const Answer &answer)
{
    const QString hash = QString::fromLatin1(request.parameter("hash"));
    read(answer, [hash, session, answer](Store &store) {
        const auto look = [&]() -> Result<SealedState> {
            TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
            TD_ASSIGN(file, store.sealedFile(hash));
            if (!file || !(file->label.user == session.user)) // of others' nothing is told
                return SealedState();
            const bool again = file->state == SealedFile::State::Reopened && session.revoked != Session::Revoked::No; // see takeSealedPiece()
            return again ? SealedState() : stateOf(*file);
        };
        answer->send(stateResponse(hash, look()));
    });
}

void Service::putSealed(const http::Request &request, const Session &session, const Answer &answer)
{
    const QString hash = QString::fromLatin1(request.parameter("hash"));
    const auto range = protocol::fromContentRange(request.header("Content-Range"));
    if (!BlobFolder::isHash(hash))
        return answer->send(toResponse(rejected("blob.bad_name", QStringLiteral("a SHA-256 in lower-case hex is expected"))));
    if (!range || !range->isPiece() || range->length() != request.body.size())
        return answer->send(toResponse(rejected("blob.bad_range", QStringLiteral("a piece of the file is expected: see piece_bytes of /v1/hello"))));
    const std::shared_ptr<void> slot(&m_piecesInHand, [](void *count) { --*static_cast<std::atomic<int> *>(count); });
    if (++m_piecesInHand > kPiecesInHand)
        return answer->send(busy());
    takeSealed({hash, session.user, *range, request.body, slot}, session, answer);
}

void Service::takeSealed(const Piece &piece, const std::optional<Session> &session, const Answer &answer)
{
    const auto keep = [this, piece, session, answer] {
        m_engine->run<SealedState>(1, [this, piece, session](WriteContext &context) {
            return takeSealedPiece(context, m_config.limits.sealedBytes, piece.hash, piece.range, piece.bytes, session);
        }, [piece, answer](const Result<SealedState> &state) {
            if (state && state->complete && piece.range.isLast())
                logInfo("sealed_received", {{QStringLiteral("hash"), piece.hash}, {QStringLiteral("bytes"), piece.range.total}});
            answer->send(stateResponse(piece.hash, state));
        });
    };
    if (!piece.range.isLast())
        return keep();
    read(answer, [this, piece, answer, keep](Store &store) {
        const auto check = [&]() -> Status {
            TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
            TD_ASSIGN(file, store.sealedFile(piece.hash));
            const qint64 held = file ? file->held : 0;
            return held == piece.range.first ? checkSealed(store, piece.hash, piece.bytes) : Status(); // else the writer says
        };
        const Status sound = check();
        if (sound)
            return keep();
        if (sound.error().code != u"blob.damaged")
            return answer->send(toResponse(sound.error()));
        m_engine->run<bool>(1, [piece](WriteContext &context) -> Result<bool> {
            TD_TRY(dropSealed(context, piece.hash));
            return true;
        }, [answer, error = sound.error()](const Result<bool> &) { answer->send(toResponse(error)); });
    });
}

/// {"box"}: what a seat that is let in again needs to open its own work. The box says whose that is.
void Service::giveSealedKey(const http::Request &request, const Session &session, const Answer &answer)
{
    const auto open = [&]() -> Result<protocol::OpenedBox> {
        TD_ASSIGN(json, protocol::parseObject(request.body, QStringLiteral("sealed")));
        TD_ASSIGN(text, protocol::stringAt(json, QLatin1StringView("box"), QStringLiteral("sealed")));
        TD_ASSIGN(box, protocol::openBox(QByteArray::fromBase64(text.toLatin1()), m_sealingKeys));
        if (!(box.user == session.user && box.seat == session.seat))
            return rejected("sealed.not_allowed");
        return box;
    };
    const auto box = open();
    if (!box)
        return answer->send(toResponse(box.error()));
    m_engine->run<bool>(1, [id = box->id](WriteContext &context) -> Result<bool> {
        TD_TRY(noteReopened(context, id));
        return true;
    }, [box = *box, answer](const Result<bool> &noted) {
        if (!noted)
            return answer->send(toResponse(noted.error()));
        logInfo("sealed_reopened", {{QStringLiteral("seal"), box.id.toString()}, {QStringLiteral("seat"), box.seat.toString()}});
        answer->send(http::Response::json(200, {{QStringLiteral("key"), QString::fromLatin1(box.key.toBase64())}}));
    });
}

/// {"hash","first","total","bytes"}: a piece, in Base64.
void Service::addSealedByControl(const http::Request &request, const Answer &answer)
{
    const auto piece = [&]() -> Result<Piece> {
        const auto where = QStringLiteral("sealed");
        TD_ASSIGN(json, protocol::parseObject(request.body, where));
        TD_ASSIGN(hash, protocol::stringAt(json, QLatin1StringView("hash"), where));
        TD_ASSIGN(first, protocol::integerAt(json, QLatin1StringView("first"), where));
        TD_ASSIGN(total, protocol::integerAt(json, QLatin1StringView("total"), where));
        TD_ASSIGN(text, protocol::stringAt(json, QLatin1StringView("bytes"), where));
        const QByteArray bytes = QByteArray::fromBase64(text.toLatin1());
        const protocol::ByteRange range {first, first + bytes.size() - 1, total};
        if (!BlobFolder::isHash(hash) || first < 0 || bytes.isEmpty() || first >= total || !range.isPiece())
            return rejected("blob.bad_range");
        return Piece {hash, {}, range, bytes, {}};
    }();
    if (!piece)
        return answer->send(toResponse(piece.error()));
    takeSealed(*piece, {}, answer);
}

/// {"hash"}
void Service::applySealedByControl(const http::Request &request, const Answer &answer)
{
    const auto hash = hashIn(request.body);
    if (!hash)
        return answer->send(toResponse(hash.error()));
    m_engine->run<QJsonObject>(1, [this, hash = *hash](WriteContext &context) { return applySealed(context, m_blobs, hash); },
        [hash = *hash, answer](const Result<QJsonObject> &report) {
            if (!report)
                return answer->send(toResponse(report.error()));
            logInfo("sealed_applied", {{QStringLiteral("hash"), hash}, {QStringLiteral("operations"), report->value(QLatin1StringView("operations"))},
                                          {QStringLiteral("open"), report->value(QLatin1StringView("open")).toArray().size()}});
            answer->send(http::Response::json(200, *report));
        });
}

/// {"hash"}
void Service::discardSealedByControl(const http::Request &request, const Answer &answer)
{
    const auto hash = hashIn(request.body);
    if (!hash)
        return answer->send(toResponse(hash.error()));
    m_engine->run<bool>(1, [hash = *hash](WriteContext &context) -> Result<bool> {
        TD_TRY(discardSealed(context, hash));
        return true;
    }, [hash = *hash, answer](const Result<bool> &done) {
        if (!done)
            return answer->send(toResponse(done.error()));
        logInfo("sealed_discarded", {{QStringLiteral("hash"), hash}});
        answer->send(http::Response::json(200, {{QStringLiteral("hash"), hash}}));
    });
}

} // namespace tidedesk::server
