// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/syncwork.h"
#include "core/storage/outboxsalvage.h"
#include "tests/storage/seatdesk.h"
#include "tests/storage/sent.h"
#include "tests/support/shimvfs.h"
#include <QDir>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using domain::OutboxEntry;
using test::problemOf;
using test::SeatDesk;

namespace {

const QString kDraft = QStringLiteral("还没写完");

/// A seat's folder as it lay on the disk, and what the person had been told.
struct Seat {
    QTemporaryDir folder;
    QMap<qint64, OutboxEntry> told; ///< by seq
};

void copyFiles(const QString &from, const QString &to)
{
    const QStringList names = QDir(from).entryList({QStringLiteral("*.db"), QStringLiteral("*-wal"), QStringLiteral("session")}, QDir::Files);
    for (const QString &name : names) {
        if (!QFile::copy(from + u'/' + name, to + u'/' + name))
            qFatal("%s cannot be copied", qPrintable(name));
    }
}

template <class T> void must(const Result<T> &result)
{
    if (!result)
        qFatal("%s", qPrintable(problemOf(result)));
}

/// Works a while and leaves things in every state. `killed`: the logs are still there, partly moved into the files.
std::unique_ptr<Seat> makeSeat(bool killed)
{
    auto made = std::make_unique<Seat>();
    const QTemporaryDir folder;
    SeatDesk desk(folder.path());
    must(desk.open());
    must(desk.begin());
    const auto work = [&desk](int from, int to) {
        for (int i = from; i < to; ++i) {
            desk.clock().advance(1000);
            must(desk.edit(i % SeatDesk::kTickets, i % 4));
            must(desk.writeBatch(i % SeatDesk::kTickets, QStringLiteral("第%1条").arg(i).repeated(i % 5 == 0 ? 900 : 10)));
            if (i % 4 == 3)
                must(desk.answer(9, i % 8 == 3));
            if (i % 8 == 7)
                must(desk.acknowledge());
        }
    };
    work(0, 16);
    must(desk.store().outboxConnection().checkpoint());
    work(16, 24);
    domain::ChangeSet changed;
    must(desk.store().seat().discard(96, changed)); // taken back: must never be sent
    must(desk.store().outbox().saveDraft(SeatDesk::ticketId(1), QStringLiteral("reply"), kDraft));
    must(desk.store().outbox().addUpload(QString(64, u'a')));
    const auto entries = desk.store().outbox().entries();
    must(entries);
    for (const OutboxEntry &entry : *entries)
        made->told.insert(entry.change.seq, entry);
    if (killed)
        copyFiles(folder.path(), made->folder.path());
    desk.close();
    if (!killed)
        copyFiles(folder.path(), made->folder.path());
    return made;
}

enum class Kind { Bit, Bytes, ZeroPage, Cut, Heading };
constexpr Kind kKinds[] {Kind::Bit, Kind::Bytes, Kind::ZeroPage, Kind::Cut, Kind::Heading};

void damage(QByteArray &content, Kind kind, QRandomGenerator &random)
{
    const auto anywhere = [&](qsizetype length) { return random.bounded(qMax<qsizetype>(1, content.size() - length)); };
    const auto scribble = [&](qsizetype at, qsizetype length) {
        for (qsizetype i = at; i < qMin(at + length, content.size()); ++i)
            content[i] = static_cast<char>(random.bounded(256));
    };
    switch (kind) {
    case Kind::Bit: {
        const qsizetype at = anywhere(1);
        content[at] = static_cast<char>(content[at] ^ (1 << random.bounded(8)));
        return;
    }
    case Kind::Bytes:
        return scribble(anywhere(64), 64);
    case Kind::ZeroPage:
        content.replace(anywhere(4096) / 4096 * 4096, 4096, QByteArray(qMin<qsizetype>(4096, content.size()), '\0'));
        return;
    case Kind::Cut:
        return content.truncate(anywhere(1));
    case Kind::Heading:
        return scribble(0, 32);
    }
}

/// Opens a damaged seat as the programs do and tells what is wrong with what they then say; empty when nothing is.
class Inspection {
public:
    Inspection(const QMap<qint64, OutboxEntry> &told, const QString &folder)
        : m_told(told)
        , m_folder(folder)
        , m_desk(folder)
    {
    }
    QString run()
    {
        if (const Status opened = m_desk.open(); !opened)
            return QStringLiteral("does not open: ") + problemOf(opened);
        if (const auto identity = m_desk.store().identity(); !identity || identity->seat.isNull() || identity->user.isNull())
            return QStringLiteral("it is not known whose seat this is");
        for (const auto &check : {entries(), sending(), goingOn()}) {
            if (!check.isEmpty())
                return check;
        }
        return {};
    }
    QList<qint64> lost; ///< undecided operations of which nothing whole was left

private:
    QString entries()
    {
        const auto found = m_desk.store().outbox().entries();
        if (!found)
            return problemOf(found);
        QMap<qint64, OutboxEntry> here;
        for (const OutboxEntry &entry : *found)
            here.insert(entry.change.seq, entry);
        for (auto it = here.begin(); it != here.end(); ++it) {
            const domain::Change done = m_told.value(it.key()).change;
            const bool takenBack = done.kind == domain::Change::Kind::Void && it->change.kind == done.kind && it->change.id == done.id;
            if (!it->damaged && !takenBack && !(it->change == done))
                return QStringLiteral("operation %1 is not what was done").arg(it.key());
        }
        for (auto it = m_told.begin(); it != m_told.end(); ++it) {
            if (it->state != OutboxEntry::State::Queued)
                continue;
            if (!here.contains(it.key()))
                return QStringLiteral("operation %1 is lost without a word").arg(it.key());
            if (here[it.key()].damaged)
                lost.append(it.key());
        }
        return {};
    }
    /// What would go to the server, with the person's leave to do without what is damaged.
    QString sending()
    {
        for (int round = 0;; ++round) {
            const auto batch = test::sent(m_desk.store());
            if (!batch && batch.error().code != u"outbox.damaged")
                return problemOf(batch);
            const auto waiting = m_desk.store().outbox().waiting();
            if (batch && batch->size() == *waiting)
                return sent(*batch);
            if (round > 200)
                return QStringLiteral("damaged operations cannot be given up");
            const qint64 stuck = batch ? batch->last().seq + 1 : batch.error().detail.section(u' ', -1).toLongLong();
            domain::ChangeSet changed;
            if (const auto given = m_desk.store().seat().discard(stuck, changed); !given)
                return QStringLiteral("operation %1 cannot be given up: ").arg(stuck) + problemOf(given);
        }
    }
    QString sent(const QList<domain::Change> &batch) const
    {
        qint64 last = 0;
        for (auto it = m_told.begin(); it != m_told.end(); ++it)
            last = it->state == OutboxEntry::State::Queued ? last : it.key();
        for (const domain::Change &change : batch) {
            const bool nothing = change.kind == domain::Change::Kind::Void;
            if (!nothing && !(change == m_told.value(change.seq).change))
                return QStringLiteral("operation %1 would be sent otherwise than it was done").arg(change.seq);
            if (change.seq <= last)
                continue; // the server knows it
            if (change.seq != ++last)
                return QStringLiteral("the server would wait for operation %1 for ever").arg(last);
        }
        return last == m_told.lastKey() ? QString() : QStringLiteral("the last operations are forgotten");
    }
    /// A mirror may be found damaged only when it is used; then the next start begins it anew.
    QString goingOn()
    {
        for (int start = 0; start < 2; ++start) {
            const auto begunAnew = m_desk.store().mirrorIsLost();
            if (begunAnew && *begunAnew)
                return {};
            const auto done = m_desk.edit(0, 3);
            if (done)
                return *done == QList<qint64> {m_told.lastKey() + 1} ? QString() : QStringLiteral("a number is given again");
            if (done.error().code == u"gone") { // rows that went with the log come again from the server
                must(m_desk.acknowledge());
                continue;
            }
            if (done.error().code != u"store.corrupt")
                return problemOf(done);
            m_desk.close();
            must(m_desk.open());
        }
        return QStringLiteral("the mirror stays damaged");
    }

