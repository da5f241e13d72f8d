// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/compressor.h"
#include "core/server/http/decompressor.h"
#include "tests/server/http/serverfixture.h"
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::http;
using Outcome = Decompressor::Outcome;

class TestHttpCompression : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesBack_data()
    {
        QTest::addColumn<int>("encoding");
        QTest::newRow("none") << int(Encoding::Identity);
        QTest::newRow("gzip") << int(Encoding::Gzip);
        QTest::newRow("zstd") << int(Encoding::Zstd);
    }
    void comesBack()
    {
        QFETCH(int, encoding);
        const auto coding = Encoding(encoding);
        const QByteArray text = test::sampleText(500'000);
        const QByteArray packed = Compressor::whole(coding, text);
        QVERIFY(coding == Encoding::Identity || packed.size() < text.size() / 3);
        QByteArray back;
        Decompressor decompressor(coding, text.size());
        for (qsizetype at = 0; at < packed.size(); at += 777)
            QCOMPARE(int(decompressor.feed(packed.mid(at, 777), back)), int(Outcome::Ok));
        QVERIFY(decompressor.isComplete());
        QCOMPARE(back, text);

        QByteArray tooSmall;
        Decompressor strict(coding, text.size() - 1);
        QCOMPARE(int(strict.feed(packed, tooSmall)), int(Outcome::TooLarge));
        QVERIFY(tooSmall.size() <= text.size());
    }
    void everyFlushedBlockIsReadable_data() { comesBack_data(); }
    void everyFlushedBlockIsReadable()
    {
        QFETCH(int, encoding);
        Compressor compressor{Encoding(encoding)};
        Decompressor decompressor(Encoding(encoding), 1'000'000);
        QByteArray sent;
        QByteArray back;
        for (int i = 0; i < 50; ++i) {
            const QByteArray piece = test::sampleText(1 + i * 37);
            sent += piece;
            QByteArray packed = compressor.compress(piece, Compressor::Flush::None);
            packed += compressor.compress({}, Compressor::Flush::Block);
            QCOMPARE(int(decompressor.feed(packed, back)), int(Outcome::Ok));
            QCOMPARE(back, sent);
        }
        QCOMPARE(int(decompressor.feed(compressor.compress({}, Compressor::Flush::End), back)), int(Outcome::Ok));
        QVERIFY(decompressor.isComplete());
        QCOMPARE(back, sent);
    }
    void bombsAreDefusedEarly()
    {
        for (const auto encoding : {Encoding::Gzip, Encoding::Zstd}) {
            const QByteArray bomb = Compressor::whole(encoding, QByteArray(200'000'000, '0'));
            QByteArray out;
            QCOMPARE(int(Decompressor(encoding, 1'000'000).feed(bomb, out)), int(Outcome::TooLarge));
            QVERIFY(out.size() <= 1'000'001);
        }
    }
    void damageAndCutsAreSeen()
    {
        for (const auto encoding : {Encoding::Gzip, Encoding::Zstd}) {
            const QByteArray packed = Compressor::whole(encoding, test::sampleText(10'000));
            for (qsizetype size = 0; size < packed.size(); size += 13) {
                QByteArray out;
                Decompressor cut(encoding, 100'000);
                QCOMPARE(int(cut.feed(packed.first(size), out)), int(Outcome::Ok));
                QVERIFY(!cut.isComplete());
            }
            QByteArray out;
            QCOMPARE(int(Decompressor(encoding, 100'000).feed("not compressed at all", out)), int(Outcome::Damaged));
            QCOMPARE(int(Decompressor(encoding, 100'000).feed(packed + "tail", out)), int(Outcome::Damaged));
        }
    }
    void joinedBodiesAreOneBody()
    {
        for (const auto encoding : {Encoding::Gzip, Encoding::Zstd}) {
            QByteArray out;
            Decompressor decompressor(encoding, 100);
            const QByteArray two = Compressor::whole(encoding, "one, ") + Compressor::whole(encoding, "two");
            QCOMPARE(int(decompressor.feed(two, out)), int(Outcome::Ok));
            QVERIFY(decompressor.isComplete());
            QCOMPARE(out, "one, two");
        }
    }
    void choosesWhatIsOffered_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<int>("encoding");
        const auto row
            = [](const char *field, Encoding encoding) { QTest::newRow(field) << QByteArray(field) << int(encoding); };
        row("", Encoding::Identity);
        row("gzip", Encoding::Gzip);
        row("zstd, br, gzip, deflate", Encoding::Zstd);
        row("GZIP ; q=0.5 , br", Encoding::Gzip);
        row("zstd;q=0, gzip;q=1", Encoding::Gzip);
        row("gzip;q=0.000", Encoding::Identity);
        row("br, deflate", Encoding::Identity);
        row(",,;;q=,", Encoding::Identity);
    }
    void choosesWhatIsOffered()
    {
        QFETCH(QByteArray, field);
        QFETCH(int, encoding);
        QCOMPARE(int(chooseEncoding(field)), encoding);
    }
    void leavesPicturesAndEventsAlone()
    {
        QVERIFY(isCompressible("application/json; charset=utf-8"));
        QVERIFY(isCompressible("application/x-ndjson"));
        QVERIFY(isCompressible("image/svg+xml"));
        QVERIFY(!isCompressible("image/png"));
        QVERIFY(!isCompressible("application/zip"));
        QVERIFY(!isCompressible("text/event-stream"));
        QVERIFY(!isCompressible(""));
    }
};

QTEST_GUILESS_MAIN(TestHttpCompression)
#include "test_http_compression.moc"
