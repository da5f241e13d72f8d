// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/pull/pagefiller.h"

namespace tidedesk::server {

Result<qsizetype> PageFiller::take(const QList<FeedEntry> &entries)
{
    qsizetype taken = 0;
    while (taken < entries.size() && !isFull()) {
        const Store::Entries next = Store::Entries(entries).subspan(taken, qMin(ahead(), entries.size() - taken));
        TD_TRY(m_store.rowTexts(next, [&](const FeedEntry &entry, QByteArrayView text) {
            add(entry, text);
            ++taken;
            return !isFull();
        }));
    }
    return taken;
}

qsizetype PageFiller::ahead() const
{
    constexpr qint64 kFirst = 8;
    constexpr qint64 kMost = 128;
    return m_bytes == 0 ? kFirst : qBound<qint64>(1, (kBytes - m_bytes) * m_entries / m_bytes, kMost);
}

void PageFiller::add(const FeedEntry &entry, QByteArrayView text)
{
    ++m_entries;
    m_bytes += text.size();
    if (entry.mark == Mark::Gone)
        blockOf(entry).gone.append(entry.row);
    else if (!text.isEmpty())
        blockOf(entry).add(text);
}

protocol::Block &PageFiller::blockOf(const FeedEntry &entry)
{
    if (!m_blocks.isEmpty() && m_blocks.last().entity == entry.entity && m_blocks.last().bucket == entry.bucket)
        return m_blocks.last();
    const std::pair key(entry.bucket, entry.entity);
    const auto place = m_places.constFind(key);
    if (place != m_places.cend())
        return m_blocks[*place];
    m_places.insert(key, m_blocks.size());
    m_blocks.append({.bucket = entry.bucket, .entity = entry.entity});
    return m_blocks.last();
}

} // namespace tidedesk::server
