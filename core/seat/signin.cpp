// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/signin.h"
#include "core/base/clock.h"
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include "core/seat/blobfiles.h"
#include <QSysInfo>

namespace tidedesk::seat {

namespace {

schema::Writer levelNamed(const QString &role)
{
    const int index = schema::user().role.choice(role);
    return index < 0 ? schema::Writer::None : static_cast<schema::Writer>(index + 1);
}

} // namespace

SignIn::SignIn(Threads &threads, net::Transport &transport, const Clock &clock, Reopen reopen, QObject *parent)
    : QObject(parent)
    , m_threads(threads)
    , m_transport(transport)
    , m_clock(clock)
    , m_reopen(std::move(reopen))
{
}

void SignIn::signIn(const QUrl &server, const QString &user, const QString &password, Then then)
{
    if (!server.isValid() || (server.scheme() != u"https" && server.scheme() != u"http") || server.host().isEmpty()) {
        then(Error {Consequence::Rejected, QStringLiteral("net.bad_url"), server.toString(QUrl::RemoveUserInfo)}, false);
        return;
    }
    m_threads.store.run(this, [](LocalStore &store) { return store.identity(); },
        [this, server, user, password, then](Result<SeatIdentity> known) {
            if (!known)
                return then(known.error(), false);
            SeatIdentity identity = *known;
            // Whatever the address: a server that has moved knows the seat; another one answers with another user's id.
            if (identity.userName != user)
                identity.seat = Id();
            if (identity.seat.isNull())
                identity.seat = IdGenerator(m_clock).next();
            identity.server = server.toString();
            identity.userName = user;
            m_transport.setServer(server);
            ask(identity, password, then);
        });
}

void SignIn::ask(const SeatIdentity &identity, const QString &password, Then then)
{
    net::Call *call = m_transport.send({.method = "POST", .path = QStringLiteral("/v1/sign-in"),
        .body = protocol::compact({{QStringLiteral("user"), identity.userName}, {QStringLiteral("password"), password},
            {QStringLiteral("seat"),
                QJsonObject {{QStringLiteral("id"), identity.seat.toString()}, {QStringLiteral("name"), QSysInfo::machineHostName()}}}})});
    connect(call, &net::Call::finished, this,
        [this, identity, password, then](const Result<net::Response> &answer) { onAnswer(answer, identity, password, then); });
}

void SignIn::onAnswer(const Result<net::Response> &answer, SeatIdentity identity, const QString &password, Then then)
{
    if (!answer) {
        const bool unreachable = answer.error().consequence == Consequence::Retry
            || answer.error().consequence == Consequence::RetryLater;
        if (unreachable)
            return offline(QUrl(identity.server), identity.userName, password, answer.error(), then);
        if (isRevocation(answer.error()))
            return disabled(identity, answer.error(), then);
        return then(answer.error(), false);
    }
    const auto object = protocol::parseObject(answer->body, QStringLiteral("sign-in"));
    if (!object) // not ours, or cut short
        return then(Error {Consequence::RetryLater, QStringLiteral("sign_in.bad_answer"), object.error().detail}, false);
    const QJsonObject user = object->value(QLatin1StringView("user")).toObject();
    identity.token = object->value(QLatin1StringView("token")).toString().toLatin1();
    identity.user = Id::fromString(user.value(QLatin1StringView("id")).toString());
    identity.level = qint64(levelNamed(user.value(QLatin1StringView("role")).toString()));
    if (identity.token.isEmpty() || identity.user.isNull())
        return then(Error {Consequence::RetryLater, QStringLiteral("sign_in.bad_answer"), {}}, false);
    const qint64 largest = object->value(QLatin1StringView("limits")).toObject().value(QLatin1StringView("blob_bytes")).toInteger(kLargestFile);
    const QByteArray sealingKey = QByteArray::fromBase64(object->value(QLatin1StringView("sealing_key")).toString().toLatin1());
    const Welcome welcome {identity, password, sealingKey, largest};
    m_threads.store.run(this, [](LocalStore &store) { return store.sealed(); }, [this, welcome, then](const Result<std::optional<SealedWork>> &sealed) {
        if (!sealed)
            return then(sealed.error(), false);
        const bool ours = *sealed && (*sealed)->label.user == welcome.identity.user && (*sealed)->label.seat == welcome.identity.seat;
        ours ? fetchKey(**sealed, welcome, then) : settle(welcome, then);
    });
}

void SignIn::fetchKey(const SealedWork &work, const Welcome &welcome, Then then)
{
    net::Call *call = m_transport.send({.method = "POST", .path = QStringLiteral("/v1/unseal"),
        .body = protocol::compact({{QStringLiteral("box"), QString::fromLatin1(work.box.toBase64())}}), .token = welcome.identity.token});
    connect(call, &net::Call::finished, this, [this, work, welcome, then](const Result<net::Response> &answer) {
        if (!answer)
            return answer.error().code.startsWith(u"sealed.") ? beginAnew(welcome, then) : then(answer.error(), false);
        const auto json = protocol::parseObject(answer->body, QStringLiteral("sealed"));
        if (!json)
            return then(Error {Consequence::RetryLater, QStringLiteral("sign_in.bad_answer"), json.error().detail}, false);
        unseal(work, QByteArray::fromBase64(json->value(QLatin1StringView("key")).toString().toLatin1()), welcome, then);
    });
}

void SignIn::unseal(const SealedWork &work, const QByteArray &key, const Welcome &welcome, Then then)
{
    m_threads.store.run(this, [work, key](LocalStore &store) { return store.unseal(work, key); }, [this, welcome, then](const Status &unsealed) {
        if (!unsealed)
            return unsealed.error().code == u"sealed.damaged" ? beginAnew(welcome, then) : then(unsealed.error(), false);
        m_reopen([this, welcome, then](const Status &opened) { opened ? settle(welcome, then) : then(opened.error(), false); });
    });
}

/// What is sealed here cannot be opened, or not here. It stays as it is, and its numbers stay its own: the person goes on as
/// another seat.
void SignIn::beginAnew(const Welcome &welcome, Then then)
{
    SeatIdentity identity = welcome.identity;
    identity.seat = IdGenerator(m_clock).next();
    ask(identity, welcome.password, then);
}

void SignIn::settle(const Welcome &welcome, Then then)
{
    m_threads.store.run(this, [welcome, now = m_clock.nowMs()](LocalStore &store) -> Result<SeatIdentity> {
        TD_TRY(store.setIdentity(welcome.identity));
        TD_TRY(store.outbox().setSetting(QString(kLargestFileSetting), QString::number(welcome.largestFile)));
        TD_TRY(store.rememberSealingKey(welcome.sealingKey));
        TD_TRY(store.rememberPassword(welcome.password, now));
        return welcome.identity;
    }, [then](const Result<SeatIdentity> &kept) { then(kept, true); });
}

/// Of somebody else than this seat's person it says nothing about the seat.
void SignIn::disabled(const SeatIdentity &identity, const Error &why, Then then)
{
    m_threads.store.run(this, [identity, why](LocalStore &store) -> Result<SeatIdentity> {
        TD_ASSIGN(known, store.identity());
        if (!known.user.isNull() && known.seat == identity.seat)
            TD_TRY(store.endLease());
        return why;
    }, [then](const Result<SeatIdentity> &refused) { then(refused, false); });
}

void SignIn::offline(const QUrl &server, const QString &user, const QString &password, const Error &why, Then then)
{
    m_threads.store.run(this, [=, now = m_clock.nowMs()](LocalStore &store) -> Result<SeatIdentity> {
        TD_ASSIGN(identity, store.identity());
        if (identity.user.isNull() || identity.userName != user || identity.server != server.toString())
            return why;
        if (identity.sealed) {
            TD_ASSIGN(work, store.sealed());
            return workIsSealed(*work);
        }
        TD_TRY(store.verifyPassword(password, now));
        TD_TRY(store.enterOffline());
        return identity;
    }, [then](const Result<SeatIdentity> &known) { then(known, false); });
}

void SignIn::resume(Then then)
{
    m_threads.store.run(this, [](LocalStore &store) -> Result<SeatIdentity> {
        TD_ASSIGN(known, store.identity());
        if (known.damaged)
            return sessionDamaged(store.profile());
        if (known.sealed) {
            TD_ASSIGN(work, store.sealed());
            return workIsSealed(*work);
        }
        if (!known.inside)
            return Error {Consequence::SignIn, QStringLiteral("seat.no_session"), {}};
        return known;
    },
        [this, then](Result<SeatIdentity> known) {
            if (known)
                m_transport.setServer(QUrl(known->server));
            then(known, false);
        });
}

} // namespace tidedesk::seat
