// SPDX-License-Identifier: GPL-3.0-or-later
// Durable pushes of many seats at once, against the same engine writing the same rows in the same batches by itself.
#include "core/server/api/syncwire.h"
#include "core/server/engine/engine.h"
#include "core/server/store/sqlitestore.h"
#include "tests/bench/bench.h"
#include "tests/bench/crowd.h"
#include "tests/bench/limit.h"
#include "tests/bench/processcost.h"
#include "tests/bench/replaylimit.h"
#include "tests/bench/serveddesk.h"
#include "tests/support/postgrescluster.h"
#include <QFile>

namespace tidedesk::bench {

namespace {

constexpr int kSeats = 64;
constexpr int kMs = 8000;
constexpr int kDirectOperations = 160; ///< of each seat, for what is measured without HTTP

/// Seats that push as fast as they are answered.
class Pushers {
public:
    Pushers(ServedDesk &desk, size_t nodes, int batch)
        : m_desk(desk)
        , m_batch(batch)
    {
        for (size_t i = 0; i < kSeats; ++i) {
            m_peers.push_back(std::make_unique<Peer>(m_crowd));
            m_peers[i]->connectTo(desk.port(i % nodes), 0x7f000002 + static_cast<quint32>(i));
            m_peers[i]->onReceived = [this, i] { received(i); };
        }
    }
    /// Operations that were acknowledged.
    qint64 run(int ms)
    {
        for (size_t i = 0; i < kSeats; ++i)
            push(i);
        m_operations = 0;
        m_crowd.run(ms);
        return m_operations;
    }
    Samples samples;
    int bad = 0;

private:
    void push(size_t i)
    {
        SeatKey &seat = m_desk.seats()[i];
        m_peers[i]->send(seat.request("POST", "/v1/push", seat.nextPush(m_batch, m_desk.ids())));
        m_timers[i].start();
    }
    void received(size_t i)
    {
        const qsizetype whole = wholeAnswer(m_peers[i]->in);
        if (!whole)
            return;
        samples.add(m_timers[i].nsecsElapsed());
        if (statusOf(m_peers[i]->in) == 200)
            m_operations += m_peers[i]->in.count("\"verdict\":\"applied\"");
        else
            ++bad;
        m_peers[i]->in.clear();
        push(i);
    }

