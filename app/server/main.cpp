// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/command.h"
#include <QCoreApplication>
#include <QTextStream>
#include <cstdio>

namespace tidedesk::app {

namespace {

const QList<Command> &commands()
{
    static const QString data = QStringLiteral("data");
    static const QList<Command> all {
        {"init", "--data DIR --admin NAME --password-stdin", {data, QStringLiteral("admin")}, {QStringLiteral("password-stdin"), QStringLiteral("json")}, init},
        {"serve", "--data DIR [--listen 127.0.0.1:0] [--database URL] [--tls-certificate F --tls-key F]",
            {data, QStringLiteral("listen"), QStringLiteral("database"), QStringLiteral("tls-certificate"), QStringLiteral("tls-key")}, {}, serve},
        {"user", "add|list|disable --data DIR --name N --role agent|supervisor|manager|admin --team T --password-stdin",
            {data, QStringLiteral("name"), QStringLiteral("role"), QStringLiteral("team"), QStringLiteral("display-name")},
            {QStringLiteral("password-stdin"), QStringLiteral("json")}, user},
        {"backup", "--data DIR --to F", {data, QStringLiteral("to")}, {QStringLiteral("json")}, backup},
        {"restore", "--data DIR --from F", {data, QStringLiteral("from")}, {QStringLiteral("json")}, restore},
        {"check", "--data DIR [--user N] [--json]", {data, QStringLiteral("user")}, {QStringLiteral("json")}, check},
        {"sample", "--data DIR [--scale S|M|L] [--seed N] [--until 2026-11-01] [--tickets N]",
            {data, QStringLiteral("scale"), QStringLiteral("seed"), QStringLiteral("until"), QStringLiteral("tickets")}, {}, sampleData},
        {"import", "--data DIR --mapping M.json FILE...", {data, QStringLiteral("mapping")}, {}, importFiles},
    };
    return all;
}

int usage(QTextStream &&out, int code)
{
    out << "tidedesk-server COMMAND\n";
    for (const Command &command : commands())
        out << "  " << command.name << ' ' << command.usage << '\n';
    out << "Exit codes: 0 done, 1 failed, 2 wrong usage.\n";
    return code;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tidedesk-server"));
    const QStringList typed = application.arguments().mid(1);
    if (typed.isEmpty())
        return usage(QTextStream(stderr), WrongUsage);
    if (typed.first() == u"help" || typed.first() == u"--help")
        return usage(QTextStream(stdout), Done);
    for (const Command &command : commands()) {
        if (typed.first() != QLatin1StringView(command.name))
            continue;
        Arguments arguments(typed.mid(1), command.valued, command.flags);
        if (!arguments.problem().isEmpty())
            return wrongUsage(QStringLiteral("%1: %2\n  usage: %1 %3").arg(QLatin1StringView(command.name), arguments.problem(), QLatin1StringView(command.usage)));
        if (arguments.value(QStringLiteral("data")).isEmpty())
            return wrongUsage(QStringLiteral("%1: --data DIR is missing").arg(QLatin1StringView(command.name)));
        return command.run(arguments);
    }
    QTextStream(stderr) << "tidedesk-server: unknown command '" << typed.first() << "'\n";
    return usage(QTextStream(stderr), WrongUsage);
}

} // namespace

} // namespace tidedesk::app

int main(int argc, char **argv) { return tidedesk::app::main(argc, argv); }
