// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/process/worker.h"
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
    static constexpr int kTimeoutS = 1;
    static constexpr int kDeadlineMs = 15'000; ///< far beyond what a run takes; a seat that hangs is ended at 60 s

    Office office {{QStringLiteral("lin"), QStringLiteral("wang")}};
    QTemporaryDir files;
    std::unique_ptr<ServerProcess> server;
    std::unique_ptr<FaultProxy> line;
    std::unique_ptr<Auditor> auditor;
    QString ticket; ///< that both have
    int n = 0;

    QString text(const char *what) const { return QStringLiteral("%1-%2").arg(QLatin1StringView(what)).arg(n); }
    Ran lin(const QStringList &command) const { return office.seat(QStringLiteral("lin"), command); }
    void work(const QStringList &command, const QString &carries)
    {
        const Ran ran = lin(command);
        QVERIFY2(ran.code == 0, ran.err.constData());
        auditor->promise(QStringLiteral("lin"), ran.json, carries);
    }
    /// Makes a ticket on the server while the loop turns.
    std::unique_ptr<Worker> wangMakesTicket()
    {
        const QList<Errand> errands {{{QStringLiteral("ticket"), QStringLiteral("create"), QStringLiteral("--subject"), text("subject"), QStringLiteral("--channel"), QStringLiteral("phone")}, text("subject")},
            {{QStringLiteral("sync")}}};
        return std::make_unique<Worker>(office, *auditor, QStringLiteral("wang"), errands);
    }
    void take(const Worker &wang)
    {
        QVERIFY(QTest::qWaitFor([&] { return wang.isDone(); }, 30'000));
        QVERIFY2(wang.complaints().isEmpty(), qPrintable(wang.complaints().join(u'\n')));
        ticket = wang.tickets().first();
    }
    /// lin has unsent work, a file too, on a ticket that both have; there is another that lin has not got yet.
    void prepare()
    {
        const QString known = ticket;
        ++n;
        const auto wang = wangMakesTicket();
        QFile file(files.filePath(text("file")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text("bytes").toUtf8().repeated(100)) > 0);
        file.close();
        work({QStringLiteral("ticket"), QStringLiteral("note"), known, QStringLiteral("--body"), text("note"), QStringLiteral("--file"), file.fileName()}, text("file"));
        work({QStringLiteral("ticket"), QStringLiteral("reply"), known, QStringLiteral("--body"), text("reply")}, text("reply"));
        work({QStringLiteral("ticket"), QStringLiteral("set"), known, QStringLiteral("category=") + text("category")}, text("category"));
        take(*wang);
    }
    static int rowsIn(const QString &file, const QByteArray &table) { return tidedesk::sim::RawDb(file).select("SELECT count(*) FROM " + table)[0][0].toInt(); }
    void mended()
    {
        line->heal();
        const Ran synced = office.sync(QStringLiteral("lin"));
        QVERIFY2(synced.code == 0, synced.err.constData());
        const QStringList findings = auditor->audit({QStringLiteral("lin")});
        QVERIFY2(findings.isEmpty(), qPrintable(findings.join(u'\n')));
        QCOMPARE(rowsIn(office.serverFolder() + QStringLiteral("/server.db"), "server_blob"), n);
    }
    /// What every fault must leave behind: work that is there, a sentence, and nothing of the line's own.
    void checkFailure(const Ran &ran, const QStringList &errors) const
    {
        QVERIFY2(errors.contains(codeOf(ran)), ran.out.constData());
        QVERIFY2(ran.err.startsWith("tidedesk-cli: ") && ran.err.count('\n') == 1, ran.err.constData());
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

    std::unique_ptr<ServerProcess> secure; ///< another server, with a certificate nobody knows
    QString securedFolder() const
    {
        const QString folder = files.filePath(QStringLiteral("secure"));
        (void)run("tidedesk-server", {QStringLiteral("init"), QStringLiteral("--data"), folder, QStringLiteral("--admin"), QStringLiteral("root"), QStringLiteral("--password-stdin")}, "password-of-root\n");
        return folder;
    }
    QStringList securedBy() const
    {
        const tidedesk::http::TlsIdentity identity = selfSigned("127.0.0.1");
        QStringList options;
        for (const auto &[option, bytes] : {std::pair("tls-certificate", identity.certificateChain), std::pair("tls-key", identity.privateKey)}) {
            QFile file(files.filePath(QLatin1StringView(option)));
            if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size())
                options += {QStringLiteral("--") + QLatin1StringView(option), file.fileName()};
        }
        return options;
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
        take(*wangMakesTicket());
        QCOMPARE(office.sync(QStringLiteral("lin")).code, 0);
    }
    void cleanup() { line->heal(); }
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
        row("half the outcomes, no length", {.path = "/v1/push", .shorten = Fault::Shorten::WithoutLength}, 4, "push.no_answer sync.timeout");
        row("half the outcomes, false length", {.path = "/v1/push", .shorten = Fault::Shorten::WithLength}, 4, "push.no_answer sync.timeout");
        row("half the rows, no length", {.path = "/v1/pull", .shorten = Fault::Shorten::WithoutLength}, 4, "pull.truncated pull.damaged sync.timeout");
        row("half the rows, false length", {.path = "/v1/pull", .shorten = Fault::Shorten::WithLength}, 4, "pull.truncated pull.damaged sync.timeout");
        row("operations twice", {.path = "/v1/push", .twice = true}, 0, "");
        row("everything twice", {.twice = true}, 0, "");
        row("captive portal", {.answer = httpAnswer("200 OK", html, kPortal)}, 4, "net.redirected");
        row("captive portal for operations", {.path = "/v1/push", .answer = httpAnswer("200 OK", html, kPortal)}, 4, "net.redirected");
        row("captive portal of no type", {.answer = httpAnswer("200 OK", {}, kPortal)}, 4, "pull.damaged pull.truncated push.no_answer sync.timeout");
        row("captive portal for files", {.path = "/v1/blobs", .answer = httpAnswer("200 OK", html, kPortal)}, 4, "net.redirected");
        row("files cut", {.path = "/v1/blobs", .end = End::Reset, .way = Way::Up, .after = 300}, 4, "net.unreachable");
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
        if (code != 0)
            checkFailure(ran, errors);
        QCOMPARE(rowsIn(office.profile(QStringLiteral("lin")) + QStringLiteral("/outbox.db"), "operation"), 4 * n);
        QVERIFY(!holdsPortal());
        mended();
    }

    /// A sign-in is no different, and the password goes to nobody else.
    void aSignIn_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<int>("code");
        QTest::addColumn<QStringList>("errors");
        const auto row = [](const char *name, const Fault &fault, int code, const char *error) { QTest::newRow(name) << fault << code << QStringList(QString::fromLatin1(error)); };
        row("captive portal", {.answer = httpAnswer("200 OK", "Content-Type: text/html\r\n", kPortal)}, 4, "net.redirected");
        row("another server", {.answer = httpAnswer("200 OK", {}, "{}")}, 1, "sign_in.bad_answer");
        row("half an answer", {.shorten = Fault::Shorten::WithLength}, 1, "sign_in.bad_answer");
        row("a file server", {.answer = httpAnswer("404 Not Found", "Content-Type: text/html\r\n", kPortal)}, 4, "net.redirected");
        row("reset", {.end = Fault::End::Reset}, 4, "net.unreachable");
    }
    void aSignIn()
    {
        QFETCH(Fault, fault);
        QFETCH(int, code);
        QFETCH(QStringList, errors);
        line->set(fault);
        const Ran ran = run("tidedesk-cli", {QStringLiteral("--profile"), files.filePath(QStringLiteral("new-seat")), QStringLiteral("--json"), QStringLiteral("sign-in"), QStringLiteral("--server"),
                                                line->url().toString(), QStringLiteral("--user"), QStringLiteral("lin"), QStringLiteral("--password-stdin")}, "password-of-lin\n");
        QVERIFY2(ran.code == code, ran.out.constData());
        checkFailure(ran, errors);
    }

    /// A seat whose server speaks TLS: a handshake that breaks, hangs or shows a stranger's certificate ends with a
    /// sentence before anything was said, and the seat can work on.
    void tls_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<QStringList>("errors");
        const auto row = [](const char *name, const Fault &fault, const char *errors) { QTest::newRow(name) << fault << QString::fromLatin1(errors).split(u' '); };
        row("stranger's certificate", {.opaque = true}, "net.tls");
        row("reset before the handshake", {.end = Fault::End::Reset, .after = 1, .opaque = true}, "net.unreachable net.tls");
        row("reset in the handshake", {.end = Fault::End::Reset, .after = 200, .opaque = true}, "net.unreachable net.tls");
        row("closed in the handshake", {.end = Fault::End::Close, .after = 200, .opaque = true}, "net.unreachable net.tls");
        row("no TLS there", {.answer = httpAnswer("400 Bad Request"), .opaque = true}, "net.unreachable net.tls");
    }
    void tls()
    {
        QFETCH(Fault, fault);
        QFETCH(QStringList, errors);
        if (!secure)
            secure = std::make_unique<ServerProcess>(securedFolder(), securedBy());
        QVERIFY(secure->url().isValid());
        line->redirect(secure->url());
        line->set(fault);
        const Ran ran = office.signIn(QStringLiteral("lin"), line->url("https"));
        line->redirect(server->url());
        QVERIFY2(ran.code == 4, ran.out.constData());
        checkFailure(ran, errors);
        QCOMPARE(lin({QStringLiteral("outbox")}).code, 0); // still signed in to the one it knows
    }
    void everybodyAgrees()
    {
        QCOMPARE(office.sync(QStringLiteral("wang")).code, 0);
        QCOMPARE(office.sync(QStringLiteral("lin")).code, 0);
        const QStringList findings = auditor->audit(office.agents());
        QVERIFY2(findings.isEmpty(), qPrintable(findings.join(u'\n')));
        QCOMPARE(office.administer({QStringLiteral("check")}).json.value(QLatin1StringView("missing_blobs")).toInt(-1), 0);
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "test_faults.moc"
