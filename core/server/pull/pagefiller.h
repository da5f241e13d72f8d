// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/protocol/page.h"
#include "core/server/store/store.h"

namespace tidedesk::server {

/// Gathers what feed entries speak of into the blocks of one page, until the page is full by rows or by size.
class PageFiller {
public:
    static constexpr qint64 kBytes = 4 * 1024 * 1024; ///< of the rows; one beyond it at most

    explicit PageFiller(Store &store)
        : m_store(store)
    {
    }
    /// Takes entries in their order; gives how many it took. An empty page takes at least one.
    Result<qsizetype> take(const QList<FeedEntry> &entries);
    int room() const { return isFull() ? 0 : protocol::kPageRows - m_entries; }
    bool isFull() const { return m_entries >= protocol::kPageRows || m_bytes >= kBytes; }
    int entries() const { return m_entries; }
    const QList<protocol::Block> &blocks() const { return m_blocks; }

private:
    qsizetype ahead() const; ///< entries whose rows are read together: no more than will fit in, as far as one can tell
    void add(const FeedEntry &entry, QByteArrayView text);
    protocol::Block &blockOf(const FeedEntry &entry);

    Store &m_store;
    QList<protocol::Block> m_blocks;
    QHash<std::pair<QString, const schema::Entity *>, qsizetype> m_places;
    int m_entries = 0;
    qint64 m_bytes = 0;
};

} // namespace tidedesk::server
