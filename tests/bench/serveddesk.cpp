// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/serveddesk.h"
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include "core/server/api/passwords.h"
#include "core/server/api/people.h"
#include "core/server/store/postgresstore.h"
#include "core/server/store/sqlitestore.h"
#include "tests/bench/crowd.h"
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace tidedesk::bench {

namespace {

constexpr int kTeams = 50;

QString serverProgram() { return QCoreApplication::applicationDirPath() + QStringLiteral("/tidedesk-server"); }

Error failed(const char *what, const QByteArray &why = {}) { return {Consequence::Fatal, QLatin1StringView(what), QString::fromUtf8(why)}; }

} // namespace

QByteArray SeatKey::request(const QByteArray &method, const QByteArray &path, const QByteArray &body) const
{
    return method + ' ' + path + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token + "\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n\r\n" + body;
}

QByteArray SeatKey::nextPush(int operations, IdGenerator &ids)
{
    QJsonArray list;
    for (int i = 0; i < operations; ++i) {
        domain::Change change;
        change.id = ids.next();
        change.seq = ++seq;
        change.kind = domain::Change::Kind::Create;
        change.row = ids.next();
        if (ticket.isNull()) {
            ticket = change.row;
            change.entity = &schema::ticket();
            change.set = {{schema::ticket().subject.index, QStringLiteral("订单 %1").arg(seq)}, {schema::ticket().queueId.index, queue}};
        } else {
            const auto &m = schema::message();
            change.entity = &m;
            change.set = {{m.ticketId.index, ticket}, {m.kind.index, qint64(2)}, {m.body.index, QStringLiteral("已联系客户，等待回复 %1").arg(seq)}};
        }
        list.append(protocol::toJson(change));
    }
    return protocol::compact({{QStringLiteral("protocol"), 1}, {QStringLiteral("operations"), list}});
}

QStringList ServedDesk::where(size_t node) const
{
    QStringList arguments {QStringLiteral("--data"), file(QStringLiteral("data%1").arg(node))};
    if (!m_database.isEmpty())
        arguments += {QStringLiteral("--database"), m_database};
    return arguments;
}

Status ServedDesk::make(int seats, const QByteArray &database)
{
    m_database = QString::fromUtf8(database);
    QProcess init;
    init.start(serverProgram(), QStringList {QStringLiteral("init"), QStringLiteral("--admin"), QStringLiteral("admin"), QStringLiteral("--password-stdin")} + where(0));
    init.write("bench-password\n");
    init.closeWriteChannel();
    if (!init.waitForFinished(60'000) || init.exitCode() != 0)
        return failed("bench.init", init.readAllStandardError());
    if (database.isEmpty())
        return fill(server::SqliteStoreFactory(databaseFile()), seats);
    return fill(server::PostgresStoreFactory(database), seats);
}

Status ServedDesk::fill(const server::StoreFactory &stores, int seats)
{
    using namespace server;
    TD_ASSIGN(store, stores.writer());
    TD_ASSIGN(hash, hashPassword("bench-password"));
    TD_ASSIGN(transaction, StoreTransaction::begin(*store, Store::Access::Write));
    const qint64 now = m_clock.nowMs();
    WriteContext context(*store, m_ids, now);
    for (int i = 0; i < seats; ++i) {
        TD_ASSIGN(user, addUser(context, {QStringLiteral("agent%1").arg(i), {}, 0, QStringLiteral("Team %1").arg(i % kTeams), hash}));
        SeatKey key;
        key.token = newToken();
        key.session = {tokenHash(key.token), user, m_ids.next(), now, now + 24 * 3'600'000};
        TD_TRY(useSeat(context, user, key.session.seat, QStringLiteral("bench")));
        TD_TRY(store->putSession(key.session));
        m_seats.push_back(key);
    }
    TD_ASSIGN(queues, store->all(schema::queue()));
    for (size_t i = 0; i < m_seats.size(); ++i) {
        for (const Row &queue : queues) {
            if (queue.text(schema::queue().name) == QStringLiteral("Team %1").arg(i % kTeams))
                m_seats[i].queue = queue.id();
        }
    }
    return transaction.commit();
}

Status ServedDesk::serve(const QByteArray &limits)
{
    const size_t node = m_processes.size();
    QFile file(this->file(QStringLiteral("limits.json")));
    if (!file.open(QIODevice::WriteOnly) || file.write(limits) < 0)
        return failed("bench.limits");
    file.close();
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(serverProgram(), QStringList {QStringLiteral("serve"), QStringLiteral("--limits"), file.fileName(), QStringLiteral("--log-level"), QStringLiteral("warning")} + where(node));
    if (!process->waitForReadyRead(30'000))
        return failed("bench.serve");
    const QUrl url(QJsonDocument::fromJson(process->readLine()).object().value(QLatin1StringView("url")).toString());
    m_processes.push_back(std::move(process));
    m_ports.push_back(static_cast<quint16>(url.port()));
    return {};
}

void ServedDesk::stop()
{
    for (const auto &process : m_processes) {
        process->terminate();
        if (!process->waitForFinished(20'000))
            process->kill();
    }
    m_processes.clear();
    m_ports.clear();
}

double ServedDesk::metric(const QByteArray &series, size_t node) const
{
    Crowd crowd;
    Peer peer(crowd);
    peer.connectTo(port(node), 0x7f000001);
    peer.send("GET /metrics HTTP/1.1\r\nHost: bench\r\n\r\n");
    crowd.run(5000, [&] { return wholeAnswer(peer.in) > 0; });
    const qsizetype at = peer.in.indexOf('\n' + series + ' ');
    const qsizetype from = at + series.size() + 2;
    return at < 0 ? -1 : peer.in.mid(from, peer.in.indexOf('\n', from) - from).toDouble();
}

} // namespace tidedesk::bench
