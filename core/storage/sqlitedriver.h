// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/sqlite/connection.h"
#include <QSqlDriver>
#include <QSqlError>

namespace tidedesk::storage {

/// Qt Sql over the SQLite that this program links, on Qt's public API only. Qt's own QSQLITE plugin carries a private
/// copy of SQLite on Windows and macOS; two copies in one process corrupt files that both open.
/// Wraps a connection that was opened elsewhere (sqlite::Options has all the choices), so QSqlDatabase::open() takes no
/// name. Belongs to the thread of its QSqlDatabase.
class SqliteDriver final : public QSqlDriver {
    Q_OBJECT
public:
    explicit SqliteDriver(std::unique_ptr<sqlite::Connection> connection, QObject *parent = nullptr);

    sqlite::Connection &connection() const { return *m_connection; }

    bool hasFeature(DriverFeature feature) const override;
    bool open(const QString &, const QString &, const QString &, const QString &, int, const QString &) override;
    void close() override;
    QSqlResult *createResult() const override;
    bool beginTransaction() override; ///< BEGIN IMMEDIATE: a deferred one could fail at its first write
    bool commitTransaction() override;
    bool rollbackTransaction() override;
    QStringList tables(QSql::TableType type) const override;
    QSqlRecord record(const QString &table) const override;
    QVariant handle() const override; ///< sqlite3 *
    QString escapeIdentifier(const QString &identifier, IdentifierType type) const override;

private:
    bool run(const char *sql);

    std::unique_ptr<sqlite::Connection> m_connection;
};

/// Error of Qt Sql from ours; the native code is SQLite's extended result code.
QSqlError sqlErrorFrom(const Error &error, const sqlite::Connection &connection, QSqlError::ErrorType type);

} // namespace tidedesk::storage
