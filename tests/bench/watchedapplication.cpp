// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/watchedapplication.h"
#include <QEvent>
#include <QMetaEnum>
#include <QThread>
#include <QWidget>
#include <csignal>
#include <ctime>
#include <execinfo.h>
#include <unistd.h>

namespace tidedesk::bench {

namespace {

qint64 clockNs(clockid_t clock)
{
    timespec now {};
    clock_gettime(clock, &now);
    return qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

/// With TIDEDESK_BENCH_STACKS set: where the main thread is when a turn passes the limit, on stderr.
class StackTimer {
public:
    StackTimer()
    {
        if (!qEnvironmentVariableIsSet("TIDEDESK_BENCH_STACKS"))
            return;
        struct sigaction action {};
        action.sa_handler = [](int) {
            void *frames[60];
            backtrace_symbols_fd(frames, backtrace(frames, 60), STDERR_FILENO);
            (void)!write(STDERR_FILENO, "\n", 1);
        };
        sigaction(SIGUSR1, &action, nullptr);
        sigevent event {};
        event.sigev_notify = SIGEV_SIGNAL;
        event.sigev_signo = SIGUSR1;
        m_made = timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &m_timer) == 0;
    }
    void set(qint64 ns)
    {
        if (!m_made)
            return;
        const itimerspec at {{0, ns > 0 ? 200'000'000 : 0}, {0, ns}}; // and again while it goes on
        timer_settime(m_timer, 0, &at, nullptr);
    }

private:
    timer_t m_timer {};
    bool m_made = false;
};

double ms(qint64 ns) { return static_cast<double>(ns / 1000) / 1000; }

} // namespace

bool WatchedApplication::notify(QObject *receiver, QEvent *event)
{
    // Other threads' objects get their events through here, too, on their own threads.
    if (QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    m_painting = m_painting || event->type() == QEvent::Paint;
    if (m_depth > 0)
        return QApplication::notify(receiver, event);
    // The receiver may be gone afterwards.
    const QByteArray what = QByteArray(receiver->metaObject()->className()) + ' '
        + QMetaEnum::fromType<QEvent::Type>().valueToKey(event->type());
    const qint64 cpu = clockNs(CLOCK_THREAD_CPUTIME_ID);
    const qint64 wall = clockNs(CLOCK_MONOTONIC);
    static StackTimer stacks; // made on the thread it is to watch
    stacks.set(kLimitNs);
    ++m_depth;
    const bool result = QApplication::notify(receiver, event);
    --m_depth;
    stacks.set(0);
    noteTurn(clockNs(CLOCK_THREAD_CPUTIME_ID) - cpu, clockNs(CLOCK_MONOTONIC) - wall, what);
    if (std::exchange(m_painting, false) && painted)
        painted();
    return result;
}

void WatchedApplication::noteTurn(qint64 cpu, qint64 wall, const QByteArray &what)
{
    ++m_turns.count;
    m_turns.longestWall = qMax(m_turns.longestWall, wall);
    if (cpu > kLimitNs)
        ++m_turns.overLimit;
    if (cpu > m_turns.longestCpu) {
        m_turns.longestCpu = cpu;
        m_turns.longest = what;
    }
}

QJsonObject WatchedApplication::takeTurns()
{
    const Turns turns = std::exchange(m_turns, {});
    return {{QStringLiteral("turns"), turns.count}, {QStringLiteral("longest_cpu_ms"), ms(turns.longestCpu)},
        {QStringLiteral("longest_wall_ms"), ms(turns.longestWall)}, {QStringLiteral("over_16_ms"), turns.overLimit},
        {QStringLiteral("longest_was"), QString::fromLatin1(turns.longest)}};
}

} // namespace tidedesk::bench
