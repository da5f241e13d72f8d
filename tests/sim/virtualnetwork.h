// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/net/transport.h"
#include "tests/sim/dice.h"
#include "tests/sim/endpoint.h"
#include "tests/sim/fault.h"
#include "tests/sim/timeline.h"

namespace tidedesk::sim {

/// How bad the network is. Probabilities are per request.
struct NetworkFaults {
    double lost = 0; ///< the request never arrives, the connection is reset
    double answerLost = 0; ///< the server does it, the answer is lost
    double hole = 0; ///< half open: nothing comes any more, until a deadline
    double twice = 0; ///< the request arrives a second time, up to a minute later (QNetworkAccessManager does that)
    double truncated = 0; ///< the answer ends somewhere and counts as a success (Qt does that with gzip)
    double damaged = 0; ///< a piece of the answer is lost, repeated or altered on the way
    double portal = 0; ///< somebody else answers: 200 with HTML, 302, 407, 503

    static NetworkFaults rough(double factor)
    {
        return {.02 * factor, .02 * factor, .004 * factor, .03 * factor, .01 * factor, .01 * factor, .004 * factor};
    }
};

/// A seat's way to the server through a network that does what the real one does. Implements the contract of
/// net::Transport, deadlines and silence included.
class VirtualTransport final : public QObject, public net::Transport {
public:
    VirtualTransport(Timeline &timeline, Endpoint &server, Dice dice, QByteArray name);

    void setServer(const QUrl &) override { }
    net::Call *send(const net::Request &request) override;

    void setUp(bool up); ///< down: what is under way ends, noticed or not
    bool isUp() const { return m_up; }
    void drop(); ///< the process has died: nobody hears the answers
    NetworkFaults faults;
    qint64 sent = 0;
    Fault *fault = nullptr; ///< of requests

    // For calls.
    Timeline &timeline() { return m_timeline; }
    Dice &dice() { return m_dice; }
    const QByteArray &name() const { return m_name; }
    qint64 latency() { return m_dice.between(5, 60) + (m_dice.chance(.05) ? m_dice.below(3000) : 0); }

private:
    void deliver(const net::Request &request, const std::shared_ptr<Exchange> &exchange, qint64 delay);

    Timeline &m_timeline;
    Endpoint &m_server;
    Dice m_dice;
    QByteArray m_name;
    bool m_up = true;
};

} // namespace tidedesk::sim
