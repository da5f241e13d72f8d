// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/pull/pagefiller.h"

namespace tidedesk::server {

Result<qsizetype> PageFiller::take(const QList<FeedEntry> &entries)
{
    qsizetype taken = 0;
    while (taken < entries.size() && !isFull()) {
        const qsizetype end = qMin(taken + ahead(), entries.size());
        TD_ASSIGN(found, rowsOf(entries.cbegin() + taken, entries.cbegin() + end));
        while (taken < end && !isFull())
            add(entries[taken++], found);
    }
    return taken;
}

qsizetype PageFiller::ahead() const
{
    constexpr qint64 kFirst = 8;
    constexpr qint64 kMost = 128;
    return m_bytes == 0 ? kFirst : qBound<qint64>(1, (kBytes - m_bytes) * m_entries / m_bytes, kMost);
}

Result<PageFiller::Found> PageFiller::rowsOf(QList<FeedEntry>::const_iterator begin, QList<FeedEntry>::const_iterator end)
{
    QHash<const schema::Entity *, QList<Id>> wanted;
    for (auto entry = begin; entry != end; ++entry) {
        if (entry->mark == Mark::Present)
            wanted[entry->entity].append(entry->row);
    }
    Found found;
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
        TD_TRY(m_store.rowTexts(*it.key(), it.value(), [&found, entity = it.key()](const Id &id, const QByteArray &text) {
            found.insert({entity, id}, text);
        }));
    }
    return found;
}

void PageFiller::add(const FeedEntry &entry, const Found &found)
{
    ++m_entries;
    if (entry.mark == Mark::Gone) {
        blockOf(entry).gone.append(entry.row);
        return;
    }
    const auto row = found.constFind({entry.entity, entry.row});
    if (row == found.cend())
        return;
    m_bytes += row->size();
    blockOf(entry).add(*row);
}

protocol::Block &PageFiller::blockOf(const FeedEntry &entry)
{
    const std::pair key(entry.bucket, entry.entity);
    const auto place = m_places.constFind(key);
    if (place != m_places.cend())
        return m_blocks[*place];
    m_places.insert(key, m_blocks.size());
    m_blocks.append({.bucket = entry.bucket, .entity = entry.entity});
    return m_blocks.last();
}

} // namespace tidedesk::server
