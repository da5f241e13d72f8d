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
    TD_TRY(countLeft(store));
    return protocol::encodeHeader(header);
}

Status PullSession::countLeft(Store &store)
{
    TD_ASSIGN(changes, store.countChanges(covered(), m_cursor.top, kCountAtMost));
    m_left = changes;
    for (auto it = m_cursor.buckets.begin(); it != m_cursor.buckets.end(); ++it) {
        if (!*it)
            continue;
        TD_ASSIGN(present, store.countPresent(it.key(), **it));
        m_left += present;
    }
    return {};
}

QSet<QString> PullSession::covered() const
{
    QSet<QString> buckets;
    for (auto it = m_cursor.buckets.begin(); it != m_cursor.buckets.end(); ++it)
        buckets.insert(it.key());
    return buckets;
}

Result<std::optional<QByteArray>> PullSession::nextPage(Store &store)
{
    if (!m_more || m_bytesGiven >= kAnswerBytes)
        return std::optional<QByteArray>();
    TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
    TD_ASSIGN(scope, scopeNow(store, m_session.user, m_session.seat));
    TD_ASSIGN(buckets, bucketsOf(store, scope));
    if (buckets != covered()) {
        m_more = false;
        return std::optional<QByteArray>();
    }
    const QString previous = m_started ? m_cursor.toText() : m_startsAt;
    m_started = true;
    PageFiller page(store);
    TD_ASSIGN(caughtUp, addChanges(store, page));
    if (page.entries() == 0)
        TD_TRY(addFill(store, page));
    m_rowsGiven += page.entries();
    m_more = !caughtUp || !nextToFill().isEmpty();
    m_left = qMax<qint64>(m_more ? 1 : 0, m_left - page.entries());
    protocol::PageWriter writer;
    for (const protocol::Block &block : page.blocks())
        writer.block(block);
    QByteArray bytes = writer.end({0, previous, m_cursor.toText(), m_more, m_more ? m_left : 0});
    m_bytesGiven += bytes.size();
    return std::optional(std::move(bytes));
}

Result<bool> PullSession::addChanges(Store &store, PageFiller &page)
{
    TD_ASSIGN(head, store.head());
    TD_ASSIGN(entries, store.changes(covered(), m_cursor.top, page.room()));
    TD_ASSIGN(taken, page.take(entries));
    const bool all = taken == entries.size() && entries.size() < protocol::kPageRows;
    m_cursor.top = all ? head : entries[taken - 1].position;
    return all;
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

/// Small buckets are gathered into one page.
Status PullSession::addFill(Store &store, PageFiller &page)
{
    for (QString bucket = nextToFill(); !bucket.isEmpty(); bucket = nextToFill()) {
        const int room = page.room();
        TD_ASSIGN(entries, store.backfill(bucket, *m_cursor.buckets.value(bucket), room));
        TD_ASSIGN(taken, page.take(entries));
        if (taken == entries.size() && taken < room) {
            m_cursor.buckets[bucket] = std::nullopt;
            if (page.isFull())
                return {};
            continue;
        }
        m_cursor.buckets[bucket] = entries[taken - 1].position;
        m_cursor.turn = (m_cursor.turn + 1) % Cursor::kTurns;
        return {};
    }
    return {};
}

} // namespace tidedesk::server
