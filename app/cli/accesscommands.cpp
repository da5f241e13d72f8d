// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run.h"
#include <QFile>
#include <QTimer>
#include <cstdio>

namespace tidedesk::cli {

namespace {

QString passwordFromStdin()
{
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return {};
    QByteArray line = in.readLine(4096);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

/// Ends `sync`: everything exchanged, or the first failure, or the time is up.
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
                [this](const domain::SyncStatus &status) { print(statusJson(status), run.json()); });
        if (timeoutMs > 0)
            QTimer::singleShot(timeoutMs, this, [this] { end(m_follow ? Done : Unreachable); });
    }

private:
    void onSettled()
    {
        if (!m_follow)
            end(run.seat.status().reviews > 0 ? NeedsReview : Done);
    }
    void onFailed(const Error &error)
    {
        const bool final = error.consequence == Consequence::SignIn || error.consequence == Consequence::Fatal;
        if (m_follow && !final)
            return;
        m_error = error;
        end(exitFor(error));
    }
    void end(int code)
    {
        if (m_ended)
            return;
        m_ended = true;
        const QJsonObject answer = statusJson(run.seat.status());
        if (code == Done || code == NeedsReview) {
            // What was fetched can be searched when the command returns.
            return run.seat.completeIndex(&run, [this, answer, code](const Status &indexed) {
                indexed ? run.finish(answer, code) : run.fail(indexed.error());
            });
        }
        run.failWith(code, m_error.code.isEmpty()
                ? Error {Consequence::RetryLater, QStringLiteral("net.deadline"),
                      QStringLiteral("not everything was exchanged in time; what waits stays queued")}
                : m_error);
    }

    Run &run;
    bool m_follow;
    bool m_ended = false;
    Error m_error;
};

} // namespace

void signIn(Run &run)
{
    const QString server = run.arguments.value(QStringLiteral("server"));
    const QString user = run.arguments.value(QStringLiteral("user"));
    if (server.isEmpty() || user.isEmpty() || !run.arguments.has(QStringLiteral("password-stdin")))
        return run.wrongUsage(QStringLiteral("sign-in --server URL --user N --password-stdin"));
    run.seat.signIn(QUrl(server), user, passwordFromStdin(), &run, [&run](const Status &status) {
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
    const auto timeout = run.arguments.number(QStringLiteral("timeout"), run.arguments.has(QStringLiteral("follow")) ? 0 : 600, 0, 86'400);
    if (!timeout)
        return run.wrongUsage(run.arguments.problem());
    new SyncRun(run, run.arguments.has(QStringLiteral("follow")), static_cast<int>(*timeout) * 1000);
    run.seat.start();
}

} // namespace tidedesk::cli
