// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include "core/base/result.h"
#include <QByteArray>
#include <QString>
#include <concepts>
#include <optional>

struct sqlite3_stmt;

namespace tidedesk::sqlite {

class Connection;

enum class ColumnType { Integer, Real, Text, Blob, Null };

/// A prepared statement in use; gives itself back to its connection's cache when it dies. Move only.
/// Values are copied when bound. Parameters count from 1, columns from 0, as in SQLite. A binding that fails is
/// reported by the next step(). Once step() returned false or an error the statement is reset by itself and holds no
/// lock.
class Statement {
public:
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;
    ~Statement();

    Statement &bind(int index, std::nullptr_t);
    Statement &bind(int index, double value);
    Statement &bind(int index, QStringView text); ///< a null string is an empty text
    Statement &bind(int index, QByteArrayView blob); ///< a null array is an empty blob
    Statement &bind(int index, const Id &id); ///< 16 bytes; a null Id is NULL
    Statement &bind(int index, const QString &text) { return bind(index, QStringView(text)); }
    Statement &bind(int index, const QByteArray &blob) { return bind(index, QByteArrayView(blob)); }
    Statement &bind(int index, const char *) = delete; ///< text or blob? say which
    template <std::integral T> Statement &bind(int index, T value)
    {
        return bindInteger(index, static_cast<qint64>(value));
    }
    template <class T> Statement &bind(int index, const std::optional<T> &value)
    {
        return value ? bind(index, *value) : bind(index, nullptr);
    }
    Statement &bindUtf8(int index, QByteArrayView text); ///< text that is UTF-8 already
    /// The same without a copy: the text must live until the statement has run.
    Statement &bindUtf8View(int index, QByteArrayView text);
    /// Binds parameters 1..n at once.
    template <class... Values> Statement &bindAll(const Values &...values)
    {
        int index = 0;
        (bind(++index, values), ...);
        return *this;
    }

    /// True: a row is there. False: done.
    Result<bool> step();
    /// Runs to the end, rows are dropped. The bindings stay.
    Status run();
    void reset();
    void clearBindings();

    bool isNull(int column) const { return type(column) == ColumnType::Null; }
    ColumnType type(int column) const;
    qint64 integer(int column) const;
    double real(int column) const;
    QString text(int column) const;
    QByteArray blob(int column) const;
    Id id(int column) const; ///< null unless the column holds 16 bytes
    QByteArrayView utf8(int column) const; ///< text without a copy, until the next step
    QByteArrayView blobView(int column) const; ///< bytes without a copy, until the next step

    int columnCount() const;
    QString columnName(int column) const;
    QString declaredType(int column) const; ///< as in CREATE TABLE; empty for an expression
    int parameterCount() const;
    QString parameterName(int index) const; ///< with its ':'; empty for '?'
    bool isReadOnly() const;

private:
    friend class Connection;
    Statement(Connection *connection, sqlite3_stmt *statement, bool cached);
    Statement &bindInteger(int index, qint64 value);
    void note(int code);
    void giveBack();
    QByteArrayView sql() const;

    Connection *m_connection;
    sqlite3_stmt *m_statement;
    int m_bindCode = 0; ///< first binding that failed
    bool m_cached;
    bool m_running = false;
};

} // namespace tidedesk::sqlite
