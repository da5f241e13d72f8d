// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/pull/pullsession.h"
#include "core/server/pull/scopecheck.h"

namespace tidedesk::server {

namespace {

constexpr qint64 kCountAtMost = 1'000'000;

} // namespace

Result<QByteArray> PullSession::header(Store &store, qint64 now)
{
    TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
    TD_ASSIGN(epoch, store.meta(QString(kEpochKey)));
    TD_ASSIGN(scope, scopeNow(store, m_session.user, m_session.seat));
    TD_ASSIGN(buckets, bucketsOf(store, scope));
    TD_ASSIGN(head, store.head());
    TD_ASSIGN(floor, store.floor());
    protocol::PullHeader header {.epoch = epoch, .serverTime = now};
    const bool fresh = m_cursor.epoch.isEmpty();
    if (!fresh && (m_cursor.epoch != epoch || m_cursor.top < floor || head < m_cursor.top)) {
        header.reset = true;
        m_cursor = {};
    }
    if (m_cursor.epoch.isEmpty()) {
        m_cursor.epoch = epoch;
        m_cursor.top = head;
    }
    for (const QString &bucket : m_cursor.buckets.keys()) {
        if (!buckets.contains(bucket)) {
            header.drop.append(bucket);
            m_cursor.buckets.remove(bucket);
        }
    }
    if (header.reset)
        m_startsAt.clear();
    // Buckets new to the seat are filled from the present top downwards.
    for (const QString &bucket : std::as_const(buckets)) {
        if (!m_cursor.buckets.contains(bucket))
            m_cursor.buckets.insert(bucket, Position {m_cursor.top.xid, m_cursor.top.seq + 1});
    }
    TD_ASSIGN(changes, store.countChanges(buckets, m_cursor.top, kCountAtMost));
    m_left = changes;
    for (auto it = m_cursor.buckets.begin(); it != m_cursor.buckets.end(); ++it) {
        if (!*it)
            continue;
        TD_ASSIGN(present, store.countPresent(it.key(), **it));
        m_left += present;
    }
    return protocol::encodeHeader(header);
}

Result<std::optional<QByteArray>> PullSession::nextPage(Store &store)
{
    if (!m_more)
        return std::optional<QByteArray>();
    TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
    const QString previous = m_started ? m_cursor.toText() : m_startsAt;
    m_started = true;
    TD_ASSIGN(next, plan(store));
    TD_ASSIGN(bytes, write(store, next, previous));
    return std::optional(bytes);
}

Result<PullSession::Plan> PullSession::plan(Store &store)
{
    QSet<QString> buckets;
    for (auto it = m_cursor.buckets.begin(); it != m_cursor.buckets.end(); ++it)
        buckets.insert(it.key());
    TD_ASSIGN(changes, changed(store, buckets));
    if (changes.more || !changes.entries.isEmpty()) {
        changes.more = changes.more || !nextToFill().isEmpty();
        return changes;
    }
    return filled(store);
}

Result<PullSession::Plan> PullSession::changed(Store &store, const QSet<QString> &buckets)
{
    Plan plan;
    TD_ASSIGN(head, store.head());
    TD_ASSIGN(entries, store.changes(buckets, m_cursor.top, protocol::kPageRows));
    plan.entries = entries;
    plan.more = entries.size() == protocol::kPageRows;
    m_cursor.top = plan.more ? entries.last().position : head;
    return plan;
}

QString PullSession::nextToFill() const
{
    // People, queues and the seat itself first: nothing can be shown without them. Then each in turn.
    QStringList waiting;
    for (auto it = m_cursor.buckets.begin(); it != m_cursor.buckets.end(); ++it) {
        if (!*it)
            continue;
        if (it.key() == u"ref" || it.key().startsWith(u"seat:"))
            return it.key();
        waiting.append(it.key());
    }
    return waiting.isEmpty() ? QString() : waiting[m_cursor.turn % waiting.size()];
}

Result<PullSession::Plan> PullSession::filled(Store &store)
{
    Plan plan;
    // Small buckets are gathered into one page.
    for (QString bucket = nextToFill(); !bucket.isEmpty(); bucket = nextToFill()) {
        const int room = protocol::kPageRows - static_cast<int>(plan.entries.size());
        TD_ASSIGN(entries, store.backfill(bucket, *m_cursor.buckets.value(bucket), room));
        plan.entries += entries;
        if (entries.size() == room) {
            m_cursor.buckets[bucket] = entries.last().position;
            ++m_cursor.turn;
            break;
        }
        m_cursor.buckets[bucket] = std::nullopt;
    }
    plan.more = !nextToFill().isEmpty();
    return plan;
}

Result<QByteArray> PullSession::write(Store &store, const Plan &plan, const QString &previous)
{
    using Key = std::pair<QString, const schema::Entity *>;
    QList<protocol::Block> blocks;
    QHash<Key, qsizetype> places;
    for (const FeedEntry &entry : plan.entries) {
        const Key key {entry.bucket, entry.entity};
        if (!places.contains(key)) {
            places.insert(key, blocks.size());
            blocks.append({entry.bucket, entry.entity, {}, {}});
        }
        protocol::Block &block = blocks[places.value(key)];
        if (entry.mark == Mark::Gone) {
            block.gone.append(entry.row);
            continue;
        }
        TD_ASSIGN(stored, store.row(*entry.entity, entry.row));
        if (stored)
            block.rows.append(stored->row);
    }
    protocol::PageWriter writer;
    for (const protocol::Block &block : std::as_const(blocks))
        writer.block(block);
    m_more = plan.more;
    m_left = qMax(0LL, m_left - plan.entries.size());
    return writer.end({0, previous, m_cursor.toText(), plan.more, plan.more ? qMax(1LL, m_left) : 0});
}

} // namespace tidedesk::server
