// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include "core/seat/handin.h"
#include "core/seat/signin.h"
#include "tests/support/fakesync.h"
#include <QDeadlineTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::seat;
using namespace tidedesk::test;

namespace {

constexpr qint64 kDayMs = 24LL * 3600 * 1000;

/// A server of one person, in one function per question.
class ScriptedServer final : public net::Transport {
public:
    void setServer(const QUrl &) override { }
    net::Call *send(const net::Request &request) override
    {
        auto *call = new FakeCall(request);
        asked.append(request);
        QTimer::singleShot(0, call, [this, call, request] { call->end(answer(request)); });
        return call;
    }

    bool reachable = true;
    std::optional<Error> refusal; ///< of signing in
    std::optional<Error> noKey; ///< of giving a key back
    QString password = QStringLiteral("password");
    protocol::SealingKeys keys = protocol::SealingKeys::make();
    Id user = Id(QUuid::createUuid());
    QList<net::Request> asked;
    QByteArray handedIn;

private:
    static Result<net::Response> body(const QJsonObject &json) { return net::Response {200, protocol::compact(json)}; }
    Result<net::Response> answer(const net::Request &request)
    {
        if (!reachable)
            return Error {Consequence::Retry, QStringLiteral("net.refused"), {}};
        const QJsonObject json = QJsonDocument::fromJson(request.body).object();
        if (request.path == u"/v1/sign-in")
            return signIn(json);
        if (request.path == u"/v1/unseal")
            return unseal(json);
        return takePiece(request);
    }
    Result<net::Response> signIn(const QJsonObject &json)
    {
        if (json.value(QLatin1StringView("password")).toString() != password)
            return Error {Consequence::SignIn, QStringLiteral("sign_in.wrong"), {}};
        if (refusal)
            return *refusal;
        return body({{QStringLiteral("token"), QStringLiteral("token-%1").arg(asked.size())},
            {QStringLiteral("user"), QJsonObject {{QStringLiteral("id"), user.toString()}, {QStringLiteral("role"), QStringLiteral("manager")}}},
            {QStringLiteral("sealing_key"), QString::fromLatin1(keys.publicKey.toBase64())}});
    }
    Result<net::Response> unseal(const QJsonObject &json)
    {
        if (noKey)
            return *noKey;
        const auto box = protocol::openBox(QByteArray::fromBase64(json.value(QLatin1StringView("box")).toString().toLatin1()), keys);
        return box ? body({{QStringLiteral("key"), QString::fromLatin1(box->key.toBase64())}}) : Result<net::Response>(box.error());
    }
    Result<net::Response> takePiece(const net::Request &request)
    {
        if (request.method == "PUT")
            handedIn += request.body;
        return body({{QStringLiteral("offset"), handedIn.size()}, {QStringLiteral("complete"), request.method == "PUT"}});
    }
};

template <class Predicate> void await(Predicate done)
{
    const QDeadlineTimer limit(20'000);
    QTimer tick;
    tick.start(1000);
    while (!done() && !limit.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY(done());
}

/// A profile with the sign-in over it.
class Desk {
public:
    Desk(const QString &profile, ScriptedServer &server, FakeClock &clock)
        : m_profile(profile)
        , m_clock(clock)
        , m_server(server)
    {
        QVERIFY(open().ok());
    }
    Status open()
    {
        std::optional<Status> opened;
        m_threads.store.close();
        m_threads.store.open([this] { return LocalStore::open(m_profile, m_clock); }, &m_home, [&](const Status &status) { opened = status; });
        await([&] { return opened.has_value(); });
        return *opened;
    }
    /// The code of what went wrong.
    QString signIn(const QString &password = QStringLiteral("password"), const QString &name = QStringLiteral("lin"))
    {
        std::optional<Result<SeatIdentity>> answer;
        m_signIn.signIn(QUrl(QStringLiteral("http://127.0.0.1:1")), name, password, [&](const Result<SeatIdentity> &result, bool) { answer = result; });
        await([&] { return answer.has_value(); });
        return *answer ? QString() : answer->error().code;
    }
    QString resume()
    {
        std::optional<Result<SeatIdentity>> answer;
        m_signIn.resume([&](const Result<SeatIdentity> &result, bool) { answer = result; });
        await([&] { return answer.has_value(); });
        return *answer ? QString() : answer->error().code;
    }
    Result<bool> handIn()
    {
        std::optional<Result<bool>> done;
        auto *way = new HandIn(m_threads, m_server, &m_home);
        QObject::connect(way, &HandIn::finished, &m_home, [&](const Result<bool> &result) { done = result; });
        way->start();
        await([&] { return done.has_value(); });
        return *done;
    }
    template <class T> T in(const std::function<T(LocalStore &)> &work)
    {
        std::optional<T> answer;
        m_threads.store.run(&m_home, work, [&](const T &value) { answer = value; });
        await([&] { return answer.has_value(); });
        return *answer;
    }
    SeatIdentity identity() { return *in<Result<SeatIdentity>>([](LocalStore &store) { return store.identity(); }); }
    qint64 waiting() { return *in<Result<qint64>>([](LocalStore &store) { return store.outbox().waiting(); }); }
    qint64 nextSeq() { return *in<Result<qint64>>([](LocalStore &store) { return store.outbox().nextSeq(); }); }
    void work()
    {
        const Status done = in<Status>([](LocalStore &store) -> Status {
            domain::Change change;
            change.kind = domain::Change::Kind::Create;
            change.entity = &schema::tag();
            change.row = Id(QUuid::createUuid());
            change.set.insert(schema::tag().name.index, QStringLiteral("tag"));
            domain::ChangeSet changed;
            TD_TRY(store.seat().commit({change}, changed));
            return {};
        });
        QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().code + done.error().detail));
    }
    /// The server has said no: what that means, and the seat sealed.
    void revoke()
    {
        QVERIFY(in<Status>([](LocalStore &store) { return store.endLease(); }).ok());
        QVERIFY(open().ok());
    }
    QStringList sealedFiles() const { return QDir(m_profile).entryList({QStringLiteral("*.tdx")}); }

private:
    const QString m_profile;
    FakeClock &m_clock;
    QObject m_home;
    Threads m_threads;
    ScriptedServer &m_server;
    SignIn m_signIn {m_threads, m_server, m_clock, [this](const std::function<void(Status)> &then) {
        m_threads.store.close();
        m_threads.store.open([this] { return LocalStore::open(m_profile, m_clock); }, &m_home, then);
    }, nullptr};
};

} // namespace

