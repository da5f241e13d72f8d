// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/postgres/connection.h"
#include "core/server/postgres/failure.h"
#include <libpq-fe.h>

namespace tidedesk::postgres {

namespace {

constexpr size_t kMostUnderWay = 256; ///< statements sent without looking at what became of them
constexpr int kMostPrepared = 500; ///< texts are few; more would be a mistake that eats the server's memory
constexpr char kFault[] = "SELECT 1/(SELECT 0)";

/// Defaults; what the URL says wins. A server that vanished is noticed within seconds, and a transaction that hangs does
/// not hold up the horizon of everybody's cursor.
const char *const kKeys[] = {"dbname", "connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count",
    "tcp_user_timeout", "application_name", "client_encoding", nullptr};

QString messageOf(const char *text) { return QString::fromUtf8(text).section(u'\n', 0, 0).trimmed(); }

} // namespace

Result<std::unique_ptr<Connection>> Connection::open(const QByteArray &url)
{
    std::unique_ptr<Connection> connection(new Connection(url));
    TD_TRY(connection->connect());
    return connection;
}

Connection::~Connection() { PQfinish(m_connection); }

Status Connection::connect()
{
    PQfinish(m_connection);
    m_names.clear();
    m_sent.clear();
    m_failure.reset();
    // dbname comes first and is expanded, so that what it says is overridden by nothing but what it leaves out.
    const char *const values[] = {m_url.constData(), "5", "10", "5", "3", "20000", "tidedesk-server", "UTF8", nullptr};
    const char *keys[std::size(kKeys)];
    const char *chosen[std::size(kKeys)];
    size_t used = 0;
    for (size_t i = 0; kKeys[i]; ++i) {
        if (i > 0 && m_url.contains(kKeys[i]))
            continue;
        keys[used] = kKeys[i];
        chosen[used++] = values[i];
    }
    keys[used] = chosen[used] = nullptr;
    m_connection = PQconnectdbParams(keys, chosen, 1);
    if (PQstatus(m_connection) != CONNECTION_OK)
        return Error {Consequence::RetryLater, QStringLiteral("store.unreachable"), messageOf(PQerrorMessage(m_connection))};
    PQsetNoticeReceiver(m_connection, [](void *, const PGresult *) {}, nullptr);
    if (!PQenterPipelineMode(m_connection))
        return lost();
    ++m_generation;
    return {};
}

Error Connection::lost() { return {Consequence::RetryLater, QStringLiteral("store.unreachable"), messageOf(PQerrorMessage(m_connection))}; }

bool Connection::isLost()
{
    // The first look may find the server's last words, the second that nothing follows.
    for (int look = 0; look < 2 && PQstatus(m_connection) == CONNECTION_OK && m_sent.empty(); ++look)
        PQconsumeInput(m_connection);
    return PQstatus(m_connection) != CONNECTION_OK;
}

Status Connection::reopenIfLost() { return isLost() ? connect() : Status(); }

int Connection::backendPid() const { return PQbackendPID(m_connection); }

void Connection::note(Error error)
{
    if (!m_failure)
        m_failure = std::move(error);
}

/// Prepares a text that is new; empty when it could not be sent.
QByteArray Connection::nameOf(QByteArrayView sql)
{
    const QByteArray text = sql.toByteArray();
    if (const auto known = m_names.constFind(text); known != m_names.cend())
        return *known;
    if (m_names.size() >= kMostPrepared) {
        for (const QByteArray &name : std::as_const(m_names)) {
            const QByteArray drop = "DEALLOCATE " + name;
            if (PQsendQueryParams(m_connection, drop.constData(), 0, nullptr, nullptr, nullptr, nullptr, 1))
                m_sent.push_back({name, false});
        }
        m_names.clear();
    }
    const QByteArray name = 's' + QByteArray::number(++m_prepared);
    if (!PQsendPrepare(m_connection, name.constData(), text.constData(), 0, nullptr)) {
        note(lost());
        return {};
    }
    m_sent.push_back({name, true});
    m_names.insert(text, name);
    return name;
}

void Connection::send(QByteArrayView sql, const Values &values)
{
    if (m_failure && m_failure->code == u"store.unreachable")
        return;
    if (m_sent.size() >= kMostUnderWay) {
        const auto settled = collect();
        if (!settled)
            note(settled.error());
        else
            PQclear(*settled);
    }
    const bool fault = m_faultHook && !sql.startsWith("ROLLBACK") && m_faultHook(sql);
    const QByteArray name = nameOf(fault ? QByteArrayView(kFault) : sql);
    if (name.isEmpty())
        return;
    const auto pointers = values.pointers();
    const auto formats = values.formats();
    const int count = fault ? 0 : values.size();
    if (PQsendQueryPrepared(m_connection, name.constData(), count, pointers.data(), values.lengths(), formats.data(), 1))
        m_sent.push_back({name, false});
    else
        note(lost());
}

/// The result of one statement; notes when it is a failure.
pg_result *Connection::take(const Sent &sent)
{
    PGresult *result = PQgetResult(m_connection);
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
        PQclear(PQgetResult(m_connection)); // the null that ends it
        return result;
    }
    if (status != PGRES_PIPELINE_ABORTED) {
        const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
        note(classify(state ? state : "", messageOf(message ? message : PQerrorMessage(m_connection))));
    }
    if (sent.isPrepare)
        m_names.removeIf([&](const auto &entry) { return entry.value() == sent.name; });
    if (result)
        PQclear(PQgetResult(m_connection));
    PQclear(result);
    return nullptr;
}

/// The last result of what was sent, or the first failure.
Result<pg_result *> Connection::collect()
{
    PGresult *last = nullptr;
    if (!m_sent.empty() && !PQpipelineSync(m_connection))
        note(lost());
    const bool synced = !m_sent.empty();
    while (!m_sent.empty() && PQstatus(m_connection) == CONNECTION_OK) {
        const Sent sent = m_sent.front();
        m_sent.pop_front();
        PQclear(last);
        last = take(sent);
    }
    if (PQstatus(m_connection) != CONNECTION_OK) {
        m_sent.clear();
        note(lost());
    } else if (synced) {
        PQclear(PQgetResult(m_connection)); // the end of the pipeline
    }
    if (m_failure) {
        PQclear(last);
        Error failure = std::move(*m_failure);
        m_failure.reset();
        return failure;
    }
    return last;
}

Result<Answer> Connection::ask(QByteArrayView sql, const Values &values)
{
    send(sql, values);
    TD_ASSIGN(result, collect());
    return Answer(result);
}

Status Connection::settle()
{
    TD_ASSIGN(result, collect());
    PQclear(result);
    return {};
}

Result<QList<QByteArray>> Connection::waitForNotifications(Wakeup &bell, std::chrono::milliseconds longest)
{
    const auto arrived = [this] {
        QList<QByteArray> channels;
        while (PGnotify *notify = PQnotifies(m_connection)) {
            channels.append(notify->relname);
            PQfreemem(notify);
        }
        return channels;
    };
    QList<QByteArray> channels = arrived();
    if (!channels.isEmpty())
        return channels;
    if (!bell.wait(PQsocket(m_connection), longest))
        return Error {Consequence::RetryLater, QStringLiteral("store.io"), QStringLiteral("poll")};
    if (isLost())
        return lost();
    return arrived();
}

} // namespace tidedesk::postgres
