// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/sealedreader.h"
#include "core/protocol/pieces.h"
#include "core/server/api/sealedwork.h"

namespace tidedesk::server {

namespace {

/// The pieces one behind the other.
class Pieces {
public:
    Pieces(Store &store, QString hash)
        : m_store(store)
        , m_hash(std::move(hash))
    {
    }
    Result<QByteArray> operator()(qint64 atMost)
    {
        while (m_held.size() - m_at < atMost && !m_ended) {
            TD_ASSIGN(piece, m_store.sealedPiece(m_hash, m_next));
            m_ended = !piece;
            m_next += protocol::kFilePiece;
            m_held = m_held.sliced(m_at) + piece.value_or(QByteArray());
            m_at = 0;
        }
        const QByteArray part = m_held.mid(m_at, static_cast<qsizetype>(atMost));
        m_at += part.size();
        return part;
    }

private:
    Store &m_store;
    const QString m_hash;
    QByteArray m_held;
    qsizetype m_at = 0;
    qint64 m_next = 0;
    bool m_ended = false;
};

} // namespace

Result<protocol::SealReader> openSealed(Store &store, const SealedFile &file)
{
    protocol::SealReader reader(Pieces(store, file.hash));
    TD_ASSIGN(label, reader.label());
    TD_ASSIGN(keys, sealingKeys(store));
    TD_ASSIGN(box, protocol::openBox(reader.box(), keys));
    if (!box.fits(label))
        return Error {Consequence::Rejected, QStringLiteral("sealed.damaged"), QStringLiteral("label")};
    TD_TRY(reader.unlock(box.key));
    return reader;
}

} // namespace tidedesk::server
