// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/schema/entities.h"
#include "core/server/api/service.h"
#include "core/server/pull/scopecheck.h"

namespace tidedesk::server {

namespace {

Error unknownBlob(const QString &hash) { return {Consequence::Rejected, QStringLiteral("blob.unknown"), hash.left(64)}; }
Error badRange(const char *why) { return {Consequence::Rejected, QStringLiteral("blob.bad_range"), QLatin1StringView(why)}; }

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

/// What is asked for of a file that may be read. Found in the folder, or brought there from the store. Whoever begins to
/// read gets a file that is what its name says: what the medium has changed is set aside, to be sent again.
Result<qint64> openBlob(Store &store, const BlobFolder &folder, const QString &hash, bool fromStart)
{
    if (fromStart && folder.has(hash) && !folder.verify(hash))
        folder.setAside(hash);
    if (!folder.has(hash)) {
        TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
        TD_TRY(folder.keepFrom(store, hash));
    }
    return folder.size(hash);
}

http::Response blobResponse(int status, const QString &hash, const QByteArray &bytes)
{
    return {status, "application/octet-stream", bytes,
        {{"Content-Disposition", "attachment"}, {"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "private, max-age=31536000, immutable"},
            {"Accept-Ranges", "bytes"}, {"ETag", '"' + hash.toLatin1() + '"'}}};
}

http::Response stateResponse(const QString &hash, const Result<UploadState> &state)
{
    if (!state)
        return toResponse(state.error());
    return http::Response::json(200, {{QStringLiteral("hash"), hash}, {QStringLiteral("offset"), state->offset}, {QStringLiteral("complete"), state->complete}});
}

/// A whole file for somebody who does not ask for pieces: read while it is taken, and not faster.
class WholeFile : public std::enable_shared_from_this<WholeFile> {
public:
    WholeFile(Readers &readers, const BlobFolder &folder, QString hash, qint64 size)
        : m_readers(readers)
        , m_folder(folder)
        , m_hash(std::move(hash))
        , m_size(size)
    {
    }
    void start(http::Responder &answer)
    {
        const http::Response shape = blobResponse(200, m_hash, {});
        m_stream = answer.stream(200, shape.contentType, http::StreamKind::Download, shape.headers);
        m_stream->onWritable([self = shared_from_this()] { self->goOn(); });
        work();
    }

private:
    void goOn()
    {
        if (!m_readers.run([self = shared_from_this()](Store &) { self->work(); }))
            m_stream->abort();
    }
    void work()
    {
        constexpr qint64 kChunk = 128 * 1024;
        while (!m_stream->isClosed()) {
            if (m_at == m_size)
                return m_stream->finish();
            const auto bytes = m_folder.read(m_hash, m_at, qMin(kChunk, m_size - m_at));
            if (!bytes)
                return m_stream->abort();
            if (!m_stream->write(*bytes))
                return; // onWritable goes on from here
            m_at += bytes->size();
        }
    }

    Readers &m_readers;
    const BlobFolder &m_folder;
    const QString m_hash;
    const qint64 m_size;
    qint64 m_at = 0;
    std::shared_ptr<http::Stream> m_stream;
};

} // namespace

void Service::addFileRoutes()
{
    addFor("PUT", "/v1/blobs/{hash}", [this](const http::Request &request, const Session &session, const Answer &answer) { putBlob(request, session, answer); },
        protocol::kFilePiece);
    addFor("GET", "/v1/blobs/{hash}", [this](const http::Request &request, const Session &session, const Answer &answer) { getBlob(request, session, answer); });
    addFor("GET", "/v1/blobs/{hash}/upload", [this](const http::Request &request, const Session &session, const Answer &answer) { getUpload(request, session, answer); });
}

void Service::getUpload(const http::Request &request, const Session &session, const Answer &answer)
{
    const QString hash = QString::fromLatin1(request.parameter("hash"));
    if (!BlobFolder::isHash(hash))
        return answer->send(toResponse(unknownBlob(hash)));
    const bool taken = m_readers->run([this, hash, session, answer](Store &store) {
        const auto look = [&]() -> Result<UploadState> {
            TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
            return uploadState(store, m_blobs, hash, session.user);
        };
        answer->send(stateResponse(hash, look()));
    });
    if (!taken)
        answer->send(busy());
}

void Service::putBlob(const http::Request &request, const Session &session, const Answer &answer)
{
    const QString hash = QString::fromLatin1(request.parameter("hash"));
    if (!BlobFolder::isHash(hash))
        return answer->send(toResponse({Consequence::Rejected, QStringLiteral("blob.bad_name"), QStringLiteral("a SHA-256 in lower-case hex is expected")}));
    if (request.body.isEmpty())
        return answer->send(toResponse({Consequence::Rejected, QStringLiteral("blob.empty"), {}}));
    auto range = std::optional(protocol::ByteRange {0, request.body.size() - 1, request.body.size()});
    if (request.headers.has("Content-Range"))
        range = protocol::fromContentRange(request.header("Content-Range"));
    if (!range || !range->isPiece() || range->length() != request.body.size())
        return answer->send(toResponse(badRange("a piece of the file is expected: see piece_bytes of /v1/hello")));
    const std::shared_ptr<void> slot(&m_piecesInHand, [](void *count) { --*static_cast<std::atomic<int> *>(count); });
    if (++m_piecesInHand > kPiecesInHand)
        return answer->send(busy());
    const bool taken = m_readers->run([this, hash, session, range = *range, bytes = request.body, slot, answer](Store &store) {
        takePiece(store, {hash, session.user, range, bytes, slot}, answer);
    });
    if (!taken)
        answer->send(busy());
}

/// On a reader's thread.
void Service::takePiece(Store &store, const Piece &piece, const Answer &answer)
{
    const auto look = [&]() -> Result<UploadState> {
        TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
        TD_ASSIGN(state, uploadState(store, m_blobs, piece.hash, piece.user, piece.range.total));
        if (state.complete || state.offset > piece.range.first)
            return state;
        if (state.offset != piece.range.first)
            return outOfPlace(state.offset);
        if (piece.range.first == 0)
            TD_TRY(mayBegin(store, m_config.limits.files, piece.user, piece.range.total, m_config.clock.nowMs()));
        if (piece.range.isLast())
            TD_TRY(assemble(store, m_blobs, piece.hash, piece.user, piece.bytes));
        return state;
    };
    const auto state = look();
    if (!state && state.error().code == u"blob.damaged") {
        m_engine->run<bool>(1, [piece](WriteContext &context) -> Result<bool> {
            TD_TRY(context.store().dropUpload(piece.hash, piece.user));
            return true;
        }, [answer, error = state.error()](const Result<bool> &) { answer->send(toResponse(error)); });
        return;
    }
    if (!state || state->complete || state->offset > piece.range.first)
        return answer->send(stateResponse(piece.hash, state));
    m_engine->run<UploadState>(1, [this, piece](WriteContext &context) {
        return piece.range.isLast() ? publish(context, piece.hash, piece.user, piece.range, piece.bytes)
                                    : addPiece(context, m_blobs, piece.hash, piece.user, piece.range, piece.bytes);
    }, [answer, piece](const Result<UploadState> &done) { answer->send(stateResponse(piece.hash, done)); });
}

void Service::getBlob(const http::Request &request, const Session &session, const Answer &answer)
{
    const QString hash = QString::fromLatin1(request.parameter("hash"));
    if (!BlobFolder::isHash(hash))
        return answer->send(toResponse(unknownBlob(hash)));
    // A condition that cannot hold means the whole: what a hash names never changes.
    const QByteArray condition = request.header("If-Range");
    const QByteArray range = condition.isEmpty() || condition.contains(hash.toLatin1()) ? request.header("Range") : QByteArray();
    const bool taken = m_readers->run([this, hash, range, session, answer](Store &store) {
        const auto right = rightOf(store, session, hash);
        if (!right)
            return answer->send(toResponse(right.error()));
        // The same answer for what is not there and for what is not yours.
        if (!right->read)
            return answer->send(toResponse(unknownBlob(hash)));
        if (right->give)
            return sendBlob(store, hash, range, answer);
        // Has them from now on. Where that cannot be written down, they are this person's to read all the same.
        m_engine->run<bool>(1, [hash, session](WriteContext &context) -> Result<bool> {
            TD_TRY(context.store().putGiver({hash, session.user}));
            return true;
        }, [this, hash, range, answer](const Result<bool> &) {
            if (!m_readers->run([this, hash, range, answer](Store &again) { sendBlob(again, hash, range, answer); }))
                answer->send(busy());
        });
    });
    if (!taken)
        answer->send(busy());
}

/// On a reader's thread.
void Service::sendBlob(Store &store, const QString &hash, const QByteArray &range, const Answer &answer)
{
    const bool fromStart = protocol::fromRange(range, 1).kind != protocol::Asked::Kind::Unsatisfiable; // of its one byte
    const auto size = openBlob(store, m_blobs, hash, fromStart);
    if (!size)
        return answer->send(toResponse(size.error()));
    const protocol::Asked asked = protocol::fromRange(range, *size);
    if (asked.kind == protocol::Asked::Kind::Unsatisfiable) {
        http::Response refusal = http::Response::error(416, "blob.bad_range", "the file ends before");
        refusal.headers.add("Content-Range", "bytes */" + QByteArray::number(*size));
        return answer->send(refusal);
    }
    if (asked.kind == protocol::Asked::Kind::Whole && *size > protocol::kFilePiece)
        return std::make_shared<WholeFile>(*m_readers, m_blobs, hash, *size)->start(*answer);
    const protocol::ByteRange part = asked.kind == protocol::Asked::Kind::Part ? asked.range : protocol::ByteRange {0, *size - 1, *size};
    const auto bytes = m_blobs.read(hash, part.first, part.length());
    if (!bytes)
        return answer->send(toResponse(bytes.error()));
    http::Response response = blobResponse(asked.kind == protocol::Asked::Kind::Part ? 206 : 200, hash, *bytes);
    if (response.status == 206)
        response.headers.add("Content-Range", part.contentRange());
    answer->send(response);
}

} // namespace tidedesk::server
