// SPDX-License-Identifier: GPL-3.0-or-later
// What SqliteStore keeps beside rows and feed: results, accounts, sessions, files, counters.
#include "core/protocol/json.h"
#include "core/server/store/sqlitestore.h"

namespace tidedesk::server {

Result<std::optional<RecordedResult>> SqliteStore::result(const Id &seat, qint64 seq)
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT operation, outcome FROM server_result WHERE seat = ? AND seq = ?"));
    TD_ASSIGN(found, statement.bindAll(seat, seq).step());
    if (!found)
        return std::optional<RecordedResult>();
    TD_ASSIGN(outcome, protocol::parseObject(statement.utf8(1).toByteArray(), QStringLiteral("result")));
    return std::optional(RecordedResult {statement.id(0), outcome});
}

Status SqliteStore::record(const Id &seat, qint64 seq, const RecordedResult &result, qint64 at)
{
    TD_ASSIGN(statement, m_connection->prepare("INSERT INTO server_result VALUES(?, ?, ?, ?, ?)"));
    statement.bind(1, seat).bind(2, seq).bind(3, result.operation);
    statement.bindUtf8(4, protocol::compact(result.outcome)).bind(5, at);
    return statement.run();
}

Status SqliteStore::forgetResults(qint64 before)
{
    TD_ASSIGN(statement, m_connection->prepare("DELETE FROM server_result WHERE at < ?"));
    return statement.bind(1, before).run();
}

Result<std::optional<Account>> SqliteStore::account(const Id &user)
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT password FROM server_account WHERE user_id = ?"));
    TD_ASSIGN(found, statement.bind(1, user).step());
    if (!found)
        return std::optional<Account>();
    return std::optional(Account {user, statement.utf8(0).toByteArray()});
}

Status SqliteStore::putAccount(const Account &account)
{
    TD_ASSIGN(statement,
        m_connection->prepare("INSERT INTO server_account VALUES(?, ?) "
                              "ON CONFLICT(user_id) DO UPDATE SET password = excluded.password"));
    return statement.bind(1, account.user).bindUtf8(2, account.password).run();
}

Result<QList<Session>> SqliteStore::sessions()
{
    TD_ASSIGN(statement,
        m_connection->prepare("SELECT token_hash, user_id, seat_id, created_at, expires_at, revoked FROM server_session"));
    QList<Session> result;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return result;
        result.append({statement.blob(0), statement.id(1), statement.id(2), statement.integer(3), statement.integer(4),
            static_cast<Session::Revoked>(statement.integer(5))});
    }
}

Result<std::optional<Session>> SqliteStore::session(const QByteArray &tokenHash)
{
    TD_ASSIGN(statement,
        m_connection->prepare("SELECT user_id, seat_id, created_at, expires_at, revoked FROM server_session WHERE token_hash = ?"));
    TD_ASSIGN(found, statement.bind(1, tokenHash).step());
    if (!found)
        return std::optional<Session>();
    return std::optional(Session {tokenHash, statement.id(0), statement.id(1), statement.integer(2), statement.integer(3),
        static_cast<Session::Revoked>(statement.integer(4))});
}

Status SqliteStore::putSession(const Session &session)
{
    TD_ASSIGN(statement, m_connection->prepare("INSERT INTO server_session VALUES(?, ?, ?, ?, ?, ?)"));
    return statement.bindAll(session.tokenHash, session.user, session.seat, session.createdAt, session.expiresAt, static_cast<int>(session.revoked)).run();
}

Status SqliteStore::removeSession(const QByteArray &tokenHash)
{
    TD_ASSIGN(statement, m_connection->prepare("DELETE FROM server_session WHERE token_hash = ?"));
    return statement.bind(1, tokenHash).run();
}

Status SqliteStore::removeSessionsOf(const Id &user)
{
    TD_ASSIGN(statement, m_connection->prepare("DELETE FROM server_session WHERE user_id = ?"));
    return statement.bind(1, user).run();
}

Status SqliteStore::removeSessionsOfSeat(const Id &seat)
{
    TD_ASSIGN(statement, m_connection->prepare("DELETE FROM server_session WHERE seat_id = ?"));
    return statement.bind(1, seat).run();
}

Status SqliteStore::removeSessionsExpiredAt(qint64 now)
{
    TD_ASSIGN(statement, m_connection->prepare("DELETE FROM server_session WHERE expires_at <= ?"));
    return statement.bind(1, now).run();
}

Result<qint64> SqliteStore::count(const QString &counter)
{
    TD_ASSIGN(statement,
        m_connection->prepare("INSERT INTO server_counter VALUES(?, 1) "
                              "ON CONFLICT(name) DO UPDATE SET value = value + 1 RETURNING value"));
    TD_ASSIGN(found, statement.bind(1, counter).step());
    const qint64 value = found ? statement.integer(0) : 0;
    TD_TRY(statement.run());
    return value;
}

Result<qint64> SqliteStore::counted(const QString &counter)
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT value FROM server_counter WHERE name = ?"));
    statement.bind(1, counter);
    return number(std::move(statement));
}

Result<QString> SqliteStore::meta(const QString &key)
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT value FROM server_meta WHERE key = ?"));
    TD_ASSIGN(found, statement.bind(1, key).step());
    return found ? statement.text(0) : QString();
}

Status SqliteStore::setMeta(const QString &key, const QString &value)
{
    TD_ASSIGN(statement,
        m_connection->prepare("INSERT INTO server_meta VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"));
    return statement.bindAll(key, value).run();
}

Status SqliteStore::eachResult(const VisitResult &visit)
{
    TD_ASSIGN(statement, m_connection->prepareOnce("SELECT seat, seq, operation, outcome, at FROM server_result"));
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return {};
        TD_ASSIGN(outcome, protocol::parseObject(statement.utf8(3).toByteArray(), QStringLiteral("result")));
        TD_TRY(visit(statement.id(0), statement.integer(1), {statement.id(2), outcome}, statement.integer(4)));
    }
}

Result<QList<Account>> SqliteStore::accounts()
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT user_id, password FROM server_account"));
    QList<Account> result;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return result;
        result.append({statement.id(0), statement.utf8(1).toByteArray()});
    }
}

Result<QMap<QString, qint64>> SqliteStore::counters()
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT name, value FROM server_counter"));
    QMap<QString, qint64> result;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return result;
        result.insert(statement.text(0), statement.integer(1));
    }
}

Status SqliteStore::setCounter(const QString &counter, qint64 value)
{
    TD_ASSIGN(statement,
        m_connection->prepare("INSERT INTO server_counter VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value"));
    return statement.bindAll(counter, value).run();
}

Result<QMap<QString, QString>> SqliteStore::allMeta()
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT key, value FROM server_meta"));
    QMap<QString, QString> result;
    for (;;) {
        TD_ASSIGN(more, statement.step());
        if (!more)
            return result;
        result.insert(statement.text(0), statement.text(1));
    }
}

Result<QStringList> SqliteStore::inspect()
{
    TD_TRY(writePlaces());
    TD_ASSIGN(problems, m_connection->integrityCheck());
    TD_TRY(inspectFeed(problems));
    return problems;
}

Status SqliteStore::copyTo(const QString &file) { return m_connection->backupTo(file); }

/// Whoever writes is seen at once: there is one writer.
Result<StoreFigures> SqliteStore::figures()
{
    TD_ASSIGN(statement, m_connection->prepare("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"));
    TD_ASSIGN(bytes, number(std::move(statement)));
    return StoreFigures {bytes, 0};
}

} // namespace tidedesk::server
