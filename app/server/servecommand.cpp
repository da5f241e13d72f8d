// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/command.h"
#include "app/server/control.h"
#include "app/server/datafolder.h"
#include "app/server/logwriter.h"
#include "core/base/clock.h"
#include "core/base/eventlog.h"
#include "core/server/api/passwords.h"
#include "core/server/api/service.h"
#include <QCoreApplication>
#include <QFile>
#include <boost/asio/ip/address.hpp>

namespace tidedesk::app {

namespace {

constexpr int kDrainMs = 10'000;
constexpr qsizetype kShortestToken = 16; ///< of a monitor, in bytes

struct Listen {
    QString address;
    quint16 port = 0;
    bool loopback() const { return address.startsWith(u"127.") || address == u"::1"; }
    QString host() const { return address.contains(u':') ? u'[' + address + u']' : address; }
};

/// "127.0.0.1:8443", "[::1]:0", "localhost:8443"
std::optional<Listen> readListen(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool isPort = false;
    Listen listen {text.left(colon), text.mid(colon + 1).toUShort(&isPort)};
    if (listen.address.startsWith(u'[') && listen.address.endsWith(u']'))
        listen.address = listen.address.mid(1, listen.address.size() - 2);
    else if (listen.address == u"localhost")
        listen.address = QStringLiteral("127.0.0.1");
    boost::system::error_code noAddress;
    (void)boost::asio::ip::make_address(listen.address.toStdString(), noAddress);
    return colon > 0 && isPort && !noAddress ? std::optional(listen) : std::nullopt;
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error {Consequence::Rejected, QStringLiteral("file.unreadable"), QStringLiteral("%1 (%2)").arg(path, file.errorString())};
    return file.read(1024 * 1024);
}

/// What `serve` was told besides where to listen.
struct Manner {
    std::optional<http::TlsIdentity> tls;
    server::Limits limits;
    QByteArray metricsToken;
    bool logRequests = false;
};

Result<std::optional<http::TlsIdentity>> readTls(const Arguments &arguments)
{
    const QString certificate = arguments.value(QStringLiteral("tls-certificate"));
    const QString key = arguments.value(QStringLiteral("tls-key"));
    if (certificate.isEmpty() && key.isEmpty())
        return std::optional<http::TlsIdentity>();
    TD_ASSIGN(chain, readFile(certificate));
    TD_ASSIGN(secret, readFile(key));
    return std::optional(http::TlsIdentity {chain, secret});
}

Result<Manner> readManner(const Arguments &arguments)
{
    Manner manner;
    TD_ASSIGN(tls, readTls(arguments));
    manner.tls = tls;
    if (const QString file = arguments.value(QStringLiteral("limits")); !file.isEmpty()) {
        TD_ASSIGN(json, readFile(file));
        TD_ASSIGN(limits, server::limitsFrom(json));
        manner.limits = limits;
    }
    if (const QString file = arguments.value(QStringLiteral("metrics-token-file")); !file.isEmpty()) {
        TD_ASSIGN(token, readFile(file));
        manner.metricsToken = token.trimmed();
        if (manner.metricsToken.size() < kShortestToken)
            return Error {Consequence::Rejected, QStringLiteral("metrics.short_token"), file};
    }
    manner.logRequests = arguments.has(QStringLiteral("log-requests"));
    return manner;
}

/// Where the program's own commands find the server: its own address when that is plain loopback, else a second one.
Result<Control> openControl(http::HttpServer &server, const Listen &listen, quint16 port, bool tls, const QByteArray &token)
{
    if (!tls && listen.loopback())
        return Control {listen.address, port, token};
    TD_ASSIGN(own, server.listen(QStringLiteral("127.0.0.1"), 0));
    return Control {QStringLiteral("127.0.0.1"), own, token};
}

Status run(const DataFolder &folder, const Listen &listen, const Manner &manner)
{
    const SystemClock clock;
    const QByteArray token = server::newToken();
    const auto &tls = manner.tls;
    const qint64 files = http::HttpServer::raiseFileLimit();
    TD_ASSIGN(service, server::Service::open({folder.stores(), folder.blobFolder(), clock, manner.limits, token, manner.metricsToken, manner.logRequests}));
    http::HttpServer &http = service->http();
    TD_ASSIGN(port, http.listen(listen.address, listen.port, tls));
    TD_ASSIGN(control, openControl(http, listen, port, tls.has_value(), token));
    TD_TRY(control.write(folder.controlFile()));
    QObject home;
    http.onTerminate([&] {
        service->drain(kDrainMs, [&] { QMetaObject::invokeMethod(&home, [] { QCoreApplication::quit(); }, Qt::QueuedConnection); });
    });
    service->start();
    logInfo("started", {{QStringLiteral("port"), port}, {QStringLiteral("tls"), tls.has_value()}, {QStringLiteral("files"), files}, {QStringLiteral("connections"), manner.limits.http.maxConnections}});
    printJson({{QStringLiteral("event"), QStringLiteral("listening")},
        {QStringLiteral("url"), QStringLiteral("%1://%2:%3").arg(tls ? QStringLiteral("https") : QStringLiteral("http"), listen.host()).arg(port)}});
    QCoreApplication::exec();
    QFile::remove(folder.controlFile());
    logInfo("stopped");
    return {};
}

std::optional<QString> wrongLog(const Arguments &arguments)
{
    const QString format = arguments.value(QStringLiteral("log"), QStringLiteral("json"));
    if (format != u"json" && format != u"text")
        return QStringLiteral("serve: --log: json or text is expected, not '%1'").arg(format.left(40));
    const QString level = arguments.value(QStringLiteral("log-level"), QStringLiteral("info"));
    if (!startLog(format == u"json" ? LogFormat::Json : LogFormat::Text, level))
        return QStringLiteral("serve: --log-level: debug, info, warning or error is expected, not '%1'").arg(level.left(40));
    return {};
}

} // namespace

int serve(Arguments &arguments)
{
    const auto listen = readListen(arguments.value(QStringLiteral("listen"), QStringLiteral("127.0.0.1:0")));
    if (!listen)
        return wrongUsage(arguments, QStringLiteral("serve: --listen: a numeric address and a port are expected, 127.0.0.1:8443 or [::1]:8443, not '%1'").arg(arguments.value(QStringLiteral("listen")).left(80)));
    if (arguments.has(QStringLiteral("tls-certificate")) != arguments.has(QStringLiteral("tls-key")))
        return wrongUsage(arguments, QStringLiteral("serve: --tls-certificate and --tls-key go together"));
    if (const auto wrong = wrongLog(arguments))
        return wrongUsage(arguments, *wrong);
    const auto manner = readManner(arguments);
    if (!manner)
        return fail(arguments, manner.error());
    DataFolder folder = DataFolder::of(arguments);
    if (const Status there = folder.mustExist(); !there)
        return fail(arguments, there.error());
    if (const Status made = folder.isShared() ? folder.makeFolder() : Status(); !made)
        return fail(arguments, made.error());
    if (const Status locked = folder.lock(); !locked)
        return fail(arguments, locked.error());
    if (const Status claimed = folder.claim(server::StoreFactory::Use::Serve); !claimed)
        return fail(arguments, claimed.error());
    const Status served = run(folder, *listen, *manner);
    if (served)
        return Done;
    Error error = served.error();
    for (const auto &[code, option] : {std::pair("http.bad_certificate", "tls-certificate"), std::pair("http.bad_key", "tls-key")}) {
        if (error.code == QLatin1StringView(code))
            error.detail += QStringLiteral(" (%1)").arg(arguments.value(QLatin1StringView(option)));
    }
    return fail(arguments, error);
}

} // namespace tidedesk::app
