// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/store/store.h"
#include "core/protocol/pieces.h"

namespace tidedesk::server {

Status Store::putBytes(const QString &hash, const QByteArray &bytes)
{
    for (qint64 start = 0; start < bytes.size(); start += protocol::kFilePiece)
        TD_TRY(putBytes(hash, start, bytes.mid(start, protocol::kFilePiece)));
    return {};
}

Result<std::optional<QByteArray>> Store::bytes(const QString &hash)
{
    std::optional<QByteArray> all;
    for (;;) {
        TD_ASSIGN(piece, bytes(hash, all ? all->size() : 0));
        if (!piece)
            return all;
        all = all.value_or(QByteArray()) + *piece;
        if (piece->size() < protocol::kFilePiece)
            return all;
    }
}

} // namespace tidedesk::server
