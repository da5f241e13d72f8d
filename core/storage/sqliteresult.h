// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "core/sqlite/statement.h"
#include <QSqlResult>
#include <QVariant>
#include <optional>
#include <vector>

namespace tidedesk::storage {

class SqliteDriver;

/// The rows of one QSqlQuery. Forward-only it reads straight from the statement; otherwise it keeps the rows it has
/// seen so that one can go back. The first row is fetched by exec(), so that errors show there. Once the last row
/// has been read, or after finish(), no lock is held. A value for a name that the query does not have is an error of
/// exec(); a name without a value is NULL (Qt Sql cannot tell that from a null bound on purpose).
class SqliteResult final : public QSqlResult {
public:
    explicit SqliteResult(const SqliteDriver *driver);
    ~SqliteResult() override;
    void release(); ///< the connection closes: lets go of the statement, the query becomes inactive
    void forgetDriver() { m_driver = nullptr; }

protected:
    bool prepare(const QString &query) override;
    bool exec() override;
    bool reset(const QString &query) override;
    using QSqlResult::bindValue;
    void bindValue(const QString &placeholder, const QVariant &value, QSql::ParamType type) override;
    QVariant data(int field) override;
    bool isNull(int field) override;
    bool fetch(int row) override;
    bool fetchFirst() override { return fetch(0); }
    bool fetchNext() override { return fetch(at() + 1); }
    bool fetchLast() override;
    int size() override { return -1; }
    int numRowsAffected() override { return m_affected; }
    QVariant lastInsertId() const override { return m_lastInsertId; }
    QSqlRecord record() const override;
    void detachFromResultSet() override;

private:
    bool compile(const QString &query, bool keep);
    bool bindParameters();
    int valuePosition(int parameter) const;
    bool advance();
    bool step();
    void storeRow();
    void rewind();
    bool fail(const Error &error);
    bool fail(const QString &why);

    const SqliteDriver *m_driver;
    std::optional<sqlite::Statement> m_statement;
    std::vector<QVariant> m_rows; ///< row after row
    int m_columns = 0;
    int m_storedRows = 0;
    int m_affected = -1;
    QVariant m_lastInsertId;
    QString m_unknownName; ///< bound, but not in the query
    bool m_streaming = false; ///< forward only
    bool m_rowWaiting = false; ///< read by exec(), not yet fetched
    bool m_ended = true;
};

} // namespace tidedesk::storage
