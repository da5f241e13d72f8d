// SPDX-License-Identifier: GPL-3.0-or-later
// The server under many clients: idle listeners, attackers, writers. Real processes on loopback, every part bounded in time.
#include "core/server/http/httpserver.h"
#include "tests/bench/bench.h"
#include "tests/bench/crowd.h"
#include "tests/bench/processcost.h"
#include "tests/bench/serveddesk.h"
#include <QCoreApplication>
#include <QTextStream>
#include <algorithm>

namespace tidedesk::bench {

namespace {

constexpr int kIdleSeats = 5000;
constexpr int kIdleMs = 30'000; ///< two heartbeats
constexpr int kGoodSeats = 64;
constexpr int kAttackers = 1000;
constexpr int kPaceMs = 200; ///< a good seat asks so often
constexpr int kWindowMs = 5'000;
constexpr int kRounds = 4;
constexpr quint32 kLoopback = 0x7f000000;
constexpr quint32 kAttackersAddress = kLoopback + 0x0101;

int giveUp(const Error &error)
{
    QTextStream(stderr) << "tidedesk-bench server: " << error.code << ' ' << error.detail << '\n';
    return 1;
}

/// Live channels of many seats; how long a poke takes to reach all of them.
class Listeners {
public:
    Listeners(ServedDesk &desk, int count)
        : m_desk(desk)
    {
        for (int i = 0; i < count; ++i)
            m_peers.push_back(std::make_unique<Peer>(m_crowd));
    }
    bool open()
    {
        size_t next = 0;
        for (size_t i = 0; i < m_peers.size(); ++i)
            m_peers[i]->onReceived = [this, i] { received(*m_peers[i]); };
        return m_crowd.run(60'000, [&] { return m_open == m_peers.size(); }, [&] {
            // A few at a time, as seats come: a second-long burst of 5,000 would only measure the backlog.
            for (int i = 0; i < 20 && next < m_peers.size() && next < m_open + 500; ++i, ++next) {
                m_peers[next]->connectTo(m_desk.port(), kLoopback + 1 + static_cast<quint32>(next % 200));
                m_peers[next]->send(m_desk.seats()[next].request("GET", "/v1/live"));
            }
        });
    }
    void rest(int ms) { m_crowd.run(ms); }
    /// One change that everybody may see, until the last has heard of it.
    Samples poke()
    {
        m_heard = {};
        m_pokes = 0;
        Peer writer(m_crowd);
        SeatKey &seat = m_desk.seats().front();
        writer.connectTo(m_desk.port(), kLoopback + 1);
        const QByteArray body = customer(seat);
        m_crowd.run(200); // connected, and no poke is on its way
        m_heard = {};
        m_pokes = 0;
        m_timer.start();
        writer.send(seat.request("POST", "/v1/push", body));
        if (!m_crowd.run(20'000, [&] { return m_pokes >= m_peers.size(); }))
            QTextStream(stderr) << "tidedesk-bench server: only " << m_pokes << " have heard; " << writer.in << '\n';
        return m_heard;
    }

private:
    QByteArray customer(SeatKey &seat)
    {
        const QByteArray id = m_desk.ids().next().toString().toLatin1();
        return "{\"protocol\":1,\"operations\":[{\"seq\":" + QByteArray::number(++seat.seq) + ",\"id\":\"" + m_desk.ids().next().toString().toLatin1()
            + "\",\"kind\":\"create\",\"entity\":\"customer\",\"row\":\"" + id + "\",\"base\":0,\"done_at\":1,\"set\":{\"name\":\"客户\"}}]}";
    }
    void received(Peer &peer)
    {
        m_open += peer.in.contains(":open");
        if (peer.in.contains("event: poke")) {
            ++m_pokes;
            m_heard.add(m_timer.isValid() ? m_timer.nsecsElapsed() : 0);
        }
        peer.in.clear();
    }

    ServedDesk &m_desk;
    Crowd m_crowd;
    std::vector<std::unique_ptr<Peer>> m_peers;
    size_t m_open = 0;
    size_t m_pokes = 0;
    Samples m_heard;
    QElapsedTimer m_timer;
};

Status idleSeats(int count)
{
    ServedDesk desk;
    TD_TRY(desk.make(count));
    TD_TRY(desk.serve());
    const double before = memoryOf(desk.pid(), "VmRSS");
    Listeners listeners(desk, count);
    QElapsedTimer timer;
    timer.start();
    const double opening = cpuOf(desk.pid());
    if (!listeners.open())
        return Error {Consequence::Fatal, QStringLiteral("bench.listeners"), QString::number(desk.metric("tidedesk_live_listeners"))};
    const double openedIn = static_cast<double>(timer.elapsed());
    const double openedCpu = cpuOf(desk.pid()) - opening;
    listeners.rest(2000);
    const double after = memoryOf(desk.pid(), "VmRSS");
    const double cpu = cpuOf(desk.pid());
    listeners.rest(kIdleMs);
    const double idleCpu = (cpuOf(desk.pid()) - cpu) * 60'000 / kIdleMs;
    report(QStringLiteral("server_idle_seats"), {{QStringLiteral("seats"), count}, {QStringLiteral("mib_before"), before}, {QStringLiteral("mib"), after},
        {QStringLiteral("kib_per_seat"), (after - before) * 1024 / count}, {QStringLiteral("idle_cpu_s_per_minute"), idleCpu},
        {QStringLiteral("opened_ms"), openedIn}, {QStringLiteral("open_cpu_ms_per_seat"), openedCpu * 1000 / count}});
    for (int round = 0; round < 3; ++round) {
        const double pokeCpu = cpuOf(desk.pid());
        const Samples heard = listeners.poke();
        report(QStringLiteral("server_poke_all"), heard, {{QStringLiteral("seats"), count}, {QStringLiteral("server_cpu_ms"), (cpuOf(desk.pid()) - pokeCpu) * 1000}});
    }
    report(QStringLiteral("server_idle_seats_after"), {{QStringLiteral("mib"), memoryOf(desk.pid(), "VmRSS")}, {QStringLiteral("mib_highest"), memoryOf(desk.pid(), "VmHWM")}});
    desk.stop();
    return {};
}

/// Seats that pull and push a little, at a pace.
class GoodSeats {
public:
    GoodSeats(ServedDesk &desk, std::function<quint32(size_t)> address)
        : m_desk(desk)
        , m_address(std::move(address))
    {
        for (size_t i = 0; i < kGoodSeats; ++i)
            m_seats.push_back(std::make_unique<Seat>(m_crowd));
    }
    Samples work(int ms)
    {
        m_samples = {};
        m_bad = 0;
        m_clock.start();
        for (size_t i = 0; i < m_seats.size(); ++i) {
            m_seats[i]->dueNs = static_cast<qint64>(i) * kPaceMs * 1'000'000 / kGoodSeats;
            m_seats[i]->peer.onReceived = [this, i] { received(i); };
        }
        m_crowd.run(ms, {}, [this] { askThoseDue(); });
        return m_samples;
    }
    int bad() const { return m_bad; } ///< answers that were none, or no 200

private:
    struct Seat {
        explicit Seat(Crowd &crowd)
            : peer(crowd)
        {
        }
        Peer peer;
        qint64 dueNs = 0;
        qint64 askedNs = 0; ///< 0: not waiting
        int turn = 0;
        QByteArray cursor;
    };
    void askThoseDue()
    {
        const qint64 now = m_clock.nsecsElapsed();
        for (size_t i = 0; i < m_seats.size(); ++i) {
            Seat &seat = *m_seats[i];
            if (seat.askedNs || now < seat.dueNs)
                continue;
            if (!seat.peer.isOpen())
                seat.peer.connectTo(m_desk.port(), m_address(i));
            SeatKey &key = m_desk.seats()[i];
            seat.dueNs += kPaceMs * 1'000'000LL;
            seat.askedNs = m_clock.nsecsElapsed();
            if (++seat.turn % 2)
                seat.peer.send(key.request("POST", "/v1/pull", "{\"protocol\":1,\"cursor\":\"" + seat.cursor + "\"}"));
            else
                seat.peer.send(key.request("POST", "/v1/push", key.nextPush(2, m_desk.ids())));
        }
    }
    void received(size_t i)
    {
        Seat &seat = *m_seats[i];
        const qsizetype whole = wholeAnswer(seat.peer.in);
        if (!whole)
            return;
        m_samples.add(m_clock.nsecsElapsed() - std::exchange(seat.askedNs, 0));
        if (statusOf(seat.peer.in) != 200)
            ++m_bad;
        if (const qsizetype next = seat.peer.in.lastIndexOf("\"next\":\""); next > 0)
            seat.cursor = seat.peer.in.mid(next + 8, seat.peer.in.indexOf('"', next + 8) - next - 8);
        seat.peer.in.clear();
    }

    ServedDesk &m_desk;
    std::function<quint32(size_t)> m_address;
    Crowd m_crowd;
    std::vector<std::unique_ptr<Seat>> m_seats;
    QElapsedTimer m_clock;
    Samples m_samples;
    int m_bad = 0;
};

Status underAttack(bool sharedAddress)
{
    ServedDesk desk;
    TD_TRY(desk.make(kGoodSeats));
    TD_TRY(desk.serve("{\"count_loopback\": 1}"));
    GoodSeats good(desk, [sharedAddress](size_t i) { return sharedAddress ? kAttackersAddress : kLoopback + 2 + static_cast<quint32>(i); });
    (void)good.work(3000); // everybody has got what there was
    const double idle = memoryOf(desk.pid(), "VmRSS");
    Samples calm, attacked;
    double calmCpu = 0, attackedCpu = 0, connections = 0;
    int bad = 0;
    // In turns, so that what else the machine does meanwhile falls on both.
    for (int round = 0; round < kRounds; ++round) {
        const double before = cpuOf(desk.pid());
        calm.add(good.work(kWindowMs));
        calmCpu += cpuOf(desk.pid()) - before;
        QProcess attackers;
        attackers.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        attackers.start(QCoreApplication::applicationFilePath(), {QStringLiteral("attackers"), QString::number(desk.port()), QString::number(kAttackers), QString::number(kWindowMs + 3500)});
        (void)good.work(2500); // all of them are there
        connections = desk.metric("tidedesk_http_connections");
        const double start = cpuOf(desk.pid());
        attacked.add(good.work(kWindowMs));
        attackedCpu += cpuOf(desk.pid()) - start;
        bad += good.bad();
        attackers.waitForFinished(20'000);
    }
    const double ratio = attacked.percentile(0.99) / calm.percentile(0.99);
    report(QStringLiteral("server_attacked"), {{QStringLiteral("shared_address"), sharedAddress}, {QStringLiteral("attackers"), kAttackers}, {QStringLiteral("connections"), connections},
        {QStringLiteral("n_calm"), qint64(calm.count())}, {QStringLiteral("n_attacked"), qint64(attacked.count())}, {QStringLiteral("not_200"), bad},
        {QStringLiteral("calm_p50_us"), calm.percentile(0.5)}, {QStringLiteral("calm_p99_us"), calm.percentile(0.99)},
        {QStringLiteral("attacked_p50_us"), attacked.percentile(0.5)}, {QStringLiteral("attacked_p99_us"), attacked.percentile(0.99)}, {QStringLiteral("p99_ratio"), ratio},
        {QStringLiteral("refused_requests"), desk.metric("tidedesk_http_requests_refused_total")}, {QStringLiteral("stalled_readers"), desk.metric("tidedesk_http_stalled_readers_total")},
        {QStringLiteral("address_refusals"), desk.metric("tidedesk_limit_refusals_total{limit=\"address_rate\"}")},
        {QStringLiteral("calm_server_cpu"), calmCpu * 1000 / kWindowMs / kRounds}, {QStringLiteral("attacked_server_cpu"), attackedCpu * 1000 / kWindowMs / kRounds}, {QStringLiteral("mib_above_calm"), memoryOf(desk.pid(), "VmHWM") - idle}});
    desk.stop();
    return {};
}

} // namespace

int serverBench(const QStringList &arguments)
{
    http::HttpServer::raiseFileLimit();
    const QString part = arguments.value(0, QStringLiteral("all"));
    const auto wanted = [&](const char *name) { return part == u"all" || part == QLatin1StringView(name); };
    if (wanted("idle")) {
        if (const Status done = idleSeats(arguments.value(1).isEmpty() ? kIdleSeats : arguments.value(1).toInt()); !done)
            return giveUp(done.error());
    }
    if (wanted("attack")) {
        for (const bool shared : {false, true}) {
            if (const Status done = underAttack(shared); !done)
                return giveUp(done.error());
        }
    }
    if (wanted("push")) {
        if (const Status done = pushBench(); !done)
            return giveUp(done.error());
    }
    if (part == u"engine") {
        if (const Status done = engineBench(); !done)
            return giveUp(done.error());
    }
    return 0;
}

} // namespace tidedesk::bench
