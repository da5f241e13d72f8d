// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/id.h"
#include "core/base/clock.h"
#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QtEndian>

namespace tidedesk {

Id Id::fromString(QStringView text)
{
    if (text.size() != 36)
        return {};
    return Id(QUuid::fromString(text));
}

Id Id::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != 16)
        return {};
    return Id(QUuid::fromRfc4122(bytes));
}

Id Id::derived(const Id &parent, int n)
{
    // The parent's time part is kept for locality; the rest is a hash with the version and variant bits of UUIDv8.
    QByteArray bytes = parent.toBytes();
    const QByteArray hash
        = QCryptographicHash::hash(bytes + QByteArray::number(n), QCryptographicHash::Blake2b_160);
    for (int i = 6; i < 16; ++i)
        bytes[i] = hash[i];
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x80);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    return fromBytes(bytes);
}

IdGenerator::IdGenerator(const Clock &clock, std::function<quint64()> random)
    : m_clock(clock)
    , m_random(random ? std::move(random) : [] { return QRandomGenerator::system()->generate64(); })
{
}

Id IdGenerator::next()
{
    const auto ms = static_cast<quint64>(m_clock.nowMs());
    const quint64 high = (ms << 16) | 0x7000 | (m_random() & 0x0fff);
    const quint64 low = (m_random() & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;
    char bytes[16];
    qToBigEndian(high, bytes);
    qToBigEndian(low, bytes + 8);
    return Id::fromBytes(QByteArrayView(bytes, 16));
}

} // namespace tidedesk