    const QMap<qint64, OutboxEntry> &m_told;
    const QString m_folder;
    SeatDesk m_desk;
};

} // namespace

/// Damage of every kind to the files of a profile: no operation is lost without a word, none goes out that was not done,
/// whole ones are salvaged. TIDEDESK_DAMAGE_IMAGES=n makes more images per kind and file.
class TestDamage : public QObject {
    Q_OBJECT

    quint32 m_seed = 1;
    int m_images = 3;
    QTemporaryDir m_scratch;
    test::ShimVfs m_fast {m_scratch.path()}; ///< hundreds of starts need no syncs
    std::unique_ptr<Seat> m_closed;
    std::unique_ptr<Seat> m_killed;

    void inspect(const Seat &seat, const QString &file, Kind kind, int most)
    {
        for (int n = 0; n < m_images; ++n) {
            QRandomGenerator random({m_seed, quint32(n), quint32(kind), quint32(qHash(file)), quint32(&seat == m_killed.get())});
            const QTemporaryDir image;
            copyFiles(seat.folder.path(), image.path());
            QFile target(image.filePath(file));
            QVERIFY(target.open(QIODevice::ReadWrite));
            QByteArray content = target.readAll();
            damage(content, kind, random);
            target.resize(content.size());
            target.seek(0);
            target.write(content);
            target.close();
            Inspection inspection(seat.told, image.path());
            const QString problem = inspection.run();
            QVERIFY2(problem.isEmpty(), qPrintable(QStringLiteral("image %1: %2").arg(n).arg(problem)));
            QVERIFY2(inspection.lost.size() <= most, qPrintable(QStringLiteral("image %1: %2 operations were lost").arg(n).arg(inspection.lost.size())));
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("tidedesk.*.info=false\ntidedesk.*.warning=false"));
        m_images = qMax(m_images, qEnvironmentVariableIntValue("TIDEDESK_DAMAGE_IMAGES"));
        if (const int seed = qEnvironmentVariableIntValue("TIDEDESK_SEED"); seed > 0)
            m_seed = static_cast<quint32>(seed);
        m_closed = makeSeat(false);
        m_killed = makeSeat(true);
    }
    void undamagedSeatsAreInOrder()
    {
        for (const Seat *seat : {m_closed.get(), m_killed.get()}) {
            const QTemporaryDir image;
            copyFiles(seat->folder.path(), image.path());
            Inspection inspection(seat->told, image.path());
            QCOMPARE(inspection.run(), QString());
            QVERIFY(inspection.lost.isEmpty());
            QVERIFY(storage::damagedOutboxes(image.filePath(QStringLiteral("outbox.db"))).isEmpty());
        }
        QVERIFY(QFile::exists(m_killed->folder.filePath(QStringLiteral("outbox.db-wal"))));
        QVERIFY(!QFile::exists(m_closed->folder.filePath(QStringLiteral("outbox.db-wal"))));
    }
    void aSalvageThatWasCutShortIsFinished_data()
    {
        QTest::addColumn<int>("moved"); // of the damaged file and its log
        QTest::newRow("before the damaged file is set aside") << 0;
        QTest::newRow("before its log is") << 1;
        QTest::newRow("before the new one is in place") << 2;
    }
    void aSalvageThatWasCutShortIsFinished()
    {
        QFETCH(const int, moved);
        const QTemporaryDir image;
        copyFiles(m_killed->folder.path(), image.path());
        const QString path = image.filePath(QStringLiteral("outbox.db"));
        {
            SeatDesk sound(image.path());
            QVERIFY(sound.open().ok());
        }
        QVERIFY(QFile::rename(path, path + QStringLiteral(".salvaged")));
        const QString of = m_killed->folder.filePath(QStringLiteral("outbox.db"));
        QVERIFY(QFile::copy(of, moved > 0 ? path + QStringLiteral(".damaged-1") : path));
        QVERIFY(QFile::copy(of + QStringLiteral("-wal"), (moved > 1 ? path + QStringLiteral(".damaged-1") : path) + QStringLiteral("-wal")));
        Inspection inspection(m_killed->told, image.path());
        QCOMPARE(inspection.run(), QString());
        QVERIFY(inspection.lost.isEmpty());
        QCOMPARE(storage::damagedOutboxes(path).size(), 1);
        QVERIFY(QFile::exists(path + QStringLiteral(".damaged-1-wal")));
        QVERIFY(!QFile::exists(path + QStringLiteral(".salvaged")));
    }
    void damagedFilesLoseNothingInSilence_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("killed");
        for (const char *file : {"outbox.db", "outbox.db-wal", "cache.db", "cache.db-wal", "session"}) {
            if (!QByteArrayView(file).endsWith("-wal"))
                QTest::addRow("%s closed", file) << QString::fromLatin1(file) << false;
            QTest::addRow("%s killed", file) << QString::fromLatin1(file) << true;
        }
    }
    void damagedFilesLoseNothingInSilence()
    {
        QFETCH(const QString, file);
        QFETCH(const bool, killed);
        const Seat &seat = killed ? *m_killed : *m_closed;
        const bool ofOutbox = file.startsWith(u"outbox");
        inspect(seat, file, Kind::Bit, ofOutbox ? 1 : 0);
        inspect(seat, file, Kind::Bytes, ofOutbox ? 3 : 0);
        inspect(seat, file, Kind::ZeroPage, ofOutbox ? 20 : 0);
        inspect(seat, file, Kind::Cut, ofOutbox ? 100 : 0);
        inspect(seat, file, Kind::Heading, 0);
    }
};

QTEST_GUILESS_MAIN(TestDamage)
#include "test_damage.moc"
