// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/net/transport.h"
#include "core/sync/syncstore.h"
#include "core/sync/timers.h"
#include "tests/support/fakeclock.h"
#include <QTimer>

namespace tidedesk::test {

/// A call that answers when the test says so.
class FakeCall final : public net::Call {
public:
    explicit FakeCall(const net::Request &asked)
        : request(asked)
    {
    }
    void abort() override { end(Error {Consequence::Retry, QStringLiteral("net.aborted"), {}}); }
    void end(const Result<net::Response> &result)
    {
        if (done)
            return;
        done = true;
        Q_EMIT finished(result);
        deleteLater();
    }
    void body(const QByteArray &bytes) { end(net::Response {200, bytes}); }
    void stream(const QByteArray &bytes)
    {
        Q_EMIT received(bytes);
        end(net::Response {200, {}});
    }
    void fail(Consequence consequence, const char *code) { end(Error {consequence, QLatin1StringView(code), {}}); }

    net::Request request;
    bool done = false;
};

/// Keeps what was asked; the test answers.
class FakeTransport final : public net::Transport {
public:
    ~FakeTransport() override
    {
        for (const QPointer<FakeCall> &call : calls)
            delete call;
    }
    void setServer(const QUrl &) override { }
    net::Call *send(const net::Request &request) override
    {
        auto *call = new FakeCall(request);
        calls.append(call);
        return call;
    }
    /// The oldest unanswered call of a path; null when there is none.
    FakeCall *open(const char *path)
    {
        for (const QPointer<FakeCall> &call : calls) {
            if (call && !call->done && call->request.path == QLatin1StringView(path))
                return call;
        }
        return nullptr;
    }
    QList<QPointer<FakeCall>> calls;
};

/// Time that moves only by hand.
class FakeTimers final : public sync::Timers {
public:
    explicit FakeTimers(FakeClock &theClock)
        : clock(theClock)
    {
    }
    void after(qint64 ms, QObject *context, std::function<void()> work) override
    {
        due.append({clock.nowMs() + ms, context, std::move(work)});
    }
    /// Moves the clock and calls what has become due.
    void advance(qint64 ms)
    {
        clock.advance(ms);
        const auto all = std::exchange(due, {});
        for (const Due &one : all) {
            if (one.at > clock.nowMs())
                due.append(one);
            else if (one.context)
                one.work();
        }
    }
    struct Due {
        qint64 at;
        QPointer<QObject> context;
        std::function<void()> work;
    };
    FakeClock &clock;
    QList<Due> due;
};

} // namespace tidedesk::test
