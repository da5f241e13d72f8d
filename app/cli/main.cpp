// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "core/base/clock.h"
#include <QCoreApplication>
#include <QDir>
#include <QLoggingCategory>
#include <QTimer>
#include <cstdio>

namespace tidedesk::cli {

namespace {

int usage(const QString &problem, bool json)
{
    printError({Consequence::Rejected, QStringLiteral("usage"), problem}, json);
    return WrongUsage;
}

/// A mistyped folder is no new seat: only sign-in begins one.
bool isMissing(const Arguments &arguments, const Command &command)
{
    const QDir profile(arguments.value(QStringLiteral("profile")));
    return command.start != signIn && !profile.exists(QStringLiteral("cache.db")) && !profile.exists(QStringLiteral("outbox.db"));
}

/// A copy that was damaged is empty now, and no answer about the server's rows. What was not sent yet is none of it.
void startOnRows(Run &run, const Command &command)
{
    if (command.needs != Command::Rows && !run.arguments.has(QStringLiteral("customer")))
        return command.start(run);
    run.seat.copyIsLost(&run, run.orFail<bool>([&run, &command](bool lost) {
        if (lost)
            return run.fail({Consequence::Fatal, QStringLiteral("store.rebuilding"), run.arguments.value(QStringLiteral("profile"))});
        command.start(run);
    }));
}

/// Opens the store, takes up the session, starts the command.
void begin(Run &run, const Command &command)
{
    run.seat.open(&run, [&run, &command](const Status &opened) {
        if (!opened) {
            Error error = opened.error();
            error.detail = QStringList {run.arguments.value(QStringLiteral("profile")), error.detail}.join(QStringLiteral(": "));
            return run.failWith(StoreProblem, error);
        }
        run.seat.resume(&run, [&run, &command](const Status &resumed) {
            if (!resumed && command.needs != Command::Store)
                return run.fail(resumed.error());
            if (run.json() || command.needs == Command::Store)
                return startOnRows(run, command);
            run.seat.queries().directory(&run, run.orFail<seat::Queries::Directory>([&run, &command](const seat::Queries::Directory &directory) {
                run.names = namesById(directory);
                startOnRows(run, command);
            }));
        });
    });
}

QtMessageHandler g_saying = nullptr;

/// Standard error is for our sentences. Qt 6.4 warns of itself there when a server answers and closes the connection before
/// it has read everything; the answer has come all the same.
void sayWhatMatters(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (!message.startsWith(u"QNetworkReplyImplPrivate::error: Internal problem"))
        g_saying(type, context, message);
}

int execute(QCoreApplication &application, const Arguments &arguments, const Chosen &chosen)
{
    const SystemClock clock;
    seat::Seat seat(clock, {arguments.value(QStringLiteral("profile")), arguments.has(QStringLiteral("follow"))});
    Run run(seat, arguments, chosen.words);
    int code = Failed;
    // Leaving is queued, so that an answer given before the loop runs is not lost.
    QObject::connect(&run, &Run::ended, &application, [&code](int ended) {
        code = ended;
        QCoreApplication::quit();
    }, Qt::QueuedConnection);
    QTimer::singleShot(0, &run, [&run, &chosen] { begin(run, *chosen.command); });
    QCoreApplication::exec();
    return code;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tidedesk-cli"));
    // What the store does along the way is no answer; QT_LOGGING_RULES shows it.
    QLoggingCategory::setFilterRules(QStringLiteral("tidedesk.*.info=false"));
    g_saying = qInstallMessageHandler(sayWhatMatters);
    const QStringList typed = application.arguments().mid(1);
    const Arguments arguments = readArguments(typed);
    const bool json = arguments.has(QStringLiteral("json")) || typed.contains(QStringLiteral("--json"));
    if (!arguments.problem().isEmpty())
        return usage(arguments.problem(), json);
    if (arguments.has(QStringLiteral("help")) || arguments.word(0) == u"help") {
        QTextStream out(stdout);
        printHelp(out, arguments.word(arguments.word(0) == u"help" ? 1 : 0));
        return Done;
    }
    const Chosen chosen = choose(arguments);
    if (!chosen.problem.isEmpty())
        return usage(chosen.problem, json);
    if (arguments.value(QStringLiteral("profile")).isEmpty())
        return usage(QStringLiteral("--profile DIR is missing"), json);
    if (isMissing(arguments, *chosen.command)) {
        printError({Consequence::SignIn, QStringLiteral("seat.no_profile"), arguments.value(QStringLiteral("profile"))}, json);
        return chosen.command->needs != Command::Store ? NotSignedIn : StoreProblem;
    }
    return execute(application, arguments, chosen);
}

} // namespace

} // namespace tidedesk::cli

int main(int argc, char **argv) { return tidedesk::cli::main(argc, argv); }
