// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/sqlite/statement.h"
#include <QMetaType>
#include <QPointer>
#include <QSqlError>
#include <QSqlResult>

namespace tidedesk::storage {

class SqliteDriver;

/// One query of SqliteDriver. Integers are qlonglong, blobs QByteArray, texts QString, NULL an invalid QVariant.
/// Forward only steps as it goes; otherwise the rows passed are kept, so that one can go back.
class SqliteResult final : public QSqlResult {
public:
    explicit SqliteResult(const SqliteDriver *driver);

    static QMetaType typeOfDeclaration(const QString &declared);

protected:
    QVariant data(int column) override;
    bool isNull(int column) override;
    bool reset(const QString &sql) override;
    bool prepare(const QString &sql) override;
    bool exec() override;
    bool fetch(int row) override;
    bool fetchFirst() override;
    bool fetchNext() override;
    bool fetchLast() override;
    int size() override { return -1; }
    int numRowsAffected() override;
    QVariant lastInsertId() const override;
    QSqlRecord record() const override;
    QVariant handle() const override { return {}; }
    void detachFromResultSet() override;

private:
    const SqliteDriver *driver() const;
    bool fail(const Error &error, QSqlError::ErrorType type);
    void bindAll();
    bool step();
    QVariant read(int column) const;

    QPointer<const SqliteDriver> m_driver;
    std::optional<sqlite::Statement> m_statement;
    QList<QVariantList> m_passed; ///< rows kept for going back
    bool m_rowWaits = false; ///< exec() has stepped onto the first row already
    bool m_atEnd = false;
    qint64 m_changes = 0;
    qint64 m_insertId = 0;
};

} // namespace tidedesk::storage
