// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/support/programs.h"
#include <QJsonArray>
#include <QTemporaryDir>

namespace tidedesk::test {

/// A server on a folder and agents of one team with a seat each, all of them the real programs.
class Office {
public:
    explicit Office(QStringList agents)
        : m_agents(std::move(agents))
    {
    }
    const QStringList &agents() const { return m_agents; }
    QString serverFolder() const { return m_dir.filePath(QStringLiteral("server")); }
    QString profile(const QString &who) const { return m_dir.filePath(QStringLiteral("seat-") + who); }

    bool found() const
    {
        bool good = administer({QStringLiteral("init"), QStringLiteral("--admin"), QStringLiteral("root"), QStringLiteral("--password-stdin")}, "password-of-root\n").code == 0;
        for (const QString &agent : m_agents) {
            good = administer({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("--name"), agent, QStringLiteral("--role"), QStringLiteral("agent"),
                       QStringLiteral("--team"), QStringLiteral("Support"), QStringLiteral("--password-stdin")}, "password-of-" + agent.toUtf8() + '\n').code == 0 && good;
        }
        return good;
    }
    Ran administer(const QStringList &command, const QByteArray &input = {}) const
    {
        return run("tidedesk-server", command + QStringList {QStringLiteral("--data"), serverFolder(), QStringLiteral("--json")}, input);
    }
    QStringList seatLine(const QString &who, const QStringList &command) const
    {
        return QStringList {QStringLiteral("--profile"), profile(who), QStringLiteral("--json")} + command;
    }
    Ran seat(const QString &who, const QStringList &command, const QByteArray &input = {}) const { return run("tidedesk-cli", seatLine(who, command), input); }
    Ran signIn(const QString &who, const QUrl &server) const
    {
        return seat(who, {QStringLiteral("sign-in"), QStringLiteral("--server"), server.toString(), QStringLiteral("--user"), who, QStringLiteral("--password-stdin")},
            "password-of-" + who.toUtf8() + '\n');
    }
    Ran sync(const QString &who, int timeoutS = 30) const { return seat(who, {QStringLiteral("sync"), QStringLiteral("--timeout"), QString::number(timeoutS)}); }

private:
    const QStringList m_agents;
    QTemporaryDir m_dir;
};

inline QString codeOf(const Ran &ran)
{
    return ran.json.value(QLatin1StringView("error")).toObject().value(QLatin1StringView("code")).toString();
}

} // namespace tidedesk::test
