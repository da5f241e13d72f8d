// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/scope.h"
#include "core/server/api/intake.h"
#include "core/server/api/sessions.h"
#include "core/server/api/syncwire.h"
#include "core/server/engine/engine.h"
#include "core/server/store/sqlitestore.h"
#include "tests/sim/dice.h"
#include "tests/sim/endpoint.h"
#include "tests/sim/fault.h"
#include "tests/sim/ledger.h"
#include "tests/sim/timeline.h"
#include <map>

namespace tidedesk::sim {

/// Where a mutant may stand in for a piece of the server. Empty = the product's own.
struct ServerMutant {
    using Push = std::function<Result<server::PushReply>(
        server::WriteContext &, const server::Session &, const QList<server::Operation> &)>;
    Push push;
    std::function<std::unique_ptr<server::Store>(std::unique_ptr<server::Store>)> store;
    bool answerBeforeCommit = false;
    bool keepEpochOnRestore = false;
    std::function<void()> restarted; ///< the process has begun anew: memory is gone
};

/// The server of a simulation: the product's store, engine, push, pull, sessions and intake on one thread and virtual
/// time. It can be killed at any statement, loses what was not committed, and can be restored from a backup.
class ServerHost final : public Endpoint {
public:
    ServerHost(Timeline &timeline, Dice dice, Ledger &ledger, QString folder, ServerMutant mutant);
    ~ServerHost() override;

    /// People, teams and queues; before anything else.
    Status prepare(const std::function<Status(server::WriteContext &)> &work);

    bool isUp() const override { return m_engine != nullptr; }
    void arrive(const QByteArray &path, const QByteArray &token, const QByteArray &body,
        std::shared_ptr<Exchange> exchange) override;

    void customerWrites(const QString &key); ///< one of Ledger::arrived; the channel repeats until it is taken
    void moveUser(const Id &user, const QStringList &teams);
    void keepHouse();
    void giveBackLapsed(); ///< claims
    /// The process dies at one of its next statements, at a commit, or between a commit and its answers.
    void killSoon();
    void backUp();
    void restore();
    void setCalm(); ///< no more accidents; what is broken comes up

    QString file() const { return m_folder + QStringLiteral("/server.db"); }
    qint64 commits = 0;
    qint64 crashes = 0;
    qint64 restores = 0;
    Fault *fault = nullptr; ///< of the writer's statements
    bool newerSchema = false; ///< speaks of a field and an entity that seats do not know yet

private:
    /// What waits for the writer, in case the process dies before it answers.
    struct Pending {
        enum class Kind { Push, Intake, Move, GiveBack, Other };
        Kind kind;
        server::Session session = {};
        QJsonArray operations = {};
        QJsonObject asked = {};
    };
    class PullJob;

    void openStore();
    void close(bool noticed);
    void dieIfDead();
    void scheduleTurn();
    void turn();
    void push(const server::Session &session, const QByteArray &body, const std::shared_ptr<Exchange> &exchange);
    void logPush(const Pending &pending, const QJsonArray &results);
    void logIntake(const QJsonObject &asked, const server::IntakeDone &done);
    void logMove(const QJsonObject &asked);
    void logGiveBack(const QList<Id> &tickets);
    /// What of the pending work did reach the file before the process died.
    void recover();
    void recoverPush(struct sqlite3 *db, const Pending &pending);
    void live(const server::Session &session, const std::shared_ptr<Exchange> &exchange);
    void touched(const server::Touched &touched);
    void flushPokes();
    void refuse(const std::shared_ptr<Exchange> &exchange, const Error &error);
    std::function<std::optional<int>(QByteArrayView)> fuse();

    Timeline &m_timeline;
    Dice m_dice;
    Ledger &m_ledger;
    const QString m_folder;
    ServerMutant m_mutant;
    SkewedClock m_clock;
    server::Sessions m_sessions;
    std::unique_ptr<server::Store> m_reader;
    std::unique_ptr<server::Engine> m_engine;
    QList<std::shared_ptr<Pending>> m_pending; ///< oldest first
    QList<std::weak_ptr<Exchange>> m_open;
    struct Listener {
        server::Session session;
        domain::Scope scope;
        std::shared_ptr<Exchange> exchange;
        bool dirty = false;
    };
    std::map<quint64, Listener> m_listeners;
    quint64 m_nextListener = 1;
    quint64 m_life = 0; ///< of the process; what an earlier one scheduled is void
    qint64 m_statementsToLive = -1;
    qint64 m_answersToLive = -1;
    bool m_dieAtCommit = false;
    bool m_dead = false;
    bool m_turnComes = false;
    bool m_pokeComes = false;
    bool m_scopesStale = false;
    bool m_calm = false;
    qsizetype m_backupLog = -1; ///< length of the log when the backup was made
    QMap<QString, qint64> m_backupAcknowledged;
};

} // namespace tidedesk::sim