/// Who may sit down at a seat and when, with and without the server.
class TestSeatLife : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<ScriptedServer> server;
    FakeClock clock;

    QString profile(const char *name = "lin") const { return folder->filePath(QLatin1StringView(name)); }

private Q_SLOTS:
    void init()
    {
        folder = std::make_unique<QTemporaryDir>();
        server = std::make_unique<ScriptedServer>();
    }

    void withoutTheServerAWeekAndNotLonger()
    {
        Desk desk(profile(), *server, clock);
        QCOMPARE(desk.signIn(), QString());
        desk.work();
        server->reachable = false;
        clock.advance(kOfflineLeaseMs);
        QCOMPARE(desk.signIn(), QString());
        QCOMPARE(desk.signIn(QStringLiteral("another")), QStringLiteral("sign_in.wrong_password"));
        clock.advance(1);
        QCOMPARE(desk.signIn(), QStringLiteral("sign_in.lease_over"));
        QCOMPARE(desk.waiting(), 1); // what waits is kept
        QVERIFY(desk.sealedFiles().isEmpty());
        server->reachable = true;
        QCOMPARE(desk.signIn(), QString()); // the server's word begins a new week
        server->reachable = false;
        clock.advance(kOfflineLeaseMs);
        QCOMPARE(desk.signIn(), QString());
        QCOMPARE(desk.waiting(), 1);
    }
    /// The session runs out while nobody is connected: one goes on, and signs in anew when the server asks for it.
    void aSessionThatRunsOutOfflineStopsNobody()
    {
        Desk desk(profile(), *server, clock);
        QCOMPARE(desk.signIn(), QString());
        server->reachable = false;
        clock.advance(40 * kDayMs);
        QVERIFY(desk.open().ok());
        QCOMPARE(desk.resume(), QString());
        desk.work();
        server->reachable = true;
        QCOMPARE(desk.signIn(), QString());
        QCOMPARE(desk.waiting(), 1);
        QVERIFY(desk.sealedFiles().isEmpty());
    }
    void profilesStandSideBySide()
    {
        Desk lin(profile("lin"), *server, clock);
        QCOMPARE(lin.signIn(), QString());
        lin.work();
        ScriptedServer another;
        Desk wang(profile("wang"), another, clock);
        QCOMPARE(wang.signIn(QStringLiteral("password"), QStringLiteral("wang")), QString());
        wang.work();
        wang.work();
        QCOMPARE(lin.waiting(), 1);
        QCOMPARE(wang.waiting(), 2);
        QVERIFY(!(lin.identity().seat == wang.identity().seat));
        const auto second = LocalStore::open(profile("lin"), clock);
        QCOMPARE(second.error().code, QStringLiteral("store.profile_in_use"));
        wang.revoke();
        QVERIFY(wang.identity().sealed && !lin.identity().sealed);
        QCOMPARE(lin.waiting(), 1);
    }
    void aSealedSeatIsOpenedForItsPerson()
    {
        Desk desk(profile(), *server, clock);
        QCOMPARE(desk.signIn(), QString());
        desk.work();
        desk.work();
        const SeatIdentity before = desk.identity();
        desk.revoke();
        QCOMPARE(desk.waiting(), 0);
        QCOMPARE(desk.resume(), QStringLiteral("seat.sealed"));
        server->reachable = false;
        QCOMPARE(desk.signIn(), QStringLiteral("seat.sealed")); // nobody gets in without the server's word
        server->reachable = true;
        server->refusal = Error {Consequence::SignIn, QStringLiteral("account_disabled"), {}};
        QCOMPARE(desk.signIn(), QStringLiteral("account_disabled"));
        server->refusal.reset();
        server->noKey = Error {Consequence::RetryLater, QStringLiteral("server.busy"), {}};
        QCOMPARE(desk.signIn(), QStringLiteral("server.busy")); // tried again later
        QVERIFY(desk.identity().sealed);
        server->noKey.reset();
        QCOMPARE(desk.signIn(), QString());
        QCOMPARE(desk.waiting(), 2);
        QCOMPARE(desk.nextSeq(), 3);
        QCOMPARE(desk.identity().seat, before.seat);
        QVERIFY(desk.identity().inside && desk.sealedFiles().isEmpty());
        desk.revoke(); // and once more
        QCOMPARE(desk.sealedFiles(), QStringList {QStringLiteral("sealed-1.tdx")});
        QCOMPARE(desk.signIn(), QString());
        QCOMPARE(desk.waiting(), 2);
    }
    /// Its numbers stay its own: who applies it later must not meet other operations of the same numbers.
    void whatCannotBeOpenedStaysAndAnotherSeatBegins()
    {
        Desk desk(profile(), *server, clock);
        QCOMPARE(desk.signIn(), QString());
        desk.work();
        const Id seat = desk.identity().seat;
        desk.revoke();
        server->noKey = Error {Consequence::Rejected, QStringLiteral("sealed.foreign"), {}};
        QCOMPARE(desk.signIn(), QString());
        QVERIFY(!(desk.identity().seat == seat));
        QCOMPARE(desk.nextSeq(), 1);
        QCOMPARE(desk.sealedFiles(), QStringList {QStringLiteral("sealed-1.tdx")});
        desk.work();
        QVERIFY(desk.open().ok());
        QCOMPARE(desk.resume(), QString());
        QCOMPARE(desk.waiting(), 1);
    }
    void sealedWorkIsHandedInOnce()
    {
        Desk desk(profile(), *server, clock);
        QCOMPARE(desk.signIn(), QString());
        QCOMPARE(*desk.handIn(), false); // nothing is sealed
        desk.work();
        desk.revoke();
        server->reachable = false;
        QCOMPARE(desk.handIn().error().code, QStringLiteral("net.refused"));
        server->reachable = true;
        QCOMPARE(*desk.handIn(), true);
        QFile file(profile() + QStringLiteral("/sealed-1.tdx"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(server->handedIn, file.readAll());
        QVERIFY(server->asked.last().token.startsWith("token-"));
        const qsizetype asked = server->asked.size();
        QCOMPARE(*desk.handIn(), false);
        QCOMPARE(server->asked.size(), asked);
        QCOMPARE(desk.signIn(), QString()); // and is its person's all the same
        QCOMPARE(desk.waiting(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSeatLife)
#include "test_seatlife.moc"
