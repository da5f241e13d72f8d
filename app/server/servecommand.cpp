// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/command.h"
#include "app/server/control.h"
#include "app/server/datafolder.h"
#include "core/base/clock.h"
#include "core/domain/attachment.h"
#include "core/server/api/passwords.h"
#include "core/server/api/service.h"
#include <QCoreApplication>
#include <QFile>
#include <boost/asio/ip/address.hpp>

namespace tidedesk::app {

namespace {

constexpr int kDrainMs = 10'000;

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

/// Where the program's own commands find the server: its own address when that is plain loopback, else a second one.
Result<Control> openControl(http::HttpServer &server, const Listen &listen, quint16 port, bool tls, const QByteArray &token)
{
    if (!tls && listen.loopback())
        return Control {listen.address, port, token};
    TD_ASSIGN(own, server.listen(QStringLiteral("127.0.0.1"), 0));
    return Control {QStringLiteral("127.0.0.1"), own, token};
}

/// Nothing when an option is wrong; Arguments says which.
std::optional<server::FileLimits> readFileLimits(Arguments &arguments)
{
    constexpr qint64 kMegabyte = 1024 * 1024;
    constexpr qint64 kMost = 100'000'000;
    server::FileLimits limits;
    const auto read = [&](const char *option, qint64 &bytes, qint64 least, qint64 most) {
        const auto megabytes = arguments.number(QLatin1StringView(option), bytes / kMegabyte, least, most);
        bytes = megabytes.value_or(0) * kMegabyte;
        return megabytes.has_value();
    };
    const bool good = read("file-mb", limits.largest, 1, domain::kMostFileBytes / kMegabyte) && read("files-a-day-mb", limits.aDay, 1, kMost)
        && read("files-total-mb", limits.total, 0, kMost);
    return good ? std::optional(limits) : std::nullopt;
}

Status run(const DataFolder &folder, const Listen &listen, const std::optional<http::TlsIdentity> &tls, const server::FileLimits &files)
{
    const SystemClock clock;
    const QByteArray token = server::newToken();
    http::HttpServer::raiseFileLimit();
    TD_ASSIGN(service, server::Service::open({folder.stores(), folder.blobFolder(), clock, {}, token, 2, files}));
    http::HttpServer &http = service->http();
    TD_ASSIGN(port, http.listen(listen.address, listen.port, tls));
    TD_ASSIGN(control, openControl(http, listen, port, tls.has_value(), token));
    TD_TRY(control.write(folder.controlFile()));
    QObject home;
    http.onTerminate([&] {
        service->drain(kDrainMs, [&] { QMetaObject::invokeMethod(&home, [] { QCoreApplication::quit(); }, Qt::QueuedConnection); });
    });
    service->start();
    printJson({{QStringLiteral("event"), QStringLiteral("listening")},
        {QStringLiteral("url"), QStringLiteral("%1://%2:%3").arg(tls ? QStringLiteral("https") : QStringLiteral("http"), listen.host()).arg(port)}});
    QCoreApplication::exec();
    QFile::remove(folder.controlFile());
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
    const auto files = readFileLimits(arguments);
    if (!files)
        return wrongUsage(arguments, QStringLiteral("serve: ") + arguments.problem());
    const auto tls = readTls(arguments);
    if (!tls)
        return fail(arguments, tls.error());
    DataFolder folder = DataFolder::of(arguments);
    if (const Status there = folder.mustExist(); !there)
        return fail(arguments, there.error());
    if (const Status made = folder.isShared() ? folder.makeFolder() : Status(); !made)
        return fail(arguments, made.error());
    if (const Status locked = folder.lock(); !locked)
        return fail(arguments, locked.error());
    if (const Status claimed = folder.claim(server::StoreFactory::Use::Serve); !claimed)
        return fail(arguments, claimed.error());
    const Status served = run(folder, *listen, *tls, *files);
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
