// SPDX-License-Identifier: GPL-3.0-or-later
// Revoked sessions, and the sealed work that comes from their seats.
#include "core/protocol/json.h"
#include "core/server/store/postgresstore.h"

namespace tidedesk::server {

using postgres::Values;

namespace {

constexpr QByteArrayView kOne
    = "SELECT hash, size, held, seal_id, user_id, seat_id, operations, files, sealed_at, at, state, decided_at, report FROM server_sealed WHERE hash = $1";
constexpr QByteArrayView kAll = "SELECT hash, size, held, seal_id, user_id, seat_id, operations, files, sealed_at, at, state, decided_at, report "
                                "FROM server_sealed ORDER BY at, hash COLLATE \"C\"";

Result<SealedFile> sealedFrom(const postgres::Answer &answer, int line)
{
    TD_ASSIGN(report, protocol::parseObject(answer.bytes(line, 12).toByteArray(), QStringLiteral("report")));
    return SealedFile {answer.text(line, 0), answer.integer(line, 1), answer.integer(line, 2),
        {answer.id(line, 3), answer.id(line, 4), answer.id(line, 5), answer.integer(line, 6), answer.integer(line, 7), answer.integer(line, 8)},
        answer.integer(line, 9), static_cast<SealedFile::State>(answer.integer(line, 10)), answer.integer(line, 11), report};
}

} // namespace

Status PostgresStore::revokeSessionsOf(const Id &user, qint64 until)
{
    changeSessions("UPDATE server_session SET revoked = 1, expires_at = greatest(expires_at, $1) WHERE user_id = $2 AND revoked = 0", Values::of(until, user));
    return {};
}

Status PostgresStore::revokeSessionsOfSeat(const Id &seat, qint64 until)
{
    changeSessions("UPDATE server_session SET revoked = 2, expires_at = greatest(expires_at, $1) WHERE seat_id = $2 AND revoked = 0", Values::of(until, seat));
    return {};
}

Status PostgresStore::forgetRevokedOf(const Id &user)
{
    changeSessions("DELETE FROM server_session WHERE user_id = $1 AND revoked = 1", Values::of(user));
    return {};
}

Result<std::optional<SealedFile>> PostgresStore::sealedFile(const QString &hash)
{
    TD_ASSIGN(answer, m_connection->ask(kOne, Values::of(hash)));
    if (answer.isEmpty())
        return std::optional<SealedFile>();
    TD_ASSIGN(file, sealedFrom(answer, 0));
    return std::optional(file);
}

Result<QList<SealedFile>> PostgresStore::sealedFiles()
{
    TD_ASSIGN(answer, m_connection->ask(kAll));
    QList<SealedFile> files;
    for (int line = 0; line < answer.rows(); ++line) {
        TD_ASSIGN(file, sealedFrom(answer, line));
        files.append(file);
    }
    return files;
}

Status PostgresStore::putSealedFile(const SealedFile &file)
{
    Values values = Values::of(file.hash, file.size, file.held, file.label.id, file.label.user, file.label.seat, file.label.operations, file.label.files,
        file.label.sealedAt, file.at, static_cast<int>(file.state), file.decidedAt);
    values.addBytes(protocol::compact(file.report));
    m_connection->send("INSERT INTO server_sealed VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT(hash) DO UPDATE SET "
                       "size = excluded.size, held = excluded.held, at = excluded.at, state = excluded.state, decided_at = excluded.decided_at, "
                       "report = excluded.report",
        values);
    return {};
}

Status PostgresStore::putSealedPiece(const QString &hash, qint64 start, const QByteArray &bytes)
{
    Values values = Values::of(hash, start);
    values.addBytes(bytes);
    m_connection->send("INSERT INTO server_sealed_piece VALUES($1, $2, $3) ON CONFLICT(hash, start) DO UPDATE SET bytes = excluded.bytes", values);
    return {};
}

Result<std::optional<QByteArray>> PostgresStore::sealedPiece(const QString &hash, qint64 start)
{
    TD_ASSIGN(answer, m_connection->ask("SELECT bytes FROM server_sealed_piece WHERE hash = $1 AND start = $2", Values::of(hash, start)));
    return answer.isEmpty() ? std::optional<QByteArray>() : std::optional(answer.bytes(0, 0).toByteArray());
}

Status PostgresStore::dropSealedPieces(const QString &hash)
{
    m_connection->send("DELETE FROM server_sealed_piece WHERE hash = $1", Values::of(hash));
    return {};
}

} // namespace tidedesk::server
