// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entities.h"
#include "core/server/api/syncwire.h"
#include "tests/server/api/apifixture.h"
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QTest>
#include <atomic>
#include <thread>

using namespace tidedesk;
using namespace tidedesk::server;
using test::ApiFixture;

namespace {

QString hashOf(const QByteArray &bytes) { return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()); }

} // namespace

/// The whole endpoint over real connections.
class TestHttpApi : public QObject {
    Q_OBJECT
    std::unique_ptr<ApiFixture> api;

    domain::Change attachment(qint64 seq, const Id &message, const Id &ticket, const QString &hash)
    {
        const auto &a = schema::attachment();
        domain::Change change = api->newTicket(seq, {}, {});
        change.entity = &a;
        change.set = {{a.messageId.index, message}, {a.ticketId.index, ticket}, {a.name.index, QStringLiteral("发票.pdf")},
            {a.size.index, qint64(5)}, {a.hash.index, hash}};
        return change;
    }
    domain::Change note(qint64 seq, const Id &ticket)
    {
        const auto &m = schema::message();
        domain::Change change = api->newTicket(seq, {}, {});
        change.entity = &m;
        change.set = {{m.ticketId.index, ticket}, {m.kind.index, qint64(2)}, {m.body.index, QStringLiteral("见附件")}};
        return change;
    }

private Q_SLOTS:
    void init() { api = std::make_unique<ApiFixture>(); }
    void cleanup() { api.reset(); }

