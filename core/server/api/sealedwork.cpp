// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/sealedwork.h"
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include "core/server/api/people.h"
#include "core/server/api/sealedreader.h"
#include "core/server/api/uploads.h"
#include "core/server/engine/pushing.h"
#include <QCryptographicHash>

namespace tidedesk::server {

namespace {

using protocol::blobIn;
using protocol::kOperationsEntry;
using protocol::kUndecidedEntry;
using protocol::SealReader;
using State = SealedFile::State;

constexpr int kBatch = 500; ///< operations pushed at a time
constexpr qint64 kLaterMs = 3600 * 1000;
constexpr qint64 kMostMissing = 100'000; ///< numbers in a row of which nothing is left

Error rejected(const char *code, const QString &detail = {}) { return {Consequence::Rejected, QLatin1StringView(code), detail}; }

/// What the first piece says about itself, and may be believed: the box is the label's.
Result<protocol::SealLabel> labelOf(Store &store, const QByteArray &firstPiece)
{
    SealReader reader([firstPiece, at = qsizetype(0)](qint64 atMost) mutable -> Result<QByteArray> {
        const QByteArray part = firstPiece.mid(at, static_cast<qsizetype>(atMost));
        at += part.size();
        return part;
    });
    TD_ASSIGN(label, reader.label());
    TD_ASSIGN(keys, sealingKeys(store));
    TD_ASSIGN(box, protocol::openBox(reader.box(), keys));
    if (!box.fits(label))
        return rejected("sealed.damaged", QStringLiteral("label"));
    return label;
}

Status mayBring(Store &store, qint64 largest, const protocol::SealLabel &label, qint64 size, const std::optional<Session> &session)
{
    if (session && !(label.user == session->user && label.seat == session->seat))
        return rejected("sealed.not_allowed");
    if (session && size > largest)
        return rejected("sealed.too_large", QString::number(size));
    TD_ASSIGN(files, store.sealedFiles());
    const auto open = std::count_if(files.begin(), files.end(), [&](const SealedFile &file) {
        return file.label.user == label.user && file.held > 0 && (file.state == State::Arriving || file.state == State::Waiting);
    });
    if (session && open >= kSealedPerPerson)
        return Error {Consequence::RetryLater, QStringLiteral("limit.sealed"), QString::number(kSealedPerPerson), kLaterMs};
    return {};
}

Result<SealedFile> whole(Store &store, const QString &hash)
{
    TD_TRY(store.hold(QStringLiteral("sealed:") + hash));
    TD_ASSIGN(file, store.sealedFile(hash));
    if (!file)
        return rejected("sealed.unknown", hash);
    if (file->state == State::Arriving)
        return rejected("sealed.incomplete", hash);
    return *file;
}

/// The operations of a file on their way into the store.
class Application {
public:
    Application(WriteContext &context, const SealedFile &file)
        : m_context(context)
        , m_session {{}, file.label.user, file.label.seat}
    {
    }

    Status begin()
    {
        TD_ASSIGN(user, m_context.store().row(schema::user(), m_session.user));
        if (!user)
            return rejected("user.unknown", m_session.user.toString());
        TD_TRY(useSeat(m_context, m_session.user, m_session.seat, {})); // a backup from before its first sign-in
        TD_ASSIGN(seat, m_context.store().row(schema::seat(), m_session.seat));
        m_known = seat->row.number(schema::seat().lastSeq);
        m_last = m_known;
        return {};
    }

    Status take(const QByteArray &line)
    {
        TD_ASSIGN(json, protocol::parseObject(line, QStringLiteral("sealed")));
        TD_ASSIGN(operations, operationsFromJson({json}));
        const Operation &operation = operations.first();
        if (operation.change.seq - m_last > kMostMissing)
            return rejected("sealed.damaged", QStringLiteral("numbers"));
        // Numbers of which nothing is left take no effect, but the server takes none out of turn.
        for (qint64 seq = m_last + 1; seq < operation.change.seq; ++seq)
            TD_TRY(add(nothing(seq)));
        if (operation.change.seq > m_known)
            TD_TRY(add(operation));
        return {};
    }

