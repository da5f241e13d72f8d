// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "core/sqlite/transaction.h"
#include <QSqlDriver>
#include <memory>
#include <vector>

Q_DECLARE_OPAQUE_POINTER(sqlite3 *)

namespace tidedesk::storage {

class SqliteResult;

/// Qt Sql over the SQLite that this program links, so that there is one copy of it in the process (Qt's official
/// Windows and macOS plugins hide a second one, and two copies damage files). Public Qt API only.
/// Owns its connection and lives on one thread. Once closed it stays closed: a new file is a new driver.
/// lastError() has the extended result code as nativeErrorCode(); see errorOf() in sqlquery.h.
class SqliteDriver final : public QSqlDriver {
    Q_OBJECT
public:
    explicit SqliteDriver(std::unique_ptr<sqlite::Connection> connection, QObject *parent = nullptr);
    ~SqliteDriver() override;

    /// For bulk work through the C API; null once closed.
    sqlite::Connection *connection() const { return m_connection.get(); }

    bool open(const QString &db = {}, const QString &user = {}, const QString &password = {}, const QString &host = {},
        int port = -1, const QString &connOpts = {}) override;
    void close() override;
    bool hasFeature(DriverFeature feature) const override;
    QSqlResult *createResult() const override;
    /// Transactions nest: the second is a savepoint. A writer takes the write lock at once. As ever with Qt Sql, a
    /// failed commit is followed by a rollback.
    bool beginTransaction() override;
    bool commitTransaction() override;
    bool rollbackTransaction() override;
    QStringList tables(QSql::TableType type) const override;
    QSqlRecord record(const QString &tableName) const override;
    QSqlIndex primaryIndex(const QString &tableName) const override;
    QVariant handle() const override; ///< sqlite3 *
    QString escapeIdentifier(const QString &identifier, IdentifierType type) const override;
    QString formatValue(const QSqlField &field, bool trimStrings = false) const override;

private:
    friend class SqliteResult;
    bool fail(const Error &error);

    std::unique_ptr<sqlite::Connection> m_connection;
    std::vector<sqlite::Transaction> m_transactions; ///< innermost last
    mutable QList<SqliteResult *> m_results; ///< alive, not owned
};

} // namespace tidedesk::storage
