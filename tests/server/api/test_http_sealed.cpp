// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/protocol/pieces.h"
#include "core/protocol/sealing.h"
#include "core/schema/entities.h"
#include "tests/server/api/apifixture.h"
#include <QCryptographicHash>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::server;
using namespace tidedesk::test;

/// Sealed work at the endpoint, on both engines: who may bring it, what becomes of it, and that it takes effect once.
class TestHttpSealed : public QObject {
    Q_OBJECT

    std::unique_ptr<ApiFixture> api;
    QByteArray token; ///< of lin, before she is revoked
    QByteArray publicKey;
    const QString lin = QStringLiteral("lin");

    static QString hashOf(const QByteArray &bytes) { return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()); }
    QByteArray controlHeader() const { return "X-Tidedesk-Control: " + api->control + "\r\n"; }
    ApiFixture::Answer administer(const QByteArray &path, const QJsonObject &body) const { return api->post("/v1/admin/" + path, body, {}, controlHeader()); }
    void disable() { QCOMPARE(administer("users/disable", {{QStringLiteral("name"), lin}}).status, 200); }
    void enable() { QCOMPARE(administer("users/enable", {{QStringLiteral("name"), lin}}).status, 200); }

    protocol::SealLabel label(const QString &user = QStringLiteral("lin"))
    {
        return {Id(QUuid::createUuid()), api->users.value(user), api->seatOf(user), 1, 0, 1000};
    }
    /// What a seat would have sealed. `rest`: bytes that mean nothing to the server.
    QByteArray sealed(const protocol::SealLabel &whose, const QList<domain::Change> &changes, const QMap<QString, QByteArray> &more = {}, const QByteArray &key = {}) const
    {
        QByteArray bytes;
        QByteArray lines;
        for (const domain::Change &change : changes)
            lines += protocol::compact(protocol::toJson(change)) + '\n';
        auto writer = protocol::SealWriter::begin([&bytes](QByteArrayView some) -> Status {
            bytes += some;
            return {};
        }, key.isEmpty() ? publicKey : key, whose);
        QMap<QString, QByteArray> entries = more;
        entries.insert(QString(protocol::kOperationsEntry), lines);
        for (auto it = entries.begin(); it != entries.end(); ++it)
            (void)(writer->entry(it.key(), it->size()).ok() && writer->write(*it).ok());
        return writer->finish() ? bytes : QByteArray();
    }
    ApiFixture::Answer put(const QByteArray &who, const QString &hash, const QByteArray &all, qint64 at = 0) const
    {
        const auto range = protocol::pieceAt(at, all.size());
        return api->ask("PUT", "/v1/sealed/" + hash.toLatin1(), all.mid(at, range.length()), who,
            "Content-Type: application/octet-stream\r\nContent-Range: " + range.contentRange() + "\r\n");
    }
    QString bring(const QByteArray &who, const QByteArray &bytes) const
    {
        const QString hash = hashOf(bytes);
        for (qint64 at = 0; at < bytes.size(); at += protocol::kFilePiece) {
            const auto answer = put(who, hash, bytes, at);
            if (answer.status != 200)
                return answer.code();
        }
        return hash;
    }
    ApiFixture::Answer apply(const QString &hash) const { return administer("sealed/apply", {{QStringLiteral("hash"), hash}}); }
    SealedFile stored(const QString &hash) const
    {
        auto reader = api->stores.reader();
        auto snapshot = StoreTransaction::begin(**reader, Store::Access::Read);
        return (*reader)->sealedFile(hash)->value_or(SealedFile());
    }
    QStringList subjects() const
    {
        auto reader = api->stores.reader();
        auto snapshot = StoreTransaction::begin(**reader, Store::Access::Read);
        QStringList all;
        const auto each = (*reader)->each(schema::ticket(), [&all](const StoredRow &row) -> Status {
            all.append(row.row.text(schema::ticket().subject));
            return {};
        });
        all.sort();
        return each ? all : QStringList {each.error().code};
    }
    QStringList verdicts(const ApiFixture::Answer &applied) const
    {
        QStringList all;
        const QJsonArray open = applied.json().value(QLatin1StringView("open")).toArray();
        for (const QJsonValue &one : open)
            all.append(one.toObject().value(QLatin1StringView("verdict")).toString() + u' ' + one.toObject().value(QLatin1StringView("reason")).toString());
        return all;
    }