    Status finish() { return flush(); }
    qint64 operations() const { return m_operations; }
    const QMap<QString, int> &verdicts() const { return m_verdicts; }
    const QJsonArray &open() const { return m_open; }

private:
    Operation nothing(qint64 seq)
    {
        domain::Change change;
        change.kind = domain::Change::Kind::Void;
        change.seq = seq;
        change.id = m_context.newId();
        change.doneAt = m_context.now();
        return {change, {}};
    }
    Status add(const Operation &operation)
    {
        m_last = qMax(m_last, operation.change.seq);
        m_batch.append(operation);
        return m_batch.size() < kBatch ? Status() : flush();
    }
    Status flush()
    {
        const QList<Operation> batch = std::exchange(m_batch, {});
        TD_ASSIGN(reply, push(m_context, m_session, batch, Standing::Closed));
        for (qsizetype i = 0; i < reply.results.size(); ++i) {
            if (batch[i].change.kind == domain::Change::Kind::Void && !batch[i].unreadable)
                continue;
            ++m_operations;
            const QJsonObject result = reply.results[i].toObject();
            const QString verdict = result.value(QLatin1StringView("verdict")).toString();
            ++m_verdicts[verdict];
            if (verdict != protocol::verdictName(domain::Verdict::Applied) && verdict != protocol::verdictName(domain::Verdict::Merged))
                m_open.append(result);
        }
        return {};
    }

