// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clidesk.h"
#include "core/sqlite/connection.h"
#include <QDir>
#include <QFile>
#include <filesystem>

using namespace tidedesk::test;

/// What tidedesk-server says to bad input, by the program itself: what is wrong and where, on stderr for people and as a
/// code in --json; and nothing is half done.
class TestServerInputs : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> dir;

    QString path(const char *name) const { return dir->filePath(QLatin1StringView(name)); }
    QString data() const { return path("data"); }
    Ran server(const QString &line, const QByteArray &input = {}) const
    {
        QString words = line;
        words.replace(QStringLiteral("DIR"), data()).replace(QStringLiteral("HERE"), dir->path());
        return run("tidedesk-server", words.split(u' ', Qt::SkipEmptyParts) + QStringList(QStringLiteral("--json")), input);
    }
    void write(const char *name, const QByteArray &content) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    QByteArray digest() const { return server(QStringLiteral("check --data DIR")).out; }
    static void expect(const Ran &ran, int exit, const QString &code, const QString &says)
    {
        QVERIFY2(ran.code == exit, QByteArray(QByteArray::number(ran.code) + ran.out + ran.err).constData());
        QCOMPARE(CliDesk::code(ran), code);
        QVERIFY2(CliDesk::message(ran).contains(says), ran.out.constData());
        QVERIFY2(ran.err.contains("tidedesk-server: ") && ran.err.contains(says.toUtf8()), ran.err.constData());
    }

