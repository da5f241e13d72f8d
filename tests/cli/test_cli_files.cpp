// SPDX-License-Identifier: GPL-3.0-or-later
// Files between real programs: links that break, servers that die, servers that come back from a backup.
#include "tests/cli/clidesk.h"
#include <QRandomGenerator>

using namespace tidedesk;
using namespace tidedesk::test;

class TestCliFiles : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDesk> desk;
    quint32 seed = 0;
    static constexpr qint64 kSize = 5 * 1024 * 1024 + 77;

    /// A file of many pieces that nothing compresses, another one each time.
    /// The option of a server that has these.
    QStringList limits(const QByteArray &json)
    {
        const QString path = desk->path(QStringLiteral("limits.json"));
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(json) == json.size() ? QStringList {QStringLiteral("--limits"), path} : QStringList();
    }
    QByteArray makeFile(const QString &name)
    {
        QByteArray bytes(kSize, Qt::Uninitialized);
        QRandomGenerator random(++seed);
        for (char &byte : bytes)
            byte = static_cast<char>(random.generate());
        QFile file(desk->path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == kSize ? bytes : QByteArray();
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    Ran attach(const QString &ticket, const QString &file) const
    {
        return desk->seat(QStringLiteral("lin"), QStringLiteral("ticket note %1 --body File --file %2").arg(ticket, desk->path(file)));
    }
    Ran get(const QString &who, const QString &ticket, const QString &what, const QString &to) const
    {
        return desk->seat(who, QStringLiteral("attachment get %1 %2 --to %3").arg(ticket, what, desk->path(to)));
    }

private Q_SLOTS:
    void initTestCase()
    {
        desk = std::make_unique<CliDesk>();
        QCOMPARE(desk->signIn(QStringLiteral("lin")).code, 0);
        QCOMPARE(desk->signIn(QStringLiteral("wang")).code, 0);
    }
    void cleanupTestCase() { desk.reset(); }

    void aTransferThatBreaksOffGoesOn()
    {
        const QString ticket = desk->newTicket(QStringLiteral("lin"), QStringLiteral("film"));
        const QByteArray bytes = makeFile(QStringLiteral("film.bin"));
        QCOMPARE(attach(ticket, QStringLiteral("film.bin")).code, 0);
        desk->wire().cutAfter(kSize / 2);
        QCOMPARE(desk->seat(QStringLiteral("lin"), QStringLiteral("sync")).code, 4);
        desk->killServer(); // what it has taken is on its disk
        desk->restartServer(desk->data());
        QVERIFY(desk->wire().mend());
        qint64 before = desk->wire().carried();
        QCOMPARE(desk->seat(QStringLiteral("lin"), QStringLiteral("sync")).code, 0);
        QVERIFY2(desk->wire().carried() - before < kSize * 3 / 4, qPrintable(QString::number(desk->wire().carried() - before)));

        QCOMPARE(desk->seat(QStringLiteral("wang"), QStringLiteral("sync")).code, 0);
        desk->wire().cutAfter(kSize / 2);
        const Ran broken = get(QStringLiteral("wang"), ticket, QStringLiteral("film.bin"), QStringLiteral("got"));
        QCOMPARE(broken.code, 4);
        QVERIFY(!QFile::exists(desk->path(QStringLiteral("got"))));
        QVERIFY(desk->wire().mend());
        before = desk->wire().carried();
        QCOMPARE(get(QStringLiteral("wang"), ticket, QStringLiteral("1"), QStringLiteral("got")).code, 0);
        QVERIFY(desk->wire().carried() - before < kSize * 3 / 4);
        QVERIFY(read(desk->path(QStringLiteral("got"))) == bytes);
    }
    void getSaysWhatItCannotDo()
    {
        const QString ticket = desk->newTicket(QStringLiteral("lin"), QStringLiteral("two"));
        for (const QByteArray &content : {QByteArray("one"), QByteArray("two")}) {
            QFile file(desk->path(QStringLiteral("same.txt")));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
            file.close();
            QCOMPARE(attach(ticket, QStringLiteral("same.txt")).code, 0);
        }
        desk->wire().cut(); // they are here
        const Ran second = get(QStringLiteral("lin"), ticket, QStringLiteral("2"), QStringLiteral("second"));
        QCOMPARE(second.code, 0);
        QCOMPARE(second.json.value(QLatin1StringView("name")).toString(), QStringLiteral("same.txt"));
        QCOMPARE(second.json.value(QLatin1StringView("size")).toInt(), 3);
        QCOMPARE(read(desk->path(QStringLiteral("second"))), "two");
        const auto refused = [&](const QString &what, const QString &to) {
            const Ran ran = get(QStringLiteral("lin"), ticket, what, to);
            return QStringLiteral("%1 %2").arg(ran.code).arg(CliDesk::code(ran));
        };
        QCOMPARE(refused(QStringLiteral("2"), QStringLiteral("second")), QStringLiteral("1 file.exists"));
        QCOMPARE(refused(QStringLiteral("same.txt"), QStringLiteral("x")), QStringLiteral("1 file.several"));
        for (const QString &none : {QStringLiteral("0"), QStringLiteral("3"), QStringLiteral("other.txt")})
            QCOMPARE(refused(none, QStringLiteral("x")), QStringLiteral("1 file.unknown"));
        QCOMPARE(refused(QStringLiteral("2"), QStringLiteral("no/such/folder/x")), QStringLiteral("1 file.not_writable"));
        QCOMPARE(desk->seat(QStringLiteral("lin"), QStringLiteral("attachment get %1 1 --offline").arg(ticket)).code, 2);
        QVERIFY(desk->wire().mend());
    }
    /// A seat refuses what the server would; the server has the last word.
    void limitsOfTheServer()
    {
        const QString ticket = desk->newTicket(QStringLiteral("lin"), QStringLiteral("film"));
        makeFile(QStringLiteral("film.bin"));
        desk->stopServer();
        desk->restartServer(desk->data(), limits("{\"file_bytes\":1048576}"));
        QCOMPARE(attach(ticket, QStringLiteral("film.bin")).code, 0); // has not heard of it yet
        const Ran refused = desk->seat(QStringLiteral("lin"), QStringLiteral("sync"));
        QCOMPARE(refused.code, 1);
        QCOMPARE(CliDesk::code(refused), QStringLiteral("blob.too_large"));
        QCOMPARE(desk->signIn(QStringLiteral("lin")).code, 0);
        QCOMPARE(CliDesk::code(attach(ticket, QStringLiteral("film.bin"))), QStringLiteral("blob.too_large"));
        desk->stopServer();
        desk->restartServer(desk->data(), limits("{\"files_a_day_bytes\":1048576}"));
        const Ran today = desk->seat(QStringLiteral("lin"), QStringLiteral("sync"));
        QCOMPARE(today.code, 4);
        QCOMPARE(CliDesk::code(today), QStringLiteral("limit.files_a_day"));
        desk->stopServer();
        desk->restartServer(desk->data());
        QCOMPARE(desk->signIn(QStringLiteral("lin")).code, 0);
        QCOMPARE(desk->seat(QStringLiteral("lin"), QStringLiteral("sync")).code, 0);
        QCOMPARE(attach(ticket, QStringLiteral("film.bin")).code, 0);
    }
    /// What the server has lost with its last hours, rows and bytes, the seats bring back. Last: it goes on elsewhere.
    void aRestoredServerGetsItsFilesBack()
    {
        const QString ticket = desk->newTicket(QStringLiteral("lin"), QStringLiteral("film"));
        QCOMPARE(desk->administer(QStringLiteral("backup --to ") + desk->path(QStringLiteral("backup"))).code, 0);
        const QByteArray bytes = makeFile(QStringLiteral("film.bin"));
        QCOMPARE(attach(ticket, QStringLiteral("film.bin")).code, 0);
        QCOMPARE(desk->seat(QStringLiteral("lin"), QStringLiteral("sync")).code, 0);
        desk->stopServer();
        const QString folder = desk->path(QStringLiteral("restored"));
        QCOMPARE(run("tidedesk-server", {QStringLiteral("restore"), QStringLiteral("--data"), folder, QStringLiteral("--from"), desk->path(QStringLiteral("backup"))}).code, 0);
        desk->restartServer(folder);
        QCOMPARE(desk->seat(QStringLiteral("lin"), QStringLiteral("sync")).code, 0);
        QCOMPARE(desk->seat(QStringLiteral("wang"), QStringLiteral("sync")).code, 0);
        QCOMPARE(get(QStringLiteral("wang"), ticket, QStringLiteral("film.bin"), QStringLiteral("restored.bin")).code, 0);
        QVERIFY(read(desk->path(QStringLiteral("restored.bin"))) == bytes);
    }
};

QTEST_GUILESS_MAIN(TestCliFiles)
#include "test_cli_files.moc"
