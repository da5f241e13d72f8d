// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/outboxsalvage.h"
#include "tests/storage/seatdesk.h"
#include "tests/support/powercut.h"
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using domain::OutboxEntry;
using test::problemOf;
using test::SeatDesk;

namespace {

constexpr int kActions = 120;

/// What the seat confirmed, and after how many steps of the disk.
struct Promises {
    struct Operation {
        qsizetype step;
        domain::Change change;
        qsizetype answeredStep = -1;
        domain::Outcome outcome = {};
    };
    QMap<qint64, Operation> operations; ///< by seq
    QList<std::pair<qsizetype, int>> drafts; ///< the numbers written into a draft
};

struct Recording {
    QList<test::DiskStep> steps;
    Promises promises;
};

using Sabotage = std::function<Status(seat::LocalStore &)>;

/// A working day on a disk that is written down.
class Day {
public:
    Day(test::ShimVfs &disk, quint32 seed, const Sabotage &sabotage)
        : m_disk(disk)
        , m_desk(disk.folder())
        , m_random(seed)
        , m_sabotage(sabotage)
    {
    }
    Status work()
    {
        TD_TRY(open());
        TD_TRY(m_desk.begin());
        for (int i = 0; i < kActions; ++i) {
            m_desk.clock().advance(1000);
            TD_TRY(act(i));
            if (i == kActions / 2) { // the program ends and starts again: the logs are emptied and removed
                m_desk.close();
                TD_TRY(open());
            }
        }
        return {};
    }
    Promises promises;

private:
    Status open()
    {
        TD_TRY(m_desk.open());
        for (sqlite::Connection *file : {&m_desk.store().outboxConnection(), &m_desk.store().mirror().connection()})
            TD_TRY(file->exec("PRAGMA wal_autocheckpoint=40")); // cuts shall meet many checkpoints
        return m_sabotage ? m_sabotage(m_desk.store()) : Status();
    }
    Status act(int i)
    {
        const auto ticket = static_cast<int>(m_random.bounded(SeatDesk::kTickets));
        switch (m_random.bounded(6)) {
        case 0:
            return answer();
        case 1:
            return m_desk.acknowledge();
        case 2: {
            TD_TRY(m_desk.store().outbox().saveDraft(SeatDesk::ticketId(0), QStringLiteral("reply"), QString::number(i)));
            promises.drafts.append({m_disk.stepCount(), i});
            return {};
        }
        case 3:
            return note(m_desk.writeBatch(ticket, QStringLiteral("第%1条").arg(i).repeated(1 + int(m_random.bounded(800)))));
        default:
            return note(m_desk.edit(ticket, qint64(m_random.bounded(4))));
        }
    }
    Status note(const Result<QList<qint64>> &confirmed)
    {
        if (!confirmed)
            return confirmed.error();
        for (const qint64 seq : *confirmed) {
            TD_ASSIGN(entry, m_desk.store().outbox().entry(seq));
            promises.operations.insert(seq, {m_disk.stepCount(), entry->change});
        }
        return {};
    }
    Status answer()
    {
        TD_ASSIGN(answered, m_desk.answer(10, m_random.bounded(3) == 0));
        for (const auto &[seq, outcome] : answered) {
            promises.operations[seq].answeredStep = m_disk.stepCount();
            promises.operations[seq].outcome = outcome;
        }
        return {};
    }

