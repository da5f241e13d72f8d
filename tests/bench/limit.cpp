// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/limit.h"
#include "core/base/result.h"
#include "tests/bench/processcost.h"
#include <QElapsedTimer>
#include <sqlite3.h>
#include <memory>
#include <vector>

namespace tidedesk::bench {

namespace {

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Prepared = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;
using Cell = std::unique_ptr<sqlite3_value, decltype(&sqlite3_value_free)>;

struct Table {
    QByteArray create;
    QByteArray insert;
    std::vector<Cell> cells; ///< row after row
    int columns = 0;
};

Error failed(sqlite3 *db) { return {Consequence::Fatal, QStringLiteral("bench.sqlite"), QString::fromUtf8(sqlite3_errmsg(db))}; }

Result<Database> open(const QString &file, int flags)
{
    sqlite3 *db = nullptr;
    const int code = sqlite3_open_v2(file.toUtf8().constData(), &db, flags, nullptr);
    Database owned(db, &sqlite3_close);
    if (code != SQLITE_OK)
        return failed(db);
    return owned;
}

Result<Prepared> prepare(sqlite3 *db, const QByteArray &sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(db, sql.constData(), -1, &statement, nullptr) != SQLITE_OK)
        return failed(db);
    return Prepared(statement, &sqlite3_finalize);
}

Status run(sqlite3 *db, const QByteArray &sql)
{
    return sqlite3_exec(db, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK ? Status() : failed(db);
}

Result<QByteArrayList> texts(sqlite3 *db, const QByteArray &sql)
{
    TD_ASSIGN(statement, prepare(db, sql));
    QByteArrayList list;
    while (sqlite3_step(statement.get()) == SQLITE_ROW)
        list.append(reinterpret_cast<const char *>(sqlite3_column_text(statement.get(), 0)));
    return list;
}

Result<Table> readTable(sqlite3 *db, const QByteArray &name)
{
    Table table;
    TD_ASSIGN(create, texts(db, "SELECT sql FROM sqlite_master WHERE type='table' AND name='" + name + "'"));
    table.create = create.value(0);
    TD_ASSIGN(columns, texts(db, "SELECT '\"'||name||'\"' FROM pragma_table_info('" + name + "')"));
    table.columns = static_cast<int>(columns.size());
    table.insert = "INSERT INTO " + name + "(" + columns.join(',') + ") VALUES(?" + QByteArray(",?").repeated(columns.size() - 1) + ")";
    TD_ASSIGN(rows, prepare(db, "SELECT " + columns.join(',') + " FROM " + name + " ORDER BY n"));
    while (sqlite3_step(rows.get()) == SQLITE_ROW) {
        for (int i = 0; i < table.columns; ++i)
            table.cells.emplace_back(sqlite3_value_dup(sqlite3_column_value(rows.get(), i)), &sqlite3_value_free);
    }
    return table;
}

Status insertRows(sqlite3 *db, const Table &table)
{
    TD_ASSIGN(statement, prepare(db, table.insert));
    size_t next = 0;
    while (next < table.cells.size()) {
        for (int i = 0; i < table.columns; ++i)
            sqlite3_bind_value(statement.get(), i + 1, table.cells[next++].get());
        if (sqlite3_step(statement.get()) != SQLITE_DONE)
            return failed(db);
        sqlite3_reset(statement.get());
    }
    return {};
}

} // namespace

Result<Cost> insertLimit(const QString &cacheFile, const QString &newFile)
{
    std::vector<Table> tables;
    QByteArrayList indexes;
    {
        TD_ASSIGN(from, open(cacheFile, SQLITE_OPEN_READONLY));
        for (const char *name : {"customer", "ticket", "message"}) {
            TD_ASSIGN(table, readTable(from.get(), name));
            tables.push_back(std::move(table));
        }
        TD_ASSIGN(found, texts(from.get(), "SELECT sql FROM sqlite_master WHERE type='index' AND sql IS NOT NULL AND tbl_name IN ('customer','ticket','message')"));
        indexes = found;
    }
    QFile::remove(newFile);
    Cost cost;
    QElapsedTimer timer;
    timer.start();
    const double before = ownCpu();
    TD_ASSIGN(to, open(newFile, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
    TD_TRY(run(to.get(), "PRAGMA journal_mode=off; PRAGMA synchronous=off; BEGIN"));
    for (const Table &table : tables) {
        TD_TRY(run(to.get(), table.create));
        TD_TRY(insertRows(to.get(), table));
        cost.rows += static_cast<qint64>(table.cells.size()) / table.columns;
    }
    for (const QByteArray &index : std::as_const(indexes))
        TD_TRY(run(to.get(), index));
    TD_TRY(run(to.get(), "COMMIT"));
    cost.cpu = ownCpu() - before;
    cost.wall = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    return cost;
}

} // namespace tidedesk::bench
