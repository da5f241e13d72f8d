// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/connection.h"
#include "tests/cli/clidesk.h"
#include <QDirIterator>
#include <QFile>
#include <QLockFile>

using namespace tidedesk::test;

/// Exit codes 0, 1, 3, 4, 5, 6 and 7 of the real program, each with a sentence and a stable code in --json.
class TestCliExits : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDesk> desk;
    const QString lin = QStringLiteral("lin");
    const QString wang = QStringLiteral("wang");

    void seatOf(const QString &who)
    {
        QCOMPARE(desk->signIn(who).code, 0);
        QCOMPARE(desk->seat(who, QStringLiteral("sync")).code, 0);
    }
    static void expect(const Ran &ran, int exit, const char *code, const char *says)
    {
        QVERIFY2(ran.code == exit, QByteArray(QByteArray::number(ran.code) + ran.out + ran.err).constData());
        QCOMPARE(CliDesk::code(ran), QString::fromLatin1(code));
        QVERIFY2(CliDesk::message(ran).contains(QString::fromLatin1(says)), ran.out.constData());
        QVERIFY2(ran.err.startsWith("tidedesk-cli: ") && ran.err.contains(says), ran.err.constData());
        QVERIFY2(!ran.err.contains(code), ran.err.constData()); // people are not shown codes
    }

