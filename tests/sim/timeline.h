// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/clock.h"
#include "core/sync/timers.h"
#include <QByteArray>
#include <QCryptographicHash>
#include <QPointer>
#include <functional>
#include <vector>

namespace tidedesk::sim {

/// Virtual time: what is due is done in order of time, then of arrival. Everything that happens is traced; equal seeds
/// give equal digests.
class Timeline {
public:
    using Work = std::function<void()>;
    /// 2026-09-01 01:00 UTC, a Tuesday morning in Shanghai.
    static constexpr qint64 kStart = 1'788'224'400'000;

    qint64 now() const { return m_now; }
    void at(qint64 when, Work work);
    void after(qint64 ms, Work work) { at(m_now + qMax<qint64>(0, ms), std::move(work)); }
    /// Does the next thing; false when nothing is due until `until`, to which time then moves.
    bool step(qint64 until);
    void run(qint64 until);

    void trace(const QByteArray &what);
    QByteArray digest() const { return m_hash.result().toHex(); }
    const QList<QByteArray> &recent() const { return m_recent; } ///< the last things traced, for failures
    qint64 events() const { return m_events; }

private:
    struct Due {
        qint64 when;
        quint64 order;
        Work work;
    };
    static bool later(const Due &a, const Due &b) { return a.when != b.when ? a.when > b.when : a.order > b.order; }

    qint64 m_now = kStart;
    quint64 m_order = 0;
    qint64 m_events = 0;
    std::vector<Due> m_due; ///< a heap, earliest on top
    QCryptographicHash m_hash {QCryptographicHash::Blake2b_160};
    QList<QByteArray> m_recent;
};

/// A clock that may be wrong.
class SkewedClock final : public Clock {
public:
    explicit SkewedClock(const Timeline &timeline)
        : m_timeline(timeline)
    {
    }
    qint64 nowMs() const override { return m_timeline.now() + skew; }
    qint64 skew = 0;

private:
    const Timeline &m_timeline;
};

/// The engine's timers on virtual time.
class VirtualTimers final : public sync::Timers {
public:
    explicit VirtualTimers(Timeline &timeline)
        : m_timeline(timeline)
    {
    }
    void after(qint64 ms, QObject *context, std::function<void()> work) override
    {
        m_timeline.after(ms, [guard = QPointer(context), work = std::move(work)] {
            if (guard)
                work();
        });
    }

private:
    Timeline &m_timeline;
};

} // namespace tidedesk::sim
