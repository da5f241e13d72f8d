// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/postgres/values.h"
#include <QtEndian>
#include <bit>

namespace tidedesk::postgres {

namespace {

constexpr quint32 kInt8 = 20; ///< pg_type.oid
constexpr quint32 kUuid = 2950;
constexpr qsizetype kIdBytes = 16;

template <class T> void appendBig(QByteArray &bytes, T value)
{
    const T big = qToBigEndian(value);
    bytes.append(reinterpret_cast<const char *>(&big), sizeof big);
}

} // namespace

Values &Values::addBytes(QByteArrayView bytes)
{
    m_offsets.push_back(m_bytes.size());
    m_lengths.push_back(static_cast<int>(bytes.size()));
    m_bytes.append(bytes);
    return *this;
}

Values &Values::add(std::nullptr_t)
{
    m_offsets.push_back(-1);
    m_lengths.push_back(0);
    return *this;
}

Values &Values::addInteger(qint64 value)
{
    const qint64 big = qToBigEndian(value);
    return addBytes({reinterpret_cast<const char *>(&big), sizeof big});
}

Values &Values::add(double value) { return addInteger(std::bit_cast<qint64>(value)); }

Values &Values::add(QStringView text) { return addBytes(text.toUtf8()); }

Values &Values::add(const Id &id) { return id.isNull() ? add(nullptr) : addBytes(id.toBytes()); }

/// array_recv(): dimensions, "has NULLs", element type, then size and lower bound of the one dimension, then elements.
template <class List, class Write> Values &Values::addArray(quint32 type, const List &list, Write write)
{
    QByteArray array;
    appendBig<quint32>(array, list.isEmpty() ? 0 : 1);
    appendBig<quint32>(array, 0);
    appendBig<quint32>(array, type);
    if (!list.isEmpty()) {
        appendBig<quint32>(array, static_cast<quint32>(list.size()));
        appendBig<quint32>(array, 1);
    }
    for (const auto &element : list)
        write(array, element);
    return addBytes(array);
}

Values &Values::add(const QList<Id> &ids)
{
    return addArray(kUuid, ids, [](QByteArray &array, const Id &id) {
        appendBig<quint32>(array, kIdBytes);
        array.append(id.toBytes());
    });
}

Values &Values::add(const QList<qint64> &numbers)
{
    return addArray(kInt8, numbers, [](QByteArray &array, qint64 number) {
        appendBig<quint32>(array, sizeof number);
        appendBig(array, number);
    });
}

std::vector<const char *> Values::pointers() const
{
    std::vector<const char *> pointers;
    pointers.reserve(m_offsets.size());
    for (const qsizetype offset : m_offsets)
        pointers.push_back(offset < 0 ? nullptr : m_bytes.constData() + offset);
    return pointers;
}

} // namespace tidedesk::postgres
