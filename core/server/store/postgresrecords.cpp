// SPDX-License-Identifier: GPL-3.0-or-later
// What PostgresStore keeps beside rows and feed: results, accounts, sessions, files, counters.
#include "core/protocol/json.h"
#include "core/server/store/postgresstore.h"

namespace tidedesk::server {

using postgres::Values;

Result<std::optional<RecordedResult>> PostgresStore::result(const Id &seat, qint64 seq)
{
    TD_ASSIGN(answer, m_connection->ask("SELECT operation, outcome FROM server_result WHERE seat = $1 AND seq = $2", Values::of(seat, seq)));
    if (answer.isEmpty())
        return std::optional<RecordedResult>();
    TD_ASSIGN(outcome, protocol::parseObject(answer.bytes(0, 1).toByteArray(), QStringLiteral("result")));
    return std::optional(RecordedResult {answer.id(0, 0), outcome});
}

Status PostgresStore::record(const Id &seat, qint64 seq, const RecordedResult &result, qint64 at)
{
    Values values = Values::of(seat, seq, result.operation);
    values.addBytes(protocol::compact(result.outcome)).add(at);
    m_connection->send("INSERT INTO server_result VALUES($1, $2, $3, $4, $5)", values);
    return {};
}

Status PostgresStore::forgetResults(qint64 before)
{
    m_connection->send("DELETE FROM server_result WHERE at < $1", Values::of(before));
    return {};
}

Status PostgresStore::eachResult(const VisitResult &visit)
{
    Values after;
    after.addBytes(QByteArray(16, '\0')).add(0);
    for (;;) {
        TD_ASSIGN(answer, m_connection->ask(
            "SELECT seat, seq, operation, outcome, at FROM server_result WHERE (seat, seq) > ($1, $2) ORDER BY seat, seq LIMIT 1000", after));
        if (answer.isEmpty())
            return {};
        for (int line = 0; line < answer.rows(); ++line) {
            TD_ASSIGN(outcome, protocol::parseObject(answer.bytes(line, 3).toByteArray(), QStringLiteral("result")));
            TD_TRY(visit(answer.id(line, 0), answer.integer(line, 1), {answer.id(line, 2), outcome}, answer.integer(line, 4)));
        }
        const int last = answer.rows() - 1;
        after = Values::of(answer.id(last, 0), answer.integer(last, 1));
    }
}

Result<std::optional<Account>> PostgresStore::account(const Id &user)
{
    TD_ASSIGN(answer, m_connection->ask("SELECT password FROM server_account WHERE user_id = $1", Values::of(user)));
    if (answer.isEmpty())
        return std::optional<Account>();
    return std::optional(Account {user, answer.bytes(0, 0).toByteArray()});
}

Status PostgresStore::putAccount(const Account &account)
{
    Values values = Values::of(account.user);
    values.addBytes(account.password);
    m_connection->send("INSERT INTO server_account VALUES($1, $2) ON CONFLICT(user_id) DO UPDATE SET password = excluded.password", values);
    return {};
}

Result<QList<Account>> PostgresStore::accounts()
{
    TD_ASSIGN(answer, m_connection->ask("SELECT user_id, password FROM server_account"));
    QList<Account> result;
    for (int line = 0; line < answer.rows(); ++line)
        result.append({answer.id(line, 0), answer.bytes(line, 1).toByteArray()});
    return result;
}

Result<QList<Session>> PostgresStore::sessions()
{
    TD_ASSIGN(answer, m_connection->ask("SELECT token_hash, user_id, seat_id, created_at, expires_at, revoked FROM server_session"));
    QList<Session> result;
    for (int line = 0; line < answer.rows(); ++line)
        result.append({answer.bytes(line, 0).toByteArray(), answer.id(line, 1), answer.id(line, 2), answer.integer(line, 3), answer.integer(line, 4),
            static_cast<Session::Revoked>(answer.integer(line, 5))});
    return result;
}

Result<std::optional<Session>> PostgresStore::session(const QByteArray &tokenHash)
{
    Values values;
    values.addBytes(tokenHash);
    TD_ASSIGN(answer, m_connection->ask("SELECT user_id, seat_id, created_at, expires_at, revoked FROM server_session WHERE token_hash = $1", values));
    if (answer.isEmpty())
        return std::optional<Session>();
    return std::optional(Session {tokenHash, answer.id(0, 0), answer.id(0, 1), answer.integer(0, 2), answer.integer(0, 3),
        static_cast<Session::Revoked>(answer.integer(0, 4))});
}

/// Counted, so that the other nodes' Watch hears of it.
void PostgresStore::changeSessions(QByteArrayView sql, const Values &values)
{
    m_connection->send(sql, values);
    m_connection->send("INSERT INTO server_counter AS c VALUES('sessions', 1) ON CONFLICT(name) DO UPDATE SET value = c.value + 1");
}

Status PostgresStore::putSession(const Session &session)
{
    Values values;
    values.addBytes(session.tokenHash).add(session.user).add(session.seat).add(session.createdAt).add(session.expiresAt).add(static_cast<int>(session.revoked));
    changeSessions("INSERT INTO server_session VALUES($1, $2, $3, $4, $5, $6)", values);
    return {};
}

Status PostgresStore::removeSession(const QByteArray &tokenHash)
{
    Values values;
    values.addBytes(tokenHash);
    changeSessions("DELETE FROM server_session WHERE token_hash = $1", values);
    return {};
}

Status PostgresStore::removeSessionsOf(const Id &user)
{
    changeSessions("DELETE FROM server_session WHERE user_id = $1", Values::of(user));
    return {};
}

Status PostgresStore::removeSessionsOfSeat(const Id &seat)
{
    changeSessions("DELETE FROM server_session WHERE seat_id = $1", Values::of(seat));
    return {};
}

Status PostgresStore::removeSessionsExpiredAt(qint64 now)
{
    m_connection->send("DELETE FROM server_session WHERE expires_at <= $1", Values::of(now));
    return {};
}

Result<qint64> PostgresStore::count(const QString &counter)
{
    return number("INSERT INTO server_counter AS c VALUES($1, 1) ON CONFLICT(name) DO UPDATE SET value = c.value + 1 RETURNING value", Values::of(counter));
}

Result<qint64> PostgresStore::counted(const QString &counter)
{
    return number("SELECT value FROM server_counter WHERE name = $1", Values::of(counter));
}

Result<QMap<QString, qint64>> PostgresStore::counters()
{
    TD_ASSIGN(answer, m_connection->ask("SELECT name, value FROM server_counter"));
    QMap<QString, qint64> result;
    for (int line = 0; line < answer.rows(); ++line)
        result.insert(answer.text(line, 0), answer.integer(line, 1));
    return result;
}

Status PostgresStore::setCounter(const QString &counter, qint64 value)
{
    m_connection->send("INSERT INTO server_counter VALUES($1, $2) ON CONFLICT(name) DO UPDATE SET value = excluded.value", Values::of(counter, value));
    return {};
}

Result<QString> PostgresStore::meta(const QString &key)
{
    TD_ASSIGN(answer, m_connection->ask("SELECT value FROM server_meta WHERE key = $1", Values::of(key)));
    return answer.isEmpty() ? QString() : answer.text(0, 0);
}

Status PostgresStore::setMeta(const QString &key, const QString &value)
{
    m_connection->send("INSERT INTO server_meta VALUES($1, $2) ON CONFLICT(key) DO UPDATE SET value = excluded.value", Values::of(key, value));
    return {};
}

Result<QMap<QString, QString>> PostgresStore::allMeta()
{
    TD_ASSIGN(answer, m_connection->ask("SELECT key, value FROM server_meta"));
    QMap<QString, QString> result;
    for (int line = 0; line < answer.rows(); ++line)
        result.insert(answer.text(line, 0), answer.text(line, 1));
    return result;
}

Status PostgresStore::hold(const QString &name)
{
    m_connection->send("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", Values::of(name));
    return {};
}

/// The server counts pages whose checksum was wrong, if the cluster was made with checksums.
Result<QStringList> PostgresStore::inspect()
{
    QStringList problems;
    TD_ASSIGN(failures, number("SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()", {}));
    if (failures > 0)
        problems.append(QStringLiteral("pages of the database that were read damaged: %1").arg(failures));
    TD_TRY(inspectFeed(problems));
    return problems;
}

/// Transaction ids are the cluster's, so a transaction of any database holds the horizon. Of other roles' transactions only a
/// member of pg_read_all_stats is told.
Result<StoreFigures> PostgresStore::figures()
{
    TD_ASSIGN(answer, m_connection->ask("SELECT pg_database_size(current_database()), coalesce((extract(epoch FROM clock_timestamp() - least("
                                        "(SELECT min(xact_start) FROM pg_stat_activity WHERE backend_xid IS NOT NULL), "
                                        "(SELECT min(prepared) FROM pg_prepared_xacts))) * 1000)::bigint, 0)"));
    return StoreFigures {answer.integer(0, 0), answer.integer(0, 1)};
}

} // namespace tidedesk::server
