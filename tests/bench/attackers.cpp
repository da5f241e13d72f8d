// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that mean no good, in a process of their own: tidedesk-bench attackers PORT COUNT MS.
#include "core/server/http/httpserver.h"
#include "tests/bench/bench.h"
#include "tests/bench/crowd.h"
#include <QTextStream>
#include <sys/resource.h>

namespace tidedesk::bench {

namespace {

constexpr quint32 kAddress = 0x7f000101;
constexpr qint64 kPaceMs = 500; ///< each does something so often

/// A fifth each: headers and bodies that come byte by byte, rubbish, what is too large, and readers that do not read.
class Attacker {
public:
    Attacker(Crowd &crowd, quint16 port, int number)
        : m_peer(crowd)
        , m_port(port)
        , m_number(number)
        , m_kind(number % 5)
        , m_dueMs(kPaceMs * number / 1000 * 4) // they come within two seconds
    {
        m_peer.reads = m_kind != 4;
        m_peer.onReceived = [this] { m_peer.in.clear(); };
    }
    void turn(qint64 nowMs)
    {
        if (nowMs < m_dueMs)
            return;
        m_dueMs = nowMs + kPaceMs;
        if (!m_peer.isOpen()) {
            ++connections;
            if (m_peer.connectTo(m_port, kAddress, m_kind == 4 ? 4096 : 0))
                m_peer.send(opening());
            return;
        }
        if (m_kind == 0)
            m_peer.send("x");
        else if (m_kind == 1)
            m_peer.send(" ");
    }
    int connections = 0;

private:
    QByteArray opening() const
    {
        switch (m_kind) {
        case 0:
            return "GET /v1/hello HTTP/1.1\r\nHost: a\r\nX-Slow: ";
        case 1:
            return "POST /v1/sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n{";
        case 2:
            return m_number % 2 ? "\x16\x03\x01 rubbish\r\n\r\n" : "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n";
        case 3:
            return m_number % 2 ? "GET /" + QByteArray(20'000, 'a') + " HTTP/1.1\r\n\r\n" : "POST /v1/sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n" + QByteArray(4000, 'a');
        default:
            return QByteArray("GET /v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n").repeated(50);
        }
    }

    Peer m_peer;
    const quint16 m_port;
    const int m_number;
    const int m_kind;
    qint64 m_dueMs;
};

} // namespace

int attackers(const QStringList &arguments)
{
    http::HttpServer::raiseFileLimit();
    ::setpriority(PRIO_PROCESS, 0, 10); // they have machines of their own; only what they do to the server is to be seen
    const int count = arguments.value(1).toInt();
    Crowd crowd;
    std::vector<std::unique_ptr<Attacker>> all;
    for (int i = 0; i < count; ++i)
        all.push_back(std::make_unique<Attacker>(crowd, static_cast<quint16>(arguments.value(0).toInt()), i));
    QElapsedTimer clock;
    clock.start();
    crowd.run(arguments.value(2).toInt(), {}, [&] {
        for (const auto &attacker : all)
            attacker->turn(clock.elapsed());
    });
    qint64 connections = 0;
    for (const auto &attacker : all)
        connections += attacker->connections;
    report(QStringLiteral("attackers"), {{QStringLiteral("count"), count}, {QStringLiteral("connections"), connections}});
    return 0;
}

} // namespace tidedesk::bench