    test::ShimVfs &m_disk;
    SeatDesk m_desk;
    QRandomGenerator m_random;
    Sabotage m_sabotage;
};

/// What is wrong with a seat that starts on the disk after a cut at `step`; empty when nothing is.
class Inspection {
public:
    Inspection(const Promises &promises, qsizetype step, const QString &folder)
        : m_promises(promises)
        , m_step(step)
        , m_desk(folder)
    {
    }
    QString run()
    {
        if (const Status opened = m_desk.open(); !opened)
            return QStringLiteral("does not open: ") + problemOf(opened);
        if (const auto lost = m_desk.store().mirrorIsLost(); !lost || *lost)
            return QStringLiteral("the mirror was found damaged");
        for (sqlite::Connection *file : {&m_desk.store().outboxConnection(), &m_desk.store().mirror().connection()}) {
            const auto problems = file->integrityCheck();
            if (!problems || !problems->isEmpty())
                return file->options().path + QStringLiteral(" is not sound");
        }
        if (!storage::damagedOutboxes(seat::LocalStore::outboxPath(m_desk.store().profile())).isEmpty())
            return QStringLiteral("the outbox was found damaged");
        const auto entries = m_desk.store().outbox().entries();
        if (!entries)
            return problemOf(entries);
        for (const OutboxEntry &entry : *entries)
            m_found.insert(entry.change.seq, entry);
        for (const auto &check : {operations(), answers(), draft(), mirror(), goingOn()}) {
            if (!check.isEmpty())
                return check;
        }
        return {};
    }

private:
    QString operations() const
    {
        qint64 expected = 1;
        for (auto it = m_found.begin(); it != m_found.end(); ++it) {
            if (it.key() != expected++)
                return QStringLiteral("numbers have a gap before %1").arg(it.key());
            if (it->damaged)
                return QStringLiteral("operation %1 is damaged").arg(it.key());
        }
        for (auto it = m_promises.operations.begin(); it != m_promises.operations.end() && it->step <= m_step; ++it) {
            if (!m_found.contains(it.key()) || !(m_found[it.key()].change == it->change))
                return QStringLiteral("operation %1 is lost").arg(it.key());
        }
        return {};
    }
    QString answers() const
    {
        for (auto it = m_promises.operations.begin(); it != m_promises.operations.end(); ++it) {
            if (it->answeredStep < 0 || it->answeredStep > m_step)
                continue;
            const OutboxEntry entry = m_found.value(it.key());
            if (entry.state == OutboxEntry::State::Queued || entry.outcome != it->outcome)
                return QStringLiteral("what became of operation %1 is lost").arg(it.key());
        }
        return {};
    }
    QString draft()
    {
        int promised = -1;
        for (const auto &[step, number] : m_promises.drafts)
            promised = step <= m_step ? number : promised;
        const auto text = m_desk.store().outbox().draft(SeatDesk::ticketId(0), QStringLiteral("reply"));
        return text && (promised < 0 || text->toInt() >= promised) ? QString() : QStringLiteral("a draft is lost");
    }
    /// What waits lies on the rows, however old they are.
    QString mirror()
    {
        const auto &priority = schema::ticket().priority;
        QMap<Id, qint64> wanted;
        for (const OutboxEntry &entry : std::as_const(m_found)) {
            if (entry.state == OutboxEntry::State::Queued && entry.change.set.contains(priority.index))
                wanted[entry.change.row] = std::get<qint64>(entry.change.set[priority.index]);
        }
        for (int n = 0; n < SeatDesk::kTickets; ++n) {
            const Row row = m_desk.ticket(n);
            if (!row.isNull() && wanted.contains(row.id()) && row.number(priority) != wanted[row.id()])
                return QStringLiteral("waiting work is not on ticket %1").arg(n);
        }
        return {};
    }
    QString goingOn()
    {
        if (m_desk.ticket(0).isNull())
            return {}; // cut before the first page
        const auto next = m_desk.edit(0, 2);
        if (!next)
            return QStringLiteral("no more work is taken: ") + problemOf(next);
        const qint64 last = m_found.isEmpty() ? 0 : m_found.lastKey();
        return *next == QList<qint64> {last + 1} ? QString() : QStringLiteral("a number is given again");
    }

    const Promises &m_promises;
    const qsizetype m_step;
    SeatDesk m_desk;
    QMap<qint64, OutboxEntry> m_found;
};

} // namespace

/// Power cuts on a disk that tears and reorders what was not synced: outbox.db (synchronous=FULL) loses nothing that was
/// confirmed, cache.db (NORMAL) may be older but is never damaged. TIDEDESK_POWER_IMAGES=n makes more images.
class TestPowerCut : public QObject {
    Q_OBJECT

    quint32 m_seed = 1;

    static Result<Recording> record(quint32 seed, const Sabotage &sabotage = {})
    {
        const QTemporaryDir folder;
        test::ShimVfs disk(folder.path());
        Day day(disk, seed, sabotage);
        TD_TRY(day.work());
        return Recording {disk.steps(), day.promises};
    }
    /// What the images showed, one text for each that was not in order.
    static QStringList cut(const Recording &recording, int images, quint32 seed)
    {
        return test::problemsAfterCuts(recording.steps, 1, images, seed,
            [&](qsizetype step, const QString &folder) { return Inspection(recording.promises, step, folder).run(); });
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("tidedesk.*.info=false\ntidedesk.*.warning=false")); // hundreds of starts
        if (const int seed = qEnvironmentVariableIntValue("TIDEDESK_SEED"); seed > 0)
            m_seed = static_cast<quint32>(seed);
    }
    void nothingConfirmedIsLostAndNothingIsDamaged()
    {
        const int images = qMax(120, qEnvironmentVariableIntValue("TIDEDESK_POWER_IMAGES"));
        const auto recording = record(m_seed);
        QVERIFY2(recording.ok(), qPrintable(problemOf(recording)));
        QVERIFY(recording->promises.operations.size() > 60);
        const QStringList problems = cut(*recording, images, m_seed);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    }
    /// The harness sees what it is to see.
    void anOutboxThatIsNotSyncedIsCaught()
    {
        const auto recording = record(m_seed, [](seat::LocalStore &store) { return store.outboxConnection().exec("PRAGMA synchronous=OFF"); });
        QVERIFY2(recording.ok(), qPrintable(problemOf(recording)));
        QVERIFY(!cut(*recording, 20, m_seed).isEmpty());
    }
    void anOutboxThatIsSyncedAtCheckpointsOnlyIsCaught()
    {
        const auto recording = record(m_seed, [](seat::LocalStore &store) { return store.outboxConnection().exec("PRAGMA synchronous=NORMAL"); });
        QVERIFY2(recording.ok(), qPrintable(problemOf(recording)));
        QVERIFY(!cut(*recording, 20, m_seed).isEmpty());
    }
    void aMirrorThatIsNotSyncedIsCaught()
    {
        const auto recording = record(m_seed, [](seat::LocalStore &store) { return store.mirror().connection().exec("PRAGMA synchronous=OFF"); });
        QVERIFY2(recording.ok(), qPrintable(problemOf(recording)));
        QVERIFY(!cut(*recording, 40, m_seed).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPowerCut)
#include "test_powercut.moc"
