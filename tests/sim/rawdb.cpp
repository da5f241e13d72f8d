// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/rawdb.h"
#include <sqlite3.h>

namespace tidedesk::sim {

namespace {
/// SQLITE_TRANSIENT without its old-style cast.
const auto kCopy = reinterpret_cast<sqlite3_destructor_type>(static_cast<intptr_t>(-1));
}

RawDb::RawDb(const QString &file)
{
    if (sqlite3_open_v2(file.toUtf8().constData(), &m_db, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
        qFatal("cannot read %s", qPrintable(file));
    sqlite3_busy_timeout(m_db, 2000);
}

RawDb::~RawDb() { sqlite3_close(m_db); }

QList<QVariantList> RawDb::select(const QByteArray &sql, const QVariantList &values) const { return selectRows(m_db, sql, values); }

QList<QVariantList> selectRows(sqlite3 *db, const QByteArray &sql, const QVariantList &values)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(db, sql.constData(), -1, &statement, nullptr) != SQLITE_OK)
        qFatal("%s: %s", sql.constData(), sqlite3_errmsg(db));
    for (int i = 0; i < values.size(); ++i) {
        const QVariant &value = values[i];
        if (value.typeId() == QMetaType::QByteArray) {
            const QByteArray bytes = value.toByteArray();
            if (bytes.size() == 16)
                sqlite3_bind_blob(statement, i + 1, bytes.constData(), 16, kCopy);
            else
                sqlite3_bind_text(statement, i + 1, bytes.constData(), static_cast<int>(bytes.size()), kCopy);
        } else if (value.typeId() == QMetaType::QString) {
            const QByteArray text = value.toString().toUtf8();
            sqlite3_bind_text(statement, i + 1, text.constData(), static_cast<int>(text.size()), kCopy);
        } else {
            sqlite3_bind_int64(statement, i + 1, value.toLongLong());
        }
    }
    QList<QVariantList> rows;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        QVariantList row;
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
            switch (sqlite3_column_type(statement, i)) {
            case SQLITE_NULL:
                row.append(QVariant());
                break;
            case SQLITE_INTEGER:
                row.append(qlonglong(sqlite3_column_int64(statement, i)));
                break;
            default: {
                const void *data = sqlite3_column_blob(statement, i);
                row.append(QByteArray(static_cast<const char *>(data), sqlite3_column_bytes(statement, i)));
            }
            }
        }
        rows.append(row);
    }
    sqlite3_finalize(statement);
    return rows;
}

} // namespace tidedesk::sim
