// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QHash>

struct sqlite3_stmt;

namespace tidedesk::sqlite {

/// Prepared statements of one connection by their SQL text. Owns those that nobody uses at the moment;
/// beyond `limit` the one unused for longest is finalized.
class StatementCache {
public:
    explicit StatementCache(int limit)
        : m_limit(limit)
    {
    }
    ~StatementCache() { clear(); }
    StatementCache(const StatementCache &) = delete;
    StatementCache &operator=(const StatementCache &) = delete;

    /// A statement for `sql` that is not in use, or null; it belongs to the caller until it is put back.
    sqlite3_stmt *take(QByteArrayView sql);
    /// Takes a reset statement back, or finalizes it when its text is already held.
    void put(QByteArrayView sql, sqlite3_stmt *statement);
    void clear();
    int size() const { return static_cast<int>(m_entries.size()); }

private:
    struct Entry {
        sqlite3_stmt *statement = nullptr; ///< null while it is taken
        qint64 lastUse = 0;
    };
    void evictOldest();

    QHash<QByteArray, Entry> m_entries;
    qint64 m_uses = 0;
    int m_limit;
};

} // namespace tidedesk::sqlite
