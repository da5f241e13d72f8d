// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <optional>

/// Files travel in pieces, either way, so that what breaks off goes on where it was and nobody holds a whole file.
namespace tidedesk::protocol {

/// A file's pieces begin at multiples of this and are as long, the last excepted. Bytes.
inline constexpr qint64 kFilePiece = 1024 * 1024;

/// Some bytes of a file: first <= last < total, as in a Content-Range field (RFC 9110, 14.4).
struct ByteRange {
    qint64 first = 0;
    qint64 last = 0;
    qint64 total = 0;

    qint64 length() const { return last - first + 1; }
    bool isLast() const { return last == total - 1; }
    /// Whether it is one piece.
    bool isPiece() const { return first % kFilePiece == 0 && length() == qMin(kFilePiece, total - first); }
    QByteArray contentRange() const; ///< "bytes 0-1048575/3145728"

    friend bool operator==(const ByteRange &, const ByteRange &) = default;
};

/// The piece that begins at `first`, which lies before `total`.
ByteRange pieceAt(qint64 first, qint64 total);
/// What a Content-Range field says; nothing for one that cannot be, or does not know the total.
std::optional<ByteRange> fromContentRange(QByteArrayView field);

/// What of a file of `total` bytes a Range field asks for (RFC 9110, 14.2).
struct Asked {
    enum class Kind { Whole, Part, Unsatisfiable } kind = Kind::Whole;
    ByteRange range = {}; ///< of a part, at most a piece long: the answer's Content-Range says so
};
/// Whole for no field, several ranges, or none we understand.
Asked fromRange(QByteArrayView field, qint64 total);

} // namespace tidedesk::protocol
