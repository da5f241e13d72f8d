// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/seat/blobfiles.h"
#include "tests/storage/seatdesk.h"
#include <QDirIterator>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::test;

namespace {

constexpr int kSomeSteps = 60; ///< more than there are

const auto kDraftTicket = 2;

/// What a profile holds of its person's own, as text.
QJsonObject ownWork(seat::LocalStore &store)
{
    const QList<domain::OutboxEntry> entries = *store.outbox().entries();
    const QList<domain::Review> reviews = *store.outbox().reviews(false);
    const QStringList uploads = *store.outbox().uploads();
    QJsonArray operations;
    for (const domain::OutboxEntry &entry : entries) {
        operations.append(QJsonObject {{QStringLiteral("change"), protocol::toJson(entry.change)}, {QStringLiteral("state"), int(entry.state)},
            {QStringLiteral("decided"), entry.outcome.has_value()}, {QStringLiteral("tries"), entry.tries}});
    }
    QJsonArray cards;
    for (const domain::Review &review : reviews)
        cards.append(protocol::toJson(review.outcome, review.change));
    QJsonArray files;
    for (const QString &hash : uploads)
        files.append(QJsonObject {{QStringLiteral("hash"), hash}, {QStringLiteral("sound"), seat::BlobFiles(store.profile()).isSound(hash)}});
    return {{QStringLiteral("operations"), operations}, {QStringLiteral("cards"), cards}, {QStringLiteral("files"), files},
        {QStringLiteral("draft"), *store.outbox().draft(SeatDesk::ticketId(kDraftTicket), QStringLiteral("reply"))}, {QStringLiteral("next"), *store.outbox().nextSeq()},
        {QStringLiteral("seat"), store.identity()->seat.toString()}};
}

QString keep(const QString &profile, const QByteArray &bytes)
{
    QFile file(profile + QStringLiteral("/../typed"));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        return {};
    file.close();
    return seat::BlobFiles(profile).take(file.fileName(), seat::kLargestFile)->hash;
}

/// Opens a profile, and with a key what is sealed in it: as a process that may be killed on the way.
int child(const QString &profile, const QByteArray &key)
{
    SeatDesk desk(profile);
    if (!desk.open())
        return 3;
    if (key.isEmpty())
        return 0;
    if (!desk.store().unseal(**desk.store().sealed(), key))
        return 4;
    desk.close();
    return desk.open() ? 0 : 5;
}

} // namespace

/// A revoked seat: nothing readable is left on the disk, nothing is lost, at whatever step the process dies.
class TestSealedSeat : public QObject {
    Q_OBJECT

    const protocol::SealingKeys keys = protocol::SealingKeys::make();
    std::unique_ptr<QTemporaryDir> folder;
    QJsonObject before;

