// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/apifixture.h"
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include "core/server/api/passwords.h"

namespace tidedesk::test {

using namespace server;

namespace {

template <class T> T must(Result<T> result)
{
    if (!result)
        qFatal("fixture: %s %s", qPrintable(result.error().code), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace

QJsonObject ApiFixture::Answer::json() const
{
    const auto object = protocol::parseObject(body, QStringLiteral("answer"));
    return object ? *object : QJsonObject();
}

QString ApiFixture::Answer::code() const
{
    return json().value(QLatin1StringView("error")).toObject().value(QLatin1StringView("code")).toString();
}

ApiFixture::ApiFixture(const server::Limits &limits)
    : m_limits(limits)
{
    {
        auto store = must(stores.writer());
        auto transaction = must(StoreTransaction::begin(*store, Store::Access::Write));
        WriteContext context(*store, ids, clock.nowMs());
        const auto add = [&](const QString &name, qint64 role, const QString &team) {
            const QByteArray password = "password of " + name.toUtf8();
            users.insert(name, must(addUser(context, {name, {}, role, team, must(hashPassword(password))})));
        };
        add(QStringLiteral("lin"), 0, QStringLiteral("support"));
        add(QStringLiteral("chen"), 1, QStringLiteral("support"));
        add(QStringLiteral("wang"), 0, QStringLiteral("returns"));
        add(QStringLiteral("zhao"), 2, {});
        add(QStringLiteral("root"), 3, {});
        for (const Row &queue : must(store->all(schema::queue())))
            queues.insert(queue.text(schema::queue().name), queue.id());
        must(transaction.commit());
    }
    start();
}

void ApiFixture::start()
{
    service = must(Service::open({stores, blobFolder(), clock, m_limits, control}));
    port = must(service->http().listen(QStringLiteral("127.0.0.1"), 0));
    service->start();
}

void ApiFixture::startAgain()
{
    service.reset();
    ++m_starts;
    start();
}

QString ApiFixture::blobFolder() const
{
    const bool shared = qEnvironmentVariable("TIDEDESK_TEST_ENGINE") == u"postgres";
    return folder.filePath(shared ? QStringLiteral("blobs%1").arg(m_starts) : QStringLiteral("blobs"));
}

ApiFixture::~ApiFixture() { service.reset(); }

ApiFixture::Answer ApiFixture::ask(const QByteArray &method, const QByteArray &path, const QByteArray &body,
    const QByteArray &token, const QByteArray &more) const
{
    RawClient client(port);
    QByteArray request = method + ' ' + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n" + more;
    if (!token.isEmpty())
        request += "Authorization: Bearer " + token + "\r\n";
    if (!body.isEmpty() || method != "GET")
        request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    client.send(request + "\r\n" + body);
    const Reply reply = client.reply(method == "HEAD");
    return {reply.status, reply.body, reply.headers};
}

ApiFixture::Answer ApiFixture::post(
    const QByteArray &path, const QJsonObject &body, const QByteArray &token, const QByteArray &more) const
{
    return ask("POST", path, protocol::compact(body), token, "Content-Type: application/json\r\n" + more);
}

ApiFixture::Answer ApiFixture::signIn(const QString &name, const QString &password, const Id &seat) const
{
    return post("/v1/sign-in",
        {{QStringLiteral("user"), name}, {QStringLiteral("password"), password},
            {QStringLiteral("seat"), QJsonObject {{QStringLiteral("id"), seat.toString()}, {QStringLiteral("name"), QStringLiteral("desk")}}}});
}

Id ApiFixture::seatOf(const QString &name)
{
    if (!m_seats.contains(name))
        m_seats.insert(name, ids.next());
    return m_seats.value(name);
}

QByteArray ApiFixture::token(const QString &name)
{
    const Answer answer = signIn(name, QStringLiteral("password of ") + name, seatOf(name));
    return answer.json().value(QLatin1StringView("token")).toString().toLatin1();
}

domain::Change ApiFixture::newTicket(qint64 seq, const QString &subject, const Id &queue)
{
    domain::Change change;
    change.id = ids.next();
    change.seq = seq;
    change.kind = domain::Change::Kind::Create;
    change.entity = &schema::ticket();
    change.row = ids.next();
    change.set = {{schema::ticket().subject.index, subject}};
    if (!queue.isNull())
        change.set.insert(schema::ticket().queueId.index, queue);
    return change;
}

ApiFixture::Answer ApiFixture::push(const QByteArray &token, const QList<domain::Change> &changes) const
{
    QJsonArray operations;
    for (const domain::Change &change : changes)
        operations.append(protocol::toJson(change));
    return post("/v1/push", {{QStringLiteral("protocol"), 1}, {QStringLiteral("operations"), operations}}, token);
}

ApiFixture::Pulled ApiFixture::pull(const QByteArray &token, const QString &cursor) const
{
    const Answer answer = post("/v1/pull", {{QStringLiteral("protocol"), 1}, {QStringLiteral("cursor"), cursor}}, token);
    Pulled pulled {answer.status, answer.body, {}, {}, false};
    protocol::PageReader reader;
    if (answer.status != 200 || !reader.feed(answer.body))
        return pulled;
    pulled.header = reader.takeHeader();
    while (auto page = reader.takePage())
        pulled.pages.append(*page);
    pulled.whole = reader.atBoundary() && !pulled.pages.isEmpty() && !pulled.pages.last().end.more;
    return pulled;
}

} // namespace tidedesk::test
