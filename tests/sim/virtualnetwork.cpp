// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/virtualnetwork.h"
#include "core/net/classify.h"

namespace tidedesk::sim {

namespace {

enum class Damage { None, AnswerLost, Hole, Truncated, Damaged };

class VirtualCall final : public net::Call {
public:
    VirtualCall(VirtualTransport &transport, const net::Request &request, Damage damage)
        : Call(&transport)
        , m_transport(transport)
        , m_streamed(request.streamed)
        , m_silenceMs(request.silenceMs)
        , m_damage(damage)
        , m_left(damage == Damage::Truncated || damage == Damage::AnswerLost ? transport.dice().below(6000) : -1)
    {
        if (request.deadlineMs > 0)
            giveUpAfter(request.deadlineMs, 0);
    }
    void abort() override { end(Error {Consequence::Retry, QStringLiteral("net.aborted"), {}}); }
    void unreachable() { end(net::classify(0, QNetworkReply::RemoteHostClosedError, {}, {})); }
    /// Nothing will come any more and nobody says so.
    void fallSilent()
    {
        m_silent = true;
        if (m_silenceMs > 0)
            giveUpAfter(m_silenceMs, ++m_heard);
    }
    bool isSilent() const { return m_silent || m_done; }

    void answered(int status, const QByteArray &body, const QByteArray &retryAfter)
    {
        if (isSilent())
            return;
        if (m_damage == Damage::AnswerLost)
            return unreachable();
        if (m_damage == Damage::Hole)
            return fallSilent();
        QByteArray whole = body;
        if (m_damage == Damage::Truncated)
            whole.truncate(m_left % (body.size() + 1));
        if (m_streamed && status == 200) { // a stranger's page
            Q_EMIT opened();
            if (!m_done)
                Q_EMIT received(whole);
            return end(net::Response {200, {}});
        }
        if (status >= 200 && status < 300)
            return end(net::Response {status, whole});
        end(net::classify(status, QNetworkReply::NoError, whole, retryAfter));
    }
    void opened_()
    {
        if (isSilent())
            return;
        if (m_damage == Damage::Hole)
            return fallSilent();
        Q_EMIT opened();
    }
    void piece(QByteArray bytes)
    {
        if (isSilent())
            return;
        ++m_heard;
        if (m_left >= 0) {
            bytes.truncate(m_left);
            m_left -= bytes.size();
        }
        if (m_damage == Damage::Damaged && bytes.size() > 40 && (m_transport.fault || m_transport.dice().chance(.3)))
            bytes = damaged(bytes);
        if (!bytes.isEmpty())
            Q_EMIT received(bytes);
        if (m_left == 0 && !m_done)
            m_damage == Damage::AnswerLost ? unreachable() : end(net::Response {200, {}});
    }
    void finishedByServer()
    {
        if (isSilent())
            return;
        if (m_damage == Damage::AnswerLost)
            return unreachable();
        end(net::Response {200, {}});
    }

private:
    QByteArray damaged(QByteArray bytes)
    {
        Dice &dice = m_transport.dice();
        const QByteArrayList lines = bytes.split('\n');
        const qsizetype line = dice.below(lines.size());
        switch (dice.below(3)) {
        case 0: { // a line is lost
            QByteArrayList rest = lines;
            rest.removeAt(line);
            return rest.join('\n');
        }
        case 1: // the piece comes twice
            return bytes + bytes;
        default: { // a digit is another one
            for (qsizetype i = dice.below(bytes.size()); i < bytes.size(); ++i) {
                if (bytes[i] >= '0' && bytes[i] <= '8') {
                    bytes[i] = static_cast<char>(bytes[i] + 1);
                    break;
                }
            }
            return bytes;
        }
        }
    }
    void giveUpAfter(qint64 ms, quint64 heard)
    {
        m_transport.timeline().after(ms, [guard = QPointer(this), heard] {
            if (guard && (heard == 0 || heard == guard->m_heard))
                guard->end(Error {Consequence::Retry, QStringLiteral("net.deadline"), {}});
        });
    }
    void end(const Result<net::Response> &result)
    {
        if (m_done)
            return;
        m_done = true;
        m_transport.timeline().trace(m_transport.name() + " ended " + (result ? QByteArray("ok") : result.error().code.toUtf8()));
        // Deleted by virtual time: there is no event loop.
        m_transport.timeline().after(0, [guard = QPointer(this)] { delete guard.data(); });
        Q_EMIT finished(result);
    }

