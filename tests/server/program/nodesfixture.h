// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/protocol/json.h"
#include "tests/server/http/rawclient.h"
#include "tests/support/postgrescluster.h"
#include "tests/support/programs.h"
#include <QJsonArray>
#include <QTemporaryDir>
#include <QUuid>

namespace tidedesk::test {

/// Servers, seats and what they say, over a PostgreSQL database.
class Nodes {
public:
    explicit Nodes(QByteArray database)
        : m_database(QString::fromUtf8(database))
    {
    }
    const QString &database() const { return m_database; }
    QString path(const QString &name) const { return m_dir.filePath(name); }
    QStringList where(const QString &folder) const
    {
        return {QStringLiteral("--data"), path(folder), QStringLiteral("--database"), m_database};
    }
    /// tidedesk-server on the shared database.
    Ran administer(const QString &line, const QByteArray &input = {}, const QString &folder = QStringLiteral("admin")) const
    {
        return run("tidedesk-server", line.split(u' ', Qt::SkipEmptyParts) + where(folder) + QStringList(QStringLiteral("--json")), input);
    }
    /// A server with an administrator and agents of one team.
    bool found(const QStringList &agents) const
    {
        bool good = administer(QStringLiteral("init --admin root --password-stdin"), "password-of-root\n").code == 0;
        for (const QString &agent : agents)
            good = administer(QStringLiteral("user add --name %1 --role agent --team Support --password-stdin").arg(agent), "password-of-" + agent.toUtf8() + '\n').code == 0 && good;
        return good;
    }
    std::unique_ptr<ServerProcess> node(const QString &folder) const
    {
        return std::make_unique<ServerProcess>(path(folder), QStringList {QStringLiteral("--database"), m_database});
    }
    /// tidedesk-cli for a person, with a local store of its own.
    Ran seat(const QString &who, const QString &line, const QByteArray &input = {}) const
    {
        return run("tidedesk-cli", QStringList {QStringLiteral("--profile"), path(QStringLiteral("seat-") + who), QStringLiteral("--json")} + line.split(u' ', Qt::SkipEmptyParts), input);
    }
    Ran signIn(const QString &who, const QUrl &server) const
    {
        return seat(who, QStringLiteral("sign-in --server %1 --user %2 --password-stdin").arg(server.toString(), who), "password-of-" + who.toUtf8() + '\n');
    }
    Ran newTicket(const QString &who, const QString &subject) const
    {
        return seat(who, QStringLiteral("ticket create --channel phone --body Hello --subject %1").arg(subject));
    }
    QStringList subjects(const QString &who) const
    {
        QStringList subjects;
        for (const QJsonValue &ticket : seat(who, QStringLiteral("ticket list")).json.value(QLatin1StringView("tickets")).toArray())
            subjects.append(ticket.toObject().value(QLatin1StringView("subject")).toString());
        subjects.sort();
        return subjects;
    }
    /// A person's digest on the server; "unsound" when check finds anything.
    QString digestOnServer(const QString &who) const { return digestIn(administer(QStringLiteral("check --user %1").arg(who))); }
    static QString digestIn(const Ran &check)
    {
        if (check.code != 0)
            return QStringLiteral("unsound: ") + QString::fromUtf8(check.out + check.err);
        return check.json.value(QLatin1StringView("users")).toArray().first().toObject().value(QLatin1StringView("hash")).toString();
    }
    QString digestOnSeat(const QString &who) const
    {
        return seat(who, QStringLiteral("digest")).json.value(QLatin1StringView("hash")).toString();
    }
    QJsonObject cursorOf(const QString &who) const
    {
        const QString text = seat(who, QStringLiteral("digest")).json.value(QLatin1StringView("cursor")).toString();
        return QJsonDocument::fromJson(QByteArray::fromBase64(text.toLatin1(), QByteArray::Base64UrlEncoding)).object();
    }

private:
    const QString m_database;
    QTemporaryDir m_dir;
};

/// One request on a connection of its own; status 0 when nobody answers.
inline Reply ask(const QUrl &server, const QByteArray &method, const QByteArray &path, const QJsonObject &body = {}, const QByteArray &token = {})
{
    RawClient client(static_cast<quint16>(server.port()));
    const QByteArray text = method == "GET" ? QByteArray() : protocol::compact(body);
    QByteArray head = method + ' ' + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Length: " + QByteArray::number(text.size()) + "\r\n";
    if (!token.isEmpty())
        head += "Authorization: Bearer " + token + "\r\n";
    if (!client.isConnected() || !client.send(head + "\r\n" + text))
        return {};
    return client.reply();
}

inline QJsonObject jsonOf(const Reply &reply) { return QJsonDocument::fromJson(reply.body).object(); }

/// A session by the plain interface; empty when refused.
inline QByteArray tokenFor(const QUrl &server, const QString &who, const QString &seat = QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    const QJsonObject body {{QStringLiteral("user"), who}, {QStringLiteral("password"), QStringLiteral("password-of-") + who},
        {QStringLiteral("seat"), QJsonObject {{QStringLiteral("id"), seat}, {QStringLiteral("name"), QStringLiteral("test")}}}};
    return jsonOf(ask(server, "POST", "/v1/sign-in", body)).value(QLatin1StringView("token")).toString().toLatin1();
}

} // namespace tidedesk::test