private Q_SLOTS:
    void init() { desk = std::make_unique<CliDesk>(); }
    void cleanup() { desk.reset(); }

    void oneIsFailed()
    {
        seatOf(lin);
        expect(desk->seat(lin, QStringLiteral("ticket show 99")), 1, "ticket.unknown", "there is no ticket '99' on this seat");
        expect(desk->seat(lin, QStringLiteral("ticket show ~ABCDEF")), 1, "ticket.unknown", "'~ABCDEF'");
        expect(desk->seat(lin, QStringLiteral("customer show 99")), 1, "customer.unknown", "there is no customer '99'");
        expect(desk->seat(lin, QStringLiteral("ticket create --subject S --customer 99")), 1, "customer.unknown", "'99'");
        expect(desk->seat(lin, QStringLiteral("outbox show 99")), 1, "outbox.unknown", "there is no operation '99' in the outbox");
        expect(desk->seat(lin, QStringLiteral("outbox discard 99")), 1, "outbox.unknown", "'99'");
        expect(desk->seat(lin, QStringLiteral("conflict show 99")), 1, "review.unknown", "there is no open conflict '99'");
        expect(desk->seat(lin, QStringLiteral("conflict resolve 99 mine")), 1, "review.unknown", "'99'");
        expect(desk->seat(lin, QStringLiteral("ticket list --view queue:Billing")), 1, "queue.out_of_scope", "belongs to a team you are not in");
        expect(desk->seat(lin, QStringLiteral("kpi --from 2026-01-01 --to 2036-01-01 --team Billing")), 1, "team.out_of_scope", "you are not in the team 'Billing'");
    }
    void whatTheRulesForbidIsRefusedAtOnce()
    {
        seatOf(lin);
        const QString ticket = desk->newTicket(lin, QStringLiteral("Invoice"));
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket set %1 status=open").arg(ticket)).code, 0);
        expect(desk->seat(lin, QStringLiteral("ticket set %1 priority=high status=new").arg(ticket)), 1, "illegal_transition", "the ticket cannot change its status so");
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket show ") + ticket).json.value(QLatin1StringView("priority")).toString(), QStringLiteral("normal"));
        expect(desk->seat(lin, QStringLiteral("ticket note %1 --body text --file /nowhere/at/all").arg(ticket)), 1, "file.unreadable", "/nowhere/at/all");
    }
    void whatWasSentIsNotTakenBack()
    {
        seatOf(lin);
        (void)desk->newTicket(lin, QStringLiteral("Invoice"));
        expect(desk->seat(lin, QStringLiteral("outbox discard 1")), 1, "outbox.not_queued", "operation 1 is no longer waiting");
        expect(desk->seat(lin, QStringLiteral("outbox retry 1")), 1, "outbox.not_queued", "operation 1 is no longer waiting");
    }

    void threeIsNotSignedIn()
    {
        // A mistyped profile is no new seat.
        for (const char *command : {"sync", "ticket list", "digest"})
            expect(desk->seat(QStringLiteral("mistyped"), QString::fromLatin1(command)), 3, "seat.no_profile", "there is no such profile");
        expect(desk->seat(QStringLiteral("mistyped"), QStringLiteral("doctor")), 6, "seat.no_profile", "'sign-in' begins one");
        QVERIFY(!QFile::exists(desk->path(QStringLiteral("mistyped"))));
        expect(desk->seat(QStringLiteral("fresh"), QStringLiteral("sign-in --server %1 --user lin --password-stdin").arg(desk->wire().url().toString()), {}, "wrong\n"), 3,
            "sign_in.wrong", "user name or password is wrong");
        for (const char *command : {"sync", "ticket list", "ticket show 1", "ticket create --subject S", "customer list", "search text", "outbox", "conflict list",
                 "kpi --from 2026-11-01 --to 2026-11-08", "digest"})
            expect(desk->seat(QStringLiteral("fresh"), QString::fromLatin1(command)), 3, "seat.no_session", "nobody is signed in here");
        expect(desk->signIn(lin, "not-the-password"), 3, "sign_in.wrong", "user name or password is wrong");
        expect(desk->signIn(QStringLiteral("stranger")), 3, "sign_in.wrong", "user name or password is wrong");
        const Ran doctor = desk->seat(QStringLiteral("fresh"), QStringLiteral("doctor"));
        QCOMPARE(doctor.code, 0); // support needs no session
        QCOMPARE(doctor.json.value(QLatin1StringView("seat")), QJsonValue(QString()));
        seatOf(lin);
        QCOMPARE(desk->seat(lin, QStringLiteral("sign-out")).code, 0);
        expect(desk->seat(lin, QStringLiteral("ticket list")), 3, "seat.no_session", "'sign-in' does that");
        QCOMPARE(desk->signIn(lin).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket list")).code, 0);
    }
    void threeIsAlsoASessionThatHasEnded()
    {
        seatOf(lin);
        QCOMPARE(desk->signIn(lin).code, 0);
        QFile session(desk->path(QStringLiteral("lin/session")));
        QVERIFY(session.open(QIODevice::ReadOnly));
        const QByteArray before = session.readAll(); // of a session that the next sign-in ends
        session.close();
        QCOMPARE(desk->signIn(lin).code, 0);
        QVERIFY(session.open(QIODevice::WriteOnly | QIODevice::Truncate) && session.write(before) == before.size());
        session.close();
        expect(desk->seat(lin, QStringLiteral("sync")), 3, "session.unknown", "the session has ended");
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket list")).code, 0); // the local store goes on, nothing is sealed
    }
    /// No circle: the right password says the same, a wrong one no more than to anybody.
    void sevenIsASeatThatWasRevoked()
    {
        seatOf(lin);
        QCOMPARE(desk->administer(QStringLiteral("user disable --name lin")).code, 0);
        expect(desk->seat(lin, QStringLiteral("sync")), 7, "seat.sealed", "this seat was revoked: 0 changes that had not been sent");
        expect(desk->seat(lin, QStringLiteral("ticket list")), 7, "seat.sealed", "this seat was revoked");
        expect(desk->signIn(lin), 7, "seat.sealed", "this seat was revoked");
        expect(desk->signIn(lin, "not-the-password"), 3, "sign_in.wrong", "user name or password is wrong");
    }

    /// A seat that was told so is no way around the server, and keeps the work until there is a way back.
    void aDisabledPersonIsNotLetInOffline()
    {
        seatOf(lin);
        seatOf(wang);
        for (const QString &who : {lin, wang}) {
            QCOMPARE(desk->seat(who, QStringLiteral("--offline ticket create --subject Waits")).code, 0);
            QCOMPARE(desk->administer(QStringLiteral("user disable --name ") + who).code, 0);
        }
        expect(desk->seat(lin, QStringLiteral("sync")), 7, "seat.sealed", "1 change that had not been sent"); // one hears it so,
        expect(desk->signIn(wang), 7, "seat.sealed", "1 change that had not been sent"); // the other so
        desk->wire().cut();
        for (const QString &who : {lin, wang}) {
            QCOMPARE(desk->seat(who, QStringLiteral("sign-out")).code, 0);
            expect(desk->signIn(who), 7, "seat.sealed", "this seat was revoked");
            expect(desk->seat(who, QStringLiteral("ticket list")), 7, "seat.sealed", "this seat was revoked");
        }
        QVERIFY(desk->wire().mend());
        for (const QString &who : {lin, wang}) {
            QCOMPARE(desk->administer(QStringLiteral("user enable --name ") + who).code, 0); // while it is served
            QCOMPARE(desk->signIn(who).code, 0);
            QCOMPARE(desk->seat(who, QStringLiteral("outbox")).json.value(QLatin1StringView("waiting")).toInt(), 1);
            QCOMPARE(desk->seat(who, QStringLiteral("sync")).code, 0);
            QCOMPARE(desk->seat(who, QStringLiteral("outbox")).json.value(QLatin1StringView("waiting")).toInt(), 0);
        }
        desk->wire().cut();
        QCOMPARE(desk->signIn(lin).code, 0); // and offline again
    }
    /// A server gets another name or port; what the seat holds and what waits there is the same server's.
    void aServerThatMovesIsTheSame()
    {
        seatOf(lin);
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket create --subject Kept")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("--offline ticket create --subject Waits")).code, 0);
        const QJsonObject before = desk->seat(lin, QStringLiteral("digest")).json;
        const Wire moved(desk->wire().target());
        QVERIFY(moved.url() != desk->wire().url());
        const Ran again = desk->seat(lin, QStringLiteral("sign-in --server %1 --user lin --password-stdin").arg(moved.url().toString()), {}, "password-of-lin\n");
        QCOMPARE(again.code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("digest")).json.value(QLatin1StringView("hash")), before.value(QLatin1StringView("hash")));
        QCOMPARE(desk->seat(lin, QStringLiteral("outbox")).json.value(QLatin1StringView("waiting")).toInt(), 1);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("outbox")).json.value(QLatin1StringView("waiting")).toInt(), 0);
        QCOMPARE(CliDesk::list(desk->seat(lin, QStringLiteral("ticket list --view all")), "tickets").size(), 2);
    }
    void followingSaysOnlyWhatHasChanged()
    {
        seatOf(lin);
        (void)desk->newTicket(lin, QStringLiteral("Invoice"));
        const QString follow = QStringLiteral("sync --follow --timeout 2");
        const Ran json = desk->seat(lin, follow);
        QCOMPARE(json.code, 0);
        const Ran text = desk->text(lin, follow);
        QCOMPARE(text.code, 0);
        for (const auto &[ran, clock] : {std::pair(json, 0), std::pair(text, 9)}) { // "12:30:00 "
            const QByteArrayList lines = ran.out.trimmed().split('\n');
            for (qsizetype i = 1; i < lines.size(); ++i)
                QVERIFY2(lines[i].mid(clock) != lines[i - 1].mid(clock), ran.out.constData());
        }
        QCOMPARE(json.json.value(QLatin1StringView("phase")).toString(), QStringLiteral("live"));
    }
    void theWorkstationTakesNoPicturesOfADeskItCannotEnter()
    {
        if (!QFile::exists(program("tidedesk")))
            QSKIP("the program tidedesk is absent: built without a workstation");
        qputenv("QT_QPA_PLATFORM", "offscreen");
        const auto pictures = [this](const QString &profile, const QByteArray &password) {
            return run("tidedesk", {QStringLiteral("--profile"), desk->path(profile), QStringLiteral("--server"), desk->wire().url().toString(), QStringLiteral("--user"), lin,
                                       QStringLiteral("--password-stdin"), QStringLiteral("--screenshots"), desk->path(QStringLiteral("pictures"))}, password);
        };
        const Ran wrong = pictures(QStringLiteral("first"), "not-the-password\n");
        QCOMPARE(wrong.code, 1);
        QVERIFY2(wrong.err.contains("tidedesk: user name or password is wrong"), wrong.err.constData());
        desk->stopServer();
        desk->wire().cut();
        const Ran dead = pictures(QStringLiteral("second"), "password-of-lin\n");
        QCOMPARE(dead.code, 1);
        QVERIFY2(dead.err.contains("tidedesk: the server is not running there"), dead.err.constData());
    }
    void fourIsUnreachableAndWorkIsQueued()
    {
        seatOf(lin);
        desk->stopServer();
        desk->wire().cut();
        const Ran made = desk->seat(lin, QStringLiteral("--offline ticket create --subject Offline"));
        QCOMPARE(made.code, 0);
        QCOMPARE(made.json.value(QLatin1StringView("state")).toString(), QStringLiteral("queued"));
        expect(desk->seat(lin, QStringLiteral("sync")), 4, "net.refused", "what waits stays queued");
        expect(desk->seat(lin, QStringLiteral("sync --timeout 5")), 4, "net.refused", "what waits stays queued");
        QCOMPARE(desk->seat(lin, QStringLiteral("sync --follow --timeout 1")).code, 4);
        QCOMPARE(desk->seat(lin, QStringLiteral("outbox")).json.value(QLatin1StringView("waiting")).toInt(), 1);
        expect(desk->signIn(wang), 4, "net.refused", "the server is not running there");
        const Ran again = desk->signIn(lin); // this seat knows the password
        QCOMPARE(again.code, 0);
        QCOMPARE(again.json.value(QLatin1StringView("online")).toBool(true), false);
        expect(desk->signIn(lin, "not-the-password"), 3, "sign_in.wrong_password", "user name or password is wrong");
    }

    void whatIsShownOfflineSaysAsOfWhen()
    {
        seatOf(lin);
        const QString asOf = desk->seat(lin, QStringLiteral("doctor")).json.value(QLatin1StringView("as_of")).toString();
        QVERIFY(!asOf.isEmpty());
        desk->stopServer();
        desk->wire().cut();
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 4);
        QCOMPARE(desk->seat(lin, QStringLiteral("doctor")).json.value(QLatin1StringView("as_of")).toString(), asOf);
        const Ran figures = desk->seat(lin, QStringLiteral("kpi created --from 2026-01-01 --to 2036-01-01"));
        QCOMPARE(figures.json.value(QLatin1StringView("as_of")).toString(), asOf);
        QCOMPARE(desk->signIn(wang).code, 4);
        QVERIFY(desk->seat(wang, QStringLiteral("doctor")).json.value(QLatin1StringView("as_of")).isNull());
    }
    void fiveIsAConflictOrAReturnedReply()
    {
        seatOf(lin);
        const QString ticket = desk->newTicket(lin, QStringLiteral("Invoice"));
        seatOf(wang);
        QCOMPARE(desk->seat(wang, QStringLiteral("ticket set %1 priority=urgent").arg(ticket)).code, 0);
        QCOMPARE(desk->seat(wang, QStringLiteral("sync")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket set %1 priority=low").arg(ticket)).code, 0);
        const Ran conflict = desk->seat(lin, QStringLiteral("sync"));
        QCOMPARE(conflict.code, 5);
        QCOMPARE(conflict.json.value(QLatin1StringView("reviews")).toInt(), 1);
        const Ran text = desk->text(lin, QStringLiteral("conflict list"));
        QCOMPARE(text.code, 0);
        QVERIFY2(text.out.contains("priority: mine low, theirs urgent"), text.out.constData());
        const QString seq = QString::number(CliDesk::list(desk->seat(lin, QStringLiteral("conflict list")), "conflicts").first().toObject().value(QLatin1StringView("seq")).toInteger());
        QCOMPARE(desk->seat(lin, QStringLiteral("conflict show ") + seq).json.value(QLatin1StringView("ref")).toString(), QStringLiteral("#1"));
        QCOMPARE(desk->seat(lin, QStringLiteral("conflict resolve %1 theirs").arg(seq)).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        // A reply over a message its author had not seen.
        QCOMPARE(desk->seat(wang, QStringLiteral("ticket reply %1 --body Mine").arg(ticket)).code, 0);
        QCOMPARE(desk->seat(wang, QStringLiteral("sync")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket reply %1 --body Too").arg(ticket)).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 5);
        const QJsonObject card = CliDesk::list(desk->seat(lin, QStringLiteral("conflict list")), "conflicts").first().toObject();
        QCOMPARE(card.value(QLatin1StringView("kind")).toString(), QStringLiteral("returned"));
        QCOMPARE(desk->seat(lin, QStringLiteral("outbox retry ") + QString::number(card.value(QLatin1StringView("seq")).toInteger())).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
    }

    void spoil(const char *name, qint64 from = 0, qint64 to = 4096)
    {
        QFile file(desk->path(QStringLiteral("lin/") + QLatin1StringView(name)));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(from));
        file.write(QByteArray((to < 0 ? file.size() : to) - from, 'x'));
    }
    void threeIsADamagedSession_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("rubbish") << QByteArray("rubbish");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("cut off") << QByteArray("{\"token\":\"abc");
        QTest::newRow("a list") << QByteArray("[1]");
        QTest::newRow("bytes") << QByteArray("\0\xff\xfe{", 4);
    }
    void threeIsADamagedSession()
    {
        QFETCH(QByteArray, content);
        seatOf(lin);
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket create --channel phone --body Hello --subject Kept")).code, 0);
        const QString path = desk->path(QStringLiteral("lin/session"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size());
        file.close();
        for (const char *command : {"ticket list", "sync", "outbox"}) {
            const Ran ran = desk->seat(lin, QString::fromLatin1(command));
            expect(ran, 3, "session.damaged", "the file of the session cannot be read: ");
            QVERIFY2(ran.err.contains(path.toUtf8()) && ran.err.contains("sign in again"), ran.err.constData()); // which, and what to do
        }
        const Ran doctor = desk->seat(lin, QStringLiteral("doctor"));
        QCOMPARE(doctor.code, 6);
        QVERIFY2(doctor.out.contains(path.toUtf8()), doctor.out.constData());
        // What the seat knew the password by is lost too: nobody can say that it is wrong.
        desk->wire().cut();
        expect(desk->signIn(lin), 3, "session.damaged", "while the server can be reached");
        desk->wire().mend();
        QCOMPARE(desk->signIn(lin).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("doctor")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        QVERIFY(QJsonDocument(desk->seat(lin, QStringLiteral("ticket list --view all")).json).toJson().contains("Kept"));
    }
    void aSignOutWithoutASessionDamagesNothing()
    {
        expect(desk->signIn(lin, "not-the-password"), 3, "sign_in.wrong", "user name or password is wrong"); // makes the profile
        QCOMPARE(desk->seat(lin, QStringLiteral("sign-out")).code, 0);
        expect(desk->seat(lin, QStringLiteral("ticket list")), 3, "seat.no_session", "nobody is signed in here");
        QCOMPARE(desk->seat(lin, QStringLiteral("doctor")).code, 0);
    }
    void sixIsADamagedCacheUntilItIsFetchedAgain_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        QTest::newRow("its beginning") << qint64(0) << qint64(4096); // noticed when it is opened
        QTest::newRow("its pages") << qint64(4096) << qint64(-1); // or when it is read
        QTest::newRow("all of it") << qint64(0) << qint64(-1);
    }
    void sixIsADamagedCacheUntilItIsFetchedAgain()
    {
        QFETCH(qint64, from);
        QFETCH(qint64, to);
        seatOf(lin);
        const QString known = desk->newTicket(lin, QStringLiteral("Known"));
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket create --channel phone --body Hello --subject Kept")).code, 0);
        const auto operations = [this] {
            QJsonArray list;
            for (const QJsonValue &value : desk->seat(lin, QStringLiteral("outbox")).json.value(QLatin1StringView("operations")).toArray()) {
                QJsonObject operation = value.toObject();
                operation.remove(QStringLiteral("ref")); // the ticket's number is the server's
                list.append(operation);
            }
            return list;
        };
        const QJsonArray waiting = operations();
        QVERIFY(!waiting.isEmpty());
        spoil("cache.db", from, to);
        // Nothing here is no answer about tickets, however often it is asked.
        for (const QString &command : {QStringLiteral("ticket list"), QStringLiteral("ticket list --view all"), QStringLiteral("ticket show ") + known,
                 QStringLiteral("ticket note %1 --body x").arg(known), QStringLiteral("ticket create --subject S --customer 100001"), QStringLiteral("customer list"),
                 QStringLiteral("search Known"), QStringLiteral("kpi --from 2026-11-01 --to 2026-11-08"), QStringLiteral("digest")}) {
            Ran ran = desk->seat(lin, command);
            ran.err.remove(0, qMax(0, ran.err.indexOf("tidedesk-cli: "))); // whoever finds the damage logs it, too
            expect(ran, 6, "store.rebuilding", "was damaged and is being rebuilt; 'sync' fetches it again");
            QVERIFY2(ran.err.contains("cache.db") && ran.err.contains(desk->path(lin).toUtf8()), ran.err.constData());
        }
        const Ran text = desk->text(lin, QStringLiteral("ticket list"));
        QVERIFY2(text.code == 6 && text.out.isEmpty(), text.out.constData());
        QCOMPARE(desk->seat(lin, QStringLiteral("doctor")).code, 6);
        QCOMPARE(operations(), waiting);
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket create --channel phone --subject Meanwhile")).code, 0);
        desk->wire().cut();
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 4);
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket list")).code, 6);
        desk->wire().mend();
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        const Ran list = desk->seat(lin, QStringLiteral("ticket list --view all"));
        QCOMPARE(list.code, 0);
        for (const char *subject : {"Known", "Kept", "Meanwhile"})
            QVERIFY2(QJsonDocument(list.json).toJson().contains(subject), subject);
        QCOMPARE(desk->seat(lin, QStringLiteral("doctor")).code, 0);
    }
    /// Bytes of one operation and the heading of the file: one is lost and said to be, the others go up.
    void aDamagedOutboxIsSalvaged()
    {
        seatOf(lin);
        desk->wire().cut();
        for (const char *subject : {"First", "Broken", "Third"})
            QCOMPARE(desk->seat(lin, QStringLiteral("ticket create --channel phone --subject ") + QLatin1StringView(subject)).code, 0);
        QFile file(desk->path(QStringLiteral("lin/outbox.db")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray content = file.readAll();
        QCOMPARE(content.count("Broken"), 1);
        content.replace("Broken", "B?oken").replace(0, 16, QByteArray(16, 'x'));
        file.seek(0);
        file.write(content);
        file.close();
        const Ran list = desk->seat(lin, QStringLiteral("outbox"));
        QCOMPARE(list.code, 0);
        QCOMPARE(list.json.value(QLatin1StringView("waiting")).toInt(), 3);
        const Ran sick = desk->seat(lin, QStringLiteral("doctor"));
        QCOMPARE(sick.code, 6);
        QVERIFY2(sick.out.contains("operation 2 is damaged") && sick.out.contains("outbox.db.damaged-1"), sick.out.constData());
        desk->wire().mend();
        expect(desk->seat(lin, QStringLiteral("sync")), 6, "outbox.damaged", "an operation that was waiting is damaged");
        QCOMPARE(desk->seat(lin, QStringLiteral("outbox discard 2")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        const Ran all = desk->seat(lin, QStringLiteral("ticket list --view all"));
        QVERIFY(all.out.contains("First") && all.out.contains("Third") && !all.out.contains("oken"));
        QCOMPARE(desk->seat(lin, QStringLiteral("doctor")).code, 0);
        QVERIFY(QFile::exists(desk->path(QStringLiteral("lin/outbox.db.damaged-1"))));
    }
    /// Nothing at all can be taken out: whose seat it is stands beside the session, and the numbers are known.
    void anOutboxThatIsRubbishIsBegunAnew()
    {
        seatOf(lin);
        (void)desk->newTicket(lin, QStringLiteral("Known"));
        spoil("outbox.db");
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket create --channel phone --subject Later")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        const Ran all = desk->seat(lin, QStringLiteral("ticket list --view all"));
        QVERIFY(all.out.contains("Known") && all.out.contains("Later"));
    }
    /// Of a seat that signed out before it could be told; what is sealed is test_cli_sealed's.
    void theWorkOfAClosedAccountIsHandedIn()
    {
        seatOf(lin);
        const QString ticket = desk->newTicket(lin, QStringLiteral("Invoice"));
        desk->wire().cut();
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket note %1").arg(ticket), {QStringLiteral("--body"), QStringLiteral("Ring her on Monday")}).code, 0);
        desk->wire().mend();
        QCOMPARE(desk->seat(lin, QStringLiteral("sign-out")).code, 0);
        QCOMPARE(desk->administer(QStringLiteral("user disable --name lin")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("outbox")).code, 3); // closed
        const QString path = desk->path(QStringLiteral("work.json"));
        const Ran out = desk->seat(lin, QStringLiteral("outbox export --to ") + path);
        QVERIFY2(out.code == 0, (out.out + out.err).constData());
        QCOMPARE(out.json.value(QLatin1StringView("operations")).toInt(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        const QJsonObject work = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(work.value(QLatin1StringView("user")).toString(), lin);
        QVERIFY(!work.value(QLatin1StringView("seat")).toString().isEmpty());
        const QJsonObject note = work.value(QLatin1StringView("operations")).toArray().first().toObject();
        QCOMPARE(note.value(QLatin1StringView("set")).toObject().value(QLatin1StringView("body")).toString(), QStringLiteral("Ring her on Monday"));
        QVERIFY(!note.value(QLatin1StringView("ref")).toString().isEmpty());
        expect(desk->seat(lin, QStringLiteral("outbox export --to ") + path), 1, "file.exists", "this file is there already, and nothing is written over");
        QCOMPARE(desk->seat(lin, QStringLiteral("doctor")).json.value(QLatin1StringView("waiting")).toInt(), 1); // it can still go up
    }
    void aSignInWithoutTheServerLetsOneWork()
    {
        seatOf(lin);
        const QString ticket = desk->newTicket(lin, QStringLiteral("Invoice"));
        QCOMPARE(desk->seat(lin, QStringLiteral("sign-out")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket list")).code, 3);
        desk->wire().cut();
        const Ran in = desk->signIn(lin);
        QCOMPARE(in.code, 0);
        QVERIFY(!in.json.value(QLatin1StringView("online")).toBool(true));
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket note %1 --body offline").arg(ticket)).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 4);
        desk->wire().mend();
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 3); // the server wants its own word
        QCOMPARE(desk->signIn(lin).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sign-out")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket list")).code, 3);
    }
    void syncSendsTheBytesOfFilesToo()
    {
        seatOf(lin);
        const QString ticket = desk->newTicket(lin, QStringLiteral("Invoice"));
        const QByteArray bytes = "bytes of a file";
        QFile file(desk->path(QStringLiteral("file.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket note %1 --body x --file %2").arg(ticket, file.fileName())).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        QStringList there;
        for (QDirIterator it(desk->data() + QStringLiteral("/blobs"), QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            QFile blob(it.next());
            if (blob.open(QIODevice::ReadOnly) && blob.readAll() == bytes)
                there.append(blob.fileName());
        }
        QCOMPARE(there.size(), 1);
    }
    /// One computer, two people: each one's work reaches the server, and neither sees the other's.
    void theNextPersonOnAProfileCanSend()
    {
        seatOf(lin);
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket create --channel phone --body Hello --subject First")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sign-out")).code, 0);
        QCOMPARE(desk->signInOn(lin, wang).code, 0);
        QVERIFY(desk->seat(lin, QStringLiteral("outbox")).json.value(QLatin1StringView("operations")).toArray().isEmpty());
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket create --channel phone --body Hello --subject Second")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sign-out")).code, 0);
        QCOMPARE(desk->signInOn(lin, lin).code, 0); // and the first one again
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket create --channel phone --body Hello --subject Third")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("outbox")).json.value(QLatin1StringView("waiting")).toInt(), 0);
    }
    void sixIsAStoreOfANewerVersion()
    {
        seatOf(lin);
        const QString outbox = desk->path(QStringLiteral("lin/outbox.db"));
        {
            tidedesk::sqlite::Options options;
            options.path = outbox;
            auto connection = tidedesk::sqlite::Connection::open(options);
            QVERIFY(connection.ok());
            QVERIFY((*connection)->exec("PRAGMA user_version=99").ok());
        }
        QFile file(outbox);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        const Ran ran = desk->seat(lin, QStringLiteral("ticket list"));
        expect(ran, 6, "store.newer_schema", "a newer version of Tidedesk has written these data");
        QVERIFY(file.seek(0));
        QCOMPARE(file.readAll(), before); // left alone
    }
    /// No file may grow: as on a full disk, or where a quota is used up.
    void sixIsAFullDisk()
    {
        seatOf(lin);
        const QString ticket = desk->newTicket(lin, QStringLiteral("Invoice"));
        const auto full = [&](int blocks, const QString &line, const QString &body) {
            return run("/bin/sh", QStringList {QStringLiteral("-c"), QStringLiteral("ulimit -f %1; exec \"$0\" \"$@\"").arg(blocks), program("tidedesk-cli"),
                QStringLiteral("--profile"), desk->path(lin), QStringLiteral("--json")} + line.split(u' ') + QStringList {QStringLiteral("--body"), body});
        };
        const auto waiting = [&] { return desk->seat(lin, QStringLiteral("outbox")).json.value(QLatin1StringView("waiting")).toInt(); };
        for (const int blocks : {0, 16, 80}) { // of 512 bytes: before opening, while making the logs, while writing
            const Ran ran = full(blocks, QStringLiteral("ticket note ") + ticket, QString(60'000, u'x'));
            expect(ran, 6, "store.disk_full", "the disk is full; nothing has been lost");
            QCOMPARE(waiting(), 0);
        }
        QCOMPARE(desk->seat(lin, QStringLiteral("ticket note %1 --body again").arg(ticket)).code, 0);
        QCOMPARE(waiting(), 1);
        QCOMPARE(desk->seat(lin, QStringLiteral("sync")).code, 0);
        QCOMPARE(desk->seat(lin, QStringLiteral("doctor")).code, 0);
    }
    /// One program per profile, any number of profiles.
    void profilesAreUsedSideBySide()
    {
        std::vector<std::unique_ptr<QProcess>> followers;
        for (const QString &who : {lin, wang}) {
            seatOf(who);
            followers.push_back(std::make_unique<QProcess>());
            followers.back()->start(program("tidedesk-cli"), {QStringLiteral("--profile"), desk->path(who), QStringLiteral("--json"), QStringLiteral("sync"), QStringLiteral("--follow")});
        }
        for (const auto &follower : followers) {
            QByteArray said;
            QTRY_VERIFY_WITH_TIMEOUT((said += follower->readAllStandardOutput()).contains("\"live\""), 20'000);
        }
        for (const QString &who : {lin, wang}) {
            const Ran ran = desk->seat(who, QStringLiteral("ticket create --channel phone --subject Second"));
            expect(ran, 6, "store.profile_in_use", "another program is using this profile");
        }
        for (const auto &follower : followers) {
            QCOMPARE(follower->state(), QProcess::Running);
            follower->kill();
            QTRY_COMPARE(follower->state(), QProcess::NotRunning);
        }
        for (const QString &who : {lin, wang}) // a killed program leaves no lock
            QCOMPARE(desk->seat(who, QStringLiteral("ticket create --channel phone --subject Second")).code, 0);
    }
    void sixIsAProfileInUse()
    {
        seatOf(lin);
        QLockFile lock(desk->path(QStringLiteral("lin/profile.lock")));
        QVERIFY(lock.tryLock(0));
        const Ran ran = desk->seat(lin, QStringLiteral("ticket list"));
        expect(ran, 6, "store.profile_in_use", "another program is using this profile");
        QVERIFY2(ran.err.contains(QByteArray::number(QCoreApplication::applicationPid())), ran.err.constData()); // who
    }
    void sixIsAProfileThatCannotBeMade()
    {
        QFile file(desk->path(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        expect(desk->signIn(QStringLiteral("file/profile")), 6, "store.cannot_open", "the data cannot be opened");
    }
};

QTEST_GUILESS_MAIN(TestCliExits)
#include "test_cli_exits.moc"
