// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include <QByteArray>
#include <QList>
#include <concepts>
#include <optional>
#include <vector>

namespace tidedesk::postgres {

/// Parameters $1..$n of a statement, in PostgreSQL's binary form: BIGINT, DOUBLE PRECISION, TEXT, UUID, BYTEA and arrays of
/// the first and of UUID. Columns and casts must be of exactly these types.
class Values {
public:
    template <class... T> static Values of(const T &...values)
    {
        Values all;
        (all.add(values), ...);
        return all;
    }
    Values &add(std::nullptr_t);
    Values &add(double value);
    Values &add(QStringView text); ///< a null string is an empty text
    Values &add(const QString &text) { return add(QStringView(text)); }
    Values &add(const Id &id); ///< a null Id is NULL
    Values &add(const QList<Id> &ids); ///< UUID[]
    Values &add(const QList<qint64> &numbers); ///< BIGINT[]
    Values &add(const char *) = delete; ///< text or bytes? say which
    template <std::integral T> Values &add(T value) { return addInteger(static_cast<qint64>(value)); }
    Values &addBytes(QByteArrayView bytes); ///< BYTEA, or TEXT that is UTF-8 already

    int size() const { return static_cast<int>(m_lengths.size()); }
    /// As libpq wants them; good until the next add().
    std::vector<const char *> pointers() const;
    const int *lengths() const { return m_lengths.data(); }
    std::vector<int> formats() const { return std::vector<int>(m_lengths.size(), 1); }

private:
    Values &addInteger(qint64 value);
    template <class List, class Write> Values &addArray(quint32 type, const List &list, Write write);

    QByteArray m_bytes;
    std::vector<qsizetype> m_offsets; ///< -1 = NULL
    std::vector<int> m_lengths;
};

} // namespace tidedesk::postgres
