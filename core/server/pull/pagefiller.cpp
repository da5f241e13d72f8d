// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/pull/pagefiller.h"

namespace tidedesk::server {

namespace {

/// About what a row will take on the wire: texts are what makes rows differ in size.
qint64 sizeOf(const Row &row)
{
    qint64 size = 50 + 10 * row.values().size();
    for (const Value &value : row.values()) {
        if (const auto *text = std::get_if<QString>(&value))
            size += 2 * text->size();
    }
    return size;
}

} // namespace

Result<qsizetype> PageFiller::take(const QList<FeedEntry> &entries)
{
    qsizetype taken = 0;
    while (taken < entries.size() && !isFull())
        TD_TRY(add(entries[taken++]));
    return taken;
}

Status PageFiller::add(const FeedEntry &entry)
{
    ++m_entries;
    if (entry.mark == Mark::Gone) {
        blockOf(entry).gone.append(entry.row);
        return {};
    }
    TD_ASSIGN(stored, m_store.row(*entry.entity, entry.row));
    if (!stored)
        return {};
    m_bytes += sizeOf(stored->row);
    blockOf(entry).rows.append(std::move(stored->row));
    return {};
}

protocol::Block &PageFiller::blockOf(const FeedEntry &entry)
{
    const std::pair key(entry.bucket, entry.entity);
    const auto place = m_places.constFind(key);
    if (place != m_places.cend())
        return m_blocks[*place];
    m_places.insert(key, m_blocks.size());
    m_blocks.append({entry.bucket, entry.entity, {}, {}});
    return m_blocks.last();
}

} // namespace tidedesk::server
