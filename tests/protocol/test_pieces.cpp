// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/pieces.h"
#include <QTest>

using namespace tidedesk::protocol;

class TestPieces : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void piecesCoverAFile()
    {
        for (const qint64 total : {qint64(1), kFilePiece - 1, kFilePiece, kFilePiece + 1, 3 * kFilePiece}) {
            qint64 at = 0;
            while (at < total) {
                const ByteRange piece = pieceAt(at, total);
                QVERIFY(piece.isPiece());
                QCOMPARE(piece.first, at);
                QCOMPARE(fromContentRange(piece.contentRange()), std::optional(piece));
                at += piece.length();
                QCOMPARE(piece.isLast(), at == total);
            }
            QCOMPARE(at, total);
        }
        QVERIFY(!(ByteRange {1, kFilePiece, 2 * kFilePiece}).isPiece());
        QVERIFY(!(ByteRange {0, kFilePiece - 2, 2 * kFilePiece}).isPiece());
        QVERIFY(!(ByteRange {0, kFilePiece, 2 * kFilePiece}).isPiece());
    }
    void whatIsNoContentRange()
    {
        for (const char *bad : {"", "bytes", "bytes ", "bytes -/5", "bytes 0-4/*", "bytes */5", "bytes 3-2/5", "bytes 0-5/5", "bytes -1-2/5",
                 "bytes 0 - 4/5", "bytes=0-4/5", "bytes 0/4-5", "bytes 0-4/9999999999999999999", "bytes +0-4/5", "lines 0-4/5"})
            QVERIFY2(!fromContentRange(bad), bad);
        QCOMPARE(fromContentRange("bytes 0-4/5"), std::optional(ByteRange {0, 4, 5}));
    }
    void whatARangeAsksFor()
    {
        const auto part = [](const char *field, qint64 total) { return fromRange(field, total); };
        for (const char *whole : {"", "lines=0-1", "bytes=", "bytes=-", "bytes=a-", "bytes=3-2", "bytes=0-1,3-4", "bytes=1-x", "bytes 0-1", "bytes"})
            QCOMPARE(part(whole, 10).kind, Asked::Kind::Whole);
        for (const char *none : {"bytes=10-", "bytes=10-11", "bytes=-0"})
            QCOMPARE(part(none, 10).kind, Asked::Kind::Unsatisfiable);
        QCOMPARE(part("bytes=-1", 0).kind, Asked::Kind::Unsatisfiable);
        QCOMPARE(part("bytes=0-0", 10).range, (ByteRange {0, 0, 10}));
        QCOMPARE(part("bytes=3-", 10).range, (ByteRange {3, 9, 10}));
        QCOMPARE(part("bytes=3-99", 10).range, (ByteRange {3, 9, 10}));
        QCOMPARE(part("bytes=-4", 10).range, (ByteRange {6, 9, 10}));
        QCOMPARE(part("bytes=-40", 10).range, (ByteRange {0, 9, 10}));
        QCOMPARE(part("bytes=5-", 3 * kFilePiece).range, (ByteRange {5, kFilePiece + 4, 3 * kFilePiece})); // no more than a piece at a time
    }
};

QTEST_GUILESS_MAIN(TestPieces)
#include "test_pieces.moc"
