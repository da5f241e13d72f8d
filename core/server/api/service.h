// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/api/limits.h"
#include "core/server/api/livehub.h"
#include "core/server/api/metrics.h"
#include "core/server/api/ratelimit.h"
#include "core/server/api/sessions.h"
#include "core/server/api/throttle.h"
#include "core/server/api/uploads.h"
#include "core/server/api/workers.h"
#include "core/server/engine/engine.h"
#include "core/server/http/router.h"
#include <atomic>

namespace tidedesk::server {

/// The endpoint: routes, sessions, the engine behind them. Owns every thread of the server but main. What each route
/// takes and gives is written in resources/openapi.json.
class Service {
public:
    struct Config {
        const StoreFactory &store;
        QString blobs; ///< folder of the attachments' bytes
        const Clock &clock;
        Limits limits = {};
        QByteArray controlToken = {}; ///< lets the program's own commands in; empty = nobody
        QByteArray metricsToken = {}; ///< lets a monitor in; empty = anybody on this machine
        bool logRequests = false;
        int readers = 2;
    };
    static Result<std::unique_ptr<Service>> open(const Config &config);
    ~Service();
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;

    http::HttpServer &http() { return *m_http; }
    const http::Router &router() const { return m_router; }
    void start();
    /// Is ready no more, lets what is under way end, then calls back on the io thread.
    void drain(int timeoutMs, std::function<void()> done);

private:
    using Answer = std::shared_ptr<http::Responder>;
    using WithSession = std::function<void(const http::Request &, const Session &, const Answer &)>;

    explicit Service(const Config &config);
    Status openStore();
    http::Hooks hooks();
    http::Admission admit(const http::Request &head);
    void addRoutes();
    void addOperatorRoutes();
    void addAccessRoutes();
    void addSyncRoutes();
    void addFileRoutes();
    void addIntakeRoutes();
    void addAdminRoutes();
    /// Whose sessions a route is for. Revoked ones are good for handing in sealed work and nothing else.
    enum class For { Good, AlsoRevoked };
    void addFor(const QByteArray &method, const QByteArray &pattern, WithSession handler, std::optional<qint64> maxBody = {}, For whom = For::Good);
    void signIn(const http::Request &request, const Answer &answer);
    void checkPassword(const QString &name, const QByteArray &password, const Id &seat, const QString &seatName,
        const QByteArray &address, const Answer &answer);
    void openSession(const Row &user, const Id &seat, const QString &seatName, const Answer &answer);
    void push(const http::Request &request, const Session &session, const Answer &answer);
    void pull(const http::Request &request, const Session &session, const Answer &answer);
    void live(const Session &session, const Answer &answer);
    void putBlob(const http::Request &request, const Session &session, const Answer &answer);
    void getBlob(const http::Request &request, const Session &session, const Answer &answer);
    void getUpload(const http::Request &request, const Session &session, const Answer &answer);
    /// A piece of a file, and a place among those that may be in memory.
    struct Piece {
        QString hash;
        Id user;
        protocol::ByteRange range;
        QByteArray bytes;
        std::shared_ptr<void> slot;
    };
    void takePiece(Store &store, const Piece &piece, const Answer &answer);
    void sendBlob(Store &store, const QString &hash, const QByteArray &range, const Answer &answer);
    void addSealedRoutes();
    void putSealed(const http::Request &request, const Session &session, const Answer &answer);
    void getSealed(const http::Request &request, const Session &session, const Answer &answer);
    void giveSealedKey(const http::Request &request, const Session &session, const Answer &answer);
    /// A piece of a sealed file. `session`: of who brings it; none = an administrator.
    void takeSealed(const Piece &piece, const std::optional<Session> &session, const Answer &answer);
    void addSealedByControl(const http::Request &request, const Answer &answer);
    void applySealedByControl(const http::Request &request, const Answer &answer);
    void discardSealedByControl(const http::Request &request, const Answer &answer);
    void intake(const http::Request &request, const Session &session, const Answer &answer);
    bool mayReadMetrics(const http::Request &request) const;
    void sendMetrics(const Answer &answer, const std::optional<StoreFigures> &figures);
    void onExchanged(const http::Exchanged &exchanged);
    bool isControl(const http::Request &request) const;
    void addUserByControl(const http::Request &request, const Answer &answer);
    void disableUserByControl(const http::Request &request, const Answer &answer);
    void enableUserByControl(const http::Request &request, const Answer &answer);
    void revokeSeatByControl(const http::Request &request, const Answer &answer);
    void endSessions(const Result<QList<Session>> &revoked, const Answer &answer);

    /// Gives `work` a reader, or answers that all are busy.
    void read(const Answer &answer, std::function<void(Store &)> work);
    http::Response tooMany(Metrics::Limit limit, const char *code, qint64 waitMs);
    /// Calls `handler` with the request's session, or answers for it.
    void withSession(const http::Request &request, const Answer &answer, const WithSession &handler, For whom);
    void withinRate(const http::Request &request, const Session &session, const Answer &answer, const WithSession &handler);
    void keepHouse();
    void giveBackLapsed();
    void hear(const News &news);
    QString epoch() const;

    Config m_config;
    mutable std::mutex m_epochMutex;
    QString m_epoch;
    std::atomic<bool> m_draining = false;
    RateLimit m_seatRate;
    RateLimit m_addressRate;
    http::Router m_router;
    std::unique_ptr<Metrics> m_metrics; ///< of the routes that there are
    std::unique_ptr<http::HttpServer> m_http;
    std::unique_ptr<LiveHub> m_live;
    Sessions m_sessions;
    protocol::SealingKeys m_sealingKeys;
    Throttle m_throttle;
    BlobFolder m_blobs;
    static constexpr int kPiecesInHand = 32; ///< of all uploads at a time; each is held in memory until it is stored
    std::atomic<int> m_piecesInHand = 0;
    std::unique_ptr<Readers> m_readers;
    std::unique_ptr<Workers> m_hashers;
    std::unique_ptr<Watch> m_watch; ///< null when no other process writes
    std::unique_ptr<Engine> m_engine;
};

/// HTTP status and body for an error; RetryLater carries Retry-After.
http::Response toResponse(const Error &error);
http::Response busy();
/// Comes from this machine; so does everybody behind a proxy on it.
bool isHere(const http::Request &request);

} // namespace tidedesk::server
