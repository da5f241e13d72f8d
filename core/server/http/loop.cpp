// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/loop_p.h"
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <csignal>

namespace tidedesk::http {

using boost::system::error_code;

Loop::Loop()
    : m_native(std::make_unique<Native>())
{
}

Loop::~Loop()
{
    stop();
}

void Loop::start()
{
    Q_ASSERT(m_native && !m_thread.joinable());
    m_thread = std::thread([this, &context = m_native->context] {
        m_threadId = std::this_thread::get_id();
        context.run();
    });
}

void Loop::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_native)
            m_native->context.stop();
    }
    if (m_thread.joinable()) {
        Q_ASSERT(!isCurrent());
        m_thread.join();
    }
    std::unique_ptr<Native> dead;
    {
        const std::lock_guard lock(m_mutex);
        dead = std::move(m_native);
    }
    // Destroyed without the lock: what is still queued may own answers that try to post while they die.
}

void Loop::post(Callback callback)
{
    const std::lock_guard lock(m_mutex);
    if (m_native)
        boost::asio::post(m_native->context, std::move(callback));
}

std::shared_ptr<Timer> Loop::after(qint64 ms, Callback callback)
{
    struct Pending {
        boost::asio::steady_timer timer;
        Callback callback;
        bool cancelled = false; ///< io thread only
    };
    const std::lock_guard lock(m_mutex);
    if (!m_native)
        return std::make_shared<Timer>([] {});
    auto pending = std::make_shared<Pending>(
        Pending{boost::asio::steady_timer(m_native->context, std::chrono::milliseconds(ms)), std::move(callback)});
    pending->timer.async_wait([pending](error_code error) {
        if (!error && !pending->cancelled)
            std::exchange(pending->callback, {})();
    });
    const auto cancelNow = [weak = std::weak_ptr<Pending>(pending)] {
        if (const auto due = weak.lock()) {
            due->cancelled = true;
            due->timer.cancel();
        }
    };
    return std::make_shared<Timer>([weak = weak_from_this(), cancelNow] {
        if (const auto loop = weak.lock())
            loop->isCurrent() ? cancelNow() : loop->post(cancelNow);
    });
}

void Loop::onTerminate(Callback callback)
{
    const std::lock_guard lock(m_mutex);
    if (!m_native)
        return;
    error_code ignored;
    m_native->signalSet.add(SIGTERM, ignored);
    m_native->signalSet.add(SIGINT, ignored);
    awaitSignal(std::make_shared<Callback>(std::move(callback)));
}

void Loop::awaitSignal(const std::shared_ptr<Callback> &callback)
{
    m_native->signalSet.async_wait([this, callback](error_code error, int) {
        if (error)
            return;
        (*callback)();
        awaitSignal(callback);
    });
}

qint64 Loop::nowUs()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace tidedesk::http
