// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/timer.h"
#include <QtGlobal>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

namespace tidedesk::http {

/// The io thread: one Asio io_context and the thread that runs it. Whoever may outlive the server (an answer being
/// made on another thread) holds a shared pointer (it is always made as one); after stop() callbacks are dropped
/// instead of run.
class Loop : public std::enable_shared_from_this<Loop> {
public:
    using Callback = std::function<void()>;
    struct Native; ///< the Asio side, for this folder's socket code (loop_p.h)

    Loop();
    ~Loop();
    Q_DISABLE_COPY_MOVE(Loop)

    void start();
    /// Ends the thread and destroys what is still queued. Not from the io thread.
    void stop();
    bool isCurrent() const { return std::this_thread::get_id() == m_threadId.load(); }

    /// Runs `callback` on the io thread, never inside this call. Any thread.
    void post(Callback callback);
    /// Runs `callback` on the io thread after `ms` milliseconds of the monotonic clock. Any thread.
    std::shared_ptr<Timer> after(qint64 ms, Callback callback);
    /// Runs `callback` on the io thread when the process is asked to end (SIGTERM, SIGINT), every time. Call once.
    void onTerminate(Callback callback);

    /// Milliseconds of the monotonic clock.
    static qint64 nowMs() { return nowUs() / 1000; }
    static qint64 nowUs(); ///< microseconds of the same clock
    /// Only for objects that live on the io thread, and before stop().
    Native &native() { return *m_native; }

private:
    void awaitSignal(const std::shared_ptr<Callback> &callback);

    mutable std::mutex m_mutex; ///< guards m_native against posts of other threads while stop() takes it away
    std::unique_ptr<Native> m_native;
    std::thread m_thread;
    std::atomic<std::thread::id> m_threadId;
};

} // namespace tidedesk::http
