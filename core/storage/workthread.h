// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QObject>
#include <QPointer>
#include <QThread>
#include <functional>
#include <memory>
#include <type_traits>

namespace tidedesk::storage {

/// A thread that owns one T - a store and its connections - and answers questions about it. T is made, used and destroyed
/// there only. Answers come back through the event loop of the thread that made this object, never synchronously, and
/// are dropped when their context has died. No QFuture is involved: continuations across threads crash on Qt 6.4.
/// Destruction lets everything that was queued run first; nothing the user was told is done is lost. Only sliced work
/// stops after the slice that is next.
template <class T> class WorkThread {
public:
    using Factory = std::function<Result<std::unique_ptr<T>>()>;

    explicit WorkThread(const QString &name)
    {
        m_thread.setObjectName(name);
        m_worker.moveToThread(&m_thread);
        m_thread.start();
    }
    ~WorkThread()
    {
        // quit() alone would drop what is still queued, so the last queued call itself ends the thread.
        QMetaObject::invokeMethod(&m_worker, [this] {
            m_object.reset();
            m_thread.quit();
        }, Qt::QueuedConnection);
        m_thread.wait();
    }
    WorkThread(const WorkThread &) = delete;
    WorkThread &operator=(const WorkThread &) = delete;

    void open(Factory factory, QObject *context, std::function<void(Status)> then)
    {
        QMetaObject::invokeMethod(&m_worker, [this, factory = std::move(factory), guard = QPointer(context), then = std::move(then)] {
            auto made = factory();
            Status status;
            if (made) {
                m_object = std::move(*made);
            } else {
                m_closed = made.error();
                status = m_closed;
            }
            deliver(guard, then, std::move(status));
        }, Qt::QueuedConnection);
    }

    /// `work(T &)` runs there, `then(its result)` here. Without an open T the work is not run: a Result is then the error
    /// of opening or Fatal store.closed, and for other types `then` is not called.
    template <class Work, class Then> void run(QObject *context, Work work, Then then)
    {
        QMetaObject::invokeMethod(&m_worker, [this, guard = QPointer(context), work = std::move(work), then = std::move(then)]() mutable {
            using R = std::invoke_result_t<Work &, T &>;
            if (m_object)
                deliver(guard, std::move(then), work(*m_object));
            else if constexpr (std::is_constructible_v<R, Error>)
                deliver(guard, std::move(then), R(m_closed));
        }, Qt::QueuedConnection);
    }

    /// Work without an answer.
    template <class Work> void post(Work work)
    {
        QMetaObject::invokeMethod(&m_worker, [this, work = std::move(work)]() mutable {
            if (m_object)
                work(*m_object);
        }, Qt::QueuedConnection);
    }

    /// Repeats `step(T &) -> bool` while it returns true, letting other work pass between two steps.
    template <class Step> void postSliced(Step step)
    {
        QMetaObject::invokeMethod(&m_worker, [this, step = std::move(step)]() mutable {
            if (m_object && step(*m_object))
                postSliced(std::move(step));
        }, Qt::QueuedConnection);
    }

    /// Destroys T after everything queued so far.
    void close()
    {
        QMetaObject::invokeMethod(&m_worker, [this] {
            m_object.reset();
            m_closed = notOpen();
        }, Qt::QueuedConnection);
    }

private:
    static Error notOpen() { return {Consequence::Fatal, QStringLiteral("store.closed"), {}}; }
    template <class Then, class R> void deliver(QPointer<QObject> guard, Then then, R result)
    {
        QMetaObject::invokeMethod(&m_home, [guard, then = std::move(then), result = std::move(result)]() mutable {
            if (guard)
                then(std::move(result));
        }, Qt::QueuedConnection);
    }

    QObject m_home; ///< lives on the thread that made this
    QThread m_thread;
    QObject m_worker;
    std::unique_ptr<T> m_object; ///< touched on m_thread only
    Error m_closed = notOpen(); ///< why there is no m_object; touched on m_thread only
};

} // namespace tidedesk::storage
