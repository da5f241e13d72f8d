// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <QString>
#include <QVariant>

struct sqlite3;

namespace tidedesk::sim {

/// A database read as anybody could read it: plain SQL over the C API, nothing of ours in between. Read only.
class RawDb {
public:
    explicit RawDb(const QString &file);
    ~RawDb();
    Q_DISABLE_COPY_MOVE(RawDb)
    sqlite3 *handle() const { return m_db; }
    QList<QVariantList> select(const QByteArray &sql, const QVariantList &values = {}) const;

private:
    sqlite3 *m_db = nullptr;
};

/// Text and blobs come as QByteArray, integers as qlonglong.
QList<QVariantList> selectRows(sqlite3 *db, const QByteArray &sql, const QVariantList &values = {});

} // namespace tidedesk::sim
