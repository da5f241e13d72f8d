// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <functional>
#include <memory>
#include <vector>

namespace tidedesk::bench {

class Crowd;

/// One of many clients on a socket that never blocks.
class Peer {
public:
    explicit Peer(Crowd &crowd)
        : m_crowd(crowd)
    {
    }
    ~Peer();
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;

    /// From the address 127.0.x.y; what was sent before is forgotten. `receiveBuffer` 0 = the system's.
    bool connectTo(quint16 port, quint32 from, int receiveBuffer = 0);
    void send(const QByteArray &bytes); ///< now, or as soon as the socket takes it
    void close();
    bool isOpen() const { return m_socket >= 0; }
    bool reads = true; ///< false: what comes stays in the system
    QByteArray in; ///< received; who uses it takes it away

    std::function<void()> onReceived; ///< `in` has grown
    std::function<void()> onClosed; ///< by the other side, or never connected

private:
    friend class Crowd;
    void ready(quint32 events);
    void flush();
    void watch(bool writing);

    Crowd &m_crowd;
    int m_socket = -1;
    QByteArray m_out;
};

/// The loop that drives them: one thread, epoll.
class Crowd {
public:
    Crowd();
    ~Crowd();
    Crowd(const Crowd &) = delete;
    Crowd &operator=(const Crowd &) = delete;

    /// Turns until `until` says so, or for so long. `tick` is called about every millisecond. False when the time is over.
    bool run(int ms, const std::function<bool()> &until = {}, const std::function<void()> &tick = {});

private:
    friend class Peer;
    int m_epoll;
};

/// A complete answer at the beginning of `in`, with a Content-Length or in chunks: its length, or 0 when it is not whole yet.
qsizetype wholeAnswer(const QByteArray &in);
int statusOf(const QByteArray &answer);

} // namespace tidedesk::bench
