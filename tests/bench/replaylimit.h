// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "tests/bench/limit.h"
#include <QByteArray>
#include <map>
#include <memory>
#include <vector>

struct sqlite3;
struct sqlite3_value;

namespace tidedesk::bench {

struct ValueDeleter {
    void operator()(sqlite3_value *value) const;
};

/// One row that was inserted, changed or deleted, with the values that are new.
struct RowChange {
    QByteArray table;
    int kind = 0; ///< SQLITE_INSERT, _UPDATE, _DELETE
    qint64 rowid = 0;
    std::vector<int> keyColumns; ///< of a table without rowids
    std::vector<std::unique_ptr<sqlite3_value, ValueDeleter>> keys;
    std::vector<int> columns; ///< those that are new
    std::vector<std::unique_ptr<sqlite3_value, ValueDeleter>> values;
};
using Batch = std::vector<RowChange>;

/// Notes every row that a connection changes, by SQLite's own hook.
class RowRecorder {
public:
    explicit RowRecorder(sqlite3 *db);
    ~RowRecorder();
    Batch take() { return std::exchange(m_batch, {}); }

private:
    friend void noteRow(void *, sqlite3 *, int, const char *, const char *, long long, long long);
    sqlite3 *m_db;
    std::map<QByteArray, std::vector<int>> m_keys; ///< of the tables without rowids
    Batch m_batch;
};

/// The same rows through the C API and nothing else: prepared statements, one durable transaction a batch (WAL,
/// synchronous=FULL), on a file as it was before.
Result<Cost> replay(const QString &file, const std::vector<Batch> &batches);

} // namespace tidedesk::bench