    void withoutASessionThereIsAlmostNothing()
    {
        const QSet<QByteArray> open {"/healthz", "/readyz", "/metrics", "/v1/hello", "/v1/openapi.json", "/v1/sign-in"};
        for (const auto &route : api->service->router().routes()) {
            QByteArray path = route.pattern;
            path.replace("{hash}", QByteArray(64, 'a'));
            for (const QByteArray &token : {QByteArray(), QByteArray("rubbish"), QByteArray(43, 'A')}) {
                const auto answer = api->ask(route.method, path, route.method == "GET" ? QByteArray() : QByteArray("{}"), token);
                if (open.contains(route.pattern))
                    QVERIFY2(answer.status == 200 || answer.status == 400, route.pattern.constData());
                else
                    QVERIFY2(answer.status == 401 && answer.code() == u"session.unknown", (route.pattern + ' ' + QByteArray::number(answer.status)).constData());
            }
        }
        QCOMPARE(api->ask("GET", "/v1/nothing").status, 404);
        QCOMPARE(api->ask("GET", "/v1/push").status, 405);
    }
    void helloSaysWhatOneMustKnow()
    {
        const QJsonObject hello = api->ask("GET", "/v1/hello").json();
        QCOMPARE(hello.value(QLatin1StringView("protocol")).toInt(), protocol::kVersion);
        QCOMPARE(hello.value(QLatin1StringView("epoch")).toString().size(), 36);
        QCOMPARE(hello.value(QLatin1StringView("server_time")).toInteger(), api->clock.nowMs());
        QVERIFY(hello.value(QLatin1StringView("limits")).toObject().value(QLatin1StringView("push_operations")).toInt() > 0);
        QCOMPARE(api->ask("GET", "/healthz").status, 200);
        QCOMPARE(api->ask("GET", "/readyz").status, 200);
        QCOMPARE(api->ask("GET", "/v1/openapi.json").json().value(QLatin1StringView("openapi")).toString(), QStringLiteral("3.1.0"));
        const QJsonObject spine = api->ask("GET", "/v1/schema", {}, api->token(QStringLiteral("lin"))).json();
        QCOMPARE(spine.value(QLatin1StringView("entities")).toArray().size(), qsizetype(schema::entities().size()));
    }
    /// Nothing anybody sends makes the server fail: it says what is wrong, and answers the next one.
    void rubbishIsRefusedWithAReason()
    {
        const QByteArray lin = api->token(QStringLiteral("lin"));
        const QByteArray chen = api->token(QStringLiteral("chen"));
        const QList<QByteArray> bodies {"", "[]", "null", "{", "{}", QByteArray(100'000, '['), "{\"protocol\":\"1\"}", "{\"user\":1,\"password\":[],\"seat\":\"x\"}",
            "{\"protocol\":1,\"operations\":7}", "{\"protocol\":1,\"operations\":[7]}", "{\"protocol\":1,\"operations\":[{\"seq\":-1,\"id\":\"x\"}]}",
            "{\"protocol\":1e400,\"cursor\":1}", "{\"channel\":3,\"from\":[],\"body\":{}}", QByteArray("\xff\xfe\x00\x01", 4), "{\"name\":{},\"role\":1}"};
        for (const char *path : {"/v1/sign-in", "/v1/push", "/v1/pull", "/v1/intake", "/v1/admin/users", "/v1/admin/users/disable"}) {
            for (const QByteArray &body : bodies) {
                if (path == QByteArray("/v1/pull") && body.startsWith("{\"protocol\":1,"))
                    continue; // a pull without a cursor, and more besides
                const bool admin = QByteArray(path).startsWith("/v1/admin");
                const auto answer = api->ask("POST", path, body, path == QByteArray("/v1/intake") ? chen : lin, admin ? "X-Tidedesk-Control: " + api->control + "\r\n" : QByteArray());
                QVERIFY2(answer.status >= 400 && answer.status < 500, (QByteArray(path) + ' ' + body.left(60) + ' ' + QByteArray::number(answer.status)).constData());
                QVERIFY(!answer.code().isEmpty());
            }
        }
        QCOMPARE(api->post("/v1/push", {{QStringLiteral("protocol"), 99}, {QStringLiteral("operations"), QJsonArray()}}, lin).status, 426);
        QCOMPARE(api->post("/v1/pull", {{QStringLiteral("protocol"), 99}}, lin).status, 426);
        QJsonArray many;
        for (int i = 0; i <= kPushOperations; ++i)
            many.append(QJsonObject());
        const auto large = api->post("/v1/push", {{QStringLiteral("protocol"), 1}, {QStringLiteral("operations"), many}}, lin);
        QCOMPARE(large.status, 413);
        QCOMPARE(large.code(), QStringLiteral("push.too_large"));
        QCOMPARE(api->ask("GET", "/healthz").status, 200);
    }
    void signingIn()
    {
        const Id seat = api->seatOf(QStringLiteral("lin"));
        const auto good = api->signIn(QStringLiteral("lin"), QStringLiteral("password of lin"), seat);
        QCOMPARE(good.status, 200);
        QCOMPARE(good.json().value(QLatin1StringView("seat")).toString(), seat.toString());
        QCOMPARE(good.json().value(QLatin1StringView("user")).toObject().value(QLatin1StringView("id")).toString(), api->users.value(QStringLiteral("lin")).toString());
        QCOMPARE(good.json().value(QLatin1StringView("user")).toObject().value(QLatin1StringView("role")).toString(), QStringLiteral("agent"));
        const auto wrong = api->signIn(QStringLiteral("lin"), QStringLiteral("password of Lin"), seat);
        const auto nobody = api->signIn(QStringLiteral("nobody"), QStringLiteral("password of Lin"), seat);
        QCOMPARE(wrong.status, 401);
        QCOMPARE(nobody.body, wrong.body); // one cannot tell who works here
        const auto taken = api->signIn(QStringLiteral("wang"), QStringLiteral("password of wang"), seat);
        QCOMPARE(taken.status, 409);
        QCOMPARE(taken.code(), QStringLiteral("seat.taken"));
    }
    void guessingIsSlowedDown()
    {
        const Id seat = api->ids.next();
        std::atomic<int> looked = 0;
        std::atomic<int> told = 0;
        std::vector<std::thread> guessers;
        for (int i = 0; i < 24; ++i) {
            guessers.emplace_back([&, i] {
                const auto answer = api->signIn(QStringLiteral("lin"), QStringLiteral("guess number %1").arg(i), seat);
                looked += answer.status == 401;
                told += answer.status == 429 && answer.headers.value("Retry-After").toInt() > 0;
            });
        }
        for (std::thread &guesser : guessers)
            guesser.join();
        QCOMPARE(looked, 5);
        QCOMPARE(told, 19);
        // The right password has to wait as well, and then opens.
        QCOMPARE(api->signIn(QStringLiteral("lin"), QStringLiteral("password of lin"), seat).status, 429);
        api->clock.advance(60'000);
        QCOMPARE(api->signIn(QStringLiteral("lin"), QStringLiteral("password of lin"), seat).status, 200);
        QCOMPARE(api->signIn(QStringLiteral("lin"), QStringLiteral("password of lin"), seat).status, 200);
    }
    void sessionsEnd()
    {
        const auto alive = [&](const QByteArray &token) { return api->pull(token).status == 200; };
        const QByteArray first = api->token(QStringLiteral("lin"));
        QVERIFY(alive(first));
        const QByteArray second = api->token(QStringLiteral("lin")); // the same seat again
        QVERIFY(!alive(first));
        QVERIFY(alive(second));
        QCOMPARE(api->ask("POST", "/v1/sign-out", {}, second).status, 200);
        QVERIFY(!alive(second));
        const QByteArray third = api->token(QStringLiteral("lin"));
        api->clock.advance(kSessionMs - 1);
        QVERIFY(alive(third));
        api->clock.advance(1);
        QVERIFY(!alive(third));
        const QByteArray fourth = api->token(QStringLiteral("lin"));
        const QByteArray control = "X-Tidedesk-Control: " + api->control + "\r\n";
        QCOMPARE(api->post("/v1/admin/users/disable", {{QStringLiteral("name"), QStringLiteral("lin")}}, {}, control).status, 200);
        QVERIFY(!alive(fourth));
        QCOMPARE(api->post("/v1/admin/users/disable", {{QStringLiteral("name"), QStringLiteral("nobody")}}, {}, control).status, 404);
    }
    void headIsGetWithoutABody()
    {
        const QByteArray token = api->token(QStringLiteral("lin"));
        for (const auto &route : api->service->router().routes()) {
            QByteArray path = route.pattern;
            path.replace("{hash}", QByteArray(64, 'a'));
            const auto head = api->ask("HEAD", path, {}, token);
            QVERIFY2(head.body.isEmpty(), path.constData());
            if (path == "/v1/live")
                QCOMPARE(head.status, 200); // a GET of it does not end
            else
                QCOMPARE(head.status, api->ask("GET", path, {}, token).status);
            QCOMPARE(head.status == 405, route.method != "GET" && !path.startsWith("/v1/blobs/") && !path.startsWith("/v1/sealed/"));
        }
    }
    void valuesOfTheWrongKindAreRefused()
    {
        const auto signIn = [&](const QJsonValue &seatName) {
            QJsonObject seat {{QStringLiteral("id"), api->seatOf(QStringLiteral("lin")).toString()}};
            if (!seatName.isUndefined())
                seat.insert(QStringLiteral("name"), seatName);
            return api->post("/v1/sign-in", {{QStringLiteral("user"), QStringLiteral("lin")}, {QStringLiteral("password"), QStringLiteral("password of lin")}, {QStringLiteral("seat"), seat}});
        };
        for (const QJsonValue &bad : {QJsonValue(7), QJsonValue(true), QJsonValue(), QJsonValue(QJsonArray()), QJsonValue(QJsonObject())}) {
            const auto answer = signIn(bad);
            QCOMPARE(answer.status, 400);
            QCOMPARE(answer.code(), QStringLiteral("json.type"));
            QVERIFY2(answer.body.contains("sign-in.seat.name"), answer.body.constData());
        }
        QCOMPARE(signIn(QStringLiteral("desk")).status, 200);
        QCOMPARE(signIn(QJsonValue(QJsonValue::Undefined)).status, 200);
        for (const char *field : {"display_name", "team"}) {
            QJsonObject user {{QStringLiteral("name"), QStringLiteral("new")}, {QStringLiteral("role"), QStringLiteral("agent")}, {QStringLiteral("password"), QStringLiteral("password of new")}};
            user.insert(QLatin1StringView(field), 7);
            const auto answer = api->post("/v1/admin/users", user, {}, "X-Tidedesk-Control: " + api->control + "\r\n");
            QCOMPARE(answer.status, 400);
            QVERIFY2(answer.body.contains(field), answer.body.constData());
        }
    }
    void theSchemeHasNoCase()
    {
        const QByteArray token = api->token(QStringLiteral("lin"));
        const auto status = [&](const QByteArray &credentials) { return api->ask("GET", "/v1/schema", {}, {}, "Authorization: " + credentials + "\r\n").status; };
        for (const char *scheme : {"Bearer ", "bearer ", "BEARER ", "bEaReR  "})
            QCOMPARE(status(scheme + token), 200);
        for (const char *scheme : {"", "Basic ", "Bearer", "Bearerx "})
            QCOMPARE(status(scheme + token), 401);
        QCOMPARE(status("bearer " + token.toUpper()), 401); // of a token it says everything
    }
    void aDisabledPersonIsToldSoAndNobodyElse()
    {
        const QByteArray token = api->token(QStringLiteral("lin"));
        const QByteArray others = api->token(QStringLiteral("chen"));
        const QByteArray control = "X-Tidedesk-Control: " + api->control + "\r\n";
        QCOMPARE(api->post("/v1/admin/users/disable", {{QStringLiteral("name"), QStringLiteral("lin")}}, {}, control).status, 200);
        const auto right = api->signIn(QStringLiteral("lin"), QStringLiteral("password of lin"), api->ids.next());
        QCOMPARE(right.status, 401);
        QCOMPARE(right.code(), QStringLiteral("account_disabled"));
        const auto wrong = api->signIn(QStringLiteral("lin"), QStringLiteral("password of Lin"), api->ids.next());
        const auto nobody = api->signIn(QStringLiteral("nobody"), QStringLiteral("password of Lin"), api->ids.next());
        QCOMPARE(wrong.status, 401);
        QCOMPARE(wrong.code(), QStringLiteral("sign_in.wrong"));
        QCOMPARE(nobody.body, wrong.body);
        // A session that was good proves as much as the password.
        QCOMPARE(api->ask("GET", "/v1/schema", {}, token).code(), QStringLiteral("account_disabled"));
        QCOMPARE(api->push(token, {}).code(), QStringLiteral("account_disabled"));
        QCOMPARE(api->ask("GET", "/v1/schema", {}, token + 'x').code(), QStringLiteral("session.unknown"));
        QCOMPARE(api->ask("GET", "/v1/schema", {}, others).status, 200);
    }
    void anEnabledPersonSignsInAnew()
    {
        const QByteArray token = api->token(QStringLiteral("lin"));
        const QByteArray control = "X-Tidedesk-Control: " + api->control + "\r\n";
        const QJsonObject lin {{QStringLiteral("name"), QStringLiteral("lin")}};
        QCOMPARE(api->post("/v1/admin/users/enable", lin, token).status, 401); // nobody does that for themselves
        QCOMPARE(api->post("/v1/admin/users/disable", lin, {}, control).status, 200);
        QCOMPARE(api->pull(token).status, 401);
        QCOMPARE(api->post("/v1/admin/users/enable", lin, {}, control).status, 200);
        const auto old = api->ask("GET", "/v1/schema", {}, token); // ended stays ended, but not for the old reason
        QCOMPARE(old.status, 401);
        QCOMPARE(old.code(), QStringLiteral("session.unknown"));
        QVERIFY(api->pull(api->token(QStringLiteral("lin"))).whole);
        QCOMPARE(api->post("/v1/admin/users/enable", {{QStringLiteral("name"), QStringLiteral("nobody")}}, {}, control).code(), QStringLiteral("user.unknown"));
    }
    void sessionsOutliveTheServer()
    {
        const QByteArray token = api->token(QStringLiteral("lin"));
        api->service.reset();
        auto again = Service::open({api->stores, api->folder.filePath(QStringLiteral("blobs")), api->clock});
        QVERIFY(again.ok());
        api->service = std::move(*again);
        api->port = *api->service->http().listen(QStringLiteral("127.0.0.1"), 0);
        api->service->start();
        QCOMPARE(api->pull(token).status, 200);
        QCOMPARE(api->post("/v1/admin/users", {}, {}, "X-Tidedesk-Control: \r\n").status, 401); // no token configured, nobody comes in
    }
    void aCursorIsATextOrLeftOut()
    {
        const QByteArray lin = api->token(QStringLiteral("lin"));
        for (const char *body : {R"({"protocol":1,"cursor":5})", R"({"protocol":1,"cursor":null})", R"({"protocol":1,"cursor":["x"]})"}) {
            const auto refused = api->ask("POST", "/v1/pull", body, lin);
            QCOMPARE(refused.status, 400);
            QCOMPARE(refused.code(), QStringLiteral("json.type"));
            QVERIFY(refused.body.contains("pull.cursor"));
        }
        QCOMPARE(api->ask("POST", "/v1/pull", R"({"protocol":1})", lin).status, 200);
        QCOMPARE(api->ask("POST", "/v1/pull", R"({"protocol":1,"cursor":""})", lin).status, 200);
        QCOMPARE(api->ask("POST", "/v1/pull", R"({"cursor":""})", lin).code(), QStringLiteral("json.missing"));
    }
    void pushAndPull()
    {
        const QByteArray lin = api->token(QStringLiteral("lin"));
        const auto first = api->pull(lin);
        QVERIFY(first.whole);
        QVERIFY(!first.header->reset);
        QCOMPARE(first.pages.first().end.previous, QString());
        const domain::Change ticket = api->newTicket(1, QStringLiteral("退款没有到账"), {});
        const auto pushed = api->push(lin, {ticket});
        QCOMPARE(pushed.status, 200);
        const QJsonObject result = pushed.json().value(QLatin1StringView("results")).toArray().first().toObject();
        QCOMPARE(result.value(QLatin1StringView("verdict")).toString(), QStringLiteral("applied"));
        QCOMPARE(result.value(QLatin1StringView("id")).toString(), ticket.id.toString());
        QCOMPARE(api->push(lin, {ticket}).body, pushed.body); // sent twice
        QCOMPARE(api->push(lin, {api->newTicket(3, QStringLiteral("x"), {})}).json().value(QLatin1StringView("expect")).toInt(), 2);
        const auto second = api->pull(lin, first.cursor());
        QVERIFY(second.whole);
        QCOMPARE(second.pages.size(), 1);
        QCOMPARE(second.pages.first().end.previous, first.cursor());
        QStringList entities;
        for (const protocol::Block &block : second.pages.first().blocks)
            entities.append(QString(block.entity->name()));
        QCOMPARE(entities, (QStringList {QStringLiteral("ticket"), QStringLiteral("event"), QStringLiteral("seat")}));
        const auto third = api->pull(lin, second.cursor());
        QCOMPARE(third.pages.first().end.rows, 0);
        const auto lost = api->pull(lin, QStringLiteral("rubbish"));
        QVERIFY(lost.whole);
        QVERIFY(lost.header->reset);
        QCOMPARE(lost.pages.first().end.previous, QString());
    }
    /// Texts planted in another team's rows come out at no opening.
    void canariesOfAnotherTeam()
    {
        const QByteArray lin = api->token(QStringLiteral("lin"));
        const QByteArray wang = api->token(QStringLiteral("wang"));
        const QByteArray zhao = api->token(QStringLiteral("zhao"));
        const QString canary = QStringLiteral("canary-7f3a");
        const domain::Change ticket = api->newTicket(1, canary, api->queueOf(QStringLiteral("returns")));
        const domain::Change message = note(2, ticket.row);
        const QByteArray bytes = "canary-7f3a in a file";
        QCOMPARE(api->ask("PUT", "/v1/blobs/" + hashOf(bytes).toLatin1(), bytes, wang).status, 200);
        const auto pushed = api->push(wang, {ticket, message, attachment(3, message.row, ticket.row, hashOf(bytes))});
        QCOMPARE(pushed.json().value(QLatin1StringView("last_seq")).toInt(), 3);
        QVERIFY(api->pull(wang).bytes.contains(canary.toLatin1()));
        QVERIFY(api->pull(zhao).bytes.contains(canary.toLatin1())); // a manager sees every team
        QVERIFY(!api->pull(lin).bytes.contains(canary.toLatin1()));
        const QByteArray path = "/v1/blobs/" + hashOf(bytes).toLatin1();
        QCOMPARE(api->ask("GET", path, {}, wang).body, bytes);
        QCOMPARE(api->ask("GET", path, {}, lin).status, 404);
        QCOMPARE(api->ask("GET", path, {}, lin).body, api->ask("GET", "/v1/blobs/" + QByteArray(64, 'b'), {}, lin).body.replace(QByteArray(64, 'b'), hashOf(bytes).toLatin1()));
        // An attachment on a message that is not one's own is refused.
        domain::Change steal = attachment(1, message.row, ticket.row, hashOf(bytes));
        const auto refused = api->push(lin, {steal}).json().value(QLatin1StringView("results")).toArray().first().toObject();
        QCOMPARE(refused.value(QLatin1StringView("reason")).toString(), QStringLiteral("out_of_scope"));
        QVERIFY(!api->push(lin, {steal}).body.contains(canary.toLatin1()));
    }
    /// Who knows the hash of a file need not have it, and gets it by nothing but the bytes.
    void aHashIsNoKeyToItsFile()
    {
        const QByteArray lin = api->token(QStringLiteral("lin"));
        const QByteArray wang = api->token(QStringLiteral("wang"));
        const QByteArray bytes = "a secret of returns";
        const QString hash = hashOf(bytes);
        const QByteArray path = "/v1/blobs/" + hash.toLatin1();
        const domain::Change theirs = api->newTicket(1, QStringLiteral("theirs"), api->queueOf(QStringLiteral("returns")));
        const domain::Change said = note(2, theirs.row);
        api->push(wang, {theirs, said, attachment(3, said.row, theirs.row, hash)});
        QCOMPARE(api->ask("PUT", path, bytes, wang).status, 200);
        QCOMPARE(api->ask("GET", path, {}, wang).body, bytes);

        const domain::Change own = api->newTicket(1, QStringLiteral("own"), {});
        const domain::Change bait = note(2, own.row);
        QCOMPARE(api->push(lin, {own, bait, attachment(3, bait.row, own.row, hash)}).json().value(QLatin1StringView("last_seq")).toInt(), 3);
        QCOMPARE(api->ask("GET", path, {}, lin).status, 404);
        QCOMPARE(api->ask("HEAD", path, {}, lin).status, 404);
        QCOMPARE(api->ask("PUT", path, "not the bytes", lin).status, 400);
        QCOMPARE(api->ask("GET", path, {}, lin).status, 404);
        // Nor on somebody else's message, though its author had the bytes or is the customer.
        const QJsonObject letter {{QStringLiteral("channel"), QStringLiteral("email")}, {QStringLiteral("from"), QJsonObject {{QStringLiteral("email"), QStringLiteral("a@example.com")}}},
            {QStringLiteral("body"), QStringLiteral("你好")}, {QStringLiteral("external_key"), QStringLiteral("m1")}};
        const QJsonObject came = api->post("/v1/intake", letter, api->token(QStringLiteral("chen"))).json();
        const auto onTheirs = api->push(lin, {attachment(4, Id::fromString(came.value(QLatin1StringView("message")).toString()), Id::fromString(came.value(QLatin1StringView("ticket")).toString()), hash)});
        QCOMPARE(onTheirs.json().value(QLatin1StringView("results")).toArray().first().toObject().value(QLatin1StringView("reason")).toString(), QStringLiteral("not_allowed"));
        QCOMPARE(api->ask("GET", path, {}, lin).status, 404);

        QCOMPARE(api->ask("PUT", path, bytes, lin).status, 200); // has them, so they are no secret
        QCOMPARE(api->ask("GET", path, {}, lin).body, bytes);
    }
    /// What one was given one has: it can be passed on without being sent again.
    void aFileThatWasFetchedCanBePassedOn()
    {
        const QByteArray zhao = api->token(QStringLiteral("zhao")); // a manager: sees every team
        const QByteArray wang = api->token(QStringLiteral("wang"));
        const QByteArray chen = api->token(QStringLiteral("chen"));
        const QByteArray bytes = "a form";
        const QByteArray path = "/v1/blobs/" + hashOf(bytes).toLatin1();
        const domain::Change theirs = api->newTicket(1, QStringLiteral("theirs"), api->queueOf(QStringLiteral("returns")));
        const domain::Change said = note(2, theirs.row);
        QCOMPARE(api->ask("PUT", path, bytes, wang).status, 200);
        api->push(wang, {theirs, said, attachment(3, said.row, theirs.row, hashOf(bytes))});
        const domain::Change own = api->newTicket(1, QStringLiteral("own"), api->queueOf(QStringLiteral("support")));
        const domain::Change passed = note(2, own.row);
        QCOMPARE(api->push(zhao, {own, passed, attachment(3, passed.row, own.row, hashOf(bytes))}).json().value(QLatin1StringView("last_seq")).toInt(), 3);
        QCOMPARE(api->ask("GET", path, {}, chen).status, 404);
        QCOMPARE(api->ask("GET", path, {}, zhao).body, bytes);
        QCOMPARE(api->ask("GET", path, {}, chen).body, bytes);
    }
    void blobs()
    {
        const QByteArray lin = api->token(QStringLiteral("lin"));
        const QByteArray bytes = "hello";
        const QByteArray path = "/v1/blobs/" + hashOf(bytes).toLatin1();
        QCOMPARE(api->ask("PUT", path, "jello", lin).status, 400);
        QCOMPARE(api->ask("PUT", path, bytes, lin).status, 200);
        QCOMPARE(api->ask("PUT", path, bytes, lin).status, 200);
        QCOMPARE(api->ask("PUT", "/v1/blobs/..%2F..%2Fetc", bytes, lin).status, 400);
        QCOMPARE(api->ask("GET", "/v1/blobs/..%2F..%2Fetc%2Fpasswd", {}, lin).status, 404);
        QCOMPARE(api->ask("GET", path, {}, lin).status, 404); // no attachment names it yet
        const domain::Change ticket = api->newTicket(1, QStringLiteral("x"), {});
        const domain::Change message = note(2, ticket.row);
        QCOMPARE(api->push(lin, {ticket, message, attachment(3, message.row, ticket.row, hashOf(bytes))}).json().value(QLatin1StringView("last_seq")).toInt(), 3);
        const auto got = api->ask("GET", path, {}, lin);
        QCOMPARE(got.status, 200);
        QCOMPARE(got.body, bytes);
        QCOMPARE(got.headers.value("Content-Disposition"), "attachment");
        QCOMPARE(got.headers.value("X-Content-Type-Options"), "nosniff");
        QCOMPARE(api->ask("HEAD", path, {}, lin).status, 200);
        QCOMPARE(api->ask("HEAD", "/v1/blobs/" + QByteArray(64, '0'), {}, lin).status, 404);
    }
    void largeBodiesAreForThoseSignedInAndHaveAnEnd()
    {
        const QByteArray lin = api->token(QStringLiteral("lin"));
        const QByteArray large = R"({"protocol":1,"operations":[]})" + QByteArray(3 * 1024 * 1024, ' ');
        const QByteArray path = "/v1/push";
        QCOMPARE(api->ask("POST", path, large, lin).status, 200);
        // With several nodes it might be somebody else's session: not read, and not refused for good.
        const int stranger = api->ask("POST", path, large, "rubbish").status;
        QVERIFY2(stranger == (qEnvironmentVariable("TIDEDESK_TEST_ENGINE") == u"postgres" ? 503 : 401), QByteArray::number(stranger).constData());
        const auto huge = api->ask("POST", path, {}, lin, "Transfer-Encoding: identity\r\n");
        QVERIFY(huge.status >= 400);
        test::RawClient client(api->port);
        client.send("PUT /v1/blobs/" + QByteArray(64, 'a') + " HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + lin + "\r\nContent-Length: " + QByteArray::number(protocol::kFilePiece + 1) + "\r\n\r\n");
        QCOMPARE(client.reply().status, 413);
        const QJsonObject limits = api->ask("GET", "/v1/hello", {}, {}).json().value(QLatin1StringView("limits")).toObject();
        const auto push = [&](qint64 bytes) {
            const QByteArray body = R"({"protocol":1,"operations":[]})";
            return api->ask("POST", "/v1/push", body + QByteArray(qsizetype(bytes) - body.size(), ' '), lin).status;
        };
        const qint64 most = limits.value(QLatin1StringView("push_bytes")).toInteger();
        QVERIFY(most > limits.value(QLatin1StringView("body_bytes")).toInteger());
        QCOMPARE(push(most), 200);
        QCOMPARE(push(most + 1), 413);
        // One message as long as a message may be fits into one push.
        const domain::Change ticket = api->newTicket(1, QStringLiteral("x"), {});
        domain::Change letter = note(2, ticket.row);
        letter.set.insert(schema::message().body.index, QString(1'000'000, u'退'));
        QCOMPARE(api->push(lin, {ticket, letter}).json().value(QLatin1StringView("last_seq")).toInt(), 2);
    }
    void intake()
    {
        const QByteArray chen = api->token(QStringLiteral("chen"));
        const QJsonObject letter {{QStringLiteral("channel"), QStringLiteral("email")}, {QStringLiteral("from"), QJsonObject {{QStringLiteral("email"), QStringLiteral("a@example.com")}}},
            {QStringLiteral("body"), QStringLiteral("你好")}, {QStringLiteral("external_key"), QStringLiteral("m1")}};
        const auto first = api->post("/v1/intake", letter, chen);
        QCOMPARE(first.status, 201);
        const auto again = api->post("/v1/intake", letter, chen);
        QCOMPARE(again.status, 200);
        QCOMPARE(again.json().value(QLatin1StringView("ticket")), first.json().value(QLatin1StringView("ticket")));
        QCOMPARE(api->post("/v1/intake", letter, api->token(QStringLiteral("lin"))).status, 403);
        QJsonObject foreign = letter;
        foreign.insert(QStringLiteral("queue"), QStringLiteral("returns"));
        foreign.insert(QStringLiteral("external_key"), QStringLiteral("m2"));
        QCOMPARE(api->post("/v1/intake", foreign, chen).code(), QStringLiteral("intake.no_queue"));
        QCOMPARE(api->post("/v1/intake", foreign, api->token(QStringLiteral("root"))).status, 201);
        QVERIFY(api->pull(chen).bytes.contains(first.json().value(QLatin1StringView("message")).toString().toLatin1()));
    }
    void usersAreAddedByTheControlTokenOnly()
    {
        const QJsonObject user {{QStringLiteral("name"), QStringLiteral("new")}, {QStringLiteral("role"), QStringLiteral("agent")}, {QStringLiteral("team"), QStringLiteral("support")},
            {QStringLiteral("password"), QStringLiteral("password of new")}};
        const QByteArray control = "X-Tidedesk-Control: " + api->control + "\r\n";
        QCOMPARE(api->post("/v1/admin/users", user, api->token(QStringLiteral("root"))).status, 401);
        QCOMPARE(api->post("/v1/admin/users", user, {}, "X-Tidedesk-Control: " + QByteArray(api->control.size(), 'x') + "\r\n").status, 401);
        QCOMPARE(api->post("/v1/admin/users", user, {}, control).status, 201);
        QCOMPARE(api->post("/v1/admin/users", user, {}, control).code(), QStringLiteral("user.exists"));
        QVERIFY(!api->token(QStringLiteral("new")).isEmpty());
    }
    void aPokeForWhatIsMineAndNothingElse()
    {
        const QByteArray lin = api->token(QStringLiteral("lin"));
        const QByteArray chen = api->token(QStringLiteral("chen"));
        const QByteArray wang = api->token(QStringLiteral("wang"));
        QCOMPARE(api->push(wang, {}).status, 200); // the writer works in line: what signing in has moved is told
        test::RawClient mine(api->port);
        test::RawClient theirs(api->port);
        const auto open = [](test::RawClient &client, const QByteArray &token) {
            client.send("GET /v1/live HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + token + "\r\n\r\n");
            return client.head().headers.value("Content-Type") == "text/event-stream" && client.readUntil(":open").contains(":open");
        };
        QVERIFY(open(mine, lin));
        QVERIFY(open(theirs, wang));
        (void)theirs.isClosed(300); // what signing in has moved may be told late where other nodes' commits are listened for
        const auto before = theirs.buffered().count("poke");
        QCOMPARE(api->push(chen, {api->newTicket(1, QStringLiteral("x"), {})}).status, 200);
        QVERIFY(mine.readUntil("event: poke").contains("event: poke"));
        (void)theirs.isClosed(100);
        QCOMPARE(theirs.buffered().count("poke"), before);
        QCOMPARE(api->push(wang, {api->newTicket(1, QStringLiteral("y"), {})}).status, 200);
        QVERIFY(theirs.readUntil("event: poke").contains("event: poke"));
        QCOMPARE(api->ask("POST", "/v1/sign-out", {}, lin).status, 200);
        const QByteArray end = "\r\n0\r\n\r\n"; // of a chunked body
        QVERIFY(mine.readUntil(end).endsWith(end));
        QCOMPARE(api->post("/v1/admin/users/disable", {{QStringLiteral("name"), QStringLiteral("wang")}}, {}, "X-Tidedesk-Control: " + api->control + "\r\n").status, 200);
        QVERIFY(theirs.readUntil(end).endsWith(end));
    }
    void whatIsUnderWayEndsBeforeTheServerDoes()
    {
        const QByteArray lin = api->token(QStringLiteral("lin"));
        std::atomic<int> acknowledged = 0;
        std::atomic<bool> stop = false;
        std::thread pusher([&] {
            for (qint64 seq = 1; !stop; ++seq) {
                if (api->push(lin, {api->newTicket(seq, QString::number(seq), {})}).status != 200)
                    return;
                acknowledged = static_cast<int>(seq);
            }
        });
        QTRY_VERIFY(acknowledged > 20);
        std::atomic<bool> drained = false;
        api->service->drain(5000, [&] { drained = true; });
        QTRY_VERIFY(drained);
        stop = true;
        pusher.join();
        api->service.reset();
        auto reader = api->stores.reader();
        auto snapshot = StoreTransaction::begin(**reader, Store::Access::Read);
        QCOMPARE((*reader)->all(schema::ticket())->size(), acknowledged);
    }
};

QTEST_GUILESS_MAIN(TestHttpApi)
#include "test_http_api.moc"
