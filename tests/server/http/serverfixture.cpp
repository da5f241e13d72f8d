// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/http/serverfixture.h"
#include <QFile>

namespace tidedesk::test {

using http::Request;
using http::Responder;

namespace {
http::Hooks hooks(ServerFixture &fixture)
{
    return {[&fixture](Request request, std::shared_ptr<Responder> responder) {
                fixture.router.handle(std::move(request), std::move(responder));
            },
        [&fixture](const Request &request) {
            http::Admission admission;
            if (const auto *route = fixture.router.find(request))
                admission.maxBodyBytes = route->maxBodyBytes;
            if (request.headers.has("X-Refuse"))
                admission.refusal = http::Response::error(401, "test.refused", "as asked");
            return admission;
        },
        [&fixture](const http::Exchanged &done) { fixture.exchanged.put(done); }};
}
} // namespace

ServerFixture::ServerFixture(const http::Limits &limits, const Setup &more, const std::optional<http::TlsIdentity> &tls)
    : server(limits, hooks(*this))
{
    const auto echo = [](Request request, const std::shared_ptr<Responder> &responder) {
        responder->send({200, "application/octet-stream", request.body, {{"X-Path", request.path}}});
    };
    router.add("GET", "/ping", [](Request, const std::shared_ptr<Responder> &responder) {
        responder->send({200, "text/plain", "pong", {}});
    });
    router.add("POST", "/echo", echo);
    router.add("PUT", "/blobs/{id}", echo, 8 * 1024 * 1024);
    router.add("GET", "/text/{bytes}", [](Request request, const std::shared_ptr<Responder> &responder) {
        responder->send({200, "text/plain", sampleText(request.parameter("bytes").toLongLong()), {}});
    });
    router.add(
        "GET", "/hold", [this](Request, std::shared_ptr<Responder> responder) { held.put(std::move(responder)); });
    if (more)
        more(router);
    const auto bound = server.listen(QStringLiteral("127.0.0.1"), 0, tls);
    if (bound)
        port = *bound;
    else
        qCritical("the test server cannot listen: %s", qPrintable(bound.error().detail));
    server.start();
}

Reply ServerFixture::ask(const QByteArray &request) const
{
    RawClient asking = client();
    asking.send(request);
    return asking.reply(request.startsWith("HEAD"));
}

qint64 residentKiB()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').first().toLongLong();
    }
    return 0;
}

QByteArray sampleText(qsizetype bytes)
{
    QByteArray text;
    text.reserve(bytes + 64);
    for (int line = 0; text.size() < bytes; ++line)
        text += "ticket " + QByteArray::number(line * 7919 % 100'003) + " waits for the customer\n";
    text.truncate(bytes);
    return text;
}

} // namespace tidedesk::test