    QString profile() const { return folder->path() + QStringLiteral("/lin"); }
    /// A seat that has worked, and was revoked; its next opening seals.
    void revoked(bool withKey = true)
    {
        folder = std::make_unique<QTemporaryDir>();
        SeatDesk desk(profile());
        QVERIFY(desk.open().ok() && desk.begin().ok());
        QVERIFY(desk.edit(0, 3).ok() && desk.edit(1, 3).ok());
        QVERIFY(desk.answer(2, true).ok() && desk.acknowledge().ok()); // one of them a card
        QVERIFY(desk.writeBatch(3, QStringLiteral("canary-text")).ok());
        storage::Outbox &outbox = desk.store().outbox();
        QVERIFY(outbox.noteAttempt(3, 4).ok()); // on the way when it happened
        QVERIFY(outbox.saveDraft(SeatDesk::ticketId(kDraftTicket), QStringLiteral("reply"), QStringLiteral("canary-draft")).ok());
        QVERIFY(outbox.addUpload(keep(profile(), "canary-upload" + QByteArray(300'000, 'u'))).ok());
        QVERIFY(!keep(profile(), "canary-fetched").isEmpty()); // the server has it
        for (const char *beside : {"outbox.db.before-upgrade", "cache.db.damaged-copy"}) {
            QFile copy(profile() + u'/' + QLatin1StringView(beside));
            QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write("canary-copy") > 0);
        }
        if (withKey)
            QVERIFY(desk.store().rememberSealingKey(keys.publicKey).ok());
        QVERIFY(desk.store().endLease().ok());
        before = ownWork(desk.store());
        QCOMPARE(before.value(QLatin1StringView("cards")).toArray().size(), 1);
    }
    QStringList names() const { return QDir(profile()).entryList({QStringLiteral("*.tdx"), QStringLiteral("sealing*"), QStringLiteral("outbox.db.*")}, QDir::Files, QDir::Name); }
    QStringList canaries() const
    {
        QStringList found;
        for (QDirIterator it(profile(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
            QFile file(it.next());
            if (!file.open(QIODevice::ReadOnly))
                found.append(file.fileName());
            const QByteArray bytes = file.readAll();
            if (bytes.contains("canary") || bytes.contains("退款")) // what the tickets of the desk are about
                found.append(file.fileName());
        }
        return found;
    }
    QByteArray keyOf(const seat::SealedWork &work) const
    {
        const auto box = protocol::openBox(work.box, keys);
        return box && box->fits(work.label) ? box->key : QByteArray();
    }
    void expectSealed(SeatDesk &desk)
    {
        const auto work = desk.store().sealed();
        QVERIFY(work.ok() && *work);
        QCOMPARE((*work)->label.operations, 3);
        QCOMPARE((*work)->label.files, 1);
        QCOMPARE(names(), QStringList {QStringLiteral("sealed-1.tdx")});
        QCOMPARE(canaries(), QStringList());
        const auto identity = desk.store().identity();
        QVERIFY(identity->sealed && !identity->inside);
        QVERIFY(!identity->seat.isNull());
        QCOMPARE(*desk.store().outbox().waiting(), 0);
    }
    void expectOpened(SeatDesk &desk)
    {
        QCOMPARE(ownWork(desk.store()), before);
        QCOMPARE(names(), QStringList());
        QVERIFY(!desk.store().identity()->sealed);
        desk.close();
        QVERIFY(desk.open().ok()); // and it stays so
        QCOMPARE(ownWork(desk.store()), before);
    }
    void open(SeatDesk &desk)
    {
        const auto work = desk.store().sealed();
        QVERIFY(*work);
        const Status unsealed = desk.store().unseal(**work, keyOf(**work));
        QVERIFY2(unsealed.ok(), unsealed ? "" : qPrintable(unsealed.error().code + unsealed.error().detail));
        desk.close();
        QVERIFY(desk.open().ok());
    }
    /// True: it died there.
    bool diesAt(const QString &point, const QByteArray &key = {}) const
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TIDEDESK_KILL_AT"), point);
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--child"), profile(), QString::fromLatin1(key.toHex())});
        process.waitForFinished(20'000);
        const bool died = process.exitStatus() == QProcess::CrashExit;
        if (!died && process.exitCode() != 0)
            qWarning() << point << "ended with" << process.exitCode();
        return died;
    }

private Q_SLOTS:
    void nothingReadableIsLeftAndAllComesBack()
    {
        revoked();
        QVERIFY(canaries().size() >= 5);
        SeatDesk desk(profile());
        QVERIFY(desk.open().ok());
        expectSealed(desk);
        desk.close();
        QVERIFY(desk.open().ok()); // once is enough
        expectSealed(desk);
        open(desk);
        expectOpened(desk);
        QVERIFY(desk.store().identity()->inside);
    }
    void theLabelSaysNothingOfTheContent()
    {
        revoked();
        SeatDesk desk(profile());
        QVERIFY(desk.open().ok());
        QVERIFY(keyOf(**desk.store().sealed()).size() == 32);
        QCOMPARE(protocol::openBox((*desk.store().sealed())->box, protocol::SealingKeys::make()).error().code, QStringLiteral("sealed.foreign"));
    }
    /// A server of before gives no key: work is kept as it is, nobody gets in.
    void withoutAKeyNothingIsSealed()
    {
        revoked(false);
        SeatDesk desk(profile());
        QVERIFY(desk.open().ok());
        QCOMPARE(ownWork(desk.store()), before);
        QVERIFY(!*desk.store().sealed());
        QCOMPARE(desk.store().verifyPassword(QStringLiteral("password"), 0).error().code, QStringLiteral("account_disabled"));
    }
    void anEndedSessionIsNoRevocation()
    {
        revoked(false);
        SeatDesk desk(profile());
        QVERIFY(desk.open().ok());
        QVERIFY(desk.store().rememberPassword(QStringLiteral("password"), 0).ok()); // let in again
        QVERIFY(desk.store().rememberSealingKey(keys.publicKey).ok());
        QVERIFY(desk.store().forgetToken().ok()); // signs out
        desk.close();
        QVERIFY(desk.open().ok());
        QVERIFY(!*desk.store().sealed());
        QCOMPARE(ownWork(desk.store()), before);
    }
    void killedWhileItSeals_data()
    {
        QTest::addColumn<QString>("point");
        for (const char *point : {"seal.written", "seal.committed", "seal.finished"})
            QTest::newRow(point) << QString::fromLatin1(point);
        QTest::newRow("seal.removed") << QStringLiteral("seal.removed");
    }
    void killedWhileItSeals()
    {
        QFETCH(const QString, point);
        int deaths = 0;
        const bool every = qEnvironmentVariableIsSet("TIDEDESK_SEAL_EVERY");
        for (int n = 1; n < kSomeSteps; n += every || n < 3 ? 1 : 3) {
            revoked();
            if (!diesAt(QStringLiteral("%1:%2").arg(point).arg(n)))
                break;
            ++deaths;
            SeatDesk desk(profile());
            QVERIFY(desk.open().ok());
            expectSealed(desk);
            open(desk);
            expectOpened(desk);
        }
        QVERIFY(point == u"seal.removed" ? deaths >= 4 && deaths < kSomeSteps / 3 : deaths == 1);
    }
    void killedWhileItOpens_data()
    {
        QTest::addColumn<QString>("point");
        for (const char *point : {"open.written", "open.committed", "open.placed"})
            QTest::newRow(point) << QString::fromLatin1(point);
    }
    void killedWhileItOpens()
    {
        QFETCH(const QString, point);
        revoked();
        SeatDesk desk(profile());
        QVERIFY(desk.open().ok());
        const QByteArray key = keyOf(**desk.store().sealed());
        desk.close();
        QVERIFY(diesAt(point, key));
        QVERIFY(desk.open().ok());
        if (desk.store().identity()->sealed) {
            expectSealed(desk);
            open(desk);
        }
        expectOpened(desk);
    }
    /// One in the way of the file it writes: as on a full disk, nothing is removed that is not sealed.
    void whereItCannotSealNothingIsLost()
    {
        revoked();
        QVERIFY(QDir(profile()).mkpath(QStringLiteral("sealing.part/in-the-way")));
        SeatDesk desk(profile());
        QCOMPARE(desk.open().error().code, QStringLiteral("store.disk_full"));
        QVERIFY(canaries().size() >= 5);
        QVERIFY(QDir(profile() + QStringLiteral("/sealing.part")).removeRecursively());
        QVERIFY(desk.open().ok());
        expectSealed(desk);
        open(desk);
        expectOpened(desk);
    }
    void aDamagedOneStaysSealed()
    {
        revoked();
        SeatDesk desk(profile());
        QVERIFY(desk.open().ok());
        const seat::SealedWork work = **desk.store().sealed();
        const QByteArray key = keyOf(work);
        QFile file(work.path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 size = file.size();
        QVERIFY(file.seek(size - 100'000) && file.write("!") == 1);
        file.close();
        QCOMPARE(desk.store().unseal(work, key).error().code, QStringLiteral("sealed.damaged"));
        QVERIFY(QFile::resize(work.path, size / 2));
        QCOMPARE(desk.store().unseal(work, key).error().code, QStringLiteral("sealed.damaged"));
        QCOMPARE(desk.store().unseal(work, QByteArray(32, 'k')).error().code, QStringLiteral("sealed.damaged"));
        desk.close();
        QVERIFY(desk.open().ok());
        QVERIFY(desk.store().identity()->sealed);
        QCOMPARE(canaries(), QStringList());
    }
    /// What was sealed is not forgotten by somebody else's work in the same profile, nor mixed up with it.
    void anotherPersonBeginsAnew()
    {
        revoked();
        SeatDesk desk(profile());
        QVERIFY(desk.open().ok());
        const Id other = Id(QUuid::createUuid());
        QVERIFY(desk.store().setIdentity({QStringLiteral("http://127.0.0.1"), other, Id(QUuid::createUuid()), QStringLiteral("wang"), 1, "t"}).ok());
        QVERIFY(!*desk.store().sealed() && !*desk.store().toHandIn());
        QCOMPARE(*desk.store().outbox().nextSeq(), 1);
        QVERIFY(desk.store().rememberSealingKey(keys.publicKey).ok() && desk.store().endLease().ok());
        desk.close();
        QVERIFY(desk.open().ok());
        QCOMPARE(names(), (QStringList {QStringLiteral("sealed-1.tdx"), QStringLiteral("sealed-2.tdx")}));
        QCOMPARE((*desk.store().sealed())->label.user, other);
    }
    /// Somebody copies an old one back, as out of a backup of the disk.
    void anOldOneIsNotOpenedOverWorkThatGoesOn()
    {
        revoked();
        SeatDesk desk(profile());
        QVERIFY(desk.open().ok());
        const QString old = profile() + QStringLiteral("/../old");
        QVERIFY(QFile::copy(profile() + QStringLiteral("/sealed-1.tdx"), old));
        open(desk);
        desk.clock().advance(1000); // or the same ids would be made again
        QCOMPARE(problemOf(desk.acknowledge()), QString());
        QCOMPARE(problemOf(desk.edit(0, 2)), QString()); // work that goes on
        before = ownWork(desk.store());
        QVERIFY(QFile::copy(old, profile() + QStringLiteral("/sealed-7.tdx")));
        desk.close();
        QVERIFY(desk.open().ok());
        QVERIFY(!*desk.store().sealed() && !desk.store().identity()->sealed);
        QCOMPARE(ownWork(desk.store()), before);
    }
    void handedInIsRemembered()
    {
        revoked();
        SeatDesk desk(profile());
        QVERIFY(desk.open().ok());
        const auto work = desk.store().toHandIn();
        QVERIFY(*work);
        QVERIFY(desk.store().noteHandedIn((*work)->label.id).ok());
        QVERIFY(!*desk.store().toHandIn());
        QVERIFY(*desk.store().sealed()); // it may still be given back
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == u"--child")
        return child(arguments.value(2), QByteArray::fromHex(arguments.value(3).toLatin1()));
    TestSealedSeat test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_sealedseat.moc"
