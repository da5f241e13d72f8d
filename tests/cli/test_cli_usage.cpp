// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clidesk.h"
#include <QDir>
#include <QFile>

using namespace tidedesk::test;

/// Exit code 2: every way to write a command wrongly, by the program itself. Each says what and where, and nothing is
/// done: the outbox of the seat stays as it was.
class TestCliUsage : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDesk> desk;
    QString ticket;

private Q_SLOTS:
    void initTestCase()
    {
        desk = std::make_unique<CliDesk>();
        QCOMPARE(desk->signIn(QStringLiteral("lin")).code, 0);
        QCOMPARE(desk->seat(QStringLiteral("lin"), QStringLiteral("sync")).code, 0);
        ticket = desk->newTicket(QStringLiteral("lin"), QStringLiteral("Invoice"));
        QVERIFY(!ticket.isEmpty());
    }
    void cleanupTestCase() { desk.reset(); }

    void beforeAnythingIsOpened_data()
    {
        QTest::addColumn<QString>("says");
        QTest::newRow("") << QStringLiteral("a command is missing");
        QTest::newRow("fly") << QStringLiteral("unknown command 'fly'");
        QTest::newRow("ticket") << QStringLiteral("ticket list|show|create|set|reply|note|tag|merge|split is expected");
        QTest::newRow("ticket fly") << QStringLiteral("is expected, not 'fly'");
        QTest::newRow("outbox fly") << QStringLiteral("outbox show|retry|discard|export|handin is expected, not 'fly'");
        QTest::newRow("conflict") << QStringLiteral("conflict list|show|resolve is expected");
        QTest::newRow("ticket list --colour red") << QStringLiteral("unknown option --colour");
        QTest::newRow("ticket list --timeout 3") << QStringLiteral("--timeout is no option of 'ticket list'");
        QTest::newRow("ticket list --limit") << QStringLiteral("option --limit needs a value");
        QTest::newRow("ticket list --limit 3 --limit 4") << QStringLiteral("--limit was given twice");
        QTest::newRow("ticket list everything") << QStringLiteral("'everything' is too much");
        QTest::newRow("ticket show") << QStringLiteral("REF is missing");
        QTest::newRow("ticket show 1 2") << QStringLiteral("'2' is too much");
        QTest::newRow("ticket set 1") << QStringLiteral("FIELD=VALUE is missing");
        QTest::newRow("ticket tag 1") << QStringLiteral("+TAG|-TAG is missing");
        QTest::newRow("customer show") << QStringLiteral("REF is missing");
        QTest::newRow("search") << QStringLiteral("WORDS is missing");
        QTest::newRow("outbox discard") << QStringLiteral("ID is missing");
        QTest::newRow("conflict resolve 1") << QStringLiteral("mine|theirs is missing");
        QTest::newRow("digest now") << QStringLiteral("'now' is too much");
    }
    void beforeAnythingIsOpened()
    {
        QFETCH(QString, says);
        const QString line = QString::fromLatin1(QTest::currentDataTag());
        const Ran ran = desk->seat(QStringLiteral("nobody"), line);
        QCOMPARE(ran.code, 2);
        QCOMPARE(CliDesk::code(ran), QStringLiteral("usage"));
        QVERIFY2(CliDesk::message(ran).contains(says), ran.out.constData());
        QVERIFY2(ran.err.contains(says.toUtf8()), ran.err.constData());
        QVERIFY(!QDir(desk->path(QStringLiteral("nobody"))).exists()); // no profile was begun
        const Ran text = desk->text(QStringLiteral("nobody"), line);
        QCOMPARE(text.code, 2);
        QVERIFY2(text.out.isEmpty() && text.err.startsWith("tidedesk-cli: "), text.err.constData());
    }
    void aProfileIsNeeded()
    {
        const Ran ran = run("tidedesk-cli", {QStringLiteral("digest")});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains("--profile DIR is missing"), ran.err.constData());
    }
    void helpIsNoMistake()
    {
        const Ran all = run("tidedesk-cli", {QStringLiteral("help")});
        QCOMPARE(all.code, 0);
        for (const char *command : {"sign-in", "sync", "ticket list", "ticket show REF", "ticket create", "ticket set REF FIELD=VALUE", "ticket reply", "ticket note",
                 "ticket tag", "customer list", "customer show", "search", "outbox", "conflict list", "conflict resolve", "kpi", "digest", "doctor", "Exit codes"})
            QVERIFY2(all.out.contains(command), command);
        for (const char *name : {"tidedesk-cli", "tidedesk-server", "tidedesk"}) {
            if (!QFile::exists(program(name)))
                continue; // built without a workstation
            const Ran usage = run(name, {QStringLiteral("--help")});
            QCOMPARE(usage.code, 0);
            QVERIFY2(usage.out.startsWith(name) && usage.err.isEmpty(), usage.err.constData());
        }
        const Ran one = run("tidedesk-cli", {QStringLiteral("ticket"), QStringLiteral("list"), QStringLiteral("--help")});
        QCOMPARE(one.code, 0);
        QVERIFY(one.out.contains("ticket list") && !one.out.contains("digest"));
    }

    void valuesAreChecked_data()
    {
        QTest::addColumn<QString>("says");
        QTest::newRow("sign-in --server desk.example --user lin --password-stdin") << QStringLiteral("--server: an address such as");
        QTest::newRow("sign-in --server ftp://desk.example --user lin --password-stdin") << QStringLiteral("--server: an address such as");
        QTest::newRow("sign-in --user lin --password-stdin") << QStringLiteral("--server is missing");
        QTest::newRow("sign-in --server http://127.0.0.1:1 --password-stdin") << QStringLiteral("--user is missing");
        QTest::newRow("sign-in --server http://127.0.0.1:1 --user lin") << QStringLiteral("--password-stdin is missing");
        QTest::newRow("sign-in --server http://127.0.0.1:1 --user lin --password-stdin") << QStringLiteral("no password came");
        QTest::newRow("sync --offline") << QStringLiteral("leave out --offline");
        QTest::newRow("sync --timeout soon") << QStringLiteral("--timeout: a whole number from 0 to 86400 is expected, not 'soon'");
        QTest::newRow("ticket list --view nothing") << QStringLiteral("--view: mine|unassigned|team|open|all|queue:NAME is expected, not 'nothing'");
        QTest::newRow("ticket list --view queue:Nowhere") << QStringLiteral("there is no queue named 'Nowhere'");
        QTest::newRow("ticket list --filter open") << QStringLiteral("--filter 'open': key:value is expected");
        QTest::newRow("ticket list --filter colour:red") << QStringLiteral("status, priority, channel or tag is expected");
        QTest::newRow("ticket list --filter status:finished") << QStringLiteral("status: new|open|on_hold|resolved|closed is expected, not 'finished'");
        QTest::newRow("ticket list --sort colour") << QStringLiteral("--sort: updated|created|priority|number is expected, not 'colour'");
        QTest::newRow("ticket list --limit 0") << QStringLiteral("--limit: a whole number from 1 to 200 is expected, not '0'");
        QTest::newRow("ticket list --limit many") << QStringLiteral("not 'many'");
        QTest::newRow("ticket list --after there") << QStringLiteral("--after: a cursor from the field 'next' is expected, not 'there'");
        QTest::newRow("ticket list --after created.1.1") << QStringLiteral("--after: this cursor belongs to a list with --sort created");
        QTest::newRow("ticket create --body only") << QStringLiteral("--subject is missing");
        QTest::newRow("ticket create --subject S --priority huge") << QStringLiteral("priority: low|normal|high|urgent is expected, not 'huge'");
        QTest::newRow("ticket create --subject S --channel pigeon") << QStringLiteral("channel: ");
        QTest::newRow("ticket set REF priority") << QStringLiteral("'priority': field=value is expected");
        QTest::newRow("ticket set REF colour=red") << QStringLiteral("'colour' is no field of a ticket");
        QTest::newRow("ticket set REF number=7") << QStringLiteral("the field number cannot be changed by hand");
        QTest::newRow("ticket set REF channel=phone") << QStringLiteral("the field channel cannot be changed by hand");
        QTest::newRow("ticket set REF tags=vip") << QStringLiteral("tags are set by 'ticket tag");
        QTest::newRow("ticket set REF status=finished") << QStringLiteral("status: new|open|on_hold|resolved|closed is expected, not 'finished'");
        QTest::newRow("ticket set REF priority=low priority=high") << QStringLiteral("the field priority is set twice");
        QTest::newRow("ticket set REF subject=") << QStringLiteral("subject: a value is expected");
        QTest::newRow("ticket set REF assignee=nobody") << QStringLiteral("there is no user named 'nobody'");
        QTest::newRow("ticket set REF queue=Nowhere") << QStringLiteral("there is no queue named 'Nowhere'");
        QTest::newRow("ticket set REF custom=7") << QStringLiteral("custom: a JSON object is expected, not '7'");
        QTest::newRow("ticket set REF priority=urgent status=finished") << QStringLiteral("not 'finished'");
        QTest::newRow("ticket reply REF") << QStringLiteral("--body is missing or empty");
        QTest::newRow("ticket note REF") << QStringLiteral("--body is missing or empty");
        QTest::newRow("ticket tag REF vip") << QStringLiteral("'vip': tags are written +name to add and -name to remove");
        QTest::newRow("ticket tag REF +vip -vip") << QStringLiteral("the tag 'vip' is both added and removed");
        QTest::newRow("customer list --limit 201") << QStringLiteral("--limit: a whole number from 1 to 200");
        QTest::newRow("search \"\"") << QStringLiteral("there is nothing to look for");
        QTest::newRow("search status:finished") << QStringLiteral("the filter has no such value (at character 8)");
        QTest::newRow("search before:someday") << QStringLiteral("a date is expected");
        QTest::newRow("search colour:red") << QStringLiteral("there is no such filter");
        QTest::newRow("conflict resolve 1 ours") << QStringLiteral("mine or theirs is expected, not 'ours'");
        QTest::newRow("conflict resolve 1 mine --body=") << QStringLiteral("--body is empty; leave it out");
        QTest::newRow("conflict resolve 1 theirs --body=") << QStringLiteral("--body is empty; leave it out");
        QTest::newRow("kpi luck --from 2026-11-01 --to 2026-11-08") << QStringLiteral("there is no figure 'luck'; there are first_response_time");
        QTest::newRow("kpi --to 2026-11-08") << QStringLiteral("--from is missing");
        QTest::newRow("kpi --from 2026-11-31 --to 2026-12-08") << QStringLiteral("--from: a day (2026-11-01) or an instant");
        QTest::newRow("kpi --from 2026-11-01 --to 2026-11-08T10:00") << QStringLiteral("--to: a day (2026-11-01) or an instant");
        QTest::newRow("kpi --from 2026-11-08 --to 2026-11-01") << QStringLiteral("--to must be later than --from");
        QTest::newRow("kpi --from 2026-11-01 --to 2026-11-08 --zone Mars") << QStringLiteral("--zone: an IANA zone such as Asia/Shanghai is expected, not 'Mars'");
        QTest::newRow("kpi --from 2026-11-01 --to 2026-11-08 --team Nobody") << QStringLiteral("--team: there is none named 'Nobody'");
    }
    void valuesAreChecked()
    {
        QFETCH(QString, says);
        const QString line = QString::fromLatin1(QTest::currentDataTag()).replace(QStringLiteral("REF"), ticket);
        const auto waiting = [this] { return desk->seat(QStringLiteral("lin"), QStringLiteral("outbox")).json.value(QLatin1StringView("operations")).toArray().size(); };
        const auto before = waiting();
        const Ran ran = desk->seat(QStringLiteral("lin"), line);
        QCOMPARE(ran.code, 2);
        QVERIFY2(CliDesk::message(ran).contains(says), ran.out.constData());
        QVERIFY2(ran.err.contains(says.toUtf8()), ran.err.constData());
        QCOMPARE(waiting(), before);
        // One good and one bad field: neither was set.
        QCOMPARE(desk->seat(QStringLiteral("lin"), QStringLiteral("ticket show ") + ticket).json.value(QLatin1StringView("priority")).toString(), QStringLiteral("normal"));
    }
};

QTEST_GUILESS_MAIN(TestCliUsage)
#include "test_cli_usage.moc"
