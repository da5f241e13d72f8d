// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run.h"
#include "core/base/clock.h"
#include <QCoreApplication>
#include <QTextStream>
#include <QTimer>
#include <cstdio>

namespace tidedesk::cli {

const QList<Command> &commands()
{
    static const QList<Command> all {
        {"sign-in", "--server URL --user N --password-stdin", signIn, false},
        {"sign-out", "", signOut, false},
        {"sync", "[--follow] [--timeout SECONDS]", sync, true},
        {"ticket",
            "list [--view V] [--filter F] [--sort FIELD] [--limit N] [--after CURSOR]\n"
            "         show REF | create --subject S [--body B] [--customer REF] [--channel C] [--priority P]\n"
            "         set REF field=value... | reply REF --body B [--file F] | note REF --body B | tag REF +a -b",
            ticket, true},
        {"customer", "list [NAME] | show REF", customer, true},
        {"search", "WORDS", search, true},
        {"outbox", "[show ID | retry ID | discard ID]", outbox, true},
        {"conflict", "list | show ID | resolve ID mine|theirs [--body B]", conflict, true},
        {"kpi", "[NAME] --from 2026-11-01 --to 2026-11-08 [--team T] [--zone Asia/Shanghai]", kpiCommand, true},
        {"digest", "", digest, true},
        {"doctor", "", doctor, false},
    };
    return all;
}

namespace {

void printUsage(QTextStream &out)
{
    out << "tidedesk-cli --profile DIR [--offline] [--json] COMMAND\n";
    for (const Command &command : commands())
        out << "  " << command.name << ' ' << command.usage << '\n';
    out << "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not signed in, 4 unreachable (work is queued),\n"
           "5 conflict or returned for review, 6 local store problem.\n";
}

int usage(const QString &problem)
{
    QTextStream err(stderr);
    err << "tidedesk-cli: " << problem << "\n";
    printUsage(err);
    return WrongUsage;
}

/// Opens the store, takes up the session, starts the command.
void begin(Run &run, const Command &command)
{
    run.seat.open(&run, [&run, &command](const Status &opened) {
        if (!opened)
            return run.failWith(StoreProblem, opened.error());
        run.seat.resume(&run, [&run, &command](const Status &resumed) {
            if (!resumed && command.needsSession)
                return run.failWith(exitFor(resumed.error()), resumed.error());
            command.start(run);
        });
    });
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tidedesk-cli"));
    Arguments arguments(application.arguments().mid(1),
        {QStringLiteral("profile"), QStringLiteral("server"), QStringLiteral("user"), QStringLiteral("timeout"),
            QStringLiteral("view"), QStringLiteral("filter"), QStringLiteral("sort"), QStringLiteral("limit"),
            QStringLiteral("after"), QStringLiteral("subject"), QStringLiteral("body"), QStringLiteral("customer"),
            QStringLiteral("channel"), QStringLiteral("priority"), QStringLiteral("file"), QStringLiteral("from"),
            QStringLiteral("to"), QStringLiteral("team"), QStringLiteral("zone")},
        {QStringLiteral("json"), QStringLiteral("offline"), QStringLiteral("follow"), QStringLiteral("password-stdin"),
            QStringLiteral("help")});
    if (!arguments.problem().isEmpty())
        return usage(arguments.problem());
    if (arguments.has(QStringLiteral("help")) || arguments.word(0) == u"help") {
        QTextStream out(stdout);
        printUsage(out);
        return Done;
    }
    if (arguments.word(0).isEmpty())
        return usage(QStringLiteral("a command is missing"));
    if (arguments.value(QStringLiteral("profile")).isEmpty())
        return usage(QStringLiteral("--profile DIR is missing"));
    for (const Command &command : commands()) {
        if (arguments.word(0) != QLatin1StringView(command.name))
            continue;
        const SystemClock clock;
        const bool live = arguments.has(QStringLiteral("follow"));
        seat::Seat seat(clock, {arguments.value(QStringLiteral("profile")), live});
        Run run(seat, arguments);
        int code = Failed;
        // Leaving is queued, so that an answer given before the loop runs is not lost.
        QObject::connect(&run, &Run::ended, &application, [&code](int ended) {
            code = ended;
            QCoreApplication::quit();
        }, Qt::QueuedConnection);
        QTimer::singleShot(0, &run, [&run, &command] { begin(run, command); });
        QCoreApplication::exec();
        return code;
    }
    return usage(QStringLiteral("unknown command '%1'").arg(arguments.word(0)));
}

} // namespace

} // namespace tidedesk::cli

int main(int argc, char **argv) { return tidedesk::cli::main(argc, argv); }
