// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultproxy.h"
#include <QTimer>
#include <functional>
#include <memory>
#include <sys/socket.h>

namespace tidedesk::test {

namespace {

/// What one side takes leave with.
void reset(QTcpSocket *socket)
{
    const linger atOnce {1, 0};
    setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    socket->abort();
}

/// Length of the first whole request in `bytes`, 0 when more must come.
qsizetype requestLength(const QByteArray &bytes)
{
    const qsizetype head = bytes.indexOf("\r\n\r\n");
    if (head < 0)
        return 0;
    const qsizetype field = bytes.left(head).toLower().indexOf("\r\ncontent-length:");
    const qsizetype from = field + 17;
    const qsizetype body = field < 0 ? 0 : bytes.mid(from, bytes.indexOf('\r', from) - from).trimmed().toLongLong();
    return bytes.size() >= head + 4 + body ? head + 4 + body : 0;
}

/// Without the fields whose names begin so.
QByteArray withoutField(const QByteArray &head, const QByteArray &name)
{
    QByteArrayList kept;
    for (const QByteArray &line : head.split('\n')) {
        if (!line.toLower().startsWith(name))
            kept.append(line);
    }
    return kept.join('\n');
}

QByteArray dechunked(const QByteArray &body)
{
    QByteArray whole;
    for (qsizetype at = 0;;) {
        const qsizetype line = body.indexOf("\r\n", at);
        const qsizetype size = line < 0 ? 0 : body.mid(at, line - at).toLongLong(nullptr, 16);
        if (size <= 0)
            return whole;
        whole += body.mid(line + 2, size);
        at = line + 2 + size + 2;
    }
}

/// Half an answer whose framing says that it is whole. What is compressed stays so.
QByteArray shortened(const QByteArray &answer, bool withLength)
{
    const qsizetype end = answer.indexOf("\r\n\r\n");
    QByteArray head = answer.left(end + 2);
    QByteArray body = answer.mid(end + 4);
    if (head.toLower().contains("transfer-encoding: chunked"))
        body = dechunked(body);
    body.truncate(body.size() / 2);
    head = withoutField(withoutField(head, "transfer-encoding"), "content-length");
    if (withLength)
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return head + "\r\n" + body;
}

} // namespace

/// One connection of a seat. `m_near` is the seat's side, a far socket the server's.
class FaultyLine : public QObject {
public:
    FaultyLine(FaultProxy &proxy, QTcpSocket *near)
        : QObject(&proxy)
        , m_proxy(proxy)
        , m_near(near)
    {
        near->setParent(this);
        connect(near, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        if (proxy.m_fault.opaque) {
            m_fault = proxy.m_fault;
            ++proxy.m_met;
            if (!m_fault.answer.isEmpty()) {
                near->write(m_fault.answer);
                near->disconnectFromHost();
                return;
            }
            forward({}, [this](const QByteArray &bytes) { down(bytes); });
            return;
        }
        connect(near, &QTcpSocket::readyRead, this, &FaultyLine::readRequests);
        readRequests();
    }
    ~FaultyLine() override { m_near->disconnect(this); }

private:
    using Bytes = std::function<void(const QByteArray &)>;

    void readRequests()
    {
        m_requests += m_near->readAll();
        while (const qsizetype length = requestLength(m_requests)) {
            const QByteArray request = m_requests.left(length);
            m_requests.remove(0, length);
            take(request);
        }
    }
    void take(const QByteArray &request)
    {
        const qsizetype line = request.indexOf('\n') + 1;
        const bool meant = m_proxy.m_fault.path.isEmpty() || request.left(line).contains(m_proxy.m_fault.path);
        m_fault = meant ? m_proxy.m_fault : Fault {};
        m_passed = 0;
        m_answer.clear();
        m_proxy.m_met += meant;
        const qsizetype head = request.indexOf("\r\n\r\n") + 2;
        const QByteArray alone = withoutField(request.left(head), "connection") + "Connection: close\r\n" + request.mid(head);
        QTimer::singleShot(m_fault.latencyMs, this, [this, alone] { send(alone); });
    }
    void send(const QByteArray &request)
    {
        if (!m_fault.answer.isEmpty()) {
            m_near->write(m_fault.answer);
            return m_near->disconnectFromHost();
        }
        if (m_fault.end != Fault::End::None && m_fault.way == Fault::Way::Up) {
            // The server must have got the part before the line breaks.
            QTcpSocket *far = forward(request.left(m_fault.after), [](const QByteArray &) {});
            connect(far, &QTcpSocket::bytesWritten, this, [this, far] {
                if (far->bytesToWrite() == 0)
                    end(far);
            });
            if (m_fault.after == 0)
                connect(far, &QTcpSocket::connected, this, [this, far] { end(far); });
        } else if (m_fault.twice) {
            auto first = std::make_shared<QByteArray>();
            QTcpSocket *far = forward(request, [first](const QByteArray &bytes) { *first += bytes; }, false);
            connect(far, &QTcpSocket::disconnected, this, [this, request] { forward(request, [this](const QByteArray &bytes) { down(bytes); }); });
        } else if (m_fault.shorten != Fault::Shorten::No) {
            QTcpSocket *far = forward(request, [this](const QByteArray &bytes) { m_answer += bytes; }, false);
            connect(far, &QTcpSocket::disconnected, this, [this] {
                m_near->write(shortened(m_answer, m_fault.shorten == Fault::Shorten::WithLength));
                m_near->disconnectFromHost();
            });
        } else {
            forward(request, [this](const QByteArray &bytes) { down(bytes); });
        }
    }
    /// A connection to the server; `closing`: its end is the seat's, too.
    QTcpSocket *forward(const QByteArray &bytes, const Bytes &took, bool closing = true)
    {
        auto *far = new QTcpSocket(this);
        connect(far, &QTcpSocket::readyRead, this, [far, took] { took(far->readAll()); });
        if (closing) {
            connect(far, &QTcpSocket::disconnected, this, &FaultyLine::farEnded);
            connect(far, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
                if (error == QAbstractSocket::ConnectionRefusedError)
                    m_near->disconnectFromHost();
            });
        }
        far->connectToHost(m_proxy.m_server.host(), static_cast<quint16>(m_proxy.m_server.port()));
        far->write(bytes);
        if (m_fault.opaque) {
            connect(m_near, &QTcpSocket::readyRead, far, [this, far] { far->write(m_near->readAll()); });
            far->write(m_near->readAll());
        }
        return far;
    }
    /// The server's bytes on their way to the seat.
    void down(const QByteArray &bytes)
    {
        if (m_ended)
            return;
        if (m_fault.dripMs > 0) {
            m_answer += bytes;
            return drip();
        }
        if (m_fault.end == Fault::End::None) {
            m_near->write(bytes);
            return;
        }
        m_near->write(bytes.left(m_fault.after - m_passed));
        m_passed += bytes.size();
        if (m_passed >= m_fault.after) {
            m_near->flush();
            end(nullptr);
        }
    }
    void drip()
    {
        if (m_dripping)
            return;
        m_dripping = true;
        QTimer::singleShot(m_fault.dripMs, this, [this] {
            m_dripping = false;
            m_near->write(m_answer.left(1));
            m_answer.remove(0, 1);
            if (!m_answer.isEmpty())
                drip();
            else if (m_farEnded)
                m_near->disconnectFromHost();
        });
    }
    void farEnded()
    {
        m_farEnded = true;
        if (!m_ended && m_answer.isEmpty())
            m_near->disconnectFromHost();
    }
    void end(QTcpSocket *far)
    {
        m_ended = true;
        if (m_fault.end == Fault::End::Reset) {
            if (far)
                reset(far);
            reset(m_near);
        } else if (m_fault.end == Fault::End::Close) {
            if (far)
                far->disconnectFromHost();
            m_near->disconnectFromHost();
        }
    }

    FaultProxy &m_proxy;
    QTcpSocket *m_near;
    Fault m_fault;
    QByteArray m_requests; ///< of the seat, not whole yet
    QByteArray m_answer; ///< of the server, held back
    qint64 m_passed = 0;
    bool m_dripping = false;
    bool m_farEnded = false;
    bool m_ended = false;
};

FaultProxy::FaultProxy(const QUrl &server)
    : m_server(server)
{
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *near = nextPendingConnection())
            new FaultyLine(*this, near);
    });
    listen(QHostAddress::LocalHost);
}

QUrl FaultProxy::url(const char *scheme) const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(QLatin1StringView(scheme)).arg(serverPort()));
}

void FaultProxy::set(const Fault &fault)
{
    const QObjectList all = children();
    for (QObject *child : all)
        delete dynamic_cast<FaultyLine *>(child);
    m_fault = fault;
    m_met = 0;
}

QByteArray httpAnswer(const QByteArray &status, const QByteArray &fields, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace tidedesk::test
