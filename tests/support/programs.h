// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <memory>

/// The real programs, run by tests.
namespace tidedesk::test {

inline QString program(const char *name)
{
    const QString file = QLatin1StringView(name);
    return file.startsWith(u'/') ? file : qEnvironmentVariable("TIDEDESK_BIN") + u'/' + file;
}

struct Ran {
    int code = -1;
    QJsonObject json; ///< of the last line of stdout
    QByteArray out;
    QByteArray err;
};

/// What a program that has ended leaves behind.
inline Ran ended(QProcess &process)
{
    Ran ran;
    ran.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    ran.out = process.readAllStandardOutput();
    ran.err = process.readAllStandardError();
    ran.json = QJsonDocument::fromJson(ran.out.trimmed().split('\n').last()).object();
    return ran;
}

/// Runs a program to its end while the event loop turns, so that proxies of the test go on working.
inline Ran run(const char *name, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program(name), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return ended(process);
}

/// The environment of a program that is to die as by kill -9 at a named point (core/base/killpoint.h); empty = nowhere.
inline QProcessEnvironment dyingAt(const QString &point)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!point.isEmpty())
        environment.insert(QStringLiteral("TIDEDESK_KILL_AT"), point);
    return environment;
}

/// A tidedesk-server on a folder; killed with the object, ended politely by stop().
class ServerProcess {
public:
    /// `killAt`: see dyingAt().
    explicit ServerProcess(const QString &data, const QStringList &more = {}, const QString &killAt = {})
    {
        m_process.setProcessEnvironment(dyingAt(killAt));
        m_process.start(program("tidedesk-server"), QStringList {QStringLiteral("serve"), QStringLiteral("--data"), data} + more);
        (void)QTest::qWaitFor([&] { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; }, 30'000);
        const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
        if (line.value(QLatin1StringView("event")).toString() == u"listening")
            m_url = QUrl(line.value(QLatin1StringView("url")).toString());
    }
    ~ServerProcess()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    QUrl url() const { return m_url; }
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    QByteArray log() ///< all it has written to stderr so far
    {
        m_log += m_process.readAllStandardError();
        return m_log;
    }
    void kill() ///< as a power cut would end it
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    void terminate() { m_process.terminate(); } ///< asks it to end
    int stop()
    {
        m_process.terminate();
        (void)QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, 30'000);
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }

private:
    QProcess m_process;
    QByteArray m_log;
    QUrl m_url;
};

/// A line between a seat and the server that can be cut and mended.
class Wire : public QTcpServer {
public:
    explicit Wire(const QUrl &to)
        : m_to(to)
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *near = nextPendingConnection())
                join(near);
        });
        listen(QHostAddress::LocalHost);
        m_port = serverPort();
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)); }
    void cut()
    {
        close();
        for (QTcpSocket *socket : findChildren<QTcpSocket *>())
            socket->abort();
    }
    const QUrl &target() const { return m_to; }
    void redirect(const QUrl &to) { m_to = to; } ///< for connections from now on
    bool mend() { return listen(QHostAddress::LocalHost, m_port); }
    /// Cuts itself after so many more bytes, either way.
    void cutAfter(qint64 bytes) { m_left = bytes; }
    qint64 carried() const { return m_carried; } ///< bytes so far, both ways

private:
    void join(QTcpSocket *near)
    {
        auto *far = new QTcpSocket(this);
        near->setParent(this);
        far->connectToHost(m_to.host(), static_cast<quint16>(m_to.port()));
        connect(near, &QTcpSocket::readyRead, far, [this, near, far] { carry(near, far); });
        connect(far, &QTcpSocket::readyRead, near, [this, near, far] { carry(far, near); });
        connect(far, &QTcpSocket::connected, far, [this, near, far] { carry(near, far); });
        connect(near, &QTcpSocket::disconnected, far, &QTcpSocket::disconnectFromHost);
        connect(far, &QTcpSocket::disconnected, near, &QTcpSocket::disconnectFromHost);
    }

    void carry(QTcpSocket *from, QTcpSocket *to)
    {
        const QByteArray bytes = from->readAll();
        m_carried += bytes.size();
        to->write(bytes);
        if (m_left < 0 || (m_left -= bytes.size()) > 0)
            return;
        m_left = -1;
        QMetaObject::invokeMethod(this, [this] { cut(); }, Qt::QueuedConnection);
    }

    QUrl m_to;
    quint16 m_port = 0;
    qint64 m_carried = 0;
    qint64 m_left = -1;
};

} // namespace tidedesk::test
