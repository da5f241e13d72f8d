// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/process/auditor.h"
#include "tests/server/http/selfsigned.h"
#include "tests/support/faultproxy.h"
#include <QElapsedTimer>

using namespace tidedesk::test;

Q_DECLARE_METATYPE(tidedesk::test::Fault)

/// The real seat and the real server with a bad line between them. Whatever the line does, the seat ends in time with a
/// sentence and an exit code, loses nothing and takes nothing for the server's that is not; mended, one exchange brings
/// both to the same, with each operation once.
class TestFaults : public QObject {
    Q_OBJECT

    static constexpr char kPortal[] = "<html><body>PORTAL: pay for the network first</body></html>";
    static constexpr int kTimeoutS = 2;
    static constexpr int kDeadlineMs = 15'000; ///< far beyond what a run takes; a seat that hangs is ended at 60 s

    Office office {{QStringLiteral("lin"), QStringLiteral("wang")}};
    std::unique_ptr<ServerProcess> server;
    std::unique_ptr<FaultProxy> line;
    std::unique_ptr<Auditor> auditor;
    int n = 0;

    Ran lin(const QStringList &command) const { return office.seat(QStringLiteral("lin"), command); }
    QString text(const char *what) const { return QStringLiteral("%1-%2").arg(QLatin1StringView(what)).arg(n); }
    void work(const QStringList &command, const QString &carries)
    {
        const Ran ran = lin(command);
        QVERIFY2(ran.code == 0, ran.err.constData());
        auditor->promise(QStringLiteral("lin"), ran.json, carries);
    }
    Ran newTicket(const QString &subject) const
    {
        const Ran made = office.seat(QStringLiteral("wang"), {QStringLiteral("ticket"), QStringLiteral("create"), QStringLiteral("--subject"), subject, QStringLiteral("--channel"), QStringLiteral("phone")});
        return made.code == 0 && office.sync(QStringLiteral("wang")).code == 0 ? made : Ran();
    }
    /// A ticket both have, on which lin has unsent work, and one that lin has not got yet.
    void prepare()
    {
        ++n;
        const QString ticket = newTicket(text("subject")).json.value(QLatin1StringView("id")).toString();
        QCOMPARE(office.sync(QStringLiteral("lin")).code, 0);
        QCOMPARE(newTicket(text("news")).code, 0);
        work({QStringLiteral("ticket"), QStringLiteral("note"), ticket, QStringLiteral("--body"), text("note")}, text("note"));
        work({QStringLiteral("ticket"), QStringLiteral("reply"), ticket, QStringLiteral("--body"), text("reply")}, text("reply"));
        work({QStringLiteral("ticket"), QStringLiteral("set"), ticket, QStringLiteral("category=") + text("category")}, text("category"));
    }
    void mended()
    {
        line->heal();
        const Ran synced = office.sync(QStringLiteral("lin"));
        QVERIFY2(synced.code == 0, synced.err.constData());
        QCOMPARE(office.sync(QStringLiteral("wang")).code, 0);
        const QStringList findings = auditor->audit();
        QVERIFY2(findings.isEmpty(), qPrintable(findings.join(u'\n')));
    }
    bool holdsPortal() const
    {
        for (const char *name : {"cache.db", "cache.db-wal", "outbox.db", "outbox.db-wal", "session"}) {
            QFile file(office.profile(QStringLiteral("lin")) + u'/' + QLatin1StringView(name));
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains("PORTAL"))
                return true;
        }
        return false;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(office.found());
        server = std::make_unique<ServerProcess>(office.serverFolder());
        QVERIFY(server->url().isValid());
        line = std::make_unique<FaultProxy>(server->url());
        auditor = std::make_unique<Auditor>(office);
        QCOMPARE(office.signIn(QStringLiteral("lin"), line->url()).code, 0);
        QCOMPARE(office.signIn(QStringLiteral("wang"), server->url()).code, 0);
    }
    void anExchange_data()
    {
        using End = Fault::End;
        using Way = Fault::Way;
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<int>("code"); // exit code
        QTest::addColumn<QStringList>("errors"); // one of these; empty = none
        const auto row = [](const char *name, const Fault &fault, int code, const char *errors) {
            QTest::newRow(name) << fault << code << QString::fromLatin1(errors).split(u' ', Qt::SkipEmptyParts);
        };
        const QByteArray html = "Content-Type: text/html\r\n";
        row("latency", {.latencyMs = 100}, 0, "");
        row("reset at once", {.end = End::Reset, .way = Way::Up}, 4, "net.unreachable");
        row("reset in the head of a request", {.end = End::Reset, .way = Way::Up, .after = 40}, 4, "net.unreachable");
        row("reset in the operations", {.path = "/v1/push", .end = End::Reset, .way = Way::Up, .after = 700}, 4, "net.unreachable");
        row("reset before the outcomes", {.path = "/v1/push", .end = End::Reset}, 4, "net.unreachable");
        row("reset in the outcomes", {.path = "/v1/push", .end = End::Reset, .after = 300}, 4, "net.unreachable");
        row("reset in the rows", {.path = "/v1/pull", .end = End::Reset, .after = 600}, 4, "net.unreachable pull.truncated");
        row("closed before the outcomes", {.path = "/v1/push", .end = End::Close}, 4, "net.unreachable");
        row("closed in the outcomes", {.path = "/v1/push", .end = End::Close, .after = 300}, 4, "net.unreachable");
        row("closed in the rows", {.path = "/v1/pull", .end = End::Close, .after = 600}, 4, "net.unreachable pull.truncated");
        row("swallowed", {.end = End::Silence, .way = Way::Up}, 4, "sync.timeout");
        row("operations swallowed half way", {.path = "/v1/push", .end = End::Silence, .way = Way::Up, .after = 700}, 4, "sync.timeout");
        row("no outcomes", {.path = "/v1/push", .end = End::Silence}, 4, "sync.timeout");
        row("rows stop", {.path = "/v1/pull", .end = End::Silence, .after = 600}, 4, "sync.timeout");
        row("slow drip", {.dripMs = 20}, 4, "sync.timeout");
        row("half the outcomes, no length", {.path = "/v1/push", .shorten = Fault::Shorten::WithoutLength}, 4, "pull.truncated pull.damaged push.no_answer sync.timeout net.unreachable");
        row("half the outcomes, false length", {.path = "/v1/push", .shorten = Fault::Shorten::WithLength}, 4, "pull.truncated pull.damaged push.no_answer sync.timeout net.unreachable");
        row("half the rows, no length", {.path = "/v1/pull", .shorten = Fault::Shorten::WithoutLength}, 4, "pull.truncated pull.damaged sync.timeout net.unreachable");
        row("half the rows, false length", {.path = "/v1/pull", .shorten = Fault::Shorten::WithLength}, 4, "pull.truncated pull.damaged sync.timeout net.unreachable");
        row("operations twice", {.path = "/v1/push", .twice = true}, 0, "");
        row("everything twice", {.twice = true}, 0, "");
        row("captive portal", {.answer = httpAnswer("200 OK", html, kPortal)}, 4, "net.redirected");
        row("captive portal for operations", {.path = "/v1/push", .answer = httpAnswer("200 OK", html, kPortal)}, 4, "net.redirected");
        row("captive portal of no type", {.answer = httpAnswer("200 OK", {}, kPortal)}, 4, "net.redirected pull.damaged pull.truncated sync.timeout");
        row("302", {.answer = httpAnswer("302 Found", "Location: http://127.0.0.1:9/\r\n", kPortal)}, 4, "net.redirected");
        row("307", {.answer = httpAnswer("307 Temporary Redirect", "Location: http://127.0.0.1:9/\r\n")}, 4, "net.redirected");
        row("407", {.answer = httpAnswer("407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"x\"\r\n")}, 4, "net.proxy");
        row("511", {.answer = httpAnswer("511 Network Authentication Required", html, kPortal)}, 4, "net.redirected");
        row("502", {.answer = httpAnswer("502 Bad Gateway", html, kPortal)}, 4, "http.502 sync.timeout");
        row("503", {.answer = httpAnswer("503 Service Unavailable", "Retry-After: 60\r\n")}, 4, "sync.timeout");
        row("404", {.answer = httpAnswer("404 Not Found", html, kPortal)}, 4, "net.redirected");
        row("403", {.answer = httpAnswer("403 Forbidden", html, kPortal)}, 4, "net.redirected");
        row("garbage", {.answer = QByteArray("\x16\x03\x01\x00PORTAL\0\xff\r\n\r\n", 18)}, 4, "net.unreachable");
        row("nothing", {.answer = "\r\n"}, 4, "net.unreachable");
    }
    void anExchange()
    {
        QFETCH(Fault, fault);
        QFETCH(int, code);
        QFETCH(QStringList, errors);
        prepare();
        if (QTest::currentTestFailed())
            return;
        line->set(fault);
        QElapsedTimer clock;
        clock.start();
        const Ran ran = office.sync(QStringLiteral("lin"), kTimeoutS);
        QVERIFY2(ran.code == code, qPrintable(QStringLiteral("exit code %1: %2").arg(ran.code).arg(QString::fromUtf8(ran.out + ran.err))));
        QVERIFY(clock.elapsed() < kDeadlineMs);
        QVERIFY(line->met() > 0);
        if (code != 0) {
            QVERIFY2(errors.contains(codeOf(ran)), ran.out.constData());
            QVERIFY2(ran.err.startsWith("tidedesk-cli: ") && ran.err.count('\n') == 1, ran.err.constData());
        }
        // What was done is still there, and what the line said is not.
        QCOMPARE(lin({QStringLiteral("outbox")}).json.value(QLatin1StringView("operations")).toArray().size(), 3 * n);
        QVERIFY(!holdsPortal());
        mended();
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "test_faults.moc"
