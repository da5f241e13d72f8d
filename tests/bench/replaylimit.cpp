// SPDX-License-Identifier: GPL-3.0-or-later
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "tests/bench/replaylimit.h"
#include "tests/bench/processcost.h"
#include <QElapsedTimer>
#include <map>
#include <sqlite3.h>

namespace tidedesk::bench {

void ValueDeleter::operator()(sqlite3_value *value) const { sqlite3_value_free(value); }

namespace {

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Prepared = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

bool same(sqlite3_value *a, sqlite3_value *b)
{
    const int size = sqlite3_value_bytes(a);
    return sqlite3_value_type(a) == sqlite3_value_type(b) && size == sqlite3_value_bytes(b)
        && (size == 0 || memcmp(sqlite3_value_blob(a), sqlite3_value_blob(b), static_cast<size_t>(size)) == 0);
}

Error failed(sqlite3 *db) { return {Consequence::Fatal, QStringLiteral("bench.replay"), QString::fromUtf8(sqlite3_errmsg(db))}; }

class Replay {
public:
    explicit Replay(sqlite3 *db)
        : m_db(db)
    {
    }
    Status apply(const RowChange &change)
    {
        auto &statement = m_statements[{change.table, change.kind, change.columns}];
        if (!statement) {
            TD_ASSIGN(text, textOf(change));
            sqlite3_stmt *made = nullptr;
            if (sqlite3_prepare_v3(m_db, text.constData(), -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr) != SQLITE_OK)
                return failed(m_db);
            statement.reset(made);
        }
        int at = 0;
        for (const auto &value : change.values)
            sqlite3_bind_value(statement.get(), ++at, value.get());
        for (const auto &key : change.keys)
            sqlite3_bind_value(statement.get(), ++at, key.get());
        if (change.keyColumns.empty())
            sqlite3_bind_int64(statement.get(), ++at, change.rowid);
        const int code = sqlite3_step(statement.get());
        sqlite3_reset(statement.get());
        return code == SQLITE_DONE ? Status() : failed(m_db);
    }

private:
    Result<QByteArray> textOf(const RowChange &change)
    {
        if (!m_columns.contains(change.table)) {
            sqlite3_stmt *made = nullptr;
            if (sqlite3_prepare_v2(m_db, ("SELECT '\"'||name||'\"' FROM pragma_table_info('" + change.table + "')").constData(), -1, &made, nullptr) != SQLITE_OK)
                return failed(m_db);
            const Prepared names(made, &sqlite3_finalize);
            while (sqlite3_step(made) == SQLITE_ROW)
                m_columns[change.table].append(reinterpret_cast<const char *>(sqlite3_column_text(made, 0)));
        }
        QByteArrayList names;
        for (const int column : change.columns)
            names.append(m_columns[change.table].value(column));
        QByteArrayList keys;
        for (const int column : change.keyColumns)
            keys.append(m_columns[change.table].value(column));
        const QByteArray where = " WHERE " + (keys.isEmpty() ? QByteArray("rowid") : keys.join("=? AND ")) + "=?";
        if (change.kind == SQLITE_DELETE)
            return "DELETE FROM " + change.table + where;
        if (change.kind == SQLITE_UPDATE)
            return "UPDATE " + change.table + " SET " + names.join("=?,") + "=?" + where;
        if (!keys.isEmpty())
            return "INSERT INTO " + change.table + '(' + names.join(',') + ") VALUES(" + QByteArray("?,").repeated(names.size()).chopped(1) + ')';
        return "INSERT INTO " + change.table + '(' + names.join(',') + ",rowid) VALUES(" + QByteArray("?,").repeated(names.size()) + "?)";
    }

    sqlite3 *m_db;
    std::map<std::tuple<QByteArray, int, std::vector<int>>, std::unique_ptr<sqlite3_stmt, decltype([](sqlite3_stmt *s) { sqlite3_finalize(s); })>> m_statements;
    std::map<QByteArray, QByteArrayList> m_columns;
};

} // namespace

void noteRow(void *context, sqlite3 *db, int kind, const char *, const char *table, long long oldId, long long newId)
{
    auto *recorder = static_cast<RowRecorder *>(context);
    RowChange change {table, kind, kind == SQLITE_INSERT ? newId : oldId, {}, {}, {}, {}};
    if (const auto keyed = recorder->m_keys.find(change.table); keyed != recorder->m_keys.end()) {
        change.keyColumns = keyed->second;
        for (const int column : kind == SQLITE_INSERT ? std::vector<int>() : keyed->second) {
            sqlite3_value *value = nullptr;
            sqlite3_preupdate_old(db, column, &value);
            change.keys.emplace_back(sqlite3_value_dup(value));
        }
    }
    for (int i = 0; kind != SQLITE_DELETE && i < sqlite3_preupdate_count(db); ++i) {
        sqlite3_value *before = nullptr;
        sqlite3_value *after = nullptr;
        sqlite3_preupdate_new(db, i, &after);
        if (kind == SQLITE_UPDATE)
            sqlite3_preupdate_old(db, i, &before);
        if (before && same(before, after))
            continue;
        change.columns.push_back(i);
        change.values.emplace_back(sqlite3_value_dup(after));
    }
    if (kind != SQLITE_UPDATE || !change.columns.empty())
        recorder->m_batch.push_back(std::move(change));
}

RowRecorder::RowRecorder(sqlite3 *db)
    : m_db(db)
{
    sqlite3_stmt *made = nullptr;
    sqlite3_prepare_v2(db, "SELECT m.name, i.cid FROM sqlite_master m, pragma_table_info(m.name) i WHERE m.sql LIKE '%WITHOUT ROWID%' AND i.pk > 0", -1, &made, nullptr);
    const Prepared keys(made, &sqlite3_finalize);
    while (sqlite3_step(made) == SQLITE_ROW)
        m_keys[reinterpret_cast<const char *>(sqlite3_column_text(made, 0))].push_back(sqlite3_column_int(made, 1));
    sqlite3_preupdate_hook(db, noteRow, this);
}

RowRecorder::~RowRecorder() { sqlite3_preupdate_hook(m_db, nullptr, nullptr); }

Result<Cost> replay(const QString &file, const std::vector<Batch> &batches)
{
    sqlite3 *opened = nullptr;
    if (sqlite3_open(file.toUtf8().constData(), &opened) != SQLITE_OK)
        return failed(opened);
    const Database db(opened, &sqlite3_close);
    const auto run = [&](const char *sql) -> Status { return sqlite3_exec(opened, sql, nullptr, nullptr, nullptr) == SQLITE_OK ? Status() : failed(opened); };
    TD_TRY(run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"));
    Replay replay(opened);
    QElapsedTimer timer;
    timer.start();
    const double cpu = ownCpu();
    for (const Batch &batch : batches) {
        TD_TRY(run("BEGIN IMMEDIATE"));
        for (const RowChange &change : batch)
            TD_TRY(replay.apply(change));
        TD_TRY(run("COMMIT"));
    }
    return Cost {static_cast<double>(timer.nsecsElapsed()) / 1e9, ownCpu() - cpu};
}

} // namespace tidedesk::bench
