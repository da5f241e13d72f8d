// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/schema/entities.h"
#include "core/server/engine/writecontext.h"
#include "core/server/store/sqlitestore.h"
#include "tests/support/programs.h"
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QUrl>
#include <QUuid>

using namespace tidedesk;
using test::Ran;
using test::ServerProcess;

/// The contract of tidedesk-server's commands, by starting the program itself.
class TestServerProgram : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> dir;

    QString path(const QString &name) const { return dir->filePath(name); }
    QString data() const { return path(QStringLiteral("data")); }
    static QStringList words(const QString &line) { return line.split(u' ', Qt::SkipEmptyParts); }
    static Ran server(const QString &line, const QByteArray &input = {}) { return test::run("tidedesk-server", words(line), input); }
    Ran initialise() const { return server(QStringLiteral("init --data %1 --admin root --password-stdin").arg(data()), "password of root\n"); }
    Ran addUser(const QString &name, const QByteArray &password = "password of somebody\n") const
    {
        return server(QStringLiteral("user add --data %1 --name %2 --role agent --team Support --password-stdin").arg(data(), name), password);
    }
    QJsonObject listed(const QString &name) const
    {
        const QJsonArray users = server(QStringLiteral("user list --data %1 --json").arg(data())).json.value(QLatin1StringView("users")).toArray();
        for (const QJsonValue &user : users) {
            if (user.toObject().value(QLatin1StringView("name")).toString() == name)
                return user.toObject();
        }
        return {};
    }
    static int signIn(const QUrl &url, const QString &name, const QString &password)
    {
        QNetworkAccessManager network;
        QUrl where = url;
        where.setPath(QStringLiteral("/v1/sign-in"));
        QNetworkRequest request(where);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        const QJsonObject body {{QStringLiteral("user"), name}, {QStringLiteral("password"), password},
            {QStringLiteral("seat"), QJsonObject {{QStringLiteral("id"), QUuid::createUuid().toString(QUuid::WithoutBraces)}, {QStringLiteral("name"), QStringLiteral("test")}}}};
        std::unique_ptr<QNetworkReply> reply(network.post(request, QJsonDocument(body).toJson()));
        if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 10'000))
            return 0;
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }
    /// With no file longer than so many bytes: the disk is full at this point.
    static Ran limited(qint64 bytes, const QString &line, const QByteArray &input = {})
    {
        QProcess process;
        process.start(QStringLiteral("/bin/sh"),
            QStringList {QStringLiteral("-c"), QStringLiteral("ulimit -f %1; exec \"$0\" \"$@\"").arg(bytes / 512), test::program("tidedesk-server")} + words(line));
        process.write(input);
        process.closeWriteChannel();
        Ran ran;
        if (process.waitForFinished(60'000))
            ran = {process.exitCode(), {}, process.readAllStandardOutput(), process.readAllStandardError()};
        return ran;
    }
    static QStringList filesIn(const QString &folder)
    {
        return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }
    server::SqliteStoreFactory stores() const { return server::SqliteStoreFactory(data() + QStringLiteral("/server.db")); }

private Q_SLOTS:
    void init() { dir = std::make_unique<QTemporaryDir>(); }
    void cleanup() { dir.reset(); }

    void wrongUsageIsTwo_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *line, const char *says) {
            QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(says);
        };
        row("", "a command is missing");
        row("fly", "unknown command");
        row("init", "--data");
        row("init --data X", "--admin");
        row("init --data X --admin root", "--password-stdin");
        row("init --data X --admin root --password-stdin --colour red", "colour");
        row("serve", "--data");
        row("serve --data X --listen nowhere", "--listen");
        row("serve --data X --listen 127.0.0.1:99999", "--listen");
        row("serve --data X --database mysql://h/d", "postgresql://");
        row("migrate", "--from");
        row("migrate --from X", "--to");
        row("migrate --from X --to sqlite:", "--to");
        row("serve --data X --tls-key K", "--tls-certificate");
        row("user add --data", "--data");
        row("backup --data X", "--to");
        row("restore --data X", "--from");
        row("check", "--data");
    }
    void wrongUsageIsTwo()
    {
        QFETCH(QString, line);
        QFETCH(QString, says);
        const Ran ran = server(line.replace(u'X', data()));
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains(says.toLatin1()), ran.err.constData());
        QVERIFY(ran.out.isEmpty());
        QVERIFY(!QFile::exists(data())); // nothing was begun
    }
    void helpIsNoMistake()
    {
        const Ran ran = server(QStringLiteral("help"));
        QCOMPARE(ran.code, 0);
        for (const char *command : {"init", "serve", "user", "backup", "restore", "check"})
            QVERIFY(ran.out.contains(command));
    }
    void failureIsOne()
    {
        for (const QString &line : {QStringLiteral("serve --data %1"), QStringLiteral("user list --data %1"), QStringLiteral("check --data %1"), QStringLiteral("backup --data %1 --to %1.bak")}) {
            const Ran ran = server(line.arg(data()));
            QCOMPARE(ran.code, 1);
            QVERIFY2(ran.err.contains("there is no server in this folder"), ran.err.constData());
        }
        QCOMPARE(server(QStringLiteral("init --data %1 --admin root --password-stdin").arg(data()), "short\n").code, 1);
        QVERIFY(!QFile::exists(data()));
        QCOMPARE(server(QStringLiteral("init --data %1 --admin a/b --password-stdin").arg(data()), "password of root\n").code, 1);
        QCOMPARE(initialise().code, 0);
        QVERIFY(initialise().err.contains("already"));
        QCOMPARE(server(QStringLiteral("user add --data %1 --name x --role god --password-stdin").arg(data()), "password of x\n").code, 2);
        QCOMPARE(server(QStringLiteral("user disable --data %1 --name nobody").arg(data())).code, 1);
        QCOMPARE(server(QStringLiteral("check --data %1 --user nobody").arg(data())).code, 1);
        QCOMPARE(server(QStringLiteral("restore --data %1 --from nothing").arg(path(QStringLiteral("new")))).code, 1);
    }
    void usersWithoutAServerRunning()
    {
        QCOMPARE(initialise().code, 0);
        QCOMPARE(addUser(QStringLiteral("lin")).code, 0);
        QCOMPARE(addUser(QStringLiteral("lin")).code, 1);
        const QJsonObject lin = listed(QStringLiteral("lin"));
        QCOMPARE(lin.value(QLatin1StringView("role")).toString(), QStringLiteral("agent"));
        QCOMPARE(lin.value(QLatin1StringView("teams")).toArray(), QJsonArray {QStringLiteral("Support")});
        QVERIFY(lin.value(QLatin1StringView("active")).toBool());
        QCOMPARE(listed(QStringLiteral("root")).value(QLatin1StringView("role")).toString(), QStringLiteral("admin"));
        QCOMPARE(server(QStringLiteral("user disable --data %1 --name lin").arg(data())).code, 0);
        QVERIFY(!listed(QStringLiteral("lin")).value(QLatin1StringView("active")).toBool());
        QVERIFY(server(QStringLiteral("user enable --data %1 --name lin").arg(data())).out.contains("lin can sign in again"));
        QVERIFY(listed(QStringLiteral("lin")).value(QLatin1StringView("active")).toBool());
    }
    void usersWhileTheServerRuns()
    {
        QCOMPARE(initialise().code, 0);
        ServerProcess process(data());
        QVERIFY(process.url().isValid());
        const QFile::Permissions control = QFile::permissions(data() + QStringLiteral("/control.json"));
        QCOMPARE(control & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
        QCOMPARE(addUser(QStringLiteral("lin"), "password of lin\n").code, 0);
        QCOMPARE(addUser(QStringLiteral("lin"), "password of lin\n").code, 1);
        QVERIFY(listed(QStringLiteral("lin")).value(QLatin1StringView("active")).toBool());
        QCOMPARE(signIn(process.url(), QStringLiteral("lin"), QStringLiteral("password of lin")), 200);
        QCOMPARE(server(QStringLiteral("user disable --data %1 --name lin").arg(data())).code, 0);
        QCOMPARE(signIn(process.url(), QStringLiteral("lin"), QStringLiteral("password of lin")), 401);
        QCOMPARE(server(QStringLiteral("user enable --data %1 --name lin").arg(data())).code, 0);
        QCOMPARE(signIn(process.url(), QStringLiteral("lin"), QStringLiteral("password of lin")), 200);
        // Whatever else writes has to wait; whatever reads need not.
        const Ran second = server(QStringLiteral("serve --data %1").arg(data()));
        QCOMPARE(second.code, 1);
        QVERIFY2(second.err.contains("another process is using this folder"), second.err.constData());
        QCOMPARE(server(QStringLiteral("sample --data %1 --scale S").arg(data())).code, 1);
        QCOMPARE(server(QStringLiteral("check --data %1").arg(data())).code, 0);
        QCOMPARE(server(QStringLiteral("backup --data %1 --to %2").arg(data(), path(QStringLiteral("b")))).code, 0);
        QCOMPARE(process.stop(), 0);
        QVERIFY(!QFile::exists(data() + QStringLiteral("/control.json")));
        QCOMPARE(addUser(QStringLiteral("wang")).code, 0); // the folder is free again
    }
    void aKilledServerLeavesAFolderThatGoesOn()
    {
        QCOMPARE(initialise().code, 0);
        {
            ServerProcess process(data());
            QVERIFY(process.url().isValid());
            QCOMPARE(addUser(QStringLiteral("lin"), "password of lin\n").code, 0);
        } // SIGKILL
        QVERIFY(QFile::exists(data() + QStringLiteral("/control.json")));
        QCOMPARE(addUser(QStringLiteral("wang"), "password of wang\n").code, 0);
        ServerProcess again(data());
        QVERIFY(again.url().isValid());
        QCOMPARE(signIn(again.url(), QStringLiteral("lin"), QStringLiteral("password of lin")), 200);
        QCOMPARE(again.stop(), 0);
    }
    void checkFindsWhatDoesNotFit()
    {
        QCOMPARE(initialise().code, 0);
        QCOMPARE(addUser(QStringLiteral("lin")).code, 0);
        const Ran sound = server(QStringLiteral("check --data %1 --json").arg(data()));
        QCOMPARE(sound.code, 0);
        QCOMPARE(sound.json.value(QLatin1StringView("problems")).toArray().size(), 0);
        QCOMPARE(sound.json.value(QLatin1StringView("users")).toArray().size(), 2);
        const QJsonObject root = server(QStringLiteral("check --data %1 --json --user root").arg(data())).json.value(QLatin1StringView("users")).toArray().first().toObject();
        QCOMPARE(root.value(QLatin1StringView("hash")).toString().size(), 40);
        QCOMPARE(root.value(QLatin1StringView("rows")).toObject().value(QLatin1StringView("user")).toInt(), 2);
        {
            auto opened = stores().writer();
            QVERIFY(opened.ok());
            server::Store &store = **opened;
            auto transaction = server::StoreTransaction::begin(store, server::Store::Access::Write);
            Row ticket(schema::ticket(), Id::fromString(u"01990000-0000-7000-8000-000000000001"));
            ticket.version = 1;
            ticket.set(schema::ticket().number, qint64(77));
            QVERIFY(store.put({ticket, {}, QStringLiteral("team:nobody")}).ok());
            QVERIFY(store.putBlob({QString(64, u'a'), 3, {}, 0}).ok());
            QVERIFY(transaction->commit().ok());
        }
        const Ran unsound = server(QStringLiteral("check --data %1 --json").arg(data()));
        QCOMPARE(unsound.code, 1);
        const QByteArray problems = QJsonDocument(unsound.json.value(QLatin1StringView("problems")).toArray()).toJson();
        for (const char *what : {"does not tell", "lies in team:nobody, not in nowhere", "counter of tickets", "blob.unknown"})
            QVERIFY2(problems.contains(what), problems.constData());
        QVERIFY(server(QStringLiteral("check --data %1").arg(data())).out.contains("NOT sound"));
    }
    void backupAndRestore()
    {
        const QString file = path(QStringLiteral("backup"));
        const QString other = path(QStringLiteral("other"));
        QCOMPARE(initialise().code, 0);
        QCOMPARE(server(QStringLiteral("sample --data %1 --scale S --tickets 50").arg(data())).code, 0);
        const QByteArray before = server(QStringLiteral("check --data %1 --json").arg(data())).out;
        const Ran made = server(QStringLiteral("backup --data %1 --to %2 --json").arg(data(), file));
        QCOMPARE(made.code, 0);
        QCOMPARE(made.json.value(QLatin1StringView("bytes")).toInteger(), QFile(file).size());
        QCOMPARE(QDir(dir->path()).entryList({QStringLiteral("backup*")}), QStringList {QStringLiteral("backup")}); // nothing half-made beside it
        QCOMPARE(server(QStringLiteral("restore --data %1 --from %2").arg(data(), file)).code, 1); // somebody lives there
        QVERIFY(QDir().mkpath(path(QStringLiteral("full/of/something"))));
        const Ran full = server(QStringLiteral("restore --data %1 --from %2").arg(path(QStringLiteral("full")), file));
        QCOMPARE(full.code, 1);
        QVERIFY(full.err.contains("not empty"));
        QCOMPARE(server(QStringLiteral("restore --data %1 --from %2").arg(other, file)).code, 0);
        QCOMPARE(server(QStringLiteral("check --data %1 --json").arg(other)).out, before);
        const auto epoch = [](const QString &folder) {
            auto reader = server::SqliteStoreFactory(folder + QStringLiteral("/server.db")).reader();
            auto snapshot = server::StoreTransaction::begin(**reader, server::Store::Access::Read);
            return *(*reader)->meta(QString(server::kEpochKey));
        };
        QVERIFY(epoch(other) != epoch(data()));
        ServerProcess process(other);
        QCOMPARE(signIn(process.url(), QStringLiteral("root"), QStringLiteral("password of root")), 200);
        QCOMPARE(process.stop(), 0);
    }
    void aDamagedBackupRestoresNothing()
    {
        const QString file = path(QStringLiteral("backup"));
        QCOMPARE(initialise().code, 0);
        QCOMPARE(server(QStringLiteral("backup --data %1 --to %2").arg(data(), file)).code, 0);
        QFile in(file);
        QVERIFY(in.open(QIODevice::ReadOnly));
        const QByteArray good = in.readAll();
        QList<QByteArray> damaged {good.first(good.size() / 2), good.chopped(1), good + 'x', QByteArray("no backup at all")};
        for (const qsizetype at : {qsizetype(20), good.size() / 3, good.size() - 3}) {
            damaged.append(good);
            damaged.last()[at] = static_cast<char>(good[at] ^ 1);
        }
        for (qsizetype i = 0; i < damaged.size(); ++i) {
            QFile out(path(QStringLiteral("damaged%1").arg(i)));
            QVERIFY(out.open(QIODevice::WriteOnly) && out.write(damaged[i]) == damaged[i].size());
            out.close();
            const QString to = path(QStringLiteral("to%1").arg(i));
            const Ran ran = server(QStringLiteral("restore --data %1 --from %2").arg(to, out.fileName()));
            QVERIFY2(ran.code == 1 && ran.err.contains("no sound backup"), qPrintable(QString::number(i) + QString::fromUtf8(ran.err)));
            QVERIFY(!QFile::exists(to + QStringLiteral("/server.db")));
        }
    }
    /// The disk is full a little later each time: a failed init leaves nothing, and stands in nobody's way.
    void aFailedInitLeavesNothing()
    {
#ifndef Q_OS_UNIX
        QSKIP("there is no limit of file sizes here (ulimit -f) to make the disk full with");
#endif
        const QString line = QStringLiteral("init --data %1 --admin root --password-stdin").arg(data());
        const QString kept = path(QStringLiteral("kept"));
        QVERIFY(QDir().mkpath(kept + QStringLiteral("/blobs/aa")));
        int failed = 0;
        for (qint64 bytes = 4096;; bytes += 16'384) {
            QVERIFY(bytes < 4'000'000);
            const Ran ran = limited(bytes, line, "password of root\n");
            if (ran.code == 0)
                break;
            ++failed;
            QCOMPARE(ran.code, 1);
            QCOMPARE(filesIn(dir->path()), QStringList {QStringLiteral("kept")});
            QCOMPARE(limited(bytes, QString(line).replace(data(), kept), "password of root\n").code, 1);
            QCOMPARE(filesIn(kept), QStringList {QStringLiteral("blobs")}); // what was there before stays
            QVERIFY(QDir(kept + QStringLiteral("/blobs/aa")).exists());
        }
        QVERIFY(failed > 5);
        QCOMPARE(server(QStringLiteral("check --data %1").arg(data())).code, 0);
        // One that was ended in the middle.
        QFile rest(kept + QStringLiteral("/server.db.making"));
        QVERIFY(rest.open(QIODevice::WriteOnly) && rest.write("half a database") > 0);
        rest.close();
        QCOMPARE(server(QString(line).replace(data(), kept), "password of root\n").code, 0);
        QCOMPARE(filesIn(kept), (QStringList {QStringLiteral("blobs"), QStringLiteral("server.db")}));
        QCOMPARE(server(QStringLiteral("check --data %1").arg(kept)).code, 0);
    }
    void aFailedBackupLeavesNothing()
    {
#ifndef Q_OS_UNIX
        QSKIP("there is no limit of file sizes here (ulimit -f) to make the disk full with");
#endif
        QCOMPARE(initialise().code, 0);
        QCOMPARE(server(QStringLiteral("sample --data %1 --tickets 600").arg(data())).code, 0); // more than SQLite keeps in memory
        const QStringList before = filesIn(dir->path());
        const QString line = QStringLiteral("backup --data %1 --to %2").arg(data(), path(QStringLiteral("b")));
        const qint64 size = QFile(data() + QStringLiteral("/server.db")).size();
        int failed = 0;
        for (qint64 bytes = 4096; bytes < size; bytes += size / 12) {
            const Ran ran = limited(bytes, line);
            if (ran.code == 0)
                break;
            ++failed;
            QCOMPARE(ran.code, 1);
            QCOMPARE(filesIn(dir->path()), before);
        }
        QVERIFY(failed > 5);
        QCOMPARE(server(line).code, 0);
        QCOMPARE(filesIn(dir->path()), QStringList(QStringLiteral("b")) + before);
    }
    void filesThatHaveNotArrivedAreCounted()
    {
        QCOMPARE(initialise().code, 0);
        const auto backup = [this](const QString &more) { return server(QStringLiteral("backup --data %1 --to %2 ").arg(data(), path(QStringLiteral("b"))) + more); };
        const auto check = [this](const QString &more) { return server(QStringLiteral("check --data %1 ").arg(data()) + more); };
        const auto missing = [](const Ran &ran) { return ran.json.value(QLatin1StringView("missing_blobs")).toInt(-1); };
        QCOMPARE(missing(backup(QStringLiteral("--json"))), 0);
        QCOMPARE(missing(check(QStringLiteral("--json"))), 0);
        QVERIFY(!backup({}).out.contains("not reached"));
        QCOMPARE(server(QStringLiteral("sample --data %1 --tickets 10").arg(data())).code, 0);
        {
            const SystemClock clock;
            IdGenerator ids(clock);
            auto opened = stores().writer();
            auto transaction = server::StoreTransaction::begin(**opened, server::Store::Access::Write);
            server::WriteContext context(**opened, ids, clock.nowMs());
            const Row message = (*opened)->all(schema::message())->first();
            const auto &a = schema::attachment();
            for (const char16_t letter : {u'a', u'a', u'b'}) { // two name the same file
                Row attachment(a, ids.next());
                attachment.version = 1;
                attachment.set(a.messageId, message.id());
                attachment.set(a.ticketId, message.ref(schema::message().ticketId));
                attachment.set(a.name, QStringLiteral("slip.txt"));
                attachment.set(a.size, qint64(3));
                attachment.set(a.hash, QString(64, QChar(letter)));
                QVERIFY(context.put(attachment).ok());
            }
            QVERIFY(transaction->commit().ok());
        }
        const Ran made = backup(QStringLiteral("--json"));
        QCOMPARE(made.code, 0);
        QCOMPARE(missing(made), 2);
        QVERIFY2(backup({}).out.contains("the bytes of 2 attached files have not reached the server"), backup({}).out.constData());
        const Ran checked = check(QStringLiteral("--json"));
        QCOMPARE(checked.code, 0);
        QCOMPARE(missing(checked), 2);
        QVERIFY2(check({}).out.contains("the bytes of 2 attached files have not reached the server"), check({}).out.constData());
        QCOMPARE(server(QStringLiteral("restore --data %1 --from %2").arg(path(QStringLiteral("other")), path(QStringLiteral("b")))).code, 0);
        QCOMPARE(missing(server(QStringLiteral("check --data %1 --json").arg(path(QStringLiteral("other"))))), 2);
    }
    void aBackupWithoutALostFileIsMadeAndSaysSo()
    {
        QCOMPARE(initialise().code, 0);
        {
            auto opened = stores().writer();
            auto transaction = server::StoreTransaction::begin(**opened, server::Store::Access::Write);
            QVERIFY((*opened)->putBlob({QString(64, u'a'), 3, {}, 0}).ok());
            QVERIFY(transaction->commit().ok());
        }
        const Ran made = server(QStringLiteral("backup --data %1 --to %2 --json").arg(data(), path(QStringLiteral("b"))));
        QCOMPARE(made.code, 1);
        QCOMPARE(made.json.value(QLatin1StringView("unreadable")).toInt(), 1);
        QVERIFY(made.err.contains(QByteArray(64, 'a')));
        QCOMPARE(server(QStringLiteral("restore --data %1 --from %2").arg(path(QStringLiteral("other")), path(QStringLiteral("b")))).code, 0);
    }
};

QTEST_GUILESS_MAIN(TestServerProgram)
#include "test_server_program.moc"
