// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QSqlDatabase>
#include <memory>

namespace tidedesk::sqlite {
class Connection;
}

namespace tidedesk::storage {

/// outbox.db opened through Qt Sql with synchronous=FULL and brought to its newest schema. Owns the connection; the
/// thread that opened it uses and closes it. Fatal "store.newer_schema" leaves a newer file untouched. A damaged file is
/// salvaged first (outboxsalvage.h), and so is one that ends before operation `confirmed`.
class OutboxFile {
public:
    static Result<std::unique_ptr<OutboxFile>> open(const QString &path, qint64 confirmed = 0);
    ~OutboxFile();
    OutboxFile(const OutboxFile &) = delete;
    OutboxFile &operator=(const OutboxFile &) = delete;

    QSqlDatabase database() const { return QSqlDatabase::database(m_name, false); }
    sqlite::Connection &connection() const; ///< the one below Qt Sql

private:
    explicit OutboxFile(QString name)
        : m_name(std::move(name))
    {
    }
    QString m_name;
};

} // namespace tidedesk::storage
