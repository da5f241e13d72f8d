// SPDX-License-Identifier: GPL-3.0-or-later
// Files: what is known of them, what is on its way, and the bytes themselves: nodes have no disk in common.
#include "core/server/store/postgresstore.h"

namespace tidedesk::server {

using postgres::Values;

Result<std::optional<Blob>> PostgresStore::blob(const QString &hash)
{
    TD_ASSIGN(answer, m_connection->ask("SELECT size, user_id, at FROM server_blob WHERE hash = $1", Values::of(hash)));
    if (answer.isEmpty())
        return std::optional<Blob>();
    return std::optional(Blob {hash, answer.integer(0, 0), answer.id(0, 1), answer.integer(0, 2)});
}

Status PostgresStore::putBlob(const Blob &blob)
{
    m_connection->send("INSERT INTO server_blob VALUES($1, $2, $3, $4) ON CONFLICT DO NOTHING", Values::of(blob.hash, blob.size, blob.user, blob.at));
    return {};
}

Result<QList<Blob>> PostgresStore::blobs()
{
    TD_ASSIGN(answer, m_connection->ask("SELECT hash, size, user_id, at FROM server_blob ORDER BY hash COLLATE \"C\""));
    QList<Blob> result;
    for (int line = 0; line < answer.rows(); ++line)
        result.append({answer.text(line, 0), answer.integer(line, 1), answer.id(line, 2), answer.integer(line, 3)});
    return result;
}

Status PostgresStore::putGiver(const BlobGiver &giver)
{
    m_connection->send("INSERT INTO server_blob_giver VALUES($1, $2) ON CONFLICT DO NOTHING", Values::of(giver.hash, giver.user));
    return {};
}

Result<bool> PostgresStore::isGiver(const BlobGiver &giver)
{
    TD_ASSIGN(answer, m_connection->ask("SELECT 1::bigint FROM server_blob_giver WHERE hash = $1 AND user_id = $2", Values::of(giver.hash, giver.user)));
    return !answer.isEmpty();
}

Result<QList<BlobGiver>> PostgresStore::givers()
{
    TD_ASSIGN(answer, m_connection->ask("SELECT hash, user_id FROM server_blob_giver ORDER BY hash COLLATE \"C\", user_id"));
    QList<BlobGiver> result;
    for (int line = 0; line < answer.rows(); ++line)
        result.append({answer.text(line, 0), answer.id(line, 1)});
    return result;
}

Status PostgresStore::putBytes(const QString &hash, qint64 start, const QByteArray &bytes)
{
    Values values = Values::of(hash, start);
    values.addBytes(bytes);
    m_connection->send("INSERT INTO server_blob_piece VALUES($1, $2, $3) ON CONFLICT DO NOTHING", values);
    return {};
}

Result<std::optional<QByteArray>> PostgresStore::bytes(const QString &hash, qint64 start)
{
    TD_ASSIGN(answer, m_connection->ask("SELECT bytes FROM server_blob_piece WHERE hash = $1 AND start = $2", Values::of(hash, start)));
    return answer.isEmpty() ? std::optional<QByteArray>() : std::optional(answer.bytes(0, 0).toByteArray());
}

Result<std::optional<Upload>> PostgresStore::upload(const QString &hash, const Id &user)
{
    TD_ASSIGN(answer, m_connection->ask("SELECT size, held, at FROM server_upload WHERE hash = $1 AND user_id = $2", Values::of(hash, user)));
    if (answer.isEmpty())
        return std::optional<Upload>();
    return std::optional(Upload {hash, user, answer.integer(0, 0), answer.integer(0, 1), answer.integer(0, 2)});
}

Status PostgresStore::putUpload(const Upload &upload)
{
    m_connection->send("INSERT INTO server_upload VALUES($1, $2, $3, $4, $5) ON CONFLICT(hash, user_id) "
                       "DO UPDATE SET size = excluded.size, held = excluded.held, at = excluded.at",
        Values::of(upload.hash, upload.user, upload.size, upload.held, upload.at));
    return {};
}

Status PostgresStore::dropUpload(const QString &hash, const Id &user)
{
    m_connection->send("DELETE FROM server_piece WHERE hash = $1 AND user_id = $2", Values::of(hash, user));
    m_connection->send("DELETE FROM server_upload WHERE hash = $1 AND user_id = $2", Values::of(hash, user));
    return {};
}

Status PostgresStore::forgetUploads(qint64 before)
{
    m_connection->send("DELETE FROM server_piece AS p USING server_upload AS u "
                       "WHERE u.hash = p.hash AND u.user_id = p.user_id AND u.at < $1", Values::of(before));
    m_connection->send("DELETE FROM server_upload WHERE at < $1", Values::of(before));
    return {};
}

Status PostgresStore::putPiece(const QString &hash, const Id &user, qint64 start, const QByteArray &bytes)
{
    Values values = Values::of(hash, user, start);
    values.addBytes(bytes);
    m_connection->send("INSERT INTO server_piece VALUES($1, $2, $3, $4) ON CONFLICT(hash, user_id, start) DO UPDATE SET bytes = excluded.bytes", values);
    return {};
}

Result<std::optional<QByteArray>> PostgresStore::piece(const QString &hash, const Id &user, qint64 start)
{
    TD_ASSIGN(answer, m_connection->ask("SELECT bytes FROM server_piece WHERE hash = $1 AND user_id = $2 AND start = $3", Values::of(hash, user, start)));
    return answer.isEmpty() ? std::optional<QByteArray>() : std::optional(answer.bytes(0, 0).toByteArray());
}

Status PostgresStore::publishPieces(const QString &hash, const Id &user)
{
    m_connection->send("INSERT INTO server_blob_piece SELECT hash, start, bytes FROM server_piece WHERE hash = $1 AND user_id = $2 ON CONFLICT DO NOTHING",
        Values::of(hash, user));
    m_connection->send("DELETE FROM server_piece WHERE hash = $1 AND user_id = $2", Values::of(hash, user));
    return {};
}

Result<qint64> PostgresStore::uploadedSince(const Id &user, qint64 at)
{
    return number("SELECT coalesce(sum(size), 0)::bigint FROM server_upload WHERE user_id = $1 AND at >= $2", Values::of(user, at));
}

Result<qint64> PostgresStore::fileBytes()
{
    return number("SELECT ((SELECT coalesce(sum(size), 0) FROM server_blob) + (SELECT coalesce(sum(size), 0) FROM server_upload WHERE held < size))::bigint", Values());
}

} // namespace tidedesk::server
