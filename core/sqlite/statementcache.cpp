// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/statementcache.h"
#include <algorithm>
#include <sqlite3.h>
#include <utility>

namespace tidedesk::sqlite {

namespace {

/// For looking up only: shares the caller's bytes.
QByteArray keyOf(QByteArrayView sql)
{
    return QByteArray::fromRawData(sql.data(), sql.size());
}

} // namespace

sqlite3_stmt *StatementCache::take(QByteArrayView sql)
{
    const auto it = m_entries.find(keyOf(sql));
    return it == m_entries.end() ? nullptr : std::exchange(it->statement, nullptr);
}

void StatementCache::put(QByteArrayView sql, sqlite3_stmt *statement)
{
    auto it = m_entries.find(keyOf(sql));
    if (it == m_entries.end()) {
        if (m_entries.size() >= m_limit)
            evictOldest();
        it = m_entries.insert(sql.toByteArray(), {});
    } else if (it->statement) {
        sqlite3_finalize(statement);
        return;
    }
    it->statement = statement;
    it->lastUse = ++m_uses;
}

void StatementCache::evictOldest()
{
    const auto oldest = std::min_element(
        m_entries.begin(), m_entries.end(), [](const Entry &a, const Entry &b) { return a.lastUse < b.lastUse; });
    sqlite3_finalize(oldest->statement);
    m_entries.erase(oldest);
}

void StatementCache::clear()
{
    for (const Entry &entry : std::as_const(m_entries))
        sqlite3_finalize(entry.statement);
    m_entries.clear();
}

} // namespace tidedesk::sqlite
