// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clidesk.h"
#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace tidedesk::test;

/// The real programs: a seat is revoked, nothing readable is left on its disk, and its work reaches the server all the same,
/// once.
class TestCliSealed : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDesk> desk;
    const QString lin = QStringLiteral("lin");
    const QString wang = QStringLiteral("wang");
    QString ticket; ///< of lin, on the server

    void seatOf(const QString &who)
    {
        QCOMPARE(desk->signIn(who).code, 0);
        QCOMPARE(desk->seat(who, QStringLiteral("sync")).code, 0);
    }
    /// Three changes - one of them the attachment - and a file that only this seat has.
    void workOffline()
    {
        QFile file(desk->path(QStringLiteral("scan.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("canary-file " + QByteArray(300'000, 'f')) > 0);
        file.close();
        QCOMPARE(desk->seat(lin, QStringLiteral("--offline ticket create --subject canary-offline")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("--offline ticket note %1 --body canary-note").arg(ticket), {QStringLiteral("--file"), file.fileName()}).code, 0);
    }
    qint64 waiting() const
    {
        return desk->seat(lin, QStringLiteral("outbox")).json.value(QLatin1StringView("waiting")).toInteger();
    }
    /// Where in lin's profile a text can still be read.
    QStringList readable(const char *text) const
    {
        QStringList found;
        for (QDirIterator it(desk->path(lin), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
            QFile file(it.next());
            if (!file.open(QIODevice::ReadOnly) || file.readAll().contains(text))
                found.append(file.fileName());
        }
        return found;
    }
    void expectSealed(const Ran &ran, const char *says) const
    {
        QVERIFY2(ran.code == 7, QByteArray(QByteArray::number(ran.code) + ran.out + ran.err).constData());
        QCOMPARE(CliDesk::code(ran), QStringLiteral("seat.sealed"));
        QVERIFY2(ran.err.contains(says) && ran.err.contains("sealed-1.tdx"), ran.err.constData());
    }
    QJsonObject listed(int n = 0) const { return CliDesk::list(desk->administer(QStringLiteral("sealed list")), "sealed").at(n).toObject(); }
    QString state(int n = 0) const { return listed(n).value(QLatin1StringView("state")).toString(); }
    /// Subjects of all tickets as another seat sees them.
    QStringList subjects() const
    {
        (void)desk->seat(wang, QStringLiteral("sync"));
        QStringList all;
        for (const QJsonValue &line : CliDesk::list(desk->seat(wang, QStringLiteral("ticket list --view all")), "tickets"))
            all.append(line.toObject().value(QLatin1StringView("subject")).toString());
        all.sort();
        return all;
    }
    QByteArray attachment() const
    {
        const QString path = desk->path(QStringLiteral("fetched"));
        QFile::remove(path);
        (void)desk->seat(wang, QStringLiteral("attachment get %1 1 --to %2").arg(ticket, path));
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    int notes() const
    {
        int found = 0;
        const QJsonObject shown = desk->seat(wang, QStringLiteral("ticket show ") + ticket).json;
        for (const QJsonValue &message : shown.value(QLatin1StringView("messages")).toArray())
            found += message.toObject().value(QLatin1StringView("body")).toString() == u"canary-note";
        return found;
    }

private Q_SLOTS:
    void init()
    {
        desk = std::make_unique<CliDesk>();
        seatOf(wang);
        seatOf(lin);
        ticket = desk->newTicket(lin, QStringLiteral("canary-online"));
        workOffline();
    }
    void cleanup() { desk.reset(); }

    void nothingReadableIsLeftAndAnAdministratorAppliesIt()
    {
        QVERIFY(!readable("canary-online").isEmpty() && !readable("canary-note").isEmpty() && !readable("canary-file").isEmpty());
        QCOMPARE(desk->administer(QStringLiteral("user disable --name lin")).code, 0);
        expectSealed(desk->seat(lin, QStringLiteral("sync")), "this seat was revoked: 3 changes and 1 file that had not been sent");
        for (const char *canary : {"canary-online", "canary-offline", "canary-note", "canary-file"})
            QCOMPARE(readable(canary), QStringList());
        for (const char *command : {"sync", "ticket list", "outbox", "outbox export --to nowhere"})
            expectSealed(desk->seat(lin, QString::fromLatin1(command)), "3 changes");
        expectSealed(desk->signIn(lin), "3 changes");
        QCOMPARE(desk->seat(lin, QStringLiteral("doctor")).json.value(QLatin1StringView("sealed")).toArray().size(), 1);

        // It was handed in at once, and has no effect by itself.
        QCOMPARE(state(), QStringLiteral("waiting"));
        QCOMPARE(listed().value(QLatin1StringView("user")).toString(), lin);
        QCOMPARE(subjects(), QStringList {QStringLiteral("canary-online")});
        const QByteArray shown = desk->administer(QStringLiteral("sealed show 1")).out;
        QVERIFY2(shown.contains("canary-offline") && shown.contains("canary-note"), shown.constData());

        const Ran applied = desk->administer(QStringLiteral("sealed apply 1"));
        QVERIFY2(applied.code == 0, applied.err.constData());
        QVERIFY(applied.json.value(QLatin1StringView("open")).toArray().isEmpty());
        QCOMPARE(state(), QStringLiteral("applied"));
        QCOMPARE(subjects(), (QStringList {QStringLiteral("canary-offline"), QStringLiteral("canary-online")}));
        QCOMPARE(notes(), 1);
        QVERIFY(attachment().startsWith("canary-file "));
        QCOMPARE(desk->administer(QStringLiteral("sealed apply 1")).json, applied.json); // again: as the first time
        QCOMPARE(notes(), 1);
        const QByteArray log = desk->serverLog();
        QVERIFY2(log.contains("\"sealed_received\"") && log.contains("\"sealed_applied\"") && !log.contains("canary"), log.constData());

        // Whoever is let in later has it all back, and nothing is done twice.
        QCOMPARE(desk->administer(QStringLiteral("user enable --name lin")).code, 0);
        QCOMPARE(desk->signIn(lin).code, 0);
        QCOMPARE(waiting(), 3);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(waiting(), 0);
        QCOMPARE(subjects(), (QStringList {QStringLiteral("canary-offline"), QStringLiteral("canary-online")}));
        QCOMPARE(notes(), 1);
        QCOMPARE(desk->seat(lin, QStringLiteral("digest")).json.value(QLatin1StringView("hash")), desk->seat(wang, QStringLiteral("digest")).json.value(QLatin1StringView("hash")));
    }

    void aMistakeIsTakenBack()
    {
        QCOMPARE(desk->administer(QStringLiteral("user disable --name lin")).code, 0);
        expectSealed(desk->seat(lin, QStringLiteral("sync")), "3 changes");
        QCOMPARE(desk->administer(QStringLiteral("user enable --name lin")).code, 0);
        expectSealed(desk->seat(lin, QStringLiteral("ticket list")), "3 changes"); // until the person shows who it is
        QCOMPARE(desk->signIn(lin).code, 0);
        QCOMPARE(waiting(), 3);
        QVERIFY(!readable("canary-file").isEmpty());
        QCOMPARE(state(), QStringLiteral("reopened")); // and is the seat's own again
        QCOMPARE(CliDesk::code(desk->administer(QStringLiteral("sealed apply 1"))), QStringLiteral("sealed.reopened"));
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(subjects(), (QStringList {QStringLiteral("canary-offline"), QStringLiteral("canary-online")}));
        QCOMPARE(notes(), 1);
        QVERIFY(attachment().startsWith("canary-file "));
        QVERIFY(!QFile::exists(desk->path(QStringLiteral("lin/sealed-1.tdx"))));
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket create --subject After")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(subjects().size(), 3);
    }

    /// The computer is lost, its person goes on at another; what comes of it later is handed in.
    void oneSeatIsRevoked()
    {
        const QJsonArray seats = CliDesk::list(desk->administer(QStringLiteral("seat list")), "seats");
        QString id;
        for (const QJsonValue &seat : seats) {
            if (seat.toObject().value(QLatin1StringView("user")).toString() == lin)
                id = seat.toObject().value(QLatin1StringView("id")).toString();
        }
        QCOMPARE(CliDesk::code(desk->administer(QStringLiteral("seat revoke --seat 01990000-0000-7000-8000-000000000001"))), QStringLiteral("seat.unknown"));
        QCOMPARE(desk->administer(QStringLiteral("seat revoke --seat ") + id).code, 0);
        QCOMPARE(desk->signInOn(QStringLiteral("elsewhere"), lin).code, 0);
        desk->stopServer(); // it is remembered
        desk->restartServer(desk->data());
        expectSealed(desk->seat(lin, QStringLiteral("sync")), "3 changes");
        QCOMPARE(readable("canary-offline"), QStringList());
        QCOMPARE(desk->seat(QStringLiteral("elsewhere"), QStringLiteral("sync")).code, 0);
        QCOMPARE(desk->administer(QStringLiteral("sealed apply 1")).code, 0);
        QCOMPARE(subjects().size(), 2);
    }

    void byFileWhereThereIsNoOtherWay()
    {
        desk->wire().cut();
        QCOMPARE(desk->seat(lin, QStringLiteral("sign-out")).code, 0); // the token is gone
        QVERIFY(desk->wire().mend());
        QCOMPARE(desk->administer(QStringLiteral("user disable --name lin")).code, 0);
        expectSealed(desk->signIn(lin), "3 changes");
        QCOMPARE(readable("canary-offline"), QStringList());
        QVERIFY(CliDesk::list(desk->administer(QStringLiteral("sealed list")), "sealed").isEmpty());
        QCOMPARE(CliDesk::code(desk->seat(lin, QStringLiteral("outbox handin"))), QStringLiteral("sealed.no_session"));
        const QString file = desk->path(QStringLiteral("work.tdx"));
        QCOMPARE(desk->seat(lin, QStringLiteral("outbox export --sealed --to ") + file).code, 0);
        QCOMPARE(desk->administer(QStringLiteral("sealed add ") + file).code, 0);
        QCOMPARE(desk->administer(QStringLiteral("sealed add ") + file).code, 0); // once more is the same
        QCOMPARE(CliDesk::list(desk->administer(QStringLiteral("sealed list")), "sealed").size(), 1);
        desk->stopServer(); // and without a server
        QCOMPARE(desk->administer(QStringLiteral("sealed add ") + file).code, 0);
        // A backup has the keys, too.
        const QString copy = desk->path(QStringLiteral("copy"));
        QCOMPARE(desk->administer(QStringLiteral("backup --to ") + desk->path(QStringLiteral("backup"))).code, 0);
        QCOMPARE(run("tidedesk-server", {QStringLiteral("restore"), QStringLiteral("--from"), desk->path(QStringLiteral("backup")), QStringLiteral("--data"), copy}).code, 0);
        QCOMPARE(run("tidedesk-server", {QStringLiteral("sealed"), QStringLiteral("apply"), QStringLiteral("1"), QStringLiteral("--data"), copy}).code, 0);
        QCOMPARE(desk->administer(QStringLiteral("sealed apply 1")).code, 0);
        desk->restartServer(desk->data());
        QCOMPARE(subjects().size(), 2);
        QVERIFY(attachment().startsWith("canary-file "));
        QFile::remove(file);
        QFile spoilt(file);
        QVERIFY(QFile::copy(desk->path(QStringLiteral("lin/sealed-1.tdx")), file) && spoilt.open(QIODevice::ReadWrite) && spoilt.seek(spoilt.size() / 2) && spoilt.write("!") == 1);
        spoilt.close();
        QCOMPARE(desk->administer(QStringLiteral("sealed add ") + file).code, 0); // what is inside is looked at later
        QCOMPARE(CliDesk::code(desk->administer(QStringLiteral("sealed apply 2"))), QStringLiteral("sealed.damaged"));
        QCOMPARE(desk->administer(QStringLiteral("sealed discard 2")).code, 0);
        QCOMPARE(state(1), QStringLiteral("discarded"));
        QCOMPARE(CliDesk::code(desk->administer(QStringLiteral("sealed apply 2"))), QStringLiteral("sealed.discarded"));
        QCOMPARE(CliDesk::code(desk->administer(QStringLiteral("sealed add ") + desk->path(QStringLiteral("scan.txt")))), QStringLiteral("sealed.damaged"));
        QCOMPARE(CliDesk::code(desk->administer(QStringLiteral("sealed show 9"))), QStringLiteral("sealed.unknown"));
    }

    /// A reply over a message its author had not seen, and a field that somebody else has changed since.
    void whatNeedsAPersonIsListed()
    {
        QCOMPARE(desk->seat(lin, QStringLiteral("--offline ticket reply %1 --body canary-blind").arg(ticket)).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("--offline ticket set %1 priority=low").arg(ticket)).code, 0);
        (void)desk->seat(wang, QStringLiteral("sync"));
        QCOMPARE(desk->seat(wang, QStringLiteral("ticket reply %1 --body Newer").arg(ticket)).code, 0);
        QCOMPARE(desk->seat(wang, QStringLiteral("ticket set %1 priority=urgent").arg(ticket)).code, 0);
        QCOMPARE(desk->seat(wang, QStringLiteral("sync")).code, 0);
        QCOMPARE(desk->administer(QStringLiteral("user disable --name lin")).code, 0);
        expectSealed(desk->seat(lin, QStringLiteral("sync")), "5 changes");
        const Ran applied = desk->administer(QStringLiteral("sealed apply 1"));
        QCOMPARE(applied.code, 0);
        QStringList verdicts;
        for (const QJsonValue &open : applied.json.value(QLatin1StringView("open")).toArray())
            verdicts.append(open.toObject().value(QLatin1StringView("verdict")).toString());
        QCOMPARE(verdicts, (QStringList {QStringLiteral("returned"), QStringLiteral("conflict")}));
        QVERIFY(desk->administer(QStringLiteral("sealed show 1")).out.contains("canary-blind")); // not lost
        (void)desk->seat(wang, QStringLiteral("sync"));
        QVERIFY(!desk->seat(wang, QStringLiteral("ticket show ") + ticket).out.contains("canary-blind"));
    }
};

QTEST_GUILESS_MAIN(TestCliSealed)
#include "test_cli_sealed.moc"
