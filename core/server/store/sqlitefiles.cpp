// SPDX-License-Identifier: GPL-3.0-or-later
// Files: what is known of them, and what is on its way. The bytes of those that are whole are not kept here.
#include "core/server/store/sqlitestore.h"

namespace tidedesk::server {

Result<std::optional<Blob>> SqliteStore::blob(const QString &hash)
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT size, user_id, at FROM server_blob WHERE hash = ?"));
    TD_ASSIGN(found, statement.bind(1, hash).step());
    if (!found)
        return std::optional<Blob>();
    return std::optional(Blob {hash, statement.integer(0), statement.id(1), statement.integer(2)});
}

Status SqliteStore::putBlob(const Blob &blob)
{
    TD_ASSIGN(statement, m_connection->prepare("INSERT INTO server_blob VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING"));
    return statement.bindAll(blob.hash, blob.size, blob.user, blob.at).run();
}

Result<QList<Blob>> SqliteStore::blobs()
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT hash, size, user_id, at FROM server_blob ORDER BY hash"));
    QList<Blob> result;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return result;
        result.append({statement.text(0), statement.integer(1), statement.id(2), statement.integer(3)});
    }
}

Status SqliteStore::putGiver(const BlobGiver &giver)
{
    TD_ASSIGN(statement, m_connection->prepare("INSERT INTO server_blob_giver VALUES(?, ?) ON CONFLICT DO NOTHING"));
    return statement.bindAll(giver.hash, giver.user).run();
}

Result<bool> SqliteStore::isGiver(const BlobGiver &giver)
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT 1 FROM server_blob_giver WHERE hash = ? AND user_id = ?"));
    return statement.bindAll(giver.hash, giver.user).step();
}

Result<QList<BlobGiver>> SqliteStore::givers()
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT hash, user_id FROM server_blob_giver ORDER BY hash, user_id"));
    QList<BlobGiver> result;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return result;
        result.append({statement.text(0), statement.id(1)});
    }
}

Result<std::optional<Upload>> SqliteStore::upload(const QString &hash, const Id &user)
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT size, held, at FROM server_upload WHERE hash = ? AND user_id = ?"));
    TD_ASSIGN(found, statement.bindAll(hash, user).step());
    if (!found)
        return std::optional<Upload>();
    return std::optional(Upload {hash, user, statement.integer(0), statement.integer(1), statement.integer(2)});
}

Status SqliteStore::putUpload(const Upload &upload)
{
    TD_ASSIGN(statement, m_connection->prepare("INSERT OR REPLACE INTO server_upload VALUES(?, ?, ?, ?, ?)"));
    return statement.bindAll(upload.hash, upload.user, upload.size, upload.held, upload.at).run();
}

Status SqliteStore::dropUpload(const QString &hash, const Id &user)
{
    TD_TRY(publishPieces(hash, user));
    TD_ASSIGN(statement, m_connection->prepare("DELETE FROM server_upload WHERE hash = ? AND user_id = ?"));
    return statement.bindAll(hash, user).run();
}

Status SqliteStore::forgetUploads(qint64 before)
{
    TD_ASSIGN(pieces, m_connection->prepare(
        "DELETE FROM server_piece WHERE EXISTS(SELECT 1 FROM server_upload AS u "
        "WHERE u.hash = server_piece.hash AND u.user_id = server_piece.user_id AND u.at < ?)"));
    TD_TRY(pieces.bindAll(before).run());
    TD_ASSIGN(uploads, m_connection->prepare("DELETE FROM server_upload WHERE at < ?"));
    return uploads.bindAll(before).run();
}

Status SqliteStore::putPiece(const QString &hash, const Id &user, qint64 start, const QByteArray &bytes)
{
    TD_ASSIGN(statement, m_connection->prepare("INSERT OR REPLACE INTO server_piece VALUES(?, ?, ?, ?)"));
    return statement.bindAll(hash, user, start, bytes).run();
}

Result<std::optional<QByteArray>> SqliteStore::piece(const QString &hash, const Id &user, qint64 start)
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT bytes FROM server_piece WHERE hash = ? AND user_id = ? AND start = ?"));
    TD_ASSIGN(found, statement.bindAll(hash, user, start).step());
    return found ? std::optional(statement.blob(0)) : std::optional<QByteArray>();
}

/// The file of the node has them.
Status SqliteStore::publishPieces(const QString &hash, const Id &user)
{
    TD_ASSIGN(statement, m_connection->prepare("DELETE FROM server_piece WHERE hash = ? AND user_id = ?"));
    return statement.bindAll(hash, user).run();
}

Result<qint64> SqliteStore::uploadedSince(const Id &user, qint64 at)
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT coalesce(sum(size), 0) FROM server_upload WHERE user_id = ? AND at >= ?"));
    TD_TRY(statement.bindAll(user, at).step());
    return statement.integer(0);
}

Result<qint64> SqliteStore::fileBytes()
{
    TD_ASSIGN(statement, m_connection->prepare(
        "SELECT (SELECT coalesce(sum(size), 0) FROM server_blob) + (SELECT coalesce(sum(size), 0) FROM server_upload WHERE held < size)"));
    TD_TRY(statement.step());
    return statement.integer(0);
}

} // namespace tidedesk::server
