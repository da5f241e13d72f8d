// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QHashFunctions>
#include <QString>
#include <QUuid>
#include <functional>

namespace tidedesk {

class Clock;

/// Identity of a row or an operation: a UUID. 16 bytes on disk, 36 characters on the wire.
class Id {
public:
    Id() = default;
    explicit Id(const QUuid &uuid)
        : m_uuid(uuid)
    {
    }
    static Id fromString(QStringView text); ///< null when the text is no UUID
    static Id fromBytes(QByteArrayView bytes); ///< null unless exactly 16 bytes
    /// An identity that follows from another one (the n-th event of an operation): both ends derive the same.
    static Id derived(const Id &parent, int n);

    bool isNull() const { return m_uuid.isNull(); }
    QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }
    QByteArray toBytes() const { return m_uuid.toRfc4122(); }
    QString shortText() const { return toString().right(6).toUpper(); } ///< for provisional numbers

    friend bool operator==(const Id &a, const Id &b) { return a.m_uuid == b.m_uuid; }
    friend bool operator<(const Id &a, const Id &b) { return a.toBytes() < b.toBytes(); }
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept { return ::qHash(id.m_uuid, seed); }

private:
    QUuid m_uuid;
};

/// Makes UUIDv7 (RFC 9562, 5.7): creation time in front, so that keys arrive almost in order.
/// The time part is for locality only; nothing is ever ordered by it. Not thread safe: one per thread.
class IdGenerator {
public:
    /// `random` returns 64 random bits; tests and the simulator pass a seeded one.
    explicit IdGenerator(const Clock &clock, std::function<quint64()> random = {});
    Id next();

private:
    const Clock &m_clock;
    std::function<quint64()> m_random;
};

} // namespace tidedesk

template <> struct std::hash<tidedesk::Id> {
    size_t operator()(const tidedesk::Id &id) const noexcept { return qHash(id, 0); }
};