private Q_SLOTS:
    void init()
    {
        Limits limits;
        limits.sealedBytes = 3 * 1024 * 1024;
        api = std::make_unique<ApiFixture>(limits);
        token = api->token(lin);
        const QJsonObject welcome = api->signIn(QStringLiteral("chen"), QStringLiteral("password of chen"), api->seatOf(QStringLiteral("chen"))).json();
        publicKey = QByteArray::fromBase64(welcome.value(QLatin1StringView("sealing_key")).toString().toLatin1());
        QVERIFY(protocol::isSealingKey(publicKey));
    }
    void cleanup() { api.reset(); }

    void everyNodeHasTheSameKeys()
    {
        api->startAgain();
        const QJsonObject welcome = api->signIn(lin, QStringLiteral("password of lin"), api->seatOf(lin)).json();
        QCOMPARE(QByteArray::fromBase64(welcome.value(QLatin1StringView("sealing_key")).toString().toLatin1()), publicKey);
        auto reader = api->stores.reader();
        auto snapshot = StoreTransaction::begin(**reader, Store::Access::Read);
        const QString secret = *(*reader)->meta(QString(kSealingSecretKey));
        QVERIFY(secret.size() > 40);
        QVERIFY(!QJsonDocument(welcome).toJson().contains(secret.toLatin1()));
    }
    void aRevokedSessionIsGoodForOneThing()
    {
        const QByteArray bytes = sealed(label(), {api->newTicket(1, QStringLiteral("Offline"), api->queueOf(QStringLiteral("Support")))});
        disable();
        api->startAgain(); // it is remembered
        QCOMPARE(api->ask("GET", "/v1/schema", {}, token).code(), QStringLiteral("account_disabled"));
        QCOMPARE(api->push(token, {api->newTicket(1, QStringLiteral("Pushed"), api->queueOf(QStringLiteral("Support")))}).code(), QStringLiteral("account_disabled"));
        QCOMPARE(api->post("/v1/unseal", {{QStringLiteral("box"), QString()}}, token).code(), QStringLiteral("account_disabled"));
        const QString hash = bring(token, bytes);
        QCOMPARE(hash, hashOf(bytes));
        QCOMPARE(bring(token, bytes), hash); // again does no harm
        const auto state = api->ask("GET", "/v1/sealed/" + hash.toLatin1(), {}, token).json();
        QCOMPARE(state.value(QLatin1StringView("complete")).toBool(), true);
        QCOMPARE(stored(hash).state, SealedFile::State::Waiting);
        QCOMPARE(subjects(), QStringList()); // nothing by itself
        QCOMPARE(put("not-a-token", hash, bytes).code(), QStringLiteral("session.unknown"));
    }
    void onlyOnesOwnOfTheSameSeat()
    {
        const QByteArray chens = api->token(QStringLiteral("chen"));
        QCOMPARE(bring(chens, sealed(label(), {})), QStringLiteral("sealed.not_allowed"));
        protocol::SealLabel elsewhere = label();
        elsewhere.seat = Id(QUuid::createUuid());
        QCOMPARE(bring(token, sealed(elsewhere, {})), QStringLiteral("sealed.not_allowed"));
        QCOMPARE(bring(token, sealed(label(), {}, {}, protocol::SealingKeys::make().publicKey)), QStringLiteral("sealed.foreign"));
        QCOMPARE(bring(token, "TDSEAL1\nrubbish"), QStringLiteral("sealed.damaged"));
        const QByteArray mine = sealed(label(), {});
        QCOMPARE(bring(token, mine), hashOf(mine));
        const auto others = api->ask("GET", "/v1/sealed/" + hashOf(mine).toLatin1(), {}, chens).json();
        QCOMPARE(others.value(QLatin1StringView("complete")).toBool(true), false);
        QCOMPARE(put(chens, hashOf(mine), mine).code(), QStringLiteral("sealed.not_allowed"));
    }
    void piecesComeInOrderAndAreVerified()
    {
        const QByteArray bytes = sealed(label(), {}, {{QStringLiteral("outbox.db"), QByteArray(1'500'000, 'x')}});
        const QString hash = hashOf(bytes);
        QCOMPARE(put(token, hash, bytes, protocol::kFilePiece).code(), QStringLiteral("blob.offset"));
        QCOMPARE(put(token, hash, bytes).json().value(QLatin1StringView("offset")).toInteger(), protocol::kFilePiece);
        QByteArray spoilt = bytes;
        spoilt[1'200'000] = static_cast<char>(spoilt[1'200'000] ^ 1);
        QCOMPARE(put(token, hash, spoilt, protocol::kFilePiece).code(), QStringLiteral("blob.damaged"));
        QCOMPARE(put(token, hash, bytes, protocol::kFilePiece).code(), QStringLiteral("blob.offset")); // from the beginning, then
        QCOMPARE(bring(token, bytes), hash);
        QCOMPARE(apply(hash).status, 200);
        const QByteArray large = sealed(label(), {}, {{QStringLiteral("outbox.db"), QByteArray(4'000'000, 'x')}});
        QCOMPARE(bring(token, large), QStringLiteral("sealed.too_large"));
        QCOMPARE(api->ask("PUT", "/v1/sealed/" + hash.toLatin1(), "x", token).code(), QStringLiteral("blob.bad_range"));
    }
    void oneMayNotFillTheServer()
    {
        QString last;
        for (int n = 0; n < 21; ++n)
            last = bring(token, sealed(label(), {}));
        QCOMPARE(last, QStringLiteral("limit.sealed"));
        for (const char *who : {"chen", "zhao"}) { // by bytes, each for itself
            const QString name = QString::fromLatin1(who);
            const QByteArray theirs = api->token(name);
            for (int n = 0; n < 3; ++n)
                last = bring(theirs, sealed(label(name), {}, {{QStringLiteral("outbox.db"), QByteArray(2'500'000, 'x')}}));
            QCOMPARE(last, QStringLiteral("limit.sealed"));
        }
    }
    void itIsAppliedOnceAsItsAuthors()
    {
        const auto support = api->queueOf(QStringLiteral("Support"));
        QCOMPARE(api->push(token, {api->newTicket(1, QStringLiteral("Sent"), support)}).status, 200);
        const auto others = api->newTicket(1, QStringLiteral("Theirs"), api->queueOf(QStringLiteral("Billing")));
        QCOMPARE(api->push(api->token(QStringLiteral("wang")), {others}).status, 200);
        domain::Change foreign;
        foreign.seq = 5;
        foreign.id = api->ids.next();
        foreign.entity = &schema::ticket();
        foreign.row = others.row;
        foreign.set.insert(schema::ticket().priority.index, qint64(3));
        // 2 and 3 were lost with a backup, 4 can be done, 5 is another team's business.
        const QByteArray file = "bytes of a file" + QByteArray(1'200'000, 'f');
        const QByteArray bytes = sealed(label(), {api->newTicket(4, QStringLiteral("Sealed"), support), foreign},
            {{protocol::blobEntry(hashOf(file)), file}, {protocol::blobEntry(hashOf("lost")), "changed"}, {QStringLiteral("aside/x"), "unknown"}});
        disable();
        const QString hash = bring(token, bytes);
        const auto applied = apply(hash);
        QCOMPARE(applied.status, 200);
        QCOMPARE(applied.json().value(QLatin1StringView("operations")).toInt(), 2);
        QCOMPARE(applied.json().value(QLatin1StringView("applied")).toInt(), 1);
        QCOMPARE(applied.json().value(QLatin1StringView("files")).toInt(), 1);
        QCOMPARE(applied.json().value(QLatin1StringView("damaged_files")).toInt(), 1);
        QCOMPARE(verdicts(applied), QStringList {QStringLiteral("rejected out_of_scope")});
        QCOMPARE(subjects(), (QStringList {QStringLiteral("Sealed"), QStringLiteral("Sent"), QStringLiteral("Theirs")}));
        QCOMPARE(apply(hash).json(), applied.json());
        QCOMPARE(subjects().size(), 3);
        domain::Change far = foreign;
        far.seq = 1'000'000'000;
        QCOMPARE(apply(bring(token, sealed(label(), {far}))).code(), QStringLiteral("sealed.damaged"));
        auto reader = api->stores.reader();
        auto snapshot = StoreTransaction::begin(**reader, Store::Access::Read);
        QCOMPARE((*(*reader)->row(schema::seat(), api->seatOf(lin)))->row.number(schema::seat().lastSeq), 5);
        QVERIFY(*(*reader)->isGiver({hashOf(file), api->users.value(lin)}));
        QVERIFY(!*(*reader)->blob(hashOf("lost")));
        QFile kept(BlobFolder(api->blobFolder()).path(hashOf(file)));
        QVERIFY(kept.open(QIODevice::ReadOnly) && kept.readAll() == file);
    }
    /// The same operations over two ways: the second one hears what became of the first.
    void whatWasAppliedIsNotDoneAgainByItsSeat()
    {
        const auto change = api->newTicket(1, QStringLiteral("Sealed"), api->queueOf(QStringLiteral("Support")));
        const QString hash = bring(token, sealed(label(), {change}));
        QCOMPARE(apply(hash).status, 200);
        const auto pushed = api->push(token, {change});
        QCOMPARE(pushed.status, 200);
        QCOMPARE(pushed.json().value(QLatin1StringView("results")).toArray().first().toObject().value(QLatin1StringView("verdict")).toString(), QStringLiteral("applied"));
        QCOMPARE(subjects(), QStringList {QStringLiteral("Sealed")});
        const QString other = bring(token, sealed(label(), {change})); // sealed once more
        QCOMPARE(apply(other).json().value(QLatin1StringView("operations")).toInt(), 0);
        QCOMPARE(subjects().size(), 1);
    }
    void theKeyIsGivenToWhoSealedIt()
    {
        const auto own = label();
        const QByteArray bytes = sealed(own, {api->newTicket(1, QStringLiteral("Sealed"), api->queueOf(QStringLiteral("Support")))});
        protocol::SealReader reader([bytes, at = qsizetype(0)](qint64 most) mutable -> Result<QByteArray> {
            const QByteArray part = bytes.mid(at, static_cast<qsizetype>(most));
            at += part.size();
            return part;
        });
        QVERIFY(reader.label().ok());
        const QJsonObject box {{QStringLiteral("box"), QString::fromLatin1(reader.box().toBase64())}};
        disable();
        const QString hash = bring(token, bytes);
        QCOMPARE(api->post("/v1/unseal", box, api->token(QStringLiteral("chen"))).code(), QStringLiteral("sealed.not_allowed"));
        enable();
        const QByteArray elsewhere = QByteArray(api->signIn(lin, QStringLiteral("password of lin"), api->ids.next()).json().value(QLatin1StringView("token")).toString().toLatin1());
        QCOMPARE(api->post("/v1/unseal", box, elsewhere).code(), QStringLiteral("sealed.not_allowed"));
        const QByteArray again = QByteArray(api->signIn(lin, QStringLiteral("password of lin"), own.seat).json().value(QLatin1StringView("token")).toString().toLatin1());
        const auto given = api->post("/v1/unseal", box, again);
        QCOMPARE(given.status, 200);
        QVERIFY(reader.unlock(QByteArray::fromBase64(given.json().value(QLatin1StringView("key")).toString().toLatin1())).ok());
        QCOMPARE((*reader.next())->name, QString(protocol::kOperationsEntry));
        QCOMPARE(stored(hash).state, SealedFile::State::Reopened);
        QCOMPARE(apply(hash).code(), QStringLiteral("sealed.reopened"));
        QCOMPARE(api->post("/v1/unseal", {{QStringLiteral("box"), QStringLiteral("AAAA")}}, again).code(), QStringLiteral("sealed.foreign"));
        QCOMPARE(bring(again, bytes), hash); // late, and without effect
        QCOMPARE(stored(hash).state, SealedFile::State::Reopened);
        // Revoked again before it could open it: the seat still has it sealed, and hands it in as ever.
        disable();
        QCOMPARE(api->ask("GET", "/v1/sealed/" + hash.toLatin1(), {}, again).json().value(QLatin1StringView("complete")).toBool(true), false);
        QCOMPARE(bring(again, bytes), hash);
        QCOMPARE(stored(hash).state, SealedFile::State::Waiting);
        QCOMPARE(apply(hash).json().value(QLatin1StringView("operations")).toInt(), 1);
    }
    void whatIsDiscardedStaysSo()
    {
        const QByteArray bytes = sealed(label(), {api->newTicket(1, QStringLiteral("Sealed"), api->queueOf(QStringLiteral("Support")))});
        const QString hash = bring(token, bytes);
        QCOMPARE(administer("sealed/discard", {{QStringLiteral("hash"), hash}}).status, 200);
        QCOMPARE(apply(hash).code(), QStringLiteral("sealed.discarded"));
        QCOMPARE(bring(token, bytes), hash);
        QCOMPARE(stored(hash).state, SealedFile::State::Discarded);
        QCOMPARE(subjects(), QStringList());
        QCOMPARE(apply(QString(64, u'0')).code(), QStringLiteral("sealed.unknown"));
        for (const char *path : {"sealed/apply", "sealed/discard", "sealed/add", "seats/revoke"})
            QCOMPARE(api->post(QByteArray("/v1/admin/") + path, {}, token).status, 401);
    }
    void oneSeatIsRevokedAndTheOthersGoOn()
    {
        const Id seat = api->seatOf(lin);
        const QByteArray elsewhere = QByteArray(api->signIn(lin, QStringLiteral("password of lin"), api->ids.next()).json().value(QLatin1StringView("token")).toString().toLatin1());
        QCOMPARE(administer("seats/revoke", {{QStringLiteral("seat"), api->ids.next().toString()}}).code(), QStringLiteral("seat.unknown"));
        QCOMPARE(administer("seats/revoke", {{QStringLiteral("seat"), seat.toString()}}).status, 200);
        QCOMPARE(api->ask("GET", "/v1/schema", {}, token).code(), QStringLiteral("seat.revoked"));
        QCOMPARE(api->ask("GET", "/v1/schema", {}, elsewhere).status, 200);
        disable();
        enable();
        QCOMPARE(api->ask("GET", "/v1/schema", {}, token).code(), QStringLiteral("seat.revoked")); // the first reason holds
        api->clock.advance(60LL * 24 * 3600 * 1000); // longer than a session
        QCOMPARE(api->ask("GET", "/v1/schema", {}, token).code(), QStringLiteral("seat.revoked"));
        QCOMPARE(api->ask("GET", "/v1/schema", {}, elsewhere).code(), QStringLiteral("session.unknown"));
        const auto back = api->signIn(lin, QStringLiteral("password of lin"), seat); // its person may come back
        QCOMPARE(back.status, 200);
        QCOMPARE(api->ask("GET", "/v1/schema", {}, token).code(), QStringLiteral("session.unknown"));
    }
};

QTEST_GUILESS_MAIN(TestHttpSealed)
#include "test_http_sealed.moc"
