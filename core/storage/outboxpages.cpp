// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/outboxpages.h"
#include <QSysInfo>
#include <QtEndian>
#include <optional>
#include <utility>

namespace tidedesk::storage {

namespace {

constexpr qsizetype kPage = 4096; ///< SQLite's default; an outbox never had another
constexpr qsizetype kLogHeading = 32;
constexpr qsizetype kFrameHeading = 24;
constexpr qint64 kLongest = 64 * 1024 * 1024; ///< of one record; longer ones are nonsense
constexpr int kMayBeTorn = 3; ///< transactions that no sync may have followed when the power went: two without one, and the last
constexpr quint8 kTableLeaf = 0x0d;
constexpr quint8 kIndexLeaf = 0x0a;
constexpr quint8 kIndexInside = 0x02;

/// Bytes read in order; what does not fit makes it bad for good.
class Cursor {
public:
    Cursor(QByteArrayView bytes, qsizetype at)
        : m_bytes(bytes)
        , m_at(at)
    {
    }
    bool good() const { return m_good; }
    qsizetype at() const { return m_at; }
    quint64 number(int length)
    {
        quint64 value = 0;
        for (int i = 0; i < length; ++i)
            value = value << 8 | next();
        return value;
    }
    quint64 varint()
    {
        quint64 value = 0;
        for (int i = 0; i < 8; ++i) {
            const quint8 byte = next();
            value = value << 7 | (byte & 0x7f);
            if (byte < 0x80)
                return value;
        }
        return value << 8 | next();
    }
    QByteArrayView take(qint64 length)
    {
        if (length < 0 || m_at < 0 || length > m_bytes.size() - m_at) {
            m_good = false;
            return {};
        }
        m_at += length;
        return m_bytes.sliced(m_at - length, length);
    }

private:
    quint8 next()
    {
        const QByteArrayView byte = take(1);
        return byte.isEmpty() ? quint8(0) : static_cast<quint8>(byte[0]);
    }
    QByteArrayView m_bytes;
    qsizetype m_at;
    bool m_good = true;
};

quint32 word(const QByteArray &bytes, qsizetype at) { return qFromBigEndian<quint32>(bytes.constData() + at); }

using Checksum = std::pair<quint32, quint32>;

Checksum add(Checksum sum, QByteArrayView bytes, bool bigEndian)
{
    for (qsizetype i = 0; i + 8 <= bytes.size(); i += 8) {
        const char *at = bytes.data() + i;
        sum.first += (bigEndian ? qFromBigEndian<quint32>(at) : qFromLittleEndian<quint32>(at)) + sum.second;
        sum.second += (bigEndian ? qFromBigEndian<quint32>(at + 4) : qFromLittleEndian<quint32>(at + 4)) + sum.first;
    }
    return sum;
}

std::optional<QVariant> valueOf(quint64 type, Cursor &body)
{
    static constexpr int kLengths[] {0, 1, 2, 3, 4, 6, 8};
    if (type == 0)
        return QVariant();
    if (type <= 6) {
        const int bits = kLengths[type] * 8;
        const quint64 raw = body.number(kLengths[type]);
        return QVariant(static_cast<qint64>(raw << (64 - bits)) >> (64 - bits));
    }
    if (type == 8 || type == 9)
        return QVariant(static_cast<qint64>(type - 8));
    if (type < 12)
        return {}; // a fraction or something reserved: an outbox has none
    const QByteArrayView bytes = body.take(static_cast<qint64>(qMin<quint64>((type - 12) / 2, kLongest)));
    return type % 2 == 0 ? QVariant(bytes.toByteArray()) : QVariant(QString::fromUtf8(bytes));
}

/// Nothing when the payload is no whole record.
std::optional<QVariantList> recordOf(QByteArrayView payload)
{
    Cursor heading(payload, 0);
    const auto headingSize = static_cast<qint64>(heading.varint());
    if (!heading.good() || headingSize < 2 || headingSize > qMin<qint64>(payload.size(), 100))
        return {};
    Cursor body(payload, headingSize);
    QVariantList values;
    while (heading.at() < headingSize) {
        const std::optional<QVariant> value = valueOf(heading.varint(), body);
        if (!value || !heading.good() || !body.good())
            return {};
        values.append(*value);
    }
    if (heading.at() != headingSize || body.at() != payload.size())
        return {};
    return values;
}

/// How much of a payload lies in its page; the rest follows in a chain of pages.
qint64 localSize(qint64 size, bool index)
{
    const qint64 most = index ? (kPage - 12) * 64 / 255 - 23 : kPage - 35;
    if (size <= most)
        return size;
    const qint64 least = (kPage - 12) * 32 / 255 - 23;
    const qint64 fitting = least + (size - least) % (kPage - 4);
    return fitting <= most ? fitting : least;
}

/// The payload that begins at the cursor; empty when its chain is broken.
template <class View> QByteArray payloadAt(const View &view, Cursor &cell, qint64 size, bool index)
{
    if (size <= 0 || size > kLongest)
        return {};
    QByteArray payload = cell.take(localSize(size, index)).toByteArray();
    if (!cell.good() || payload.size() == size)
        return payload;
    auto next = static_cast<quint32>(cell.number(4));
    while (payload.size() < size) {
        const auto page = view.find(next);
        if (!cell.good() || page == view.end())
            return {};
        payload.append(page->second.mid(4, qMin<qint64>(kPage - 4, size - payload.size())));
        next = word(page->second, 0);
    }
    return payload;
}

/// What marks frames of the present turn, where the heading no longer says it: that of the first frame which follows from
/// the one before it. Frames of earlier turns lie behind.
QByteArray saltOfFrames(const QByteArray &log, bool bigEndian)
{
    Checksum sum {0, 0};
    for (qsizetype at = kLogHeading; at + kFrameHeading + kPage <= log.size(); at += kFrameHeading + kPage) {
        const Checksum own = add(add(sum, QByteArrayView(log).sliced(at, 8), bigEndian), QByteArrayView(log).sliced(at + kFrameHeading, kPage), bigEndian);
        sum = {word(log, at + 16), word(log, at + 20)};
        if (own == sum && sum != Checksum(0, 0))
            return log.mid(at + 8, 8);
    }
    return log.mid(kLogHeading + 8, 8);
}

} // namespace

OutboxPages::OutboxPages(const QByteArray &file, const QByteArray &log)
    : m_frames(framesOf(log, nullptr))
{
    for (qsizetype at = 0; at + kPage <= file.size(); at += kPage)
        m_file[static_cast<quint32>(at / kPage + 1)] = file.mid(at, kPage);
    m_now = m_file;
    for (const Frame &frame : std::as_const(m_frames)) {
        if (frame.sound)
            m_now[frame.page] = frame.bytes;
    }
}

bool OutboxPages::isLogDamaged(const QByteArray &log)
{
    bool damaged = false;
    framesOf(log, &damaged);
    return damaged;
}

/// The frames of the log's present turn, in order. Those of earlier turns lie behind them and are in the file already.
QList<OutboxPages::Frame> OutboxPages::framesOf(const QByteArray &log, bool *damaged)
{
    QList<Frame> frames;
    if (log.size() < kLogHeading + kFrameHeading + kPage)
        return frames;
    const bool named = (word(log, 0) & ~1U) == 0x377f0682;
    const bool bigEndian = named ? (word(log, 0) & 1) != 0 : QSysInfo::ByteOrder == QSysInfo::BigEndian;
    Checksum sum = add({0, 0}, QByteArrayView(log).first(24), bigEndian);
    const bool headingHolds = named && sum == Checksum(word(log, 24), word(log, 28));
    // The heading lies in one sector: it is the old one or the new one after a power cut, never a torn one.
    const QByteArray salt = headingHolds ? log.mid(16, 8) : saltOfFrames(log, bigEndian);
    bool broken = !headingHolds;
    int closed = broken ? kMayBeTorn : 0; // transactions from the broken one on
    bool lost = false;
    for (qsizetype at = kLogHeading; at + kFrameHeading + kPage <= log.size(); at += kFrameHeading + kPage) {
        const QByteArrayView body = QByteArrayView(log).sliced(at + kFrameHeading, kPage);
        const Checksum own = add(add(sum, QByteArrayView(log).sliced(at, 8), bigEndian), body, bigEndian);
        sum = {word(log, at + 16), word(log, at + 20)};
        const bool present = log.mid(at + 8, 8) == salt;
        const bool sound = present && own == sum;
        broken = broken || !sound;
        if (!present)
            continue;
        lost = lost || closed >= kMayBeTorn;
        frames.append({word(log, at), word(log, at + 4) != 0, sound, body.toByteArray()});
        closed += broken && frames.last().commits ? 1 : 0;
    }
    if (damaged)
        *damaged = lost;
    return frames;
}

void OutboxPages::cellsOf(const View &view, quint32 number, const Visit &visit)
{
    const QByteArray &page = view.at(number);
    Cursor heading(page, number == 1 ? 100 : 0);
    const auto type = static_cast<quint8>(heading.number(1));
    heading.number(2);
    const auto count = static_cast<int>(heading.number(2));
    heading.number(type == kIndexInside ? 7 : 3);
    if (type != kTableLeaf && type != kIndexLeaf && type != kIndexInside)
        return;
    for (int i = 0; i < count && heading.good(); ++i) {
        Cursor cell(page, static_cast<qsizetype>(heading.number(2)));
        if (type == kIndexInside)
            cell.number(4);
        const auto size = static_cast<qint64>(cell.varint());
        const qint64 rowid = type == kTableLeaf ? static_cast<qint64>(cell.varint()) : 0;
        const QByteArray payload = payloadAt(view, cell, size, type != kTableLeaf);
        if (const std::optional<QVariantList> record = recordOf(payload))
            visit(rowid, *record);
    }
}

void OutboxPages::eachRecord(const Visit &visit) const
{
    for (const auto &[number, page] : m_now)
        cellsOf(m_now, number, visit);
}

void OutboxPages::eachTrace(qsizetype columns, const Visit &visit) const
{
    const auto search = [&](const View &view, const QByteArray &page) {
        for (qsizetype at = 0; at + 4 < page.size(); ++at) {
            Cursor cell(page, at);
            const auto size = static_cast<qint64>(cell.varint());
            const auto rowid = static_cast<qint64>(cell.varint());
            const qsizetype begin = cell.at();
            // Its own number is stored as nothing, behind the size of the heading: a cheap look before a dear one.
            if (!cell.good() || rowid <= 0 || begin + 2 >= page.size() || page[begin] <= columns || page[begin + 1] != 0)
                continue;
            const std::optional<QVariantList> record = recordOf(payloadAt(view, cell, size, false));
            if (record && record->size() >= columns)
                visit(rowid, *record);
        }
    };
    for (auto frame = m_frames.crbegin(); frame != m_frames.crend(); ++frame) // the newest first
        search(m_now, frame->bytes);
    for (const auto &[number, page] : m_now)
        search(m_now, page);
    for (const auto &[number, page] : m_file)
        search(m_file, page);
}

} // namespace tidedesk::storage
