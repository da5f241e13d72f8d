// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <utility>

namespace tidedesk::http {

using Pair = std::pair<QByteArray, QByteArray>;

/// Header fields in the order they came; names compare without case (RFC 9110, 5.1). A value type.
class Headers {
public:
    Headers() = default;
    Headers(std::initializer_list<Pair> fields)
        : m_fields(fields)
    {
    }
    void add(QByteArray name, QByteArray value) { m_fields.append({std::move(name), std::move(value)}); }
    /// The first value with that name, empty when there is none.
    QByteArray value(QByteArrayView name) const;
    bool has(QByteArrayView name) const { return count(name) > 0; }
    int count(QByteArrayView name) const;

    auto begin() const { return m_fields.cbegin(); }
    auto end() const { return m_fields.cend(); }

private:
    QList<Pair> m_fields;
};

} // namespace tidedesk::http
