// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/programs.h"
#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>

using namespace tidedesk::test;

/// A day at two desks, with the real programs: a customer writes, the network is cut, both agents go on working on the
/// same ticket, the network returns, and nothing is lost, doubled or sent over an unseen message.
/// With TIDEDESK_SCREENSHOTS set to a folder it leaves pictures of the agent's and the supervisor's screens there.
class TestScriptedDay : public QObject {
    Q_OBJECT

    QTemporaryDir dir;
    std::unique_ptr<ServerProcess> server;
    std::unique_ptr<Wire> wire;
    QString ticket;
    QString offlineTicket;

    QString path(const char *name) const { return dir.filePath(QLatin1StringView(name)); }
    Ran seat(const char *who, QStringList arguments, const QByteArray &input = {}) const
    {
        arguments = QStringList {QStringLiteral("--profile"), path(who), QStringLiteral("--json")} + arguments;
        return run("tidedesk-cli", arguments, input);
    }
    Ran signIn(const char *who, const QUrl &url) const
    {
        return seat(who, {QStringLiteral("sign-in"), QStringLiteral("--server"), url.toString(), QStringLiteral("--user"), QLatin1StringView(who), QStringLiteral("--password-stdin")},
            QByteArray("password-of-") + who + '\n');
    }
    QJsonObject show(const char *who, const QString &reference) const { return seat(who, {QStringLiteral("ticket"), QStringLiteral("show"), reference}).json; }
    static QStringList bodies(const QJsonObject &shown, const char *kind)
    {
        QStringList found;
        for (const QJsonValue &message : shown.value(QLatin1StringView("messages")).toArray()) {
            if (message.toObject().value(QLatin1StringView("kind")).toString() == QLatin1StringView(kind))
                found.append(message.toObject().value(QLatin1StringView("body")).toString());
        }
        return found;
    }
    QByteArray post(const char *where, const QJsonObject &body, const QByteArray &token) const
    {
        QNetworkAccessManager network;
        QUrl url = server->url();
        url.setPath(QLatin1StringView(where));
        QNetworkRequest request(url);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        if (!token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + token);
        std::unique_ptr<QNetworkReply> reply(network.post(request, QJsonDocument(body).toJson()));
        (void)QTest::qWaitFor([&] { return reply->isFinished(); }, 10'000);
        return reply->readAll();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString data = path("server");
        QCOMPARE(run("tidedesk-server", {QStringLiteral("init"), QStringLiteral("--data"), data, QStringLiteral("--admin"), QStringLiteral("root"), QStringLiteral("--password-stdin")}, "password-of-root\n").code, 0);
        const auto add = [&](const char *name, const char *role) {
            return run("tidedesk-server", {QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("--data"), data, QStringLiteral("--name"), QLatin1StringView(name), QStringLiteral("--role"),
                       QLatin1StringView(role), QStringLiteral("--team"), QStringLiteral("Support"), QStringLiteral("--password-stdin")}, QByteArray("password-of-") + name + '\n').code;
        };
        QCOMPARE(add("lin", "agent"), 0);
        server = std::make_unique<ServerProcess>(data);
        QVERIFY2(server->url().isValid(), "the server says where it listens");
        QCOMPARE(add("wang", "agent"), 0); // while the server runs
        QCOMPARE(add("chen", "supervisor"), 0);
        wire = std::make_unique<Wire>(server->url());
        QCOMPARE(signIn("lin", wire->url()).code, 0);
        QCOMPARE(signIn("wang", server->url()).code, 0);
        QCOMPARE(signIn("chen", server->url()).code, 0);
        QCOMPARE(seat("lin", {QStringLiteral("sync")}).code, 0);
    }
    void aCustomerWrites()
    {
        const QJsonObject session = QJsonDocument::fromJson(post("/v1/sign-in",
            {{QStringLiteral("user"), QStringLiteral("chen")}, {QStringLiteral("password"), QStringLiteral("password-of-chen")},
                {QStringLiteral("seat"), QJsonObject {{QStringLiteral("id"), QStringLiteral("01900000-0000-7000-8000-0000000000aa")}, {QStringLiteral("name"), QStringLiteral("intake")}}}}, {})).object();
        const QByteArray token = session.value(QLatin1StringView("token")).toString().toLatin1();
        QVERIFY(!token.isEmpty());
        const QJsonObject letter {{QStringLiteral("channel"), QStringLiteral("email")},
            {QStringLiteral("from"), QJsonObject {{QStringLiteral("name"), QStringLiteral("张伟")}, {QStringLiteral("phone"), QStringLiteral("138 0013 8000")}, {QStringLiteral("email"), QStringLiteral("zhang.wei@example.com")}}},
            {QStringLiteral("subject"), QStringLiteral("退款没有到账")}, {QStringLiteral("body"), QStringLiteral("我三天前申请的退款还没有到账，请尽快处理。")},
            {QStringLiteral("external_key"), QStringLiteral("mail-1")}};
        const QJsonObject first = QJsonDocument::fromJson(post("/v1/intake", letter, token)).object();
        const QJsonObject again = QJsonDocument::fromJson(post("/v1/intake", letter, token)).object();
        ticket = first.value(QLatin1StringView("ticket")).toString();
        QVERIFY(!ticket.isEmpty());
        QCOMPARE(again.value(QLatin1StringView("ticket")).toString(), ticket); // the same letter does not enter twice
    }
    void linOpensItAndTheCustomer()
    {
        QCOMPARE(seat("lin", {QStringLiteral("sync")}).code, 0);
        const QJsonObject shown = show("lin", ticket);
        QCOMPARE(shown.value(QLatin1StringView("subject")).toString(), QStringLiteral("退款没有到账"));
        QCOMPARE(bodies(shown, "customer").size(), 1);
        const Ran customer = seat("lin", {QStringLiteral("customer"), QStringLiteral("show"), QStringLiteral("+86 13800138000")});
        QCOMPARE(customer.json.value(QLatin1StringView("name")).toString(), QStringLiteral("张伟"));
        const Ran found = seat("lin", {QStringLiteral("search"), QStringLiteral("到账")});
        QCOMPARE(found.code, 0);
        QVERIFY(!found.json.value(QLatin1StringView("hits")).toArray().isEmpty());
    }
    void linWorksWithoutTheNetwork()
    {
        wire->cut();
        QCOMPARE(seat("lin", {QStringLiteral("ticket"), QStringLiteral("reply"), ticket, QStringLiteral("--body"), QStringLiteral("您好，退款已经重新提交。")}).json.value(QLatin1StringView("state")).toString(), QStringLiteral("queued"));
        QCOMPARE(seat("lin", {QStringLiteral("ticket"), QStringLiteral("note"), ticket, QStringLiteral("--body"), QStringLiteral("财务确认：银行退回一次。")}).code, 0);
        QCOMPARE(seat("lin", {QStringLiteral("ticket"), QStringLiteral("set"), ticket, QStringLiteral("priority=low")}).code, 0);
        const Ran made = seat("lin", {QStringLiteral("ticket"), QStringLiteral("create"), QStringLiteral("--subject"), QStringLiteral("发票抬头错误"), QStringLiteral("--body"), QStringLiteral("抬头少了一个字。"),
            QStringLiteral("--customer"), QStringLiteral("13800138000"), QStringLiteral("--channel"), QStringLiteral("phone")});
        QCOMPARE(made.code, 0);
        offlineTicket = made.json.value(QLatin1StringView("id")).toString();
        QCOMPARE(seat("lin", {QStringLiteral("sync"), QStringLiteral("--timeout"), QStringLiteral("20")}).code, 4); // unreachable, work is queued
        QCOMPARE(seat("lin", {QStringLiteral("outbox")}).json.value(QLatin1StringView("waiting")).toInt(), 5);
        QCOMPARE(show("lin", ticket).value(QLatin1StringView("priority")).toString(), QStringLiteral("low"));
    }
    void wangWorksOnTheSameTicket()
    {
        QCOMPARE(seat("wang", {QStringLiteral("sync")}).code, 0);
        QCOMPARE(seat("wang", {QStringLiteral("ticket"), QStringLiteral("set"), ticket, QStringLiteral("priority=urgent")}).code, 0);
        QCOMPARE(seat("wang", {QStringLiteral("ticket"), QStringLiteral("reply"), ticket, QStringLiteral("--body"), QStringLiteral("我来跟进您的退款。")}).code, 0);
        QCOMPARE(seat("wang", {QStringLiteral("sync")}).code, 0);
    }
    void theNetworkReturns()
    {
        QVERIFY(wire->mend());
        QCOMPARE(seat("lin", {QStringLiteral("sync")}).code, 5); // something has to be decided
        const QJsonObject shown = show("lin", ticket);
        QCOMPARE(shown.value(QLatin1StringView("priority")).toString(), QStringLiteral("urgent")); // theirs is shown
        QCOMPARE(bodies(shown, "note"), QStringList {QStringLiteral("财务确认：银行退回一次。")}); // notes always merge
        QCOMPARE(bodies(show("wang", ticket), "reply").size(), 1); // mine was not sent over it
        QStringList kinds;
        for (const QJsonValue &card : seat("lin", {QStringLiteral("conflict"), QStringLiteral("list")}).json.value(QLatin1StringView("conflicts")).toArray())
            kinds.append(card.toObject().value(QLatin1StringView("kind")).toString());
        kinds.sort();
        QCOMPARE(kinds, (QStringList {QStringLiteral("conflict"), QStringLiteral("returned")}));
    }
    void linDecides()
    {
        for (const QJsonValue &card : seat("lin", {QStringLiteral("conflict"), QStringLiteral("list")}).json.value(QLatin1StringView("conflicts")).toArray())
            QCOMPARE(seat("lin", {QStringLiteral("conflict"), QStringLiteral("resolve"), card.toObject().value(QLatin1StringView("id")).toString(), QStringLiteral("mine")}).code, 0);
        QCOMPARE(seat("lin", {QStringLiteral("sync")}).code, 0);
        QVERIFY(seat("lin", {QStringLiteral("conflict"), QStringLiteral("list")}).json.value(QLatin1StringView("conflicts")).toArray().isEmpty());
        const QJsonObject shown = show("lin", ticket);
        QCOMPARE(shown.value(QLatin1StringView("priority")).toString(), QStringLiteral("low"));
        QCOMPARE(bodies(shown, "reply"), (QStringList {QStringLiteral("我来跟进您的退款。"), QStringLiteral("您好，退款已经重新提交。")}));
    }
    void everybodyAgrees()
    {
        QSet<QString> hashes;
        for (const char *who : {"lin", "wang", "chen"}) {
            QCOMPARE(seat(who, {QStringLiteral("sync")}).code, 0);
            const Ran digest = seat(who, {QStringLiteral("digest")});
            hashes.insert(digest.json.value(QLatin1StringView("hash")).toString());
            QCOMPARE(digest.json.value(QLatin1StringView("rows")).toObject().value(QLatin1StringView("ticket")).toInt(), 2);
            QCOMPARE(digest.json.value(QLatin1StringView("rows")).toObject().value(QLatin1StringView("message")).toInt(), 5); // 2 from customers, 2 replies, 1 note
        }
        const Ran check = run("tidedesk-server", {QStringLiteral("check"), QStringLiteral("--data"), path("server"), QStringLiteral("--json")});
        QCOMPARE(check.code, 0);
        for (const QJsonValue &user : check.json.value(QLatin1StringView("users")).toArray())
            hashes.insert(user.toObject().value(QLatin1StringView("hash")).toString());
        QCOMPARE(hashes.size(), 1);
        QCOMPARE(show("chen", offlineTicket).value(QLatin1StringView("queue")).toString(), QStringLiteral("Support"));
    }
    void theFiguresShowIt()
    {
        const QString today = QDate::currentDate().toString(Qt::ISODate);
        const QString tomorrow = QDate::currentDate().addDays(2).toString(Qt::ISODate);
        const Ran kpi = seat("chen", {QStringLiteral("kpi"), QStringLiteral("first_response_time"), QStringLiteral("--from"), today, QStringLiteral("--to"), tomorrow});
        QCOMPARE(kpi.code, 0);
        const QJsonObject figure = kpi.json.value(QLatin1StringView("figures")).toArray().first().toObject();
        QCOMPARE(figure.value(QLatin1StringView("n")).toInt(), 1);
        QVERIFY(figure.value(QLatin1StringView("value")).isDouble());
    }
    void picturesOfTheScreens()
    {
        const QString folder = qEnvironmentVariable("TIDEDESK_SCREENSHOTS");
        if (folder.isEmpty())
            QSKIP("TIDEDESK_SCREENSHOTS is not set: pictures are taken by ./run demo --headless");
        for (const char *who : {"lin", "chen"}) {
            const QString into = folder + u'/' + QLatin1StringView(who);
            const Ran shots = run("tidedesk", {QStringLiteral("--profile"), path(who), QStringLiteral("--screenshots"), into});
            QCOMPARE(shots.code, 0);
            QVERIFY(!QDir(into).entryList({QStringLiteral("*.png")}).isEmpty());
            QVERIFY(!QFile::exists(path(who) + QStringLiteral("/preferences.ini"))); // nothing was chosen by the person
        }
    }
    void theServerEndsPolitely() { QCOMPARE(server->stop(), 0); }
};

QTEST_GUILESS_MAIN(TestScriptedDay)
#include "test_scripted_day.moc"