private Q_SLOTS:
    void init()
    {
        dir = std::make_unique<QTemporaryDir>();
        QCOMPARE(server(QStringLiteral("init --data DIR --admin root --password-stdin"), "password of root\n").code, 0);
    }
    void cleanup() { dir.reset(); }

    /// A downgrade is refused without a write.
    void dataOfANewerVersionAreLeftAlone()
    {
        {
            tidedesk::sqlite::Options options;
            options.path = path("data/server.db");
            auto connection = tidedesk::sqlite::Connection::open(options);
            QVERIFY(connection.ok() && (*connection)->setUserVersion(99).ok());
        }
        QFile file(path("data/server.db"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        for (const char *line : {"serve --data DIR", "check --data DIR", "user list --data DIR", "backup --data DIR --to HERE/copy"})
            expect(server(QString::fromLatin1(line)), 1, QStringLiteral("store.newer_schema"), QStringLiteral("a newer version of Tidedesk has written these data"));
        QVERIFY(file.seek(0));
        QVERIFY(file.readAll() == before);
    }
    void badInput_data()
    {
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *line, int exit, const char *code, const char *says) {
            QTest::newRow(line) << exit << QString::fromLatin1(code) << QString::fromLatin1(says);
        };
        row("init --data DIR --admin root --password-stdin", 1, "data.exists", "there is a server in this folder already: ");
        row("init --data HERE/new --admin root --password-stdin", 1, "password.too_short", "at least 8 characters");
        row("init --data HERE/file/new --admin root --password-stdin", 1, "password.too_short", "at least 8 characters");
        row("init --data DIR --data DIR", 2, "usage", "--data was given twice");
        row("init more --data DIR", 2, "usage", "'more' is too much; usage: init --data DIR --admin NAME --password-stdin");
        row("user add --data DIR --name lin --role god --password-stdin", 2, "usage", "--role: agent|supervisor|manager|admin is expected, not 'god'");
        row("user add --data DIR --name lin --password-stdin", 1, "password.too_short", "the password is too short: at least 8 characters");
        row("user add --data DIR --password-stdin", 2, "usage", "--name N is missing");
        row("user add --data DIR --name lin", 2, "usage", "--password-stdin is missing");
        row("user fly --data DIR", 2, "usage", "user add|list|disable|enable is expected, not 'fly'");
        row("user disable --data DIR --name nobody", 1, "user.unknown", "there is no user of this name: nobody");
        row("user enable --data DIR --name nobody", 1, "user.unknown", "there is no user of this name: nobody");
        row("user enable --data DIR", 2, "usage", "user enable: --name N is missing");
        row("user list --data HERE/none", 1, "data.unknown", "there is no server in this folder (run init first): ");
        row("serve --data DIR --listen 300.1.1.1:0", 2, "usage", "--listen: a numeric address and a port are expected");
        row("serve --data DIR --listen desk.example:80", 2, "usage", "not 'desk.example:80'");
        row("serve --data DIR --listen 8443", 2, "usage", "not '8443'");
        row("serve --data DIR --tls-certificate HERE/file", 2, "usage", "--tls-certificate and --tls-key go together");
        row("serve --data DIR --tls-certificate HERE/file --tls-key HERE/nokey", 1, "file.unreadable", "/nokey (No such file or directory)");
        row("serve --data DIR --tls-certificate HERE/nocert --tls-key HERE/file", 1, "file.unreadable", "/nocert (No such file or directory)");
        row("serve --data DIR --tls-certificate HERE/file --tls-key HERE/file", 1, "http.bad_certificate", "--tls-certificate: the certificate cannot be used");
        row("serve --data DIR --tls-certificate=HERE/file --tls-key=HERE/file", 1, "http.bad_certificate", "/file)");
        row("sample --data DIR --scale XL", 2, "usage", "--scale: S, M or L is expected, not 'XL'");
        row("sample --data DIR --seed -1", 2, "usage", "--seed: a whole number");
        row("sample --data DIR --until 2026-13-01", 2, "usage", "--until: a day such as 2026-11-01");
        row("import --data DIR HERE/rows.csv", 2, "usage", "--mapping M.json is missing");
        row("import --data DIR --mapping customers", 2, "usage", "which FILE?");
        row("import --data DIR --mapping nothing HERE/rows.csv", 1, "import.unreadable", "nothing was imported: nothing: No such file");
        row("import --data DIR --mapping HERE/cow.json HERE/rows.csv", 1, "import.mapping", "cow.json: make[0].entity: 'cow' cannot be imported");
        row("import --data DIR --mapping HERE/cut.json HERE/rows.csv", 1, "import.mapping", "cut.json: line 2");
        row("import --data DIR --mapping customers HERE/none.csv", 1, "import.unreadable", "/none.csv: No such file");
        row("import --data DIR --mapping call-records HERE/rows.csv", 1, "import.columns", "rows.csv: the column 'agent' is missing");
        row("import --data DIR --mapping customers HERE/rows.csv HERE/none.csv", 1, "import.unreadable", "nothing was imported");
        row("import --data HERE/none --mapping customers HERE/rows.csv", 1, "data.unknown", "there is no server in this folder");
        row("backup --data DIR --to HERE/none/backup", 1, "file.not_writable", "this file cannot be written: ");
        row("backup --data DIR --to HERE", 1, "file.not_writable", "this file cannot be written: ");
        row("backup --data DIR --to DIR/server.db", 1, "data.own_file", "this file belongs to the server itself; name another one: ");
        row("backup --data DIR --to DIR/../data/./server.db", 1, "data.own_file", "/../data/./server.db");
        row("backup --data DIR --to DIR/server.db-wal", 1, "data.own_file", "/server.db-wal");
        row("backup --data DIR --to DIR/server.db-shm", 1, "data.own_file", "/server.db-shm");
        row("backup --data DIR --to DIR/lock", 1, "data.own_file", "/lock");
        row("backup --data DIR --to DIR/control.json", 1, "data.own_file", "/control.json");
        row("backup --data DIR --to DIR/blobs/b", 1, "data.own_file", "/blobs/b");
        row("backup --data DIR --to HERE/link", 1, "data.own_file", "/link");
        row("backup --data DIR --to HERE/wallink", 1, "data.own_file", "/wallink");
        row("backup --data DIR --to HERE/folderlink/server.db", 1, "data.own_file", "/folderlink/server.db");
        row("backup --data DIR --to HERE/hard", 1, "data.own_file", "/hard");
        row("restore --data DIR --from DIR/server.db", 1, "data.own_file", "/server.db");
        row("restore --data HERE/new --from /etc/passwd", 1, "backup.damaged", "this is no sound backup: /etc/passwd: ");
        row("init --data HERE/new --admin a/b --password-stdin", 1, "user.bad_name", "this is no user name: ");
        row("sample --data HERE/new --tickets 0", 2, "usage", "--tickets: a whole number");
        row("user list --data DIR --name x", 2, "usage", "user list: --name is not for this");
        row("user disable --data DIR --name x --role agent", 2, "usage", "user disable: --role is not for this");
        row("user enable --data DIR --name x --role agent", 2, "usage", "user enable: --role is not for this");
        row("restore --data HERE/new --from HERE/none", 1, "backup.damaged", "/none does not exist");
        row("restore --data HERE/new --from HERE", 1, "backup.damaged", " cannot be read");
        row("restore --data HERE/new --from HERE/file", 1, "backup.damaged", "this is no sound backup: ");
        row("restore --data DIR --from HERE/file", 1, "data.not_empty", "this folder is not empty, and nothing in it is overwritten: ");
        row("check --data DIR --user nobody", 1, "user.unknown", "there is no user of this name: nobody");
    }
    void badInput()
    {
        QFETCH(int, exit);
        QFETCH(QString, code);
        QFETCH(QString, says);
        write("file", "neither a key nor a backup");
        write("rows.csv", "number,name,kind,company,contact,tier,language,city,address,birthday,since,tags,remark,phone,email\nC1,Ann,person,,,vip,en,,,,,,,,\n");
        write("cow.json", R"({"source":"farm","make":[{"entity":"cow"}]})");
        write("cut.json", "{\n\"source\":");
        QVERIFY(QFile::link(path("data/server.db"), path("link")) && QFile::link(path("data/server.db-wal"), path("wallink")));
        QVERIFY(QFile::link(data(), path("folderlink")));
        std::filesystem::create_hard_link(path("data/server.db").toStdString(), path("hard").toStdString());
        const QStringList before = QDir(dir->path()).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
        const QByteArray held = digest();
        expect(server(QString::fromLatin1(QTest::currentDataTag())), exit, code, says);
        QCOMPARE(QDir(dir->path()).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot), before); // no folder, no file was begun
        QCOMPARE(digest(), held);
    }
    void aFailedRestoreCanBeTriedAgain()
    {
        write("file", "no backup");
        QVERIFY(QDir().mkpath(path("empty")));
        expect(server(QStringLiteral("restore --data HERE/empty --from HERE/file")), 1, QStringLiteral("backup.damaged"), QStringLiteral("no sound backup"));
        QVERIFY(QDir(path("empty")).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        QCOMPARE(server(QStringLiteral("backup --data DIR --to HERE/good")).code, 0);
        QCOMPARE(server(QStringLiteral("restore --data HERE/empty --from HERE/good")).code, 0);
        QCOMPARE(server(QStringLiteral("check --data HERE/empty")).code, 0);
    }
    void aDamagedDatabaseIsNamed()
    {
        write("data/server.db", "garbage instead of a database");
        for (const char *line : {"serve --data DIR", "check --data DIR", "user list --data DIR", "backup --data DIR --to HERE/b"})
            expect(server(QString::fromLatin1(line)), 1, QStringLiteral("store.corrupt"), QStringLiteral("the database file is damaged (") + data());
    }
    void aServersOwnFileIsNoBackupWhileItServes()
    {
        ServerProcess serving(data());
        QVERIFY(serving.url().isValid());
        expect(server(QStringLiteral("backup --data DIR --to DIR/server.db")), 1, QStringLiteral("data.own_file"), QStringLiteral("/server.db"));
        QCOMPARE(server(QStringLiteral("backup --data DIR --to DIR/mine.backup")).code, 0); // a name of one's own may lie there
        QCOMPARE(server(QStringLiteral("check --data DIR")).code, 0);
    }
    void anEmptyDatabaseIsNotMadeIntoANewServer_data()
    {
        QTest::addColumn<QByteArray>("statement");
        QTest::newRow("no bytes") << QByteArray();
        QTest::newRow("no table of the server's own") << QByteArray("DROP TABLE server_meta");
        QTest::newRow("no table of tickets") << QByteArray("DROP TABLE ticket");
    }
    void anEmptyDatabaseIsNotMadeIntoANewServer()
    {
        QFETCH(QByteArray, statement);
        if (statement.isEmpty()) {
            for (const char *part : {"data/server.db-wal", "data/server.db-shm"})
                QFile::remove(path(part));
            write("data/server.db", {});
        } else {
            tidedesk::sqlite::Options options;
            options.path = path("data/server.db");
            auto connection = tidedesk::sqlite::Connection::open(options);
            QVERIFY(connection.ok() && (*connection)->exec(statement).ok());
        }
        const qint64 size = QFile(path("data/server.db")).size();
        for (const char *line : {"serve --data DIR", "check --data DIR", "user list --data DIR", "user disable --data DIR --name root",
                 "backup --data DIR --to HERE/b", "sample --data DIR --tickets 10"})
            expect(server(QString::fromLatin1(line)), 1, QStringLiteral("data.damaged"), QStringLiteral("the database is empty or damaged"));
        expect(server(QStringLiteral("init --data DIR --admin root --password-stdin"), "password of root\n"), 1, QStringLiteral("data.exists"), data());
        QCOMPARE(QFile(path("data/server.db")).size(), size);
    }
    void aPortThatIsTaken()
    {
        ServerProcess first(data());
        QVERIFY(first.url().isValid());
        QCOMPARE(run("tidedesk-server", {QStringLiteral("init"), QStringLiteral("--data"), path("other"), QStringLiteral("--admin"), QStringLiteral("root"), QStringLiteral("--password-stdin")}, "password of root\n").code, 0);
        expect(server(QStringLiteral("serve --data HERE/other --listen 127.0.0.1:%1").arg(first.url().port())), 1, QStringLiteral("http.listen_failed"),
            QStringLiteral("cannot listen there: 127.0.0.1 port %1: Address already in use").arg(first.url().port()));
        QVERIFY(!QFile::exists(path("other/control.json")));
        expect(server(QStringLiteral("serve --data DIR")), 1, QStringLiteral("data.in_use"), QStringLiteral("another process is using this folder; stop the server first: ") + data());
        expect(server(QStringLiteral("import --data DIR --mapping customers HERE/none.csv")), 1, QStringLiteral("import.unreadable"), QStringLiteral("none.csv"));
    }
    void badRowsAreRejectedAndTheRestGoesIn()
    {
        write("rows.csv", "number,name,kind,company,contact,tier,language,city,address,birthday,since,tags,remark,phone,email\n"
                          "C1,Ann,person,,,vip,en,,,,,,,,ann@mail.example\n"
                          "C2,,person,,,vip,en,,,,,,,,\n"
                          "C3,Bob,alien,,,vip,en,,,,,,,,\n"
                          "C4,\"Cid\nof two lines\",person,,,gold,en,,,1970-02-31,,,,,\n"
                          "C5,Dora,person,,,gold,en,,,,,,,154 0000 0000,\n"
                          "\"C6,cut off\n");
        const Ran ran = server(QStringLiteral("import --data DIR --mapping customers HERE/rows.csv"));
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.json.value(QLatin1StringView("read")).toInt(), 6);
        QCOMPARE(ran.json.value(QLatin1StringView("created")).toInt(), 2);
        QStringList rejected;
        for (const QJsonValue &value : ran.json.value(QLatin1StringView("rejected")).toArray()) {
            const QJsonObject row = value.toObject();
            QVERIFY(row.value(QLatin1StringView("file")).toString().endsWith(QStringLiteral("rows.csv")));
            rejected.append(QStringLiteral("%1 %2 %3 %4").arg(row.value(QLatin1StringView("row")).toInt()).arg(row.value(QLatin1StringView("line")).toInt())
                                .arg(row.value(QLatin1StringView("reason")).toString(), row.value(QLatin1StringView("detail")).toString()));
        }
        QCOMPARE(rejected.size(), 4);
        QCOMPARE(rejected[0], QStringLiteral("2 3 missing_field name"));
        QCOMPARE(rejected[1], QStringLiteral("3 4 unknown_choice kind: alien"));
        QVERIFY2(rejected[2].startsWith(QStringLiteral("4 5 wrong_value birthday")), qPrintable(rejected[2]));
        QCOMPARE(rejected[3], QStringLiteral("6 8 unreadable unclosed_quote"));
        const Ran again = server(QStringLiteral("import --data DIR --mapping customers HERE/rows.csv"));
        QCOMPARE(again.json.value(QLatin1StringView("unchanged")).toInt(), 2);
    }
};

QTEST_GUILESS_MAIN(TestServerInputs)
#include "test_server_inputs.moc"
