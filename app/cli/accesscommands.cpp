// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/common/console.h"
#include "app/common/errortext.h"
#include <QTextStream>
#include <QTime>
#include <QTimer>
#include <cstdio>
#include <utility>

namespace tidedesk::cli {

namespace {

constexpr int kFailures = 5; ///< of a server that can be reached

/// Ends `sync`: everything exchanged, or it does not get on, or the time is up.
class SyncRun : public QObject {
public:
    SyncRun(Run &owner, bool follow, int timeoutMs)
        : QObject(&owner)
        , run(owner)
        , m_follow(follow)
    {
        connect(&run.seat, &seat::Seat::settled, this, &SyncRun::onSettled);
        connect(&run.seat, &seat::Seat::failed, this, &SyncRun::onFailed);
        if (follow)
            connect(&run.seat, &seat::Seat::statusChanged, this,
                [this](const domain::SyncStatus &status) { report(status); });
        if (timeoutMs > 0)
            QTimer::singleShot(timeoutMs, this, [this, timeoutMs] { onTimeout(timeoutMs / 1000); });
    }

private:
    /// As it happens: one line each, for people too.
    void report(const domain::SyncStatus &status)
    {
        const QJsonObject json = statusJson(status);
        QJsonObject seen = json;
        if (!run.json())
            seen.remove(QStringLiteral("as_of")); // not part of the line
        if (seen == std::exchange(m_reported, seen))
            return;
        if (run.json())
            return print(json, true);
        const QString problem = status.problem.isEmpty() ? QString() : u' ' + app::sentence({Consequence::RetryLater, status.problem, {}});
        QTextStream(stdout) << QStringLiteral("%1 %2, %3 waiting, %4 to decide").arg(QTime::currentTime().toString(QStringLiteral("HH:mm:ss")),
            json.value(QLatin1StringView("phase")).toString()).arg(status.waiting).arg(status.reviews) << problem << Qt::endl;
    }
    void onSettled()
    {
        if (!m_follow)
            finish();
    }
    void onFailed(const Error &error)
    {
        const bool final = error.consequence == Consequence::SignIn || error.consequence == Consequence::Fatal;
        // What a pull or the next attempt may mend - a damaged answer, a server that came back from a backup - is tried
        // again; a server that cannot be reached, says no, or takes no more files today, ends it.
        const bool full = error.code == u"limit.files_a_day" || error.code == u"server.files_full";
        const bool hopeless = full || error.code.startsWith(u"net.") || error.consequence == Consequence::Rejected;
        if (final || (!m_follow && (hopeless || ++m_failures == kFailures)))
            fail(error);
    }
    void onTimeout(int seconds)
    {
        if (m_follow && run.seat.status().phase == domain::SyncStatus::Phase::Live)
            finish();
        else
            fail({Consequence::RetryLater, QStringLiteral("sync.timeout"), QString::number(seconds)});
    }
    void finish()
    {
        if (std::exchange(m_ended, true))
            return;
        // What was fetched can be searched when the command returns.
        run.seat.completeIndex(&run, [this, status = run.seat.status()](const Status &indexed) {
            const int code = status.reviews > 0 ? NeedsReview : Done;
            if (!indexed)
                return run.fail(indexed.error());
            if (!m_follow)
                return run.finish(statusJson(status), code);
            report(status);
            Q_EMIT run.ended(code);
        });
    }
    void fail(const Error &error)
    {
        if (!std::exchange(m_ended, true))
            run.fail(error);
    }

    Run &run;
    bool m_follow;
    int m_failures = 0;
    QJsonObject m_reported; ///< the last line
    bool m_ended = false;
};

} // namespace

void signIn(Run &run)
{
    for (const char *option : {"server", "user", "password-stdin"}) {
        const QString name = QString::fromLatin1(option);
        if (!run.arguments.has(name) || (name != u"password-stdin" && run.arguments.value(name).isEmpty()))
            return run.wrongUsage(QStringLiteral("--%1 is missing: sign-in --server URL --user N --password-stdin").arg(name));
    }
    if (run.arguments.has(QStringLiteral("offline")))
        return run.wrongUsage(QStringLiteral("sign-in asks the server and, only if that cannot be reached, this seat; leave out --offline"));
    const QUrl server(run.arguments.value(QStringLiteral("server")), QUrl::StrictMode);
    if (!server.isValid() || server.host().isEmpty() || (server.scheme() != u"http" && server.scheme() != u"https"))
        return run.wrongUsage(QStringLiteral("--server: an address such as https://desk.example:8443 is expected, not '%1'").arg(run.arguments.value(QStringLiteral("server")).left(80)));
    const QString password = QString::fromUtf8(app::passwordFromStdin());
    if (password.isEmpty())
        return run.wrongUsage(QStringLiteral("--password-stdin: no password came on standard input"));
    run.seat.signIn(server, run.arguments.value(QStringLiteral("user")), password, &run, [&run](const Status &status) {
        if (!status)
            return run.fail(status.error());
        const seat::Session &session = run.seat.session();
        run.finish({{QStringLiteral("user"), session.userName}, {QStringLiteral("user_id"), session.user.toString()},
            {QStringLiteral("seat"), session.seat.toString()}, {QStringLiteral("online"), session.online}});
    });
}

void signOut(Run &run)
{
    run.seat.signOut(&run, [&run](const Status &status) {
        if (!status)
            return run.fail(status.error());
        run.finish({{QStringLiteral("signed_out"), true}});
    });
}

void sync(Run &run)
{
    if (run.arguments.has(QStringLiteral("offline")))
        return run.wrongUsage(QStringLiteral("sync needs the network; leave out --offline"));
    const bool follow = run.arguments.has(QStringLiteral("follow"));
    const auto timeout = run.arguments.number(QStringLiteral("timeout"), follow ? 0 : 600, 0, 86'400);
    if (!timeout)
        return run.wrongUsage(run.arguments.problem());
    new SyncRun(run, follow, static_cast<int>(*timeout) * 1000);
    run.seat.start();
}

} // namespace tidedesk::cli
