// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

namespace tidedesk::cli {

namespace {

const QStringList kEverywhere {QStringLiteral("profile"), QStringLiteral("json"), QStringLiteral("offline"), QStringLiteral("help")};
const QStringList kFlags {QStringLiteral("json"), QStringLiteral("offline"), QStringLiteral("follow"), QStringLiteral("password-stdin"), QStringLiteral("sealed"), QStringLiteral("help")};

QStringList words(const char *line) { return QString::fromLatin1(line).split(u' ', Qt::SkipEmptyParts); }

const QList<Command> &commands()
{
    static const QList<Command> all {
        {"sign-in", "", "--server URL --user N --password-stdin", {}, words("server user password-stdin"), signIn, Command::Store},
        {"sign-out", "", "", {}, {}, signOut, Command::Store},
        {"sync", "", "[--follow] [--timeout SECONDS]", {}, words("follow timeout"), sync},
        {"ticket", "list", "[--view mine|unassigned|team|open|all|queue:NAME] [--filter 'status:open,new tag:vip']\n"
                           "      [--sort [+]updated|created|priority|number] [--limit N] [--after CURSOR]",
            {}, words("view filter sort limit after"), ticketList, Command::Rows},
        {"ticket", "show", "", words("REF"), {}, ticketShow, Command::Rows},
        {"ticket", "create", "--subject S [--body B] [--customer REF] [--channel C] [--priority P]", {},
            words("subject body customer channel priority"), ticketCreate},
        {"ticket", "set", "", words("REF FIELD=VALUE..."), {}, ticketSet, Command::Rows},
        {"ticket", "reply", "--body B [--file F]", words("REF"), words("body file"), ticketReply, Command::Rows},
        {"ticket", "note", "--body B [--file F]", words("REF"), words("body file"), ticketNote, Command::Rows},
        {"ticket", "tag", "", words("REF +TAG|-TAG..."), {}, ticketTag, Command::Rows},
        {"ticket", "merge", "", words("REF INTO"), {}, ticketMerge, Command::Rows},
        {"ticket", "split", "[--subject S]", words("REF NUMBER"), words("subject"), ticketSplit, Command::Rows},
        {"attachment", "get", "[--to PATH]", words("REF NUMBER|NAME"), words("to"), attachmentGet, Command::Rows},
        {"customer", "list", "[--limit N]", words("[NAME]"), words("limit"), customerList, Command::Rows},
        {"customer", "show", "", words("REF"), {}, customerShow, Command::Rows},
        {"search", "", "[--limit N]", words("WORDS..."), words("limit"), search, Command::Rows},
        {"outbox", "", "", {}, {}, outboxList},
        {"outbox", "show", "", words("[ID]"), {}, outboxShow},
        {"outbox", "retry", "", words("ID"), {}, outboxRetry},
        {"outbox", "discard", "", words("ID"), {}, outboxDiscard},
        {"outbox", "export", "--to FILE [--sealed]", {}, words("to sealed"), outboxExport, Command::Store},
        {"outbox", "handin", "", {}, {}, outboxHandIn, Command::Store},
        {"undo", "", "", words("ID..."), {}, undo, Command::Rows},
        {"conflict", "list", "", {}, {}, conflictList},
        {"conflict", "show", "", words("ID"), {}, conflictShow},
        {"conflict", "resolve", "[--body B]", words("ID mine|theirs"), words("body"), conflictResolve},
        {"kpi", "", "--from DAY --to DAY [--team T] [--zone Asia/Shanghai]", words("[NAME]"), words("from to team zone"), kpiCommand, Command::Rows},
        {"digest", "", "", {}, {}, digest, Command::Rows},
        {"doctor", "", "", {}, {}, doctor, Command::Store},
    };
    return all;
}

QString title(const Command &command) { return QStringLiteral("%1 %2").arg(QLatin1StringView(command.name), QLatin1StringView(command.verb)).trimmed(); }

QString line(const Command &command)
{
    return QStringList {title(command), command.takes.join(u' '), QString::fromLatin1(command.usage)}.join(u' ').simplified();
}

QList<const Command *> called(const QString &name)
{
    QList<const Command *> found;
    for (const Command &command : commands()) {
        if (name == QLatin1StringView(command.name))
            found.append(&command);
    }
    return found;
}

QString unknownVerb(const QList<const Command *> &among, const QString &verb)
{
    QStringList verbs;
    for (const Command *command : among)
        verbs.append(QString::fromLatin1(command->verb));
    verbs.removeAll(QString());
    const QString expected = QStringLiteral("%1 %2 is expected").arg(QLatin1StringView(among.first()->name), verbs.join(u'|'));
    return verb.isEmpty() ? expected : QStringLiteral("%1, not '%2'").arg(expected, verb.left(40));
}

QString wordsProblem(const Command &command, const QStringList &given)
{
    const bool endless = !command.takes.isEmpty() && command.takes.last().endsWith(QLatin1StringView("..."));
    for (qsizetype i = given.size(); i < command.takes.size(); ++i) {
        if (!command.takes[i].startsWith(u'['))
            return QStringLiteral("%1 is missing: %2").arg(QString(command.takes[i]).remove(QStringLiteral("...")), line(command));
    }
    for (const QString &word : given.first(qMin(given.size(), command.takes.size()))) {
        if (word.trimmed().isEmpty())
            return QStringLiteral("%1 is empty: %2").arg(command.takes[given.indexOf(word)], line(command));
    }
    if (given.size() > command.takes.size() && !endless)
        return QStringLiteral("'%1' is too much: %2").arg(given[command.takes.size()].left(40), line(command));
    return {};
}

} // namespace

Arguments readArguments(const QStringList &typed)
{
    QStringList valued {QStringLiteral("profile")};
    for (const Command &command : commands())
        valued += command.options;
    valued.removeIf([](const QString &option) { return kFlags.contains(option); });
    return Arguments(typed, valued, kFlags);
}

Chosen choose(const Arguments &arguments)
{
    if (arguments.words().isEmpty())
        return {nullptr, {}, QStringLiteral("a command is missing; 'tidedesk-cli help' lists them")};
    const QList<const Command *> candidates = called(arguments.word(0));
    if (candidates.isEmpty())
        return {nullptr, {}, QStringLiteral("unknown command '%1'; 'tidedesk-cli help' lists them").arg(arguments.word(0).left(40))};
    Chosen chosen;
    const bool verbs = *candidates.last()->verb != '\0';
    for (const Command *command : candidates) {
        if (!verbs || arguments.word(1) == QLatin1StringView(command->verb))
            chosen.command = command;
    }
    if (!chosen.command)
        return {nullptr, {}, unknownVerb(candidates, arguments.word(1))};
    chosen.words = arguments.words().mid(*chosen.command->verb ? 2 : 1);
    chosen.problem = wordsProblem(*chosen.command, chosen.words);
    for (const QString &option : arguments.options()) {
        if (!kEverywhere.contains(option) && !chosen.command->options.contains(option))
            chosen.problem = QStringLiteral("--%1 is no option of '%2'").arg(option, title(*chosen.command));
    }
    return chosen;
}

void printHelp(QTextStream &out, const QString &name)
{
    const bool one = !called(name).isEmpty();
    out << "tidedesk-cli --profile DIR [--offline] [--json] COMMAND\n";
    for (const Command &command : commands()) {
        if (one && name != QLatin1StringView(command.name))
            continue;
        out << "  " << QStringList {title(command), command.takes.join(u' ')}.join(u' ').trimmed();
        out << (*command.usage ? " " : "") << command.usage << '\n';
    }
    out << "REF is a ticket's number (10234), its provisional number (~A1B2C3) or an id; a customer's number, phone number,\n"
           "mail address or id. ID is an operation's number or id. resources/help/command-line.md says the rest.\n"
           "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not signed in, 4 unreachable (work is queued),\n"
           "5 conflict or returned for review, 6 local store problem.\n";
}

} // namespace tidedesk::cli
