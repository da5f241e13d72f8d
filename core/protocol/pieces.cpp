// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/pieces.h"
#include <QByteArrayList>

namespace tidedesk::protocol {

namespace {

/// Digits only; toLongLong() alone would take signs and spaces.
std::optional<qint64> number(QByteArrayView text)
{
    bool good = !text.isEmpty() && text.size() <= 18;
    for (const char c : text)
        good = good && c >= '0' && c <= '9';
    return good ? std::optional(text.toLongLong()) : std::nullopt;
}

} // namespace

QByteArray ByteRange::contentRange() const
{
    return "bytes " + QByteArray::number(first) + '-' + QByteArray::number(last) + '/' + QByteArray::number(total);
}

ByteRange pieceAt(qint64 first, qint64 total)
{
    return {first, qMin(first + kFilePiece, total) - 1, total};
}

std::optional<ByteRange> fromContentRange(QByteArrayView field)
{
    const qsizetype dash = field.indexOf('-');
    const qsizetype slash = field.indexOf('/');
    if (!field.startsWith("bytes ") || dash < 0 || slash < dash)
        return std::nullopt;
    const auto first = number(field.sliced(6, qMax(dash, qsizetype(6)) - 6));
    const auto last = number(field.sliced(dash + 1, slash - dash - 1));
    const auto total = number(field.sliced(slash + 1));
    if (!first || !last || !total || *first > *last || *last >= *total)
        return std::nullopt;
    return ByteRange {*first, *last, *total};
}

Asked fromRange(QByteArrayView field, qint64 total)
{
    const qsizetype dash = field.indexOf('-');
    if (!field.startsWith("bytes=") || field.contains(',') || dash < 6)
        return {};
    const QByteArrayView from = field.sliced(6, dash - 6);
    const QByteArrayView to = field.sliced(dash + 1);
    const auto last = number(to);
    if (from.isEmpty() && last) { // the last so many
        if (*last == 0 || total == 0)
            return {Asked::Kind::Unsatisfiable};
        return {Asked::Kind::Part, pieceAt(qMax(total - *last, qint64(0)), total)};
    }
    const auto first = number(from);
    if (!first || (!to.isEmpty() && (!last || *last < *first)))
        return {};
    if (*first >= total)
        return {Asked::Kind::Unsatisfiable};
    ByteRange range = pieceAt(*first, total);
    range.last = qMin(range.last, last.value_or(range.last));
    return {Asked::Kind::Part, range};
}

} // namespace tidedesk::protocol
