// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/intake.h"
#include "core/server/api/passwords.h"
#include "core/server/api/people.h"
#include "core/server/api/service.h"
#include "core/server/api/throttle.h"
#include "core/schema/entities.h"
#include "tests/support/fakeclock.h"
#include "tests/support/scratchdatabase.h"
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::server;

class TestApi : public QObject {
    Q_OBJECT
    QTemporaryDir dir;
    test::FakeClock clock;
    IdGenerator ids {clock};

private Q_SLOTS:
    void openApiDescribesEveryRouteAndNoOther()
    {
        const test::ScratchDatabase database;
        const StoreFactory &stores = database.stores();
        const auto service = Service::open({stores, dir.path(), clock});
        QVERIFY(service.ok());
        QSet<QString> served;
        for (const auto &route : (*service)->router().routes())
            served.insert(QString::fromLatin1(route.method.toLower() + ' ' + route.pattern));
        for (const auto &route : (*service)->router().routes()) {
            if (route.method == "GET") // the router answers HEAD by it
                served.insert(QString::fromLatin1("head " + route.pattern));
        }
        QFile file(QStringLiteral(":/openapi.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(document.value(QLatin1StringView("openapi")).toString(), QStringLiteral("3.1.0"));
        QSet<QString> described;
        const QJsonObject paths = document.value(QLatin1StringView("paths")).toObject();
        for (auto path = paths.begin(); path != paths.end(); ++path) {
            const QJsonObject methods = path->toObject();
            for (auto method = methods.begin(); method != methods.end(); ++method) {
                described.insert(method.key() + u' ' + path.key());
                QVERIFY2(!method->toObject().value(QLatin1StringView("summary")).toString().isEmpty(), qPrintable(path.key()));
            }
        }
        QCOMPARE(described - served, QSet<QString>());
        QCOMPARE(served - described, QSet<QString>());
    }
    void choicesInTheDocumentAreThoseOfTheSpine()
    {
        QFile file(QStringLiteral(":/openapi.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject schemas = QJsonDocument::fromJson(file.readAll()).object().value(QLatin1StringView("components")).toObject().value(QLatin1StringView("schemas")).toObject();
        const auto choices = [&](const char *schema, const QStringList &path) {
            QJsonObject at = schemas.value(QLatin1StringView(schema)).toObject();
            for (const QString &name : path)
                at = at.value(QLatin1StringView("properties")).toObject().value(name).toObject();
            return at.value(QLatin1StringView("enum")).toArray();
        };
        const auto named = [](const schema::Field &field) {
            QJsonArray names;
            for (const QLatin1StringView choice : field.options.choices)
                names.append(QString(choice));
            return names;
        };
        QCOMPARE(choices("NewUser", {QStringLiteral("role")}), named(schema::user().role));
        QCOMPARE(choices("SignedIn", {QStringLiteral("user"), QStringLiteral("role")}), named(schema::user().role));
        QCOMPARE(choices("Intake", {QStringLiteral("channel")}), named(schema::ticket().channel));
        QCOMPARE(choices("Intake", {QStringLiteral("priority")}), named(schema::ticket().priority));
    }
    void everyReferenceInTheDocumentLeadsSomewhere()
    {
        QFile file(QStringLiteral(":/openapi.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        const QJsonObject components = QJsonDocument::fromJson(text).object().value(QLatin1StringView("components")).toObject();
        qsizetype found = 0;
        for (qsizetype at = text.indexOf("\"#/components/"); at >= 0; at = text.indexOf("\"#/components/", at + 1)) {
            const QList<QByteArray> parts = text.mid(at + 1, text.indexOf('"', at + 1) - at - 1).split('/');
            QVERIFY2(components.value(QString::fromLatin1(parts[2])).toObject().contains(QString::fromLatin1(parts[3])), parts[3].constData());
            ++found;
        }
        QVERIFY(found > 20);
    }
    void passwordsAreArgon2id()
    {
        const auto hash = hashPassword("correct horse");
        QVERIFY(hash.ok());
        QVERIFY(hash->startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
        QVERIFY(verifyPassword(*hash, "correct horse"));
        QVERIFY(!verifyPassword(*hash, "correct horsf"));
        QVERIFY(!verifyPassword({}, "correct horse"));
        QVERIFY(!verifyPassword("rubbish", "x"));
        QCOMPARE(hashPassword("short").error().code, QStringLiteral("password.too_short"));
        QCOMPARE(hashPassword(QByteArray(1000, 'x')).error().code, QStringLiteral("password.too_long"));
        QVERIFY(newToken() != newToken());
    }
    /// On several nodes the list of sessions is read while somebody is disabled or enabled: what was read before is older.
    void sessionsReadBeforeAWordOnThemAreNotTaken()
    {
        const QByteArray token = newToken();
        const Session session {tokenHash(token), ids.next(), ids.next(), 0, 1000};
        const QByteArray shown = "Bearer " + token;
        Session revoked = session;
        revoked.revoked = Session::Revoked::Account;
        Sessions sessions;
        QVERIFY(sessions.load({session}, sessions.words()));
        QVERIFY(sessions.find(shown, 1));
        const quint64 beforeDisabling = sessions.words();
        sessions.revoke({revoked});
        QVERIFY(!sessions.load({session}, beforeDisabling));
        QVERIFY(!sessions.add(session, beforeDisabling));
        QVERIFY(!sessions.find(shown, 1));
        QCOMPARE(sessions.known(shown, 1)->revoked, Session::Revoked::Account);
        QCOMPARE(sessions.count(), 0);
        const quint64 beforeEnabling = sessions.words();
        sessions.enableUser(session.user);
        QVERIFY(!sessions.load({revoked}, beforeEnabling)); // it would be told that the account is disabled, and seal
        QVERIFY(!sessions.known(shown, 1));
        QVERIFY(sessions.load({revoked}, sessions.words()));
        sessions.removeExpired(1000);
        QVERIFY(!sessions.known(shown, 1));
    }
    void throttleCountsBeforeItLooks()
    {
        Throttle throttle;
        qint64 now = 1'000'000;
        int free = 0;
        for (int i = 0; i < 50; ++i)
            free += throttle.attempt("lin", "10.0.0.1", now) == 0;
        QCOMPARE(free, 5); // fifty at once
        QVERIFY(throttle.attempt("LIN", "10.0.0.1", now) > 0); // the same account
        QCOMPARE(throttle.attempt("lin", "10.0.0.2", now), 0); // another address
        QCOMPARE(throttle.attempt("wang", "10.0.0.1", now), 0); // another account
        for (int i = 5; i < 10; ++i) {
            now += throttle.attempt("lin", "10.0.0.1", now);
            QCOMPARE(throttle.attempt("lin", "10.0.0.1", now), 0);
        }
        QCOMPARE(throttle.attempt("lin", "10.0.0.1", now), 15 * 60 * 1000);
        throttle.succeeded("lin", "10.0.0.1");
        QCOMPARE(throttle.attempt("lin", "10.0.0.1", now), 0);
    }
    void throttleCountsAccountsAndAddressesAsAWhole()
    {
        Throttle throttle;
        const qint64 now = 1'000'000;
        int passed = 0;
        for (int i = 0; i < 300; ++i) // one account from everywhere
            passed += throttle.attempt("lin", "10.1.0." + QByteArray::number(i), now) == 0;
        QCOMPARE(passed, 50);
        passed = 0;
        for (int i = 0; i < 900; ++i) // all accounts from one address
            passed += throttle.attempt("user" + QByteArray::number(i), "10.2.0.1", now) == 0;
        QCOMPARE(passed, 200);
        QVERIFY(throttle.attempt("wang", "10.2.0.1", now) > 0);
        QCOMPARE(throttle.attempt("wang", "10.2.0.2", now), 0);
        passed = 0;
        for (int i = 0; i < 900; ++i) // a proxy on this machine
            passed += throttle.attempt("user" + QByteArray::number(i), "127.0.0.1", now) == 0;
        QCOMPARE(passed, 900);
        throttle.withdrawn("wang", "10.2.0.2");
        for (int i = 0; i < 5; ++i)
            QCOMPARE(throttle.attempt("wang", "10.2.0.2", now), 0);
        QVERIFY(throttle.attempt("wang", "10.2.0.2", now) > 0);
        throttle.succeeded("wang", "10.2.0.2");
        QCOMPARE(throttle.attempt("wang", "10.2.0.2", now), 0);
    }
    void usersTeamsAndSeats()
    {
        const test::ScratchDatabase database;
        const StoreFactory &stores = database.stores();
        auto store = stores.writer();
        QVERIFY(store.ok());
        auto transaction = StoreTransaction::begin(**store, Store::Access::Write);
        QVERIFY(transaction.ok());
        WriteContext context(**store, ids, clock.nowMs());
        const auto lin = addUser(context, {QStringLiteral("lin"), {}, 0, QStringLiteral("支持"), "hash"});
        QVERIFY(lin.ok());
        QCOMPARE(addUser(context, {QStringLiteral("lin"), {}, 0, {}, "hash"}).error().code, QStringLiteral("user.exists"));
        for (const char16_t *bad : {u"", u" lin", u"a/b", u"a\nb", u"-x"})
            QCOMPARE(addUser(context, {QString::fromUtf16(bad), {}, 0, {}, "hash"}).error().code, QStringLiteral("user.bad_name"));
        QCOMPARE((*store)->all(schema::queue())->size(), 1); // a new team begins with a queue
        QVERIFY(addUser(context, {QStringLiteral("wang"), {}, 1, QStringLiteral("支持"), "hash"}).ok());
        QCOMPARE((*store)->all(schema::team())->size(), 1);
        const Id seat = ids.next();
        QVERIFY(useSeat(context, *lin, seat, QStringLiteral("desk")).ok());
        QVERIFY(useSeat(context, *lin, seat, QStringLiteral("desk")).ok());
        QCOMPARE(useSeat(context, ids.next(), seat, {}).error().code, QStringLiteral("seat.taken"));
        QVERIFY(disableUser(context, QStringLiteral("lin")).ok());
        QCOMPARE(disableUser(context, QStringLiteral("nobody")).error().code, QStringLiteral("user.unknown"));
    }
    void intake()
    {
        const test::ScratchDatabase database;
        const StoreFactory &stores = database.stores();
        auto store = stores.writer();
        QVERIFY(store.ok());
        auto transaction = StoreTransaction::begin(**store, Store::Access::Write);
        WriteContext context(**store, ids, clock.nowMs());
        QVERIFY(addUser(context, {QStringLiteral("lin"), {}, 0, QStringLiteral("支持"), "hash"}).ok());
        const domain::Scope all {true, {}};
        const auto from = [](const char *json) { return intakeFromJson(QJsonDocument::fromJson(json).object()); };
        const auto letter = from(R"({"channel":"phone","from":{"name":"张伟","phone":"138 0013 8000"},"subject":"退款","body":"没有到账","external_key":"k1"})");
        QVERIFY(letter.ok());
        const auto first = takeIn(context, *letter, all);
        QVERIFY(first.ok());
        QVERIFY(takeIn(context, *letter, all)->repeated);
        const auto second = takeIn(context, *from(R"({"channel":"chat","from":{"phone":"+86-13800138000"},"body":"还是没有"})"), all);
        QCOMPARE(second->customer, first->customer); // recognised in another spelling
        // What comes in for a ticket that was merged comes in where the matter goes on.
        domain::Change merge;
        merge.entity = &schema::ticket();
        merge.row = second->ticket;
        merge.set = {{schema::ticket().mergedInto.index, first->ticket}, {schema::ticket().status.index, qint64(4)}};
        QVERIFY(context.applyOwn(merge).ok());
        const qint64 number = (*(*store)->row(schema::ticket(), second->ticket))->row.number(schema::ticket().number);
        auto again = *from(R"({"channel":"chat","from":{"phone":"13800138000"},"body":"在吗"})");
        again.ticketNumber = number;
        QCOMPARE(takeIn(context, again, all)->ticket, first->ticket);
        QVERIFY(!(second->ticket == first->ticket));
        QCOMPARE((*store)->all(schema::customer())->size(), 1);
        for (const char *bad : {R"({"channel":"pigeon","from":{"name":"x"},"body":"y"})", R"({"channel":"chat","from":{},"body":"y"})", R"({"channel":"chat","from":{"name":"x"},"body":" "})", "{}"}) {
            const auto refused = from(bad);
            QVERIFY(!refused.ok());
            QVERIFY2(refused.error().detail.contains(QStringLiteral("intake.")), qPrintable(refused.error().detail));
        }
        for (const auto &[more, place] : {std::pair(R"("ticket":"20009")", "intake.ticket"), std::pair(R"("ticket":20009.5)", "intake.ticket"),
                 std::pair(R"("ticket":-1)", "intake.ticket"), std::pair(R"("external_key":777)", "intake.external_key"),
                 std::pair(R"("queue":5)", "intake.queue"), std::pair(R"("subject":5)", "intake.subject"), std::pair(R"("subject":null)", "intake.subject"),
                 std::pair(R"("from":{"name":5})", "intake.from.name"), std::pair(R"("from":{"phone":13800138000})", "intake.from.phone"),
                 std::pair(R"("from":[])", "intake.from"), std::pair(R"("from":{"email":"not an address"})", "intake.from.email"),
                 std::pair(R"("from":{"email":"a@b@c"})", "intake.from.email"), std::pair(R"("from":{"email":"@b.example"})", "intake.from.email"),
                 std::pair(R"("from":{"email":"a@"})", "intake.from.email"), std::pair(R"("from":{"email":"a\u0007@b.example"})", "intake.from.email")}) {
            QJsonObject letterOf = QJsonDocument::fromJson(R"({"channel":"chat","from":{"name":"x"},"body":"y"})").object();
            const QJsonObject wrong = QJsonDocument::fromJson(QByteArray("{") + more + '}').object();
            QCOMPARE(wrong.size(), 1);
            letterOf.insert(wrong.begin().key(), wrong.begin().value());
            const auto refused = intakeFromJson(letterOf);
            QVERIFY2(!refused.ok(), more);
            QCOMPARE(refused.error().code, QStringLiteral("json.type"));
            QVERIFY2(refused.error().detail.startsWith(QLatin1StringView(place) + u':'), qPrintable(refused.error().detail));
        }
        QVERIFY(from(R"({"channel":"email","from":{"email":" Zhang.Wei+1@例子.example "},"body":"y"})").ok());
        // The same key in another channel is another message.
        QVERIFY(!takeIn(context, *from(R"({"channel":"chat","from":{"name":"x"},"body":"y","external_key":"k1"})"), all)->repeated);
        // Whoever brings it in sees his own teams only.
        const domain::Scope narrow {false, {QStringLiteral("ref"), QStringLiteral("customers")}};
        QCOMPARE(takeIn(context, *from(R"({"channel":"chat","from":{"name":"x"},"body":"y"})"), narrow).error().code, QStringLiteral("intake.no_queue"));
        QCOMPARE(takeIn(context, *from(R"({"channel":"chat","from":{"name":"x"},"body":"y","ticket":1})"), narrow).error().code, QStringLiteral("intake.unknown_ticket"));
        const auto continued = takeIn(context, *from(R"({"channel":"chat","from":{"name":"x"},"body":"y","ticket":1})"), all);
        QCOMPARE(continued->ticket, first->ticket);
        QCOMPARE(takeIn(context, *from(R"({"channel":"chat","from":{"name":"x"},"body":"y","queue":"nowhere"})"), all).error().code, QStringLiteral("intake.no_queue"));
    }
    void blobsAreNamedByTheirBytesAlone()
    {
        const BlobFolder blobs(dir.filePath(QStringLiteral("blobs")));
        const QString hash = QStringLiteral("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        QVERIFY(!blobs.keep(hash, "hellO").ok());
        QVERIFY(blobs.keep(hash, "hello").ok());
        QCOMPARE(*blobs.read(hash), "hello");
        for (const char16_t *bad : {u"../../etc/passwd", u"", u"2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824"}) {
            QVERIFY(!BlobFolder::isHash(QString::fromUtf16(bad)));
            QVERIFY(!blobs.keep(QString::fromUtf16(bad), "x").ok());
            QVERIFY(!blobs.has(QString::fromUtf16(bad)));
        }
        QFile file(blobs.path(hash));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("jello") == 5);
        file.close();
        QCOMPARE(blobs.read(hash).error().code, QStringLiteral("blob.damaged"));
    }
};

QTEST_GUILESS_MAIN(TestApi)
#include "test_api.moc"
