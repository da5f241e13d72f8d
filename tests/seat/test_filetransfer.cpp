// SPDX-License-Identifier: GPL-3.0-or-later
// A seat's files on their way, over a link that breaks.
#include "tests/seat/fileprofile.h"

using namespace tidedesk;
using namespace tidedesk::test;
using protocol::kFilePiece;
using Fault = FakeFileServer::Fault;

class TestFileTransfer : public QObject {
    Q_OBJECT

    static QList<Fault> faults() { return {Fault::Lost, Fault::Unanswered, Fault::Halved, Fault::Flipped, Fault::Foreign, Fault::Busy}; }

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<Error>(); }

    /// Whatever goes wrong with the n-th request, for every n: after a restart it goes on, and nothing is sent twice but
    /// the piece whose answer was lost - or all, if what arrived was not what was sent.
    void anUploadGoesOn()
    {
        for (const Fault kind : faults()) {
            for (int n = 0; n <= kPieces; ++n) {
                Profile profile;
                QCOMPARE(profile.add(kBytes), kHash);
                profile.server.fault = [&](int request, const net::Request &) { return request == n ? kind : Fault::None; };
                for (int round = 0; round < 4 && !profile.upload().isEmpty(); ++round)
                    profile.restart();
                QVERIFY(profile.server.files.value(kHash) == kBytes);
                QCOMPARE(profile.waiting(), QStringList());
                if (kind != Fault::Flipped)
                    QVERIFY2(profile.server.pieces <= kPieces + 1, qPrintable(QStringLiteral("%1 %2: %3").arg(int(kind)).arg(n).arg(profile.server.pieces)));
            }
        }
    }
    void aDownloadGoesOn()
    {
        for (const Fault kind : faults()) {
            for (int n = 0; n < kPieces; ++n) {
                Profile profile;
                profile.server.files.insert(kHash, kBytes);
                profile.server.fault = [&](int request, const net::Request &) { return request == n ? kind : Fault::None; };
                auto bytes = profile.fetch(kHash);
                for (int round = 0; round < 4 && !bytes; ++round) {
                    profile.restart();
                    bytes = profile.fetch(kHash);
                }
                QVERIFY(bytes.ok() && *bytes == kBytes);
                if (kind != Fault::Flipped)
                    QVERIFY(profile.server.pieces <= kPieces + 1);
                QVERIFY(!QFile::exists(profile.part()));
            }
        }
    }
    /// Any sequence of interruptions and restarts ends with equal bytes.
    void anySequenceOfInterruptions()
    {
        bool given = false;
        const int seeds = qEnvironmentVariableIntValue("TIDEDESK_FILE_SEEDS", &given);
        for (quint32 seed = 1; seed <= quint32(given ? seeds : 4); ++seed) {
            QRandomGenerator random(seed);
            Profile profile;
            profile.add(kBytes);
            const QByteArray other = content(2 * kFilePiece + qint64(random.bounded(1000)), seed + 100);
            profile.server.files.insert(FakeFileServer::hashOf(other), other);
            int left = 12;
            profile.server.fault = [&](int, const net::Request &) {
                return left > 0 && random.bounded(2) == 0 ? (--left, faults().at(random.bounded(6))) : Fault::None;
            };
            bool sent = false;
            bool fetched = false;
            for (int round = 0; round < 40 && !(sent && fetched); ++round) {
                sent = profile.upload().isEmpty() && profile.waiting().isEmpty();
                const auto bytes = profile.fetch(FakeFileServer::hashOf(other));
                fetched = bytes && *bytes == other;
                if (random.bounded(3) == 0)
                    profile.restart();
            }
            QVERIFY2(sent && fetched, qPrintable(QString::number(seed)));
            QVERIFY(profile.server.files.value(kHash) == kBytes);
        }
    }
    void wrongBytesAreFetchedOnceMoreAndNotKept()
    {
        Profile profile;
        profile.server.files.insert(kHash, kBytes);
        profile.server.fault = [](int request, const net::Request &) { return request % kPieces == 1 ? Fault::Flipped : Fault::None; };
        QCOMPARE(profile.fetch(kHash).error().code, QStringLiteral("blob.damaged"));
        QCOMPARE(profile.server.pieces, 2 * kPieces);
        QVERIFY(!QFile::exists(profile.part()) && !BlobFiles(profile.folder.path()).has(kHash));
        profile.server.fault = [](int, const net::Request &) { return Fault::None; };
        QVERIFY(*profile.fetch(kHash) == kBytes);
    }
    void aPartThatIsNoneBeginsAnew()
    {
        for (const QByteArray &rubbish : {content(kFilePiece, 7), kBytes + "more", kBytes}) {
            Profile profile;
            profile.server.files.insert(kHash, kBytes);
            QFile part(profile.part());
            QVERIFY(part.open(QIODevice::WriteOnly) && part.write(rubbish) == rubbish.size());
            part.close();
            QVERIFY(*profile.fetch(kHash) == kBytes);
        }
    }
    void aServerWithoutRangesWillDo()
    {
        Profile profile;
        profile.server.files.insert(kHash, kBytes);
        profile.server.knowsRanges = false;
        QVERIFY(*profile.fetch(kHash) == kBytes);
        QCOMPARE(profile.server.pieces, 1);
        QCOMPARE(profile.fetch(QString(64, u'a')).error().code, QStringLiteral("blob.unknown"));
        QVERIFY(!profile.fetch(QStringLiteral("../../etc/passwd")).ok());
    }
    void whoAsksForTheSameFileSharesTheWay()
    {
        Profile profile;
        profile.server.files.insert(kHash, kBytes);
        auto leaves = std::make_unique<QObject>();
        QObject stays;
        QList<QPair<qint64, qint64>> told;
        int answers = 0;
        profile.transfer->fetch(kHash, leaves.get(), [&](const Result<QString> &) { QFAIL("it has left"); });
        profile.transfer->fetch(kHash, &stays, [&](const Result<QString> &path) { answers += path.ok(); }, [&](qint64 done, qint64 total) {
            told.append({done, total});
            leaves.reset();
        });
        profile.transfer->fetch(kHash, &stays, [&](const Result<QString> &path) { answers += path.ok(); });
        QTRY_COMPARE(answers, 2);
        QCOMPARE(profile.server.pieces, kPieces);
        QCOMPARE(told.size(), kPieces);
        QCOMPARE(told.first(), qMakePair(kFilePiece, qint64(kBytes.size())));
        QCOMPARE(told.last(), qMakePair(qint64(kBytes.size()), qint64(kBytes.size())));
    }
    void whatNobodyWantsAnyMoreIsGivenUpAndGoesOnLater()
    {
        Profile profile;
        profile.server.files.insert(kHash, kBytes);
        auto leaves = std::make_unique<QObject>();
        qint64 have = 0;
        profile.transfer->fetch(kHash, leaves.get(), [&](const Result<QString> &) { QFAIL("it has left"); }, [&](qint64 done, qint64) {
            have = done;
            if (done == 2 * kFilePiece)
                leaves.reset();
        });
        QTRY_COMPARE(have, 2 * kFilePiece);
        const int before = profile.server.pieces;
        profile.restart();
        QVERIFY(profile.server.pieces <= before + 1);
        QCOMPARE(QFileInfo(profile.part()).size(), 2 * kFilePiece);
        const int fetched = profile.server.pieces;
        QVERIFY(*profile.fetch(kHash) == kBytes);
        QCOMPARE(profile.server.pieces, fetched + kPieces - 2);
    }
    void twoAtATimeAndOneThatIsRefusedStopsNoOther()
    {
        Profile profile;
        QStringList hashes;
        for (quint32 i = 0; i < 5; ++i)
            hashes.append(profile.add(content(1000 + i, i)));
        profile.server.refused.insert(hashes[1], {Consequence::Rejected, QStringLiteral("blob.too_large"), {}});
        QCOMPARE(profile.upload(), QStringLiteral("blob.too_large"));
        QCOMPARE(profile.server.files.size(), 4);
        QCOMPARE(profile.server.mostAtATime, 2);
        QCOMPARE(profile.waiting(), QStringList {hashes[1]});
        profile.server.refused.clear();
        QCOMPARE(profile.upload(), QString());
        QCOMPARE(profile.waiting(), QStringList());
    }
    /// A server that has no room for more today is asked again, without anybody doing anything.
    void aRefusalForNowIsTriedAgain()
    {
        Profile profile;
        profile.add(kBytes);
        profile.server.refused.insert(kHash, {Consequence::RetryLater, QStringLiteral("limit.files_a_day"), {}, 3600'000});
        QCOMPARE(profile.upload(), QStringLiteral("limit.files_a_day"));
        QCOMPARE(profile.upload(), QStringLiteral("limit.files_a_day"));
        QCOMPARE(profile.timers.due.size(), 1);
        profile.server.refused.clear();
        profile.timers.advance(3600'000);
        QTRY_VERIFY(profile.server.files.value(kHash) == kBytes);
    }
    void aFileThatIsGoneIsSaidOnce()
    {
        for (const bool damaged : {false, true}) {
            Profile profile;
            profile.add(kBytes);
            QFile file(BlobFiles(profile.folder.path()).path(kHash));
            if (damaged)
                QVERIFY(file.open(QIODevice::ReadWrite) && file.write("!") == 1);
            else
                QVERIFY(file.remove());
            file.close();
            QCOMPARE(profile.upload(), QStringLiteral("blob.lost"));
            QCOMPARE(profile.upload(), QString());
            QVERIFY(profile.server.files.isEmpty());
            QCOMPARE(profile.add(kBytes), kHash); // attached once more
            QCOMPARE(profile.upload(), QString());
            QVERIFY(profile.server.files.value(kHash) == kBytes);
        }
    }
    /// A server that comes back from a backup may have lost files; those it still has cost a question each.
    void filesAreOfferedAgainAfterARestore()
    {
        Profile profile;
        profile.add(kBytes);
        const QString kept = profile.add("kept");
        QCOMPARE(profile.upload(), QString());
        profile.server.files.remove(kHash);
        QCOMPARE(profile.upload(), QString());
        QVERIFY(!profile.server.files.contains(kHash)); // nothing says that it should be
        const int before = profile.server.pieces;
        QVERIFY(profile.inStore<Status>([](LocalStore &store) { return store.outbox().reopenAfter(0); }).ok());
        QCOMPARE(profile.waiting().size(), 2);
        QCOMPARE(profile.upload(), QString());
        QVERIFY(profile.server.files.value(kHash) == kBytes);
        QCOMPARE(profile.server.pieces, before + kPieces);
        QVERIFY(profile.server.files.contains(kept));
        QCOMPARE(profile.waiting(), QStringList()); // noted as sent now, before the clock moves
        profile.clock.advance(15LL * 24 * 3600 * 1000); // longer than operations are kept
        profile.restart();
        QVERIFY(profile.inStore<Status>([](LocalStore &store) { return store.outbox().reopenAfter(0); }).ok());
        QCOMPARE(profile.waiting(), QStringList());
    }
    void whatAFileMayBe()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("blobs")));
        const BlobFiles files(folder.path());
        const QString path = folder.filePath(QStringLiteral("typed"));
        const auto taken = [&](const QByteArray &bytes) {
            QFile file(path);
            const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
            file.close();
            const auto kept = files.take(path, 1000);
            return !written ? QStringLiteral("not written") : kept ? kept->hash : kept.error().code;
        };
        QCOMPARE(taken({}), QStringLiteral("blob.empty"));
        QCOMPARE(taken(QByteArray(1001, 'x')), QStringLiteral("blob.too_large"));
        QCOMPARE(files.take(folder.path(), 1000).error().code, QStringLiteral("blob.unreadable"));
        QCOMPARE(taken("hello"), FakeFileServer::hashOf("hello"));
        QCOMPARE(files.take(path, 1000)->mediaType, QStringLiteral("text/plain"));
        QCOMPARE(files.take(path, 1000)->size, 5);
        QCOMPARE(QDir(folder.path() + QStringLiteral("/blobs")).entryList(QDir::Files | QDir::Hidden), QStringList()); // nothing half done
        QFile old(folder.path() + QStringLiteral("/blobs/x.part"));
        QVERIFY(old.open(QIODevice::WriteOnly));
        files.sweep();
        QVERIFY(old.exists());
        QVERIFY(old.setFileTime(QDateTime::currentDateTimeUtc().addDays(-15), QFileDevice::FileModificationTime));
        old.close();
        files.sweep();
        QVERIFY(!old.exists());
    }
};

QTEST_GUILESS_MAIN(TestFileTransfer)
#include "test_filetransfer.moc"