    WriteContext &m_context;
    const Session m_session;
    QList<Operation> m_batch;
    qint64 m_known = 0; ///< what the server had of this seat before
    qint64 m_last = 0;
    qint64 m_operations = 0;
    QMap<QString, int> m_verdicts;
    QJsonArray m_open;
};

/// The author has shown to have it: it came out of the author's own seal.
Status keepFile(WriteContext &context, const BlobFolder &folder, SealReader &reader, const SealReader::Entry &entry, const QString &hash, const Id &author)
{
    Store &store = context.store();
    QByteArray piece;
    qint64 start = 0;
    const auto source = [&](qint64) -> Result<QByteArray> {
        TD_ASSIGN(bytes, reader.read(protocol::kFilePiece));
        piece += bytes;
        const bool ends = start + piece.size() == entry.size;
        if (piece.size() >= protocol::kFilePiece || (ends && !piece.isEmpty())) {
            const QByteArray full = piece.first(qMin<qsizetype>(piece.size(), protocol::kFilePiece));
            TD_TRY(store.putBytes(hash, start, full));
            start += full.size();
            piece.remove(0, full.size());
            if (ends && !piece.isEmpty())
                TD_TRY(store.putBytes(hash, start, std::exchange(piece, {})));
        }
        return bytes;
    };
    TD_TRY(folder.keep(hash, source));
    TD_TRY(store.putBlob({hash, entry.size, author, context.now()}));
    return store.putGiver({hash, author});
}

/// False for one that is not what its name says; nothing of it is left then.
Result<bool> takeFile(WriteContext &context, const BlobFolder &folder, SealReader &reader, const SealReader::Entry &entry, const QString &hash, const Id &author)
{
    TD_ASSIGN(savepoint, StoreTransaction::begin(context.store(), Store::Access::Write));
    const Status kept = keepFile(context, folder, reader, entry, hash, author);
    if (!kept && kept.error().code != u"blob.damaged")
        return kept.error();
    if (!kept)
        return false;
    TD_TRY(savepoint.commit());
    return true;
}

} // namespace

Result<protocol::SealingKeys> sealingKeys(Store &store)
{
    TD_ASSIGN(open, store.meta(QString(kSealingPublicKey)));
    TD_ASSIGN(secret, store.meta(QString(kSealingSecretKey)));
    return protocol::SealingKeys {QByteArray::fromBase64(open.toLatin1()), QByteArray::fromBase64(secret.toLatin1())};
}

Result<protocol::SealingKeys> makeSealingKeys(Store &store)
{
    TD_TRY(store.hold(QString(kSealingSecretKey)));
    TD_ASSIGN(known, sealingKeys(store));
    if (known.isValid())
        return known;
    const auto keys = protocol::SealingKeys::make();
    TD_TRY(store.setMeta(QString(kSealingPublicKey), QString::fromLatin1(keys.publicKey.toBase64())));
    TD_TRY(store.setMeta(QString(kSealingSecretKey), QString::fromLatin1(keys.secretKey.toBase64())));
    return keys;
}

SealedState stateOf(const SealedFile &file) { return {file.held, file.state != State::Arriving}; }

Result<SealedState> takeSealedPiece(WriteContext &context, qint64 largest, const QString &hash, const protocol::ByteRange &range,
    const QByteArray &bytes, const std::optional<Session> &session)
{
    Store &store = context.store();
    TD_TRY(store.hold(QStringLiteral("sealed:") + hash));
    TD_ASSIGN(known, store.sealedFile(hash));
    const bool begins = range.first == 0 && (!known || (known->held == 0 && (known->state == State::Arriving || known->state == State::Reopened)));
    if (begins) {
        TD_ASSIGN(label, labelOf(store, bytes));
        TD_TRY(mayBring(store, largest, label, range.total, session));
        known = SealedFile {hash, range.total, 0, label, context.now()};
    }
    if (!known)
        return outOfPlace(0);
    if (session && !(known->label.user == session->user))
        return rejected("sealed.not_allowed");
    SealedFile file = *known;
    // Its person had the key, and the work is sealed there all the same: nothing came of it.
    const bool backAgain = file.state == State::Reopened && (!session || session->revoked != Session::Revoked::No);
    if (backAgain) {
        file.state = file.held == file.size ? State::Waiting : State::Arriving;
        TD_TRY(store.putSealedFile(file));
    }
    if (file.state != State::Arriving || range.first < file.held)
        return stateOf(file);
    if (range.first != file.held || range.total != file.size)
        return outOfPlace(file.held);
    TD_TRY(store.putSealedPiece(hash, range.first, bytes));
    file.held += range.length();
    file.at = context.now();
    if (file.held == file.size)
        file.state = State::Waiting;
    TD_TRY(store.putSealedFile(file));
    return stateOf(file);
}

Status checkSealed(Store &store, const QString &hash, const QByteArray &last)
{
    QCryptographicHash sum(QCryptographicHash::Sha256);
    for (qint64 at = 0;; at += protocol::kFilePiece) {
        TD_ASSIGN(piece, store.sealedPiece(hash, at));
        sum.addData(piece.value_or(last));
        if (!piece)
            break;
    }
    return QString::fromLatin1(sum.result().toHex()) == hash ? Status() : Status(rejected("blob.damaged", hash));
}

Status dropSealed(WriteContext &context, const QString &hash)
{
    TD_ASSIGN(file, context.store().sealedFile(hash));
    if (!file || file->state != State::Arriving)
        return {};
    file->held = 0;
    TD_TRY(context.store().dropSealedPieces(hash));
    return context.store().putSealedFile(*file);
}

Status forgetStalled(WriteContext &context, qint64 before)
{
    TD_ASSIGN(files, context.store().sealedFiles());
    for (SealedFile &file : files) {
        if (file.at < before)
            TD_TRY(dropSealed(context, file.hash));
        if (file.state != State::Reopened || file.held == 0 || file.decidedAt >= before)
            continue;
        file.held = 0;
        TD_TRY(context.store().dropSealedPieces(file.hash));
        TD_TRY(context.store().putSealedFile(file));
    }
    return {};
}

Result<QJsonObject> describeSealed(Store &store, const SealedFile &file)
{
    TD_ASSIGN(reader, openSealed(store, file));
    QJsonArray operations;
    QJsonArray undecided;
    QJsonArray files;
    for (;;) {
        TD_ASSIGN(entry, reader.next());
        if (!entry)
            break;
        if (!blobIn(*entry).isEmpty()) {
            files.append(QJsonObject {{QStringLiteral("hash"), blobIn(*entry)}, {QStringLiteral("size"), entry->size}});
            continue;
        }
        QJsonArray *const list = entry->name == kOperationsEntry ? &operations : entry->name == kUndecidedEntry ? &undecided : nullptr;
        while (list) {
            TD_ASSIGN(line, reader.line(kLongestLine));
            if (!line)
                break;
            TD_ASSIGN(json, protocol::parseObject(*line, QStringLiteral("sealed")));
            list->append(json);
        }
    }
    return QJsonObject {{QStringLiteral("operations"), operations}, {QStringLiteral("undecided"), undecided}, {QStringLiteral("files"), files}};
}

Result<QJsonObject> applySealed(WriteContext &context, const BlobFolder &folder, const QString &hash)
{
    TD_ASSIGN(file, whole(context.store(), hash));
    if (file.state == State::Applied)
        return file.report;
    if (file.state != State::Waiting)
        return rejected(file.state == State::Discarded ? "sealed.discarded" : "sealed.reopened", hash);
    TD_ASSIGN(reader, openSealed(context.store(), file));
    Application application(context, file);
    TD_TRY(application.begin());
    QJsonArray undecided;
    int files = 0;
    int damagedFiles = 0;
    for (;;) {
        TD_ASSIGN(entry, reader.next());
        if (!entry)
            break;
        if (const QString blob = blobIn(*entry); !blob.isEmpty()) {
            TD_ASSIGN(taken, takeFile(context, folder, reader, *entry, blob, file.label.user));
            ++(taken ? files : damagedFiles);
        }
        while (entry->name == kOperationsEntry || entry->name == kUndecidedEntry) {
            TD_ASSIGN(line, reader.line(kLongestLine));
            if (!line)
                break;
            if (entry->name == kOperationsEntry) {
                TD_TRY(application.take(*line));
            } else {
                TD_ASSIGN(json, protocol::parseObject(*line, QStringLiteral("sealed")));
                undecided.append(QJsonObject {{QStringLiteral("seq"), json.value(QLatin1StringView("seq"))}, {QStringLiteral("id"), json.value(QLatin1StringView("id"))}});
            }
        }
    }
    TD_TRY(application.finish());
    file.state = State::Applied;
    file.decidedAt = context.now();
    file.report = {{QStringLiteral("operations"), application.operations()}, {QStringLiteral("files"), files}, {QStringLiteral("damaged_files"), damagedFiles}, {QStringLiteral("open"), application.open()},
        {QStringLiteral("undecided"), undecided}};
    for (auto it = application.verdicts().begin(); it != application.verdicts().end(); ++it)
        file.report.insert(it.key(), *it);
    TD_TRY(context.store().putSealedFile(file));
    return file.report;
}

Status discardSealed(WriteContext &context, const QString &hash)
{
    TD_TRY(context.store().hold(QStringLiteral("sealed:") + hash));
    TD_ASSIGN(file, context.store().sealedFile(hash));
    if (!file)
        return rejected("sealed.unknown", hash);
    TD_TRY(context.store().dropSealedPieces(hash));
    if (file->state == State::Arriving || file->state == State::Waiting)
        file->state = State::Discarded;
    file->decidedAt = context.now();
    return context.store().putSealedFile(*file);
}

Status noteReopened(WriteContext &context, const Id &seal)
{
    TD_ASSIGN(files, context.store().sealedFiles());
    for (SealedFile &file : files) {
        if (!(file.label.id == seal) || (file.state != State::Arriving && file.state != State::Waiting))
            continue;
        file.state = State::Reopened;
        file.decidedAt = context.now();
        TD_TRY(context.store().putSealedFile(file));
    }
    return {};
}

} // namespace tidedesk::server
