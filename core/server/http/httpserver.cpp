// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httpserver.h"
#include "core/base/eventlog.h"
#include "core/server/http/listener.h"
#include "core/server/http/session.h"
#include <QHash>
#include <future>
#include <unordered_map>
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace tidedesk::http {

/// io thread only, once started.
struct HttpServer::Private {
    std::shared_ptr<ServerContext> context;
    std::vector<std::shared_ptr<Listener>> listeners;
    std::unordered_map<const Session *, std::shared_ptr<Session>> sessions;
    QHash<QByteArray, int> perAddress;
    std::function<void()> drained;
    bool started = false; ///< owner's thread

    Loop &loop() { return *context->loop; }
    void serve(const std::shared_ptr<Listener> &listener);
    void accepted(std::shared_ptr<Connection> connection);
    void ended(const Session &session);
    void drain(int timeoutMs, std::function<void()> done);
    void closeAll();
    void reportDrained();
};

void HttpServer::Private::serve(const std::shared_ptr<Listener> &listener)
{
    listener->start({[this](std::shared_ptr<Connection> connection) { accepted(std::move(connection)); },
                        [this] {
                            if (context->counters.acceptErrors++ == 0)
                                logWarning("accept_failed"); // out of file descriptors, most likely
                        }},
        context->limits.acceptBackoffMs);
}

void HttpServer::Private::accepted(std::shared_ptr<Connection> connection)
{
    ++context->counters.accepted;
    const QByteArray key = connection->addressKey();
    if (qint64(sessions.size()) >= context->limits.maxConnections
        || perAddress.value(key) >= context->limits.maxConnectionsPerAddress) {
        ++context->counters.refusedConnections;
        return;
    }
    ++perAddress[key];
    ++context->counters.connections;
    auto session = std::make_shared<Session>(context, std::move(connection));
    sessions.emplace(session.get(), session);
    session->start();
}

void HttpServer::Private::ended(const Session &session)
{
    const auto count = perAddress.find(session.connection().addressKey());
    if (--*count == 0)
        perAddress.erase(count);
    --context->counters.connections;
    sessions.erase(&session);
    reportDrained();
}

void HttpServer::Private::drain(int timeoutMs, std::function<void()> done)
{
    drained = std::move(done);
    for (const auto &listener : listeners)
        listener->close();
    context->draining = true;
    const auto present = sessions; // a session may end while it is told
    for (const auto &[key, session] : present)
        session->drain();
    loop().after(timeoutMs, [this] { closeAll(); });
    reportDrained();
}

void HttpServer::Private::closeAll()
{
    for (const auto &listener : listeners)
        listener->close();
    const auto present = sessions;
    for (const auto &[key, session] : present)
        session->close();
}

void HttpServer::Private::reportDrained()
{
    if (context->draining && sessions.empty()) {
        if (const auto done = std::exchange(drained, nullptr))
            done();
    }
}

HttpServer::HttpServer(const Limits &limits, Hooks hooks)
    : d(std::make_unique<Private>())
{
    d->context = std::make_shared<ServerContext>(limits, std::move(hooks));
    d->context->ended = [this](Session &session) { d->ended(session); };
}

HttpServer::~HttpServer()
{
    stop();
}

Result<quint16> HttpServer::listen(const QString &address, quint16 port, const std::optional<TlsIdentity> &tls)
{
    auto opened = Listener::open(d->loop(), address, port, d->context->limits.backlog);
    if (!opened)
        return opened.error();
    const auto listener = *opened;
    if (tls) {
        auto identity = TlsContext::create(*tls);
        if (!identity)
            return identity.error();
        listener->setTls(*identity);
    }
    const quint16 bound = listener->port();
    post([this, listener] {
        d->listeners.push_back(listener);
        d->serve(listener);
    });
    return bound;
}

Status HttpServer::renewCertificate(const TlsIdentity &tls)
{
    auto identity = TlsContext::create(tls);
    if (!identity)
        return identity.error();
    post([this, renewed = *identity] {
        for (const auto &listener : d->listeners) {
            if (listener->isSecure())
                listener->setTls(renewed);
        }
    });
    return {};
}

void HttpServer::start()
{
    d->started = true;
    d->loop().start();
}

void HttpServer::stop()
{
    if (std::exchange(d->started, false)) {
        std::promise<void> closed;
        post([this, &closed] {
            d->closeAll();
            d->listeners.clear();
            closed.set_value();
        });
        closed.get_future().wait();
    }
    d->loop().stop();
}

void HttpServer::drain(int timeoutMs, std::function<void()> done)
{
    post([this, timeoutMs, done = std::move(done)] { d->drain(timeoutMs, done); });
}

void HttpServer::onTerminate(std::function<void()> callback)
{
    d->loop().onTerminate(std::move(callback));
}

void HttpServer::post(std::function<void()> callback)
{
    d->loop().post(std::move(callback));
}

std::shared_ptr<Timer> HttpServer::after(qint64 ms, std::function<void()> callback)
{
    return d->loop().after(ms, std::move(callback));
}

Stats HttpServer::stats() const
{
    return d->context->counters.snapshot();
}

qint64 HttpServer::raiseFileLimit()
{
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    return qint64(limit.rlim_cur);
#else
    return 0;
#endif
}

} // namespace tidedesk::http
