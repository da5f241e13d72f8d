// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/command.h"
#include "app/server/datafolder.h"
#include <QCoreApplication>
#include <QTextStream>
#include <cstdio>

namespace tidedesk::app {

namespace {

const QList<Command> &commands()
{
    static const QString data = QStringLiteral("data");
    static const QStringList password {QStringLiteral("password-stdin")};
    static constexpr int kMany = 10'000;
    static const QList<Command> all {
        {"init", "--data DIR --admin NAME --password-stdin", 0, {data, QStringLiteral("admin")}, password, init},
        {"serve", "--data DIR [--listen 127.0.0.1:0] [--tls-certificate F --tls-key F] [--limits F] [--metrics-token-file F] [--log json|text] [--log-level debug|info|warning|error] [--log-requests]", 0,
            {data, QStringLiteral("listen"), QStringLiteral("tls-certificate"), QStringLiteral("tls-key"), QStringLiteral("limits"), QStringLiteral("metrics-token-file"), QStringLiteral("log"), QStringLiteral("log-level")},
            {QStringLiteral("log-requests")}, serve},
        {"user", "add|list|disable|enable --data DIR --name N --role agent|supervisor|manager|admin --team T --password-stdin", 1,
            {data, QStringLiteral("name"), QStringLiteral("role"), QStringLiteral("team"), QStringLiteral("display-name")}, password, user},
        {"seat", "list|revoke --data DIR --seat ID", 1, {data, QStringLiteral("seat")}, {}, seat},
        {"sealed", "list|show N|apply N|discard N|add FILE --data DIR", 2, {data}, {}, sealed},
        {"backup", "--data DIR --to F", 0, {data, QStringLiteral("to")}, {}, backup},
        {"restore", "--data DIR --from F", 0, {data, QStringLiteral("from")}, {}, restore},
        {"check", "--data DIR [--user N]", 0, {data, QStringLiteral("user")}, {}, check},
        {"sample", "--data DIR [--scale S|M|L] [--seed N] [--until 2026-11-01] [--tickets N]", 0,
            {data, QStringLiteral("scale"), QStringLiteral("seed"), QStringLiteral("until"), QStringLiteral("tickets")}, {}, sampleData},
        {"migrate", "--from DIR --to URL", 0, {QStringLiteral("from"), QStringLiteral("to")}, {}, migrate},
        {"import", "--data DIR --mapping M.json FILE...", kMany, {data, QStringLiteral("mapping")}, {}, importFiles},
    };
    return all;
}

int help()
{
    QTextStream out(stdout);
    out << "tidedesk-server COMMAND [--json] [--database URL]\n";
    for (const Command &command : commands())
        out << "  " << command.name << ' ' << command.usage << '\n';
    out << "Exit codes: 0 done, 1 failed, 2 wrong usage. resources/help/command-line.md says the rest.\n";
    return Done;
}

int wrong(const QStringList &typed, const QString &problem)
{
    const Arguments json(typed.contains(QStringLiteral("--json")) ? QStringList(QStringLiteral("--json")) : QStringList(), {}, {QStringLiteral("json")});
    return wrongUsage(json, problem);
}

/// What is wrong with the words and options themselves, whatever the command makes of them.
QString problemOf(const Command &command, const Arguments &arguments)
{
    if (!arguments.problem().isEmpty())
        return arguments.problem();
    if (command.valued.contains(QStringLiteral("data")) && arguments.value(QStringLiteral("data")).isEmpty())
        return QStringLiteral("--data DIR is missing");
    if (!DataFolder::isDatabase(arguments.value(QStringLiteral("database"))))
        return QStringLiteral("--database: postgresql://... or sqlite: is expected, not '%1'").arg(arguments.value(QStringLiteral("database")).section(u':', 0, 0).left(40));
    if (arguments.words().size() > command.words)
        return QStringLiteral("'%1' is too much").arg(arguments.word(command.words).left(40));
    return {};
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tidedesk-server"));
    const QStringList typed = application.arguments().mid(1);
    if (typed.contains(QStringLiteral("--help")) || typed.value(0) == u"help")
        return help();
    for (const Command &command : commands()) {
        if (typed.value(0) != QLatin1StringView(command.name))
            continue;
        Arguments arguments(typed.mid(1), command.valued + QStringList(QStringLiteral("database")), command.flags + QStringList(QStringLiteral("json")));
        const QString problem = problemOf(command, arguments);
        if (!problem.isEmpty())
            return wrong(typed, QStringLiteral("%1: %2; usage: %1 %3").arg(QLatin1StringView(command.name), problem, QLatin1StringView(command.usage)));
        return command.run(arguments);
    }
    const QString problem = typed.isEmpty() ? QStringLiteral("a command is missing") : QStringLiteral("unknown command '%1'").arg(typed.first().left(40));
    return wrong(typed, problem + QStringLiteral("; 'tidedesk-server help' lists them"));
}

} // namespace

} // namespace tidedesk::app

int main(int argc, char **argv) { return tidedesk::app::main(argc, argv); }
