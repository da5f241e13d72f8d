// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/resolve.h"
#include "tests/storage/seatdesk.h"
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using domain::Change;
using test::problemOf;
using test::SeatDesk;

/// Taking back on a seat: what has not been sent is discarded, what has been gets its inverse as a new operation.
class TestUndo : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SeatDesk> m_desk;
    const schema::Ticket &t = schema::ticket();

    qint64 priority() { return m_desk->ticket(0).number(t.priority); }
    Result<QList<qint64>> undo(const QList<qint64> &seqs)
    {
        domain::ChangeSet changed;
        return m_desk->store().seat().undo(seqs, changed);
    }
    Change operation(qint64 seq) { return (*m_desk->store().outbox().entry(seq))->change; }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_desk = std::make_unique<SeatDesk>(m_folder->path());
        QCOMPARE(problemOf(m_desk->open()), QString());
        QCOMPARE(problemOf(m_desk->begin()), QString());
    }
    void cleanup()
    {
        m_desk.reset();
        m_folder.reset();
    }

    void whatHasNotBeenSentIsDiscarded()
    {
        const qint64 seq = m_desk->edit(0, 3)->first();
        QCOMPARE(priority(), 3);
        QCOMPARE(*undo({seq}), QList<qint64> {seq});
        QCOMPARE(priority(), 1);
        QCOMPARE(operation(seq).kind, Change::Kind::Void);
    }
    void whatWasSentGetsItsInverse()
    {
        const qint64 seq = m_desk->edit(0, 3)->first();
        QVERIFY(m_desk->answer(10, false).ok());
        QVERIFY(m_desk->acknowledge().ok());
        const qint64 version = (*m_desk->store().outbox().entry(seq))->outcome->version;
        const auto taken = undo({seq});
        QCOMPARE(problemOf(taken), QString());
        const Change back = operation(taken->first());
        QCOMPARE(back.undoes, seq);
        QCOMPARE(back.base, version);
        QCOMPARE(back.set, (QMap<int, Value> {{t.priority.index, qint64(1)}}));
        QCOMPARE(priority(), 1);
    }
    /// A week later, in another run: the inverse is in the file.
    void itIsRememberedAcrossRuns()
    {
        const qint64 seq = m_desk->edit(0, 3)->first();
        QVERIFY(m_desk->answer(10, false).ok());
        QVERIFY(m_desk->acknowledge().ok());
        m_desk->clock().advance(7LL * 24 * 3600 * 1000);
        m_desk->close();
        QCOMPARE(problemOf(m_desk->open()), QString());
        QVERIFY(undo({seq}).ok());
    }
    void whatWasKeptFromMeIsNotTakenBack()
    {
        const qint64 seq = m_desk->edit(0, 3)->first();
        QVERIFY(m_desk->answer(10, true).ok()); // a conflict: theirs was kept
        QCOMPARE(undo({seq}).error().code, QStringLiteral("undo.unknown"));
    }
    /// A merge in conflict was not done at all: nothing of it is left to be shown or sent again, and who insists sends all of it.
    void aWholeOperationInConflictIsWholeAgain()
    {
        Change merge;
        merge.entity = &t;
        merge.row = SeatDesk::ticketId(0);
        merge.whole = true;
        merge.set = {{t.mergedInto.index, SeatDesk::ticketId(1)}, {t.status.index, qint64(4)}};
        domain::ChangeSet changed;
        const auto seqs = m_desk->store().seat().commit({merge}, changed);
        QCOMPARE(problemOf(seqs), QString());
        QVERIFY(m_desk->ticket(0).has(t.mergedInto));
        QVERIFY(m_desk->answer(10, true).ok());
        QVERIFY(!m_desk->ticket(0).has(t.mergedInto));
        QCOMPARE(m_desk->ticket(0).number(t.status), 0);
        const auto entry = *m_desk->store().outbox().entry(seqs->first());
        QCOMPARE(storage::Outbox::remaining(*entry).kind, Change::Kind::Void);
        const auto mine = seat::resolveReview(m_desk->store(), entry->change.id, domain::Resolution::Mine, {});
        QCOMPARE(problemOf(mine), QString());
        const Change insisted = operation(mine->seqs.first());
        QVERIFY(insisted.whole);
        QCOMPARE(insisted.set, merge.set);
    }
    void whatWasMadeIsNotTakenBack()
    {
        const auto seqs = m_desk->writeBatch(0, QStringLiteral("好的"));
        QVERIFY(m_desk->answer(10, false).ok());
        QCOMPARE(undo({seqs->first()}).error().code, QStringLiteral("undo.unknown"));
        QCOMPARE(undo({4711}).error().code, QStringLiteral("undo.unknown"));
    }
    void anUndoIsTakenBackToo()
    {
        const qint64 seq = m_desk->edit(0, 3)->first();
        QVERIFY(m_desk->answer(10, false).ok());
        const qint64 back = undo({seq})->first();
        QVERIFY(m_desk->answer(10, false).ok());
        QCOMPARE(problemOf(undo({back})), QString());
        QCOMPARE(priority(), 3);
    }
    /// Several operations on one ticket go back in turn, the last one first.
    void severalGoBackToWhereTheyBegan()
    {
        const QList<qint64> seqs {m_desk->edit(0, 3)->first(), m_desk->edit(0, 2)->first(), m_desk->edit(0, 0)->first()};
        QVERIFY(m_desk->answer(2, false).ok()); // the third waits still
        QCOMPARE(problemOf(undo(seqs)), QString());
        QCOMPARE(priority(), 1);
    }
};

QTEST_GUILESS_MAIN(TestUndo)
#include "test_undo.moc"
