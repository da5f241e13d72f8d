// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/service.h"
#include "core/base/clock.h"
#include "core/base/eventlog.h"
#include "core/protocol/page.h"
#include "core/schema/entities.h"
#include "core/server/api/people.h"
#include "core/server/api/sealedwork.h"
#include "core/server/api/syncwire.h"
#include "core/server/engine/housekeeping.h"
#include "core/server/engine/lapsedclaims.h"
#include <QFile>
#include <QJsonArray>

namespace tidedesk::server {

namespace {

constexpr qint64 kHouseMs = 3600 * 1000;
constexpr qint64 kLapsedClaimsMs = 60 * 1000;
constexpr int kReadings = 4; ///< of sessions, while they change
constexpr int kHashers = 2; ///< Argon2 at a time; more would only starve everything else

/// The spine as clients of other makes need it.
QJsonObject spineJson()
{
    static const char *const types[] = {"text", "integer", "real", "flag", "choice", "instant", "date", "money", "reference", "set", "json"};
    static const char *const merges[] = {"immutable", "three_way", "claim", "members", "server_only"};
    QJsonArray entities;
    for (const schema::Entity *entity : schema::entities()) {
        QJsonArray fields;
        for (const schema::Field &field : entity->fields()) {
            QJsonObject json {{QStringLiteral("name"), QString(field.name)},
                {QStringLiteral("type"), QString::fromLatin1(types[static_cast<int>(field.type)])},
                {QStringLiteral("merge"), QString::fromLatin1(merges[static_cast<int>(field.merge)])},
                {QStringLiteral("required"), field.options.required}};
            if (!field.options.choices.empty()) {
                QJsonArray choices;
                for (const QLatin1StringView choice : field.options.choices)
                    choices.append(QString(choice));
                json.insert(QStringLiteral("choices"), choices);
            }
            if (field.options.target)
                json.insert(QStringLiteral("target"), QString::fromLatin1(field.options.target));
            fields.append(json);
        }
        entities.append(QJsonObject {{QStringLiteral("name"), QString(entity->name())}, {QStringLiteral("fields"), fields}});
    }
    return {{QStringLiteral("protocol"), protocol::kVersion}, {QStringLiteral("entities"), entities}};
}

/// The refusal of somebody whose session is none, or no longer.
http::Response noSession(const std::optional<Session> &session)
{
    return toResponse(session ? revocation(session->revoked) : Error {Consequence::SignIn, QStringLiteral("session.unknown"), {}});
}

int statusOf(const Error &error)
{
    switch (error.consequence) {
    case Consequence::SignIn:
        return 401;
    case Consequence::Conflict:
        return 409;
    case Consequence::Retry:
    case Consequence::RetryLater:
        return error.code.startsWith(u"limit.") ? 429 : 503;
    case Consequence::Fatal:
        return 500;
    case Consequence::Rejected:
        break;
    }
    if (error.code.endsWith(u".protocol"))
        return 426;
    if (error.code.endsWith(u".too_large"))
        return 413;
    if (error.code.endsWith(u".unknown"))
        return 404;
    if (error.code.endsWith(u".not_allowed"))
        return 403;
    return 400;
}

} // namespace

http::Response toResponse(const Error &error)
{
    http::Response response = http::Response::error(statusOf(error), error.code.toLatin1(), error.detail.toUtf8());
    if (error.retryAfterMs > 0)
        response.headers.add("Retry-After", QByteArray::number((error.retryAfterMs + 999) / 1000));
    return response;
}

bool isHere(const http::Request &request) { return request.remoteAddress.startsWith("127.") || request.remoteAddress == "::1"; }

http::Response busy() { return toResponse({Consequence::RetryLater, QStringLiteral("server.busy"), {}, 1000}); }

Service::Service(const Config &config)
    : m_config(config)
    , m_seatRate(config.limits.seatRequestsPerSecond, config.limits.seatRequestBurst)
    , m_addressRate(config.limits.addressRequestsPerSecond, config.limits.addressRequestBurst)
    , m_blobs(config.blobs)
{
}

Result<std::unique_ptr<Service>> Service::open(const Config &config)
{
    std::unique_ptr<Service> service(new Service(config));
    service->m_blobs.sweep();
    TD_TRY(service->openStore());
    service->addRoutes();
    service->m_metrics = std::make_unique<Metrics>(service->m_router.routes());
    service->m_engine->setMeter({[metrics = service->m_metrics.get()](const Engine::Group &group) { metrics->grouped(group); },
        [metrics = service->m_metrics.get()] { metrics->refused(Metrics::Limit::WriterLine); }});
    return service;
}

Status Service::openStore()
{
    TD_ASSIGN(writer, m_config.store.writer());
    {
        TD_ASSIGN(transaction, StoreTransaction::begin(*writer, Store::Access::Write));
        TD_ASSIGN(epoch, writer->meta(QString(kEpochKey)));
        m_epoch = epoch;
        TD_TRY(writer->removeSessionsExpiredAt(m_config.clock.nowMs()));
        TD_ASSIGN(keys, makeSealingKeys(*writer));
        m_sealingKeys = keys;
        TD_ASSIGN(sessions, writer->sessions());
        m_sessions.load(sessions, m_sessions.words());
        TD_TRY(transaction.commit());
    }
    TD_ASSIGN(readers, Readers::open(m_config.store, m_config.readers, static_cast<size_t>(m_config.limits.readerLine)));
    m_readers = std::move(readers);
    m_hashers = std::make_unique<Workers>(kHashers, static_cast<size_t>(m_config.limits.passwordLine));
    m_http = std::make_unique<http::HttpServer>(m_config.limits.http, hooks());
    m_live = std::make_unique<LiveHub>(*m_http, *m_readers, m_config.clock, m_config.limits.listenersPerSeat);
    // With other processes about, listeners are poked when readers can see it, by the same way for what any of them commits.
    m_watch = m_config.store.watch([this](const News &news) { hear(news); });
    m_engine = std::make_unique<Engine>(std::move(writer), m_config.clock, [this](const Touched &touched) {
        m_watch ? m_watch->announce() : m_live->touched(touched);
    });
    m_engine->setLongestLine(static_cast<size_t>(m_config.limits.writerLine));
    return {};
}

http::Hooks Service::hooks()
{
    http::Hooks hooks;
    hooks.handle = [this](http::Request request, std::shared_ptr<http::Responder> responder) {
        m_router.handle(std::move(request), std::move(responder));
    };
    hooks.admit = [this](const http::Request &head) { return admit(head); };
    hooks.exchanged = [this](const http::Exchanged &exchanged) { onExchanged(exchanged); };
    return hooks;
}

http::Admission Service::admit(const http::Request &head)
{
    http::Admission admission;
    if (m_config.limits.countLoopback || !isHere(head)) {
        if (const qint64 wait = m_addressRate.take(head.addressKey, http::Loop::nowUs()); wait > 0) {
            admission.refusal = tooMany(Metrics::Limit::AddressRate, "limit.address", wait);
            return admission;
        }
    }
    const http::Router::Route *route = m_router.find(head);
    if (!route)
        return admission;
    admission.route = nameOf(*route);
    admission.maxBodyBytes = route->maxBodyBytes;
    // A large body is read only from somebody who is signed in. What another node may know is looked up with an ordinary
    // body at hand; a larger one has to come again.
    const qint64 ordinary = m_config.limits.http.maxBodyBytes;
    const bool large = route->maxBodyBytes.value_or(0) > ordinary;
    if (large && !m_sessions.known(head.header("authorization"), m_config.clock.nowMs())) {
        admission.maxBodyBytes = ordinary;
        if (!m_watch)
            admission.refusal = noSession({});
        else if (head.header("content-length").toLongLong() > ordinary)
            admission.refusal = busy();
    }
    return admission;
}

http::Response Service::tooMany(Metrics::Limit limit, const char *code, qint64 waitMs)
{
    m_metrics->refused(limit);
    return toResponse({Consequence::RetryLater, QLatin1StringView(code), {}, waitMs});
}

void Service::read(const Answer &answer, std::function<void(Store &)> work)
{
    if (m_readers->run(std::move(work)))
        return;
    m_metrics->refused(Metrics::Limit::ReaderLine);
    answer->send(busy());
}

Service::~Service()
{
    // First nobody comes in any more, then what is under way ends, then the parts go.
    if (m_http)
        m_http->stop();
    if (m_watch)
        m_watch->stop();
    m_hashers.reset();
    m_readers.reset();
    m_engine.reset();
    m_live.reset();
}

void Service::start()
{
    m_engine->start();
    m_live->start();
    m_http->start();
    if (m_watch)
        m_watch->start();
    keepHouse();
    giveBackLapsed();
}

void Service::keepHouse()
{
    m_sessions.removeExpired(m_config.clock.nowMs());
    m_engine->run<bool>(1, [](WriteContext &context) -> Result<bool> {
        TD_TRY(server::keepHouse(context));
        TD_TRY(forgetStalled(context, context.now() - kUploadsKeptMs));
        return true;
    }, [](const Result<bool> &done) {
        if (!done)
            logWarning("housekeeping_failed", logged(done.error()));
    });
    m_http->after(kHouseMs, [this] { keepHouse(); });
}

void Service::giveBackLapsed()
{
    m_engine->run<QList<Id>>(1, server::giveBackLapsed, [](const Result<QList<Id>> &done) {
        if (!done)
            logWarning("lapsed_claims_failed", logged(done.error()));
    });
    m_http->after(kLapsedClaimsMs, [this] { giveBackLapsed(); });
}

/// On the watch's thread.
void Service::hear(const News &news)
{
    {
        const std::lock_guard lock(m_epochMutex);
        m_epoch = news.epoch;
    }
    if (news.sessions) {
        const bool taken = m_readers->run([this](Store &store) {
            const auto read = [&]() -> Result<QList<Session>> {
                TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
                return store.sessions();
            };
            for (int attempt = 0; attempt < kReadings; ++attempt) {
                const quint64 since = m_sessions.words();
                const auto sessions = read();
                if (!sessions || m_sessions.load(*sessions, since))
                    return;
            }
            logWarning("sessions_not_read"); // people come and go faster than they can be read: as below
        });
        if (!taken)
            logWarning("sessions_not_read"); // readers are busy: those that changed elsewhere are looked up one by one
    }
    m_live->touched({news.buckets, news.people});
}

QString Service::epoch() const
{
    const std::lock_guard lock(m_epochMutex);
    return m_epoch;
}

void Service::addFor(const QByteArray &method, const QByteArray &pattern, WithSession handler, std::optional<qint64> maxBody, For whom)
{
    m_router.add(method, pattern, [this, handler = std::move(handler), whom](const http::Request &request, const Answer &answer) {
        withSession(request, answer, handler, whom);
    }, maxBody);
}

void Service::withSession(const http::Request &request, const Answer &answer, const WithSession &handler, For whom)
{
    const QByteArray authorization = request.header("authorization");
    const auto take = [this, request, answer, handler, whom](const Session &session) {
        if (session.revoked != Session::Revoked::No && whom == For::Good)
            return answer->send(noSession(session));
        withinRate(request, session, answer, handler);
    };
    if (const auto session = m_sessions.known(authorization, m_config.clock.nowMs()))
        return take(*session);
    const QByteArray hash = Sessions::hashOf(authorization);
    if (!m_watch || hash.isEmpty())
        return answer->send(noSession({}));
    // Perhaps it was opened on another node, a moment ago.
    read(answer, [this, answer, take, hash](Store &store) {
        const auto read = [&]() -> Result<std::optional<Session>> {
            TD_ASSIGN(snapshot, StoreTransaction::begin(store, Store::Access::Read));
            return store.session(hash);
        };
        for (int attempt = 1;; ++attempt) {
            const quint64 since = m_sessions.words();
            const auto session = read();
            if (!session)
                return answer->send(toResponse(session.error()));
            if (!*session || (*session)->expiresAt <= m_config.clock.nowMs())
                return answer->send(noSession({}));
            if (m_sessions.add(**session, since) || attempt == kReadings)
                return take(**session);
        }
    });
}

void Service::withinRate(const http::Request &request, const Session &session, const Answer &answer, const WithSession &handler)
{
    const auto seat = session.seat.toBytes();
    if (const qint64 wait = m_seatRate.take(seat, http::Loop::nowUs()); wait > 0)
        return answer->send(tooMany(Metrics::Limit::SeatRate, "limit.seat", wait));
    handler(request, session, answer);
}

void Service::addRoutes()
{
    m_router.add("GET", "/v1/hello", [this](const http::Request &, const Answer &answer) {
        answer->send(http::Response::json(200,
            {{QStringLiteral("server"), QStringLiteral("tidedesk")}, {QStringLiteral("protocol"), protocol::kVersion},
                {QStringLiteral("epoch"), epoch()}, {QStringLiteral("server_time"), m_config.clock.nowMs()},
                {QStringLiteral("limits"),
                    QJsonObject {{QStringLiteral("push_operations"), kPushOperations}, {QStringLiteral("push_bytes"), kPushBytes}, {QStringLiteral("body_bytes"), m_config.limits.http.maxBodyBytes},
                        {QStringLiteral("blob_bytes"), m_config.limits.files.largest}, {QStringLiteral("piece_bytes"), protocol::kFilePiece}}}}));
    });
    m_router.add("GET", "/v1/openapi.json", [](const http::Request &, const Answer &answer) {
        QFile file(QStringLiteral(":/openapi.json"));
        const bool read = file.open(QIODevice::ReadOnly);
        answer->send(read ? http::Response {200, "application/json", file.readAll(), {}} : http::Response::error(500, "server.resource", ""));
    });
    addFor("GET", "/v1/schema", [](const http::Request &, const Session &, const Answer &answer) {
        answer->send(http::Response::json(200, spineJson()));
    });
    addOperatorRoutes();
    addAccessRoutes();
    addSyncRoutes();
    addFileRoutes();
    addSealedRoutes();
    addIntakeRoutes();
    addAdminRoutes();
}

} // namespace tidedesk::server
