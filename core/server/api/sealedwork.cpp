// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/sealedwork.h"
#include "core/protocol/json.h"
#include "core/server/api/sealedreader.h"
#include "core/server/api/uploads.h"
#include <QCryptographicHash>

namespace tidedesk::server {

namespace {

using protocol::blobIn;
using protocol::kOperationsEntry;
using protocol::kUndecidedEntry;
using protocol::SealReader;
using State = SealedFile::State;

constexpr qint64 kLaterMs = 3600 * 1000;

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
    if (session && size > largest) // an administrator knows
        return rejected("sealed.too_large", QString::number(size));
    if (!session)
        return {};
    int files = 0;
    qint64 bytes = size;
    TD_ASSIGN(all, store.sealedFiles());
    for (const SealedFile &file : all) {
        const bool open = file.held > 0 && (file.state == State::Arriving || file.state == State::Waiting);
        if (!open || !(file.label.user == label.user))
            continue;
        ++files;
        bytes += file.size;
    }
    if (files >= kSealedPerPerson || bytes > 2 * largest)
        return Error {Consequence::RetryLater, QStringLiteral("limit.sealed"), QString::number(files), kLaterMs};
    return {};
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
