// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace tidedesk::test {

/// What happens to a request on its way, or to the answer on its way back.
struct Fault {
    enum class End {
        None,
        Reset, ///< a RST
        Close, ///< a FIN, whatever was promised
        Silence, ///< nothing any more, and the line stays open
    };
    enum class Way { Up, Down };
    /// The answer ends early, and nothing in its framing says so.
    enum class Shorten { No, WithoutLength, WithLength };

    QByteArray path = {}; ///< of the requests it is about; empty = all
    int latencyMs = 0; ///< before the request goes on
    End end = End::None;
    Way way = Way::Down;
    qint64 after = 0; ///< bytes of that way, heads included, that still go through
    int dripMs = 0; ///< the answer comes a byte at a time
    Shorten shorten = Shorten::No; ///< to half its body
    bool twice = false; ///< the server gets the request twice, the seat the second answer
    QByteArray answer = {}; ///< the server never hears of the request; this comes instead, then a FIN
    bool opaque = false; ///< bytes of any protocol (TLS): no requests are told apart, and only ends and an answer mean something
};

/// A line between seat and server that does to each request what a Fault says. Requests reach the server on connections
/// of their own. Works while the test's event loop turns.
class FaultProxy : public QTcpServer {
public:
    explicit FaultProxy(const QUrl &server);

    QUrl url(const char *scheme = "http") const;
    /// For requests from now on; connections under way are dropped.
    void set(const Fault &fault);
    void heal() { set({}); }
    void redirect(const QUrl &server) { m_server = server; }
    /// Requests and, of opaque lines, connections that have met the fault since it was set.
    int met() const { return m_met; }

private:
    friend class FaultyLine;

    QUrl m_server;
    Fault m_fault;
    int m_met = 0;
};

/// A minimal HTTP answer. `fields` end with \r\n each.
QByteArray httpAnswer(const QByteArray &status, const QByteArray &fields = {}, const QByteArray &body = {});

} // namespace tidedesk::test
