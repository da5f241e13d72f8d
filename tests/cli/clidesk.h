// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/support/programs.h"
#include <QJsonArray>
#include <QTemporaryDir>

namespace tidedesk::test {

/// A server with two agents of one team, one of another and an administrator, and a seat for each under its name.
class CliDesk {
public:
    CliDesk()
    {
        administer(QStringLiteral("init --admin root --password-stdin"), "password-of-root\n");
        for (const QString &user : {QStringLiteral("lin Support"), QStringLiteral("wang Support"), QStringLiteral("zhou Billing")}) {
            const QString name = user.section(u' ', 0, 0);
            administer(QStringLiteral("user add --name %1 --role agent --team %2 --password-stdin").arg(name, user.section(u' ', 1)),
                "password-of-" + name.toLatin1() + '\n');
        }
        startServer();
    }
    void startServer()
    {
        m_server = std::make_unique<ServerProcess>(data());
        m_wire = std::make_unique<Wire>(m_server->url());
    }
    QString path(const QString &name) const { return m_dir.filePath(name); }
    QString data() const { return path(QStringLiteral("server")); }
    Wire &wire() { return *m_wire; }
    QByteArray serverLog() const { return m_server->log(); }
    void stopServer() { m_server->stop(); }
    void killServer() { m_server->kill(); }
    /// Another process, perhaps on another folder, at the address the seats know.
    void restartServer(const QString &folder, const QStringList &more = {})
    {
        m_server = std::make_unique<ServerProcess>(folder, more);
        m_wire->redirect(m_server->url());
    }

    /// tidedesk-server on this desk's folder.
    Ran administer(const QString &line, const QByteArray &input = {}) const
    {
        return run("tidedesk-server", line.split(u' ', Qt::SkipEmptyParts) + QStringList {QStringLiteral("--data"), data(), QStringLiteral("--json")}, input);
    }
    /// A line of words; those with blanks come in `more`.
    Ran seat(const QString &who, const QString &line, const QStringList &more = {}, const QByteArray &input = {}) const
    {
        return run("tidedesk-cli", QStringList {QStringLiteral("--profile"), path(who), QStringLiteral("--json")} + line.split(u' ', Qt::SkipEmptyParts) + more, input);
    }
    Ran text(const QString &who, const QString &line) const
    {
        return run("tidedesk-cli", QStringList {QStringLiteral("--profile"), path(who)} + line.split(u' ', Qt::SkipEmptyParts));
    }
    Ran signIn(const QString &who, const QByteArray &password = {}) const
    {
        const QByteArray secret = password.isEmpty() ? "password-of-" + who.toLatin1() : password;
        return seat(who, QStringLiteral("sign-in --server %1 --user %2 --password-stdin").arg(m_wire->url().toString(), who), {}, secret + '\n');
    }
    /// On somebody else's profile.
    Ran signInOn(const QString &profile, const QString &who) const
    {
        return seat(profile, QStringLiteral("sign-in --server %1 --user %2 --password-stdin").arg(m_wire->url().toString(), who), {}, "password-of-" + who.toLatin1() + '\n');
    }
    /// A ticket of this seat, on the server too.
    QString newTicket(const QString &who, const QString &subject) const
    {
        const Ran made = seat(who, QStringLiteral("ticket create --channel phone --body Hello"), {QStringLiteral("--subject"), subject});
        (void)seat(who, QStringLiteral("sync"));
        return made.json.value(QLatin1StringView("id")).toString();
    }
    static QString code(const Ran &ran) { return ran.json.value(QLatin1StringView("error")).toObject().value(QLatin1StringView("code")).toString(); }
    static QString message(const Ran &ran) { return ran.json.value(QLatin1StringView("error")).toObject().value(QLatin1StringView("message")).toString(); }
    static QJsonArray list(const Ran &ran, const char *name) { return ran.json.value(QLatin1StringView(name)).toArray(); }

private:
    QTemporaryDir m_dir;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<Wire> m_wire;
};

} // namespace tidedesk::test