    VirtualTransport &m_transport;
    const bool m_streamed;
    const int m_silenceMs;
    const Damage m_damage;
    qint64 m_left; ///< bytes until the answer is cut, -1 = whole
    quint64 m_heard = 0;
    bool m_silent = false;
    bool m_done = false;
};

/// The answer's way back: pieces arrive in order, each with its own delay.
class Wire final : public Exchange {
public:
    Wire(Timeline &timeline, VirtualTransport &transport, VirtualCall *call)
        : m_timeline(timeline)
        , m_transport(&transport)
        , m_call(call)
    {
    }
    void answer(int status, const QByteArray &body, const QByteArray &retryAfter) override
    {
        later([=](VirtualCall &call) { call.answered(status, body, retryAfter); });
    }
    void open() override
    {
        later([](VirtualCall &call) { call.opened_(); });
    }
    void write(const QByteArray &bytes) override
    {
        if (!m_transport)
            return;
        qsizetype from = 0;
        while (from < bytes.size()) { // cut anywhere, as the system does
            const qsizetype size = m_transport->dice().chance(.7) ? bytes.size() : m_transport->dice().between(1, bytes.size());
            later([piece = bytes.mid(from, size)](VirtualCall &call) { call.piece(piece); });
            from += size;
        }
    }
    void finish() override
    {
        later([](VirtualCall &call) { call.finishedByServer(); });
    }
    void cut(bool noticed) override
    {
        later([noticed](VirtualCall &call) { noticed ? call.unreachable() : call.fallSilent(); });
    }
    bool isClientGone() const override { return !m_call || m_call->isSilent(); }

private:
    void later(std::function<void(VirtualCall &)> work)
    {
        if (!m_call || !m_transport)
            return;
        m_last = qMax(m_last, m_timeline.now() + m_transport->latency());
        m_timeline.at(m_last, [call = m_call, transport = m_transport, work = std::move(work)] {
            if (call && transport && transport->isUp())
                work(*call);
        });
    }
    Timeline &m_timeline;
    QPointer<VirtualTransport> m_transport;
    QPointer<VirtualCall> m_call;
    qint64 m_last = 0;
};

/// The answer of a request that came twice: nobody listens.
class Nowhere final : public Exchange {
public:
    void answer(int, const QByteArray &, const QByteArray &) override { }
    void open() override { }
    void write(const QByteArray &) override { }
    void finish() override { }
    void cut(bool) override { }
    bool isClientGone() const override { return false; }
};

} // namespace

VirtualTransport::VirtualTransport(Timeline &timeline, Endpoint &server, Dice dice, QByteArray name)
    : m_timeline(timeline)
    , m_server(server)
    , m_dice(dice)
    , m_name(std::move(name))
{
}

void VirtualTransport::deliver(const net::Request &request, const std::shared_ptr<Exchange> &exchange, qint64 delay)
{
    m_timeline.after(delay, [this, guard = QPointer<QObject>(this), request, exchange] {
        if (!guard || !m_up)
            return;
        if (!m_server.isUp())
            return exchange->cut(true);
        m_server.arrive(request.path.toUtf8(), request.token, request.body, exchange);
    });
}

net::Call *VirtualTransport::send(const net::Request &request)
{
    ++sent;
    m_timeline.trace(m_name + " asks " + request.path.toUtf8() + ' ' + QByteArray::number(request.body.size()));
    const int struck = fault && fault->strikes() ? fault->how : -1;
    const auto hit = [this, struck](double p, int how = -1) { return (how >= 0 && how == struck) || (p > 0 && m_dice.chance(p)); };
    const Damage damage = hit(faults.answerLost, AnswerLost) ? Damage::AnswerLost
        : hit(faults.hole, AnswerHeldBack)       ? Damage::Hole
        : hit(faults.truncated, AnswerCut)       ? Damage::Truncated
        : hit(faults.damaged, AnswerDamaged)     ? Damage::Damaged
                                                 : Damage::None;
    auto *call = new VirtualCall(*this, request, damage);
    const QPointer guard(call);
    if (!m_up || hit(faults.lost, RequestLost)) {
        m_timeline.after(latency(), [guard] {
            if (guard)
                guard->unreachable();
        });
        return call;
    }
    if (hit(faults.portal, StrangersAnswer)) {
        static constexpr int statuses[] = {200, 302, 407, 503, 403};
        m_timeline.after(latency(), [guard, status = statuses[m_dice.below(5)]] {
            if (guard)
                guard->answered(status, "<html>please sign in to the hotel</html>", status == 503 ? "7" : "");
        });
        return call;
    }
    const qint64 delay = latency();
    deliver(request, std::make_shared<Wire>(m_timeline, *this, call), delay);
    if (request.deadlineMs > 0 && hit(faults.twice, ArrivesTwice))
        deliver(request, std::make_shared<Nowhere>(), delay + m_dice.below(m_dice.chance(.5) ? 200 : 60'000));
    return call;
}

void VirtualTransport::setUp(bool up)
{
    m_up = up;
    m_timeline.trace(m_name + (up ? " online" : " offline"));
    if (up)
        return;
    const bool noticed = m_dice.chance(.5);
    const auto calls = findChildren<QObject *>(QString(), Qt::FindDirectChildrenOnly);
    for (QObject *child : calls) {
        auto *call = static_cast<VirtualCall *>(child);
        m_timeline.after(latency(), [guard = QPointer(call), noticed] {
            if (guard)
                noticed ? guard->unreachable() : guard->fallSilent();
        });
    }
}

void VirtualTransport::drop()
{
    const auto calls = findChildren<QObject *>(QString(), Qt::FindDirectChildrenOnly);
    for (QObject *child : calls) {
        child->disconnect();
        delete child;
    }
}

} // namespace tidedesk::sim
