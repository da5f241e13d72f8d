// SPDX-License-Identifier: GPL-3.0-or-later
// Revoked sessions, and the sealed work that comes from their seats.
#include "core/protocol/json.h"
#include "core/server/store/sqlitestore.h"

namespace tidedesk::server {

namespace {

constexpr QByteArrayView kOne
    = "SELECT hash, size, held, seal_id, user_id, seat_id, operations, files, sealed_at, at, state, decided_at, report FROM server_sealed WHERE hash = ?";
constexpr QByteArrayView kAll
    = "SELECT hash, size, held, seal_id, user_id, seat_id, operations, files, sealed_at, at, state, decided_at, report FROM server_sealed ORDER BY at, hash";

Result<SealedFile> sealedFrom(const sqlite::Statement &statement)
{
    TD_ASSIGN(report, protocol::parseObject(statement.utf8(12).toByteArray(), QStringLiteral("report")));
    return SealedFile {statement.text(0), statement.integer(1), statement.integer(2),
        {statement.id(3), statement.id(4), statement.id(5), statement.integer(6), statement.integer(7), statement.integer(8)},
        statement.integer(9), static_cast<SealedFile::State>(statement.integer(10)), statement.integer(11), report};
}

} // namespace

Status SqliteStore::revokeSessionsOf(const Id &user, qint64 until)
{
    TD_ASSIGN(statement, m_connection->prepare("UPDATE server_session SET revoked = 1, expires_at = max(expires_at, ?) WHERE user_id = ? AND revoked = 0"));
    return statement.bindAll(until, user).run();
}

Status SqliteStore::revokeSessionsOfSeat(const Id &seat, qint64 until)
{
    TD_ASSIGN(statement, m_connection->prepare("UPDATE server_session SET revoked = 2, expires_at = max(expires_at, ?) WHERE seat_id = ? AND revoked = 0"));
    return statement.bindAll(until, seat).run();
}

Status SqliteStore::forgetRevokedOf(const Id &user)
{
    TD_ASSIGN(statement, m_connection->prepare("DELETE FROM server_session WHERE user_id = ? AND revoked = 1"));
    return statement.bind(1, user).run();
}

Result<std::optional<SealedFile>> SqliteStore::sealedFile(const QString &hash)
{
    TD_ASSIGN(statement, m_connection->prepare(kOne));
    TD_ASSIGN(found, statement.bind(1, hash).step());
    if (!found)
        return std::optional<SealedFile>();
    TD_ASSIGN(file, sealedFrom(statement));
    return std::optional(file);
}

Result<QList<SealedFile>> SqliteStore::sealedFiles()
{
    TD_ASSIGN(statement, m_connection->prepare(kAll));
    QList<SealedFile> files;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return files;
        TD_ASSIGN(file, sealedFrom(statement));
        files.append(file);
    }
}

Status SqliteStore::putSealedFile(const SealedFile &file)
{
    TD_ASSIGN(statement, m_connection->prepare("INSERT OR REPLACE INTO server_sealed VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    statement.bindAll(file.hash, file.size, file.held, file.label.id, file.label.user, file.label.seat, file.label.operations, file.label.files,
        file.label.sealedAt, file.at, static_cast<int>(file.state), file.decidedAt);
    return statement.bindUtf8(13, protocol::compact(file.report)).run();
}

Status SqliteStore::putSealedPiece(const QString &hash, qint64 start, const QByteArray &bytes)
{
    TD_ASSIGN(statement, m_connection->prepare("INSERT OR REPLACE INTO server_sealed_piece VALUES(?, ?, ?)"));
    return statement.bindAll(hash, start, bytes).run();
}

Result<std::optional<QByteArray>> SqliteStore::sealedPiece(const QString &hash, qint64 start)
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT bytes FROM server_sealed_piece WHERE hash = ? AND start = ?"));
    TD_ASSIGN(found, statement.bindAll(hash, start).step());
    return found ? std::optional(statement.blob(0)) : std::optional<QByteArray>();
}

Status SqliteStore::dropSealedPieces(const QString &hash)
{
    TD_ASSIGN(statement, m_connection->prepare("DELETE FROM server_sealed_piece WHERE hash = ?"));
    return statement.bind(1, hash).run();
}

} // namespace tidedesk::server
