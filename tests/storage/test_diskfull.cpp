// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/outboxsalvage.h"
#include "tests/storage/seatdesk.h"
#include "tests/support/shimvfs.h"
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using test::problemOf;
using test::SeatDesk;

/// A disk that is full, or no longer syncs, under the files of a seat: what cannot be stored is refused with a clear
/// error and is not done, what was confirmed stays, and work goes on when there is room again.
class TestDiskFull : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::ShimVfs> m_disk;
    std::unique_ptr<SeatDesk> m_desk;

    /// Confirmed operations are in the outbox, and none else.
    void compare(const QList<qint64> &confirmed)
    {
        const auto entries = m_desk->store().outbox().entries();
        QVERIFY2(entries.ok(), qPrintable(problemOf(entries)));
        QList<qint64> stored;
        for (const domain::OutboxEntry &entry : *entries) {
            QVERIFY(!entry.damaged);
            stored.append(entry.change.seq);
        }
        std::sort(stored.begin(), stored.end());
        QCOMPARE(stored, confirmed);
    }
    void reopen()
    {
        m_desk->close();
        const Status opened = m_desk->open();
        QVERIFY2(opened.ok(), qPrintable(problemOf(opened)));
        QVERIFY(!*m_desk->store().mirrorIsLost());
    }

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("tidedesk.*.info=false\ntidedesk.*.warning=false")); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_disk = std::make_unique<test::ShimVfs>(m_folder->path());
        m_disk->stopRecording();
        m_desk = std::make_unique<SeatDesk>(m_folder->path());
        QVERIFY(m_desk->open().ok());
        QVERIFY(m_desk->begin().ok());
    }
    void cleanup()
    {
        m_disk->setSpace({});
        m_desk.reset();
        m_disk.reset();
    }
    void whileWriting()
    {
        QList<qint64> confirmed;
        int refused = 0;
        for (qint64 space = 0; space < 120'000; space += 2'600) {
            m_disk->setSpace(space);
            for (int i = 0; i < 4; ++i) {
                const auto done = i % 2 ? m_desk->edit(i, space % 4) : m_desk->writeBatch(i, QString(700, u'字'));
                if (done) {
                    confirmed += *done;
                    continue;
                }
                ++refused;
                QCOMPARE(done.error().code, QStringLiteral("store.disk_full"));
                QCOMPARE(done.error().consequence, Consequence::RetryLater);
            }
            compare(confirmed); // reading works on a full disk
            m_disk->setSpace({});
            const auto again = m_desk->edit(0, 2);
            QVERIFY2(again.ok(), qPrintable(problemOf(again)));
            confirmed += *again;
            QCOMPARE(m_desk->ticket(0).number(schema::ticket().priority), 2);
            compare(confirmed);
        }
        QVERIFY(refused > 20);
        reopen();
        compare(confirmed);
    }
    void whatTheServerSaysComesAgainWhenThereIsRoom()
    {
        QList<qint64> confirmed = *m_desk->edit(0, 3);
        m_disk->setSpace(0);
        const Status refused = m_desk->acknowledge();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QStringLiteral("store.disk_full"));
        const auto unanswered = m_desk->answer(10, true);
        QVERIFY(!unanswered.ok());
        QCOMPARE(unanswered.error().code, QStringLiteral("store.disk_full"));
        QCOMPARE(*m_desk->store().outbox().waiting(), 1);
        m_disk->setSpace({});
        QVERIFY(m_desk->answer(10, true).ok());
        QVERIFY(m_desk->acknowledge().ok());
        QCOMPARE(*m_desk->store().outbox().openReviews(), 1);
        compare(confirmed);
    }
    void whileCheckpointing()
    {
        QList<qint64> confirmed;
        for (int i = 0; i < 30; ++i)
            confirmed += *m_desk->writeBatch(i % 6, QString(700, u'字'));
        m_disk->setSpace(5'000); // the files are still small, everything lies in the logs
        for (sqlite::Connection *file : {&m_desk->store().outboxConnection(), &m_desk->store().mirror().connection()}) {
            const auto moved = file->checkpoint();
            QVERIFY(!moved.ok());
            QCOMPARE(moved.error().code, QStringLiteral("store.disk_full"));
        }
        compare(confirmed);
        m_desk->close(); // would move the logs, and cannot
        m_disk->setSpace({});
        QVERIFY(m_desk->open().ok());
        compare(confirmed);
        const auto again = m_desk->edit(0, 2);
        QVERIFY2(again.ok(), qPrintable(problemOf(again)));
    }
    void beforeOpening()
    {
        QList<qint64> confirmed = *m_desk->edit(0, 3);
        m_desk->close();
        for (const qint64 space : {0, 8'192, 33'000, 40'000, 70'000}) {
            m_disk->setSpace(space);
            const Status opened = m_desk->open();
            if (!opened) {
                QCOMPARE(opened.error().code, QStringLiteral("store.disk_full"));
            } else {
                compare(confirmed);
                const auto done = m_desk->edit(0, 2);
                if (done)
                    confirmed += *done;
            }
            m_disk->setSpace({});
            reopen();
            compare(confirmed);
            m_desk->close();
        }
    }
    /// No room for the new file: the damaged one stays where it is, until there is.
    void whileSalvaging()
    {
        const QList<qint64> confirmed = *m_desk->writeBatch(0, QString(700, u'字'));
        m_desk->close();
        const QString path = seat::LocalStore::outboxPath(m_folder->path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QCOMPARE(file.write(QByteArray(100, 'x')), 100);
        file.seek(0);
        const QByteArray damaged = file.readAll();
        for (const qint64 space : {0, 20'000, 60'000}) {
            m_disk->setSpace(space);
            const Status refused = m_desk->open();
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().code, QStringLiteral("store.disk_full"));
            file.seek(0);
            QVERIFY(file.readAll() == damaged);
            QVERIFY(storage::damagedOutboxes(path).isEmpty());
        }
        m_disk->setSpace({});
        QVERIFY(m_desk->open().ok());
        compare(confirmed);
        QCOMPARE(storage::damagedOutboxes(path).size(), 1);
    }
    void aNewProfileOnAFullDiskIsMadeWhenThereIsRoom()
    {
        m_desk->close();
        for (const qint64 space : {0, 4'096, 40'000, 80'000, 160'000}) {
            const QTemporaryDir empty;
            m_desk.reset();
            m_disk.reset();
            m_disk = std::make_unique<test::ShimVfs>(empty.path());
            m_desk = std::make_unique<SeatDesk>(empty.path());
            m_disk->setSpace(space);
            if (const Status opened = m_desk->open(); !opened)
                QCOMPARE(opened.error().code, QStringLiteral("store.disk_full"));
            m_desk->close();
            m_disk->setSpace({});
            QVERIFY(m_desk->open().ok());
            QVERIFY(m_desk->begin().ok());
            compare(*m_desk->edit(0, 3));
            m_desk->close();
        }
    }
    /// A disk that does not sync has stored nothing: what comes then is not confirmed.
    void aDiskThatDoesNotSync()
    {
        QList<qint64> confirmed;
        for (int good = 0; good < 12; ++good) {
            m_disk->failSyncsAfter(good);
            for (int i = 0; i < 4; ++i) {
                const auto done = m_desk->edit(i, i);
                if (done)
                    confirmed += *done;
                else
                    QCOMPARE(done.error().code, QStringLiteral("store.io"));
            }
            m_disk->failSyncsAfter({});
            const auto again = m_desk->edit(0, 2);
            QVERIFY2(again.ok(), qPrintable(problemOf(again)));
            confirmed += *again;
            compare(confirmed);
        }
        reopen();
        compare(confirmed);
    }
};

QTEST_GUILESS_MAIN(TestDiskFull)
#include "test_diskfull.moc"
