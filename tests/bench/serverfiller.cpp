// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/serverfiller.h"
#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/schema/entities.h"
#include "core/server/sample/storesink.h"
#include "core/server/store/sqlitestore.h"
#include "tests/bench/zipftext.h"
#include <random>

namespace tidedesk::bench {

namespace {

class ServerFiller {
public:
    ServerFiller(server::StoreSink &sink, const ServerSize &size)
        : m_sink(sink)
        , m_size(size)
        , m_ids(m_clock)
    {
    }
    Status run()
    {
        TD_TRY(people());
        TD_TRY(customers());
        return tickets();
    }

private:
    Status people()
    {
        const auto &t = schema::team();
        Row team(t, m_ids.next());
        team.version = 1;
        team.set(t.name, QStringLiteral("Support"));
        TD_TRY(m_sink.row(team));
        const auto &q = schema::queue();
        for (int i = 0; i < 5; ++i) {
            Row queue(q, m_ids.next());
            queue.version = 1;
            queue.set(q.name, QStringLiteral("Queue %1").arg(i));
            queue.set(q.teamId, team.id());
            queue.set(q.active, qint64(1));
            m_queues.append(queue.id());
            TD_TRY(m_sink.row(queue));
        }
        const auto &u = schema::user();
        for (int i = 0; i < 8; ++i) {
            Row user(u, m_ids.next());
            user.version = 1;
            user.set(u.name, QStringLiteral("agent%1").arg(i));
            user.set(u.role, qint64(0));
            user.set(u.active, qint64(1));
            user.set(u.teams, QStringList {team.id().toString()});
            m_users.append(user.id());
            TD_TRY(m_sink.row(user));
        }
        return {};
    }
    Status customers()
    {
        const auto &c = schema::customer();
        for (int i = 0; i < m_size.customers; ++i) {
            Row row(c, m_ids.next());
            row.version = 1;
            row.set(c.number, QStringLiteral("C%1").arg(i, 7, 10, QLatin1Char('0')));
            row.set(c.name, text(12));
            m_customers.append(row.id());
            TD_TRY(m_sink.row(row));
        }
        return {};
    }
    Status tickets()
    {
        const auto &t = schema::ticket();
        const int each = m_size.messages / m_size.tickets;
        for (int i = 0; i < m_size.tickets; ++i) {
            const qint64 at = 1'700'000'000'000 + qint64(i) * 300'000;
            Row ticket(t, m_ids.next());
            ticket.version = 2;
            ticket.set(t.subject, text(40));
            ticket.set(t.customerId, pick(m_customers));
            ticket.set(t.queueId, pick(m_queues));
            if (m_random() % 5)
                ticket.set(t.assigneeId, pick(m_users));
            ticket.set(t.status, m_random() % 10 == 0 ? qint64(m_random() % 3) : qint64(3 + m_random() % 2));
            ticket.set(t.priority, qint64(m_random() % 4));
            ticket.set(t.channel, qint64(m_random() % 6));
            ticket.set(t.tags, QStringList {QStringLiteral("tag%1").arg(m_random() % 20)});
            ticket.set(t.createdAt, at);
            ticket.set(t.updatedAt, at + 3'600'000);
            ticket.set(t.lastOrdinal, qint64(each));
            TD_TRY(m_sink.row(ticket));
            for (int k = 1; k <= each; ++k)
                TD_TRY(m_sink.row(message(ticket, k, at + k * 60'000)));
        }
        return {};
    }
    Row message(const Row &ticket, int ordinal, qint64 at)
    {
        const auto &m = schema::message();
        Row row(m, m_ids.next());
        row.version = 1;
        row.set(m.ticketId, ticket.id());
        row.set(m.kind, qint64(ordinal % 2));
        row.set(m.body, text(150 + static_cast<int>(m_random() % 101)));
        row.set(m.ordinal, qint64(ordinal));
        row.set(m.createdAt, at);
        return row;
    }
    const Id &pick(const QList<Id> &from) { return from[static_cast<qsizetype>(m_random() % static_cast<quint32>(from.size()))]; }
    /// About so many bytes of UTF-8, Chinese every other time.
    QString text(int bytes) { return m_random() % 2 ? m_text.chinese(bytes) : m_text.latin(bytes); }

    server::StoreSink &m_sink;
    const ServerSize m_size;
    SystemClock m_clock;
    IdGenerator m_ids;
    std::mt19937 m_random {17};
    ZipfText m_text {19};
    QList<Id> m_queues;
    QList<Id> m_users;
    QList<Id> m_customers;
};

} // namespace

Status fillServer(const QString &databaseFile, const QByteArray &passwordHash, const ServerSize &size)
{
    TD_ASSIGN(store, server::SqliteStore::openWriter(databaseFile));
    server::StoreSink sink(*store, passwordHash);
    TD_TRY(sink.begin(QStringLiteral("bench")));
    TD_TRY(ServerFiller(sink, size).run());
    return sink.finish();
}

} // namespace tidedesk::bench
