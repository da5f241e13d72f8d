// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/filler.h"
#include "core/base/clock.h"
#include "core/schema/entities.h"
#include "core/seat/localstore.h"
#include "core/sqlite/transaction.h"
#include "tests/support/blocks.h"
#include <QElapsedTimer>
#include <QTextStream>
#include <random>

namespace tidedesk::bench {

namespace {

const QStringList kWords {QStringLiteral("退款"), QStringLiteral("发票"), QStringLiteral("物流"), QStringLiteral("保修"),
    QStringLiteral("账号"), QStringLiteral("登录"), QStringLiteral("续费"), QStringLiteral("投诉"), QStringLiteral("refund"),
    QStringLiteral("invoice"), QStringLiteral("delivery"), QStringLiteral("warranty"), QStringLiteral("升级"),
    QStringLiteral("无法打开"), QStringLiteral("订单"), QStringLiteral("已经三天"), QStringLiteral("请尽快处理"),
    QStringLiteral("谢谢"), QStringLiteral("客户反映"), QStringLiteral("screen"), QStringLiteral("battery"),
    QStringLiteral("充电器"), QStringLiteral("换货"), QStringLiteral("优惠券")};

class Filler {
public:
    Filler(seat::LocalStore &store, const FillSize &size)
        : m_store(store)
        , m_size(size)
        , m_ids(m_clock)
    {
    }
    Status run()
    {
        m_vocabulary = kWords;
        for (int i = 0; i < 3000; ++i) {
            if (i % 4 == 0) {
                QString word(QLatin1Char(' '));
                for (auto k = 3 + m_random() % 6; k > 0; --k)
                    word += QChar(u'a' + static_cast<char16_t>(m_random() % 26));
                m_vocabulary.append(word + QLatin1Char(' '));
            } else {
                m_vocabulary.append(QString(QChar(0x4e00 + static_cast<char16_t>(m_random() % 3000))) + QChar(0x4e00 + static_cast<char16_t>(m_random() % 3000)));
            }
        }
        TD_TRY(people());
        TD_TRY(customers());
        TD_TRY(tickets());
        return {};
    }

private:
    QString words(int n)
    {
        QString text;
        for (int i = 0; i < n; ++i) {
            // The cube makes some words hot and most of them rare, as in real texts.
            const double u = static_cast<double>(m_random() % 1'000'000) / 1e6;
            text += m_vocabulary[static_cast<qsizetype>(u * u * u * static_cast<double>(m_vocabulary.size()))];
            text += i % 3 == 2 ? QStringLiteral("，") : QString();
        }
        return text + QString::number(m_random() % 100'000);
    }
    Status put(const schema::Entity &entity, const QString &bucket, QList<Row> rows)
    {
        domain::ChangeSet changes;
        TD_ASSIGN(transaction, sqlite::Transaction::begin(m_store.mirror().connection()));
        TD_TRY(m_store.mirror().putServer(test::received(bucket, entity, rows), changes));
        return transaction.commit();
    }
    Status people()
    {
        m_team = m_ids.next();
        Row team(schema::team(), m_team);
        team.set(schema::team().name, QStringLiteral("Support"));
        TD_TRY(put(schema::team(), QStringLiteral("ref"), {team}));
        QList<Row> users;
        for (int i = 0; i < 20; ++i) {
            Row user(schema::user(), i == 0 ? m_store.seat().actor().user : m_ids.next());
            user.set(schema::user().name, QStringLiteral("agent%1").arg(i));
            user.set(schema::user().role, qint64(0));
            user.set(schema::user().active, qint64(1));
            user.set(schema::user().teams, QStringList {m_team.toString()});
            m_users.append(user.id());
            users.append(user);
        }
        TD_TRY(put(schema::user(), QStringLiteral("ref"), users));
        QList<Row> queues;
        for (int i = 0; i < 5; ++i) {
            Row queue(schema::queue(), m_ids.next());
            queue.set(schema::queue().name, QStringLiteral("Queue %1").arg(i));
            queue.set(schema::queue().teamId, m_team);
            queue.set(schema::queue().active, qint64(1));
            m_queues.append(queue.id());
            queues.append(queue);
        }
        return put(schema::queue(), QStringLiteral("ref"), queues);
    }
    Status customers()
    {
        QList<Row> rows;
        for (int i = 0; i < m_size.customers; ++i) {
            Row row(schema::customer(), m_ids.next());
            row.version = 1;
            row.set(schema::customer().number, QStringLiteral("C%1").arg(i, 7, 10, QLatin1Char('0')));
            row.set(schema::customer().name, words(2));
            m_customers.append(row.id());
            rows.append(row);
            if (rows.size() == 1000 || i + 1 == m_size.customers)
                TD_TRY(put(schema::customer(), QStringLiteral("customers"), std::exchange(rows, {})));
        }
        return {};
    }
    Row ticketRow(int i)
    {
        const auto &t = schema::ticket();
        Row row(t, m_ids.next());
        row.version = 3;
        const bool open = m_random() % 10 == 0;
        row.set(t.number, qint64(10'000 + i));
        row.set(t.subject, words(4));
        row.set(t.customerId, m_customers[static_cast<qsizetype>(m_random() % static_cast<quint32>(m_customers.size()))]);
        row.set(t.queueId, m_queues[static_cast<qsizetype>(m_random() % 5)]);
        if (m_random() % 5)
            row.set(t.assigneeId, m_users[static_cast<qsizetype>(m_random() % 20)]);
        row.set(t.status, open ? qint64(m_random() % 3) : qint64(3 + m_random() % 2));
        row.set(t.priority, qint64(m_random() % 4));
        row.set(t.channel, qint64(m_random() % 6));
        row.set(t.tags, QStringList {kWords[static_cast<qsizetype>(m_random() % 8)]});
        const qint64 at = 1'700'000'000'000 + qint64(i) * 30'000;
        row.set(t.createdAt, at);
        row.set(t.updatedAt, at + qint64(m_random() % 3'600'000));
        row.set(t.lastOrdinal, qint64(m_size.messagesPerTicket));
        return row;
    }
    Status tickets()
    {
        const QString bucket = QStringLiteral("team:") + m_team.toString();
        const auto &m = schema::message();
        QList<Row> tickets;
        QList<Row> messages;
        for (int i = 0; i < m_size.tickets; ++i) {
            const Row ticket = ticketRow(i);
            tickets.append(ticket);
            for (int k = 1; k <= m_size.messagesPerTicket; ++k) {
                Row message(m, m_ids.next());
                message.version = 1;
                message.set(m.ticketId, ticket.id());
                message.set(m.kind, qint64(k % 3));
                message.set(m.body, words(12));
                message.set(m.ordinal, qint64(k));
                message.set(m.createdAt, ticket.number(schema::ticket().createdAt) + k * 60'000);
                messages.append(message);
            }
            if (tickets.size() == 1000 || i + 1 == m_size.tickets) {
                TD_TRY(put(schema::ticket(), bucket, std::exchange(tickets, {})));
                TD_TRY(put(m, bucket, std::exchange(messages, {})));
            }
        }
        return {};
    }

    seat::LocalStore &m_store;
    const FillSize m_size;
    SystemClock m_clock;
    IdGenerator m_ids;
    std::mt19937 m_random {7};
    Id m_team;
    QList<Id> m_users;
    QList<Id> m_queues;
    QList<Id> m_customers;
    QStringList m_vocabulary;
};

} // namespace

Status fill(const QString &profile, const FillSize &size)
{
    SystemClock clock;
    IdGenerator ids(clock);
    TD_ASSIGN(store, seat::LocalStore::open(profile, clock));
    const QString wanted = QStringLiteral("%1/%2/%3").arg(size.customers).arg(size.tickets).arg(size.messagesPerTicket);
    TD_ASSIGN(filled, store->mirror().meta("bench_fill"));
    if (filled == wanted)
        return {};
    TD_TRY(store->mirror().clear());
    TD_TRY(store->setIdentity({QStringLiteral("http://127.0.0.1:9"), ids.next(), ids.next(), QStringLiteral("agent0"), 1, "token"}));
    QElapsedTimer timer;
    timer.start();
    TD_TRY(Filler(*store, size).run());
    QTextStream(stderr) << "filled in " << timer.restart() / 1000 << " s\n";
    for (;;) {
        TD_ASSIGN(transaction, sqlite::Transaction::begin(store->mirror().connection()));
        TD_ASSIGN(more, store->mirror().indexSome(20'000));
        TD_TRY(transaction.commit());
        if (!more)
            break;
    }
    QTextStream(stderr) << "indexed in " << timer.elapsed() / 1000 << " s\n";
    TD_TRY(store->mirror().setMeta("bench_fill", wanted));
    TD_TRY(store->mirror().connection().exec("ANALYZE"));
    return {};
}

} // namespace tidedesk::bench
