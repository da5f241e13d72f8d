// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/search/ftstokenizer.h"
#include <QList>
#include <QString>
#include <sqlite3.h>

namespace tidedesk::test {

/// An external-content full-text table in memory: doc(id, subject, body) and its index f(subject, body).
class FtsTable {
public:
    FtsTable()
    {
        sqlite3_open(":memory:", &m_db);
        m_status = search::registerTokenizer(m_db);
        run("create table doc(id integer primary key, subject text, body text)");
        run("create virtual table f using fts5(subject, body, content='doc', content_rowid='id', tokenize='tidedesk')");
    }
    ~FtsTable()
    {
        for (sqlite3_stmt *s : {m_insertDoc, m_insertIndex})
            sqlite3_finalize(s);
        sqlite3_close(m_db);
    }
    FtsTable(const FtsTable &) = delete;
    FtsTable &operator=(const FtsTable &) = delete;

    sqlite3 *db() const { return m_db; }
    const Status &status() const { return m_status; }
    /// The message of the last statement that failed; empty when none did since the last look.
    QString takeError() { return std::exchange(m_error, QString()); }

    void run(const char *sql)
    {
        if (sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            noteError();
    }
    void insert(qint64 id, const QByteArray &subject, const QByteArray &body)
    {
        if (!m_insertDoc)
            m_insertDoc = prepare("insert into doc values(?1, ?2, ?3)");
        if (!m_insertIndex)
            m_insertIndex = prepare("insert into f(rowid, subject, body) values(?1, ?2, ?3)");
        for (sqlite3_stmt *s : {m_insertDoc, m_insertIndex}) {
            sqlite3_bind_int64(s, 1, id);
            sqlite3_bind_text64(s, 2, subject.constData(), subject.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
            sqlite3_bind_text64(s, 3, body.constData(), body.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
            if (sqlite3_step(s) != SQLITE_DONE)
                noteError();
            sqlite3_reset(s);
        }
    }
    void insert(qint64 id, const QString &body) { insert(id, {}, body.toUtf8()); }

    QList<qint64> match(const QString &expression)
    {
        return ids("select rowid from f where f match ?1 order by rowid", expression);
    }
    QList<qint64> ids(const char *sql, const QString &parameter)
    {
        QList<qint64> found;
        each(sql, parameter, [&](sqlite3_stmt *s) { found.append(sqlite3_column_int64(s, 0)); });
        return found;
    }
    QString text(const char *sql, const QString &parameter)
    {
        QString value;
        each(sql, parameter, [&](sqlite3_stmt *s) {
            value = QString::fromUtf8(static_cast<const char *>(sqlite3_column_blob(s, 0)), sqlite3_column_bytes(s, 0));
        });
        return value;
    }

private:
    sqlite3_stmt *prepare(const char *sql)
    {
        sqlite3_stmt *s = nullptr;
        if (sqlite3_prepare_v2(m_db, sql, -1, &s, nullptr) != SQLITE_OK)
            noteError();
        return s;
    }
    template <class Row> void each(const char *sql, const QString &parameter, Row row)
    {
        sqlite3_stmt *s = prepare(sql);
        const QByteArray utf8 = parameter.toUtf8();
        sqlite3_bind_text64(s, 1, utf8.constData(), utf8.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
        int state = sqlite3_step(s);
        for (; state == SQLITE_ROW; state = sqlite3_step(s))
            row(s);
        if (state != SQLITE_DONE)
            noteError();
        sqlite3_finalize(s);
    }
    void noteError() { m_error = QString::fromUtf8(sqlite3_errmsg(m_db)); }

    sqlite3 *m_db = nullptr;
    sqlite3_stmt *m_insertDoc = nullptr;
    sqlite3_stmt *m_insertIndex = nullptr;
    Status m_status;
    QString m_error;
};

} // namespace tidedesk::test