    ServedDesk &m_desk;
    const int m_batch;
    Crowd m_crowd;
    std::vector<std::unique_ptr<Peer>> m_peers;
    std::array<QElapsedTimer, kSeats> m_timers;
    qint64 m_operations = 0;
};

Result<double> throughServer(ServedDesk &desk, size_t nodes, int batch, QJsonObject report = {})
{
    for (size_t i = 0; i < nodes; ++i)
        TD_TRY(desk.serve("{\"seat_requests_per_second\": 0}"));
    {
        Pushers pushers(desk, nodes, batch);
        (void)pushers.run(1000);
    }
    Pushers pushers(desk, nodes, batch);
    const double cpu = cpuOf(desk.pid());
    const double own = ownCpu();
    const double groups = desk.metric("tidedesk_group_size_operations_count");
    const double grouped = desk.metric("tidedesk_group_size_operations_sum");
    const double commit = desk.metric("tidedesk_commit_duration_seconds_sum");
    const double busy = desk.metric("tidedesk_group_duration_seconds_sum");
    const double rate = static_cast<double>(pushers.run(kMs)) * 1000 / kMs;
    report.insert(QStringLiteral("batch"), batch);
    report.insert(QStringLiteral("nodes"), qint64(nodes));
    report.insert(QStringLiteral("not_200"), pushers.bad);
    report.insert(QStringLiteral("operations_per_s"), rate);
    report.insert(QStringLiteral("group"), (desk.metric("tidedesk_group_size_operations_sum") - grouped) / (desk.metric("tidedesk_group_size_operations_count") - groups));
    report.insert(QStringLiteral("commit_share"), (desk.metric("tidedesk_commit_duration_seconds_sum") - commit) * 1000 / kMs);
    report.insert(QStringLiteral("writer_share"), (desk.metric("tidedesk_group_duration_seconds_sum") - busy) * 1000 / kMs);
    report.insert(QStringLiteral("server_cpu_us_per_operation"), (cpuOf(desk.pid()) - cpu) * 1e6 / (rate * kMs / 1000));
    report.insert(QStringLiteral("seats_cpu_share"), (ownCpu() - own) * 1000 / kMs);
    bench::report(QStringLiteral("server_push"), pushers.samples, report);
    desk.stop();
    return rate;
}

struct Direct {
    Cost engine; ///< without HTTP, on its own
    Cost sqlite; ///< alone
    double operations = 0;
    double rowsPerOperation = 0;
};

/// The writer's work once more in this process: first noting which rows it changes, then timed; and those rows by SQLite alone.
Result<Direct> withoutServer(ServedDesk &desk, int batch)
{
    struct Push {
        server::Session session;
        QList<server::Operation> operations;
    };
    std::vector<Push> pushes;
    for (int round = 0; round < std::clamp(kDirectOperations / batch, 3, 40); ++round) {
        for (size_t i = 0; i < kSeats; ++i) {
            SeatKey &seat = desk.seats()[i];
            TD_ASSIGN(operations, server::readPush(seat.nextPush(batch, desk.ids())));
            pushes.push_back({seat.session, operations});
        }
    }
    const auto drive = [&](const QString &file, std::vector<Batch> *rows) -> Result<Cost> {
        TD_ASSIGN(store, server::SqliteStore::openWriter(file));
        std::unique_ptr<RowRecorder> recorder = rows ? std::make_unique<RowRecorder>(store->connection().handle()) : nullptr;
        SystemClock clock;
        server::Engine engine(std::move(store), clock);
        std::optional<Error> failure;
        QElapsedTimer timer;
        timer.start();
        const double cpu = ownCpu();
        for (size_t next = 0; next < pushes.size();) {
            for (size_t i = 0; i < kSeats && next < pushes.size(); ++i, ++next) {
                const Push &push = pushes[next];
                engine.run<server::PushReply>(batch, [&push](server::WriteContext &context) { return server::push(context, push.session, push.operations); },
                    [&failure](const Result<server::PushReply> &reply) {
                        if (!reply)
                            failure = reply.error();
                    });
            }
            while (engine.turn()) {
                if (rows)
                    rows->push_back(recorder->take());
            }
        }
        recorder.reset();
        if (failure)
            return *failure;
        return Cost {static_cast<double>(timer.nsecsElapsed()) / 1e9, ownCpu() - cpu};
    };
    const QString before = desk.databaseFile();
    for (const char *copy : {"a.db", "b.db", "c.db"})
        QFile::copy(before, desk.file(QLatin1StringView(copy)));
    std::vector<Batch> rows;
    const double operations = static_cast<double>(pushes.size()) * batch;
    TD_ASSIGN(noting, drive(desk.file(QStringLiteral("a.db")), &rows));
    Q_UNUSED(noting)
    TD_ASSIGN(engine, drive(desk.file(QStringLiteral("b.db")), nullptr));
    TD_ASSIGN(sqlite, replay(desk.file(QStringLiteral("c.db")), rows));
    double changed = 0;
    for (const Batch &each : rows)
        changed += static_cast<double>(each.size());
    return Direct {engine, sqlite, operations, changed / operations};
}

void reportLimit(int batch, double rate, const Direct &direct)
{
    const double sqlite = direct.operations / direct.sqlite.wall;
    const double engine = direct.operations / direct.engine.wall;
    report(QStringLiteral("server_push_limit"), {{QStringLiteral("batch"), batch}, {QStringLiteral("rows_per_operation"), direct.rowsPerOperation},
        {QStringLiteral("sqlite_operations_per_s"), sqlite}, {QStringLiteral("engine_operations_per_s"), engine},
        {QStringLiteral("sqlite_cpu_us_per_operation"), direct.sqlite.cpu * 1e6 / direct.operations}, {QStringLiteral("engine_cpu_us_per_operation"), direct.engine.cpu * 1e6 / direct.operations},
        {QStringLiteral("server_of_sqlite"), rate / sqlite}, {QStringLiteral("engine_of_sqlite"), engine / sqlite}});
}

} // namespace

Status engineBench()
{
    ServedDesk desk;
    TD_TRY(desk.make(kSeats));
    TD_ASSIGN(direct, withoutServer(desk, 8));
    reportLimit(8, 0, direct);
    return {};
}

Status pushBench()
{
    for (const int batch : {1, 8, 64}) {
        ServedDesk desk;
        TD_TRY(desk.make(kSeats));
        TD_ASSIGN(rate, throughServer(desk, 1, batch));
        TD_ASSIGN(direct, withoutServer(desk, batch));
        reportLimit(batch, rate, direct);
    }
    if (const QString why = test::PostgresCluster::missing(); !why.isEmpty()) {
        report(QStringLiteral("server_push_postgres"), {{QStringLiteral("skipped"), why}});
        return {};
    }
    test::PostgresCluster cluster(test::PostgresCluster::Durable::Yes);
    for (const size_t nodes : {1, 2}) {
        ServedDesk desk;
        TD_TRY(desk.make(kSeats, cluster.makeDatabase()));
        TD_ASSIGN(rate, throughServer(desk, nodes, 8, {{QStringLiteral("engine"), QStringLiteral("postgres")}}));
        Q_UNUSED(rate)
    }
    return {};
}

} // namespace tidedesk::bench
