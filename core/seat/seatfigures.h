// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/figures.h"
#include "core/seat/threads.h"

namespace tidedesk {
class Clock;
}

namespace tidedesk::seat {

class SeatFigures final : public Figures {
public:
    /// `asOf` tells up to when the local store is complete (server time) as far as this run knows, 0 = not yet.
    SeatFigures(Threads &threads, const Clock &clock, std::function<qint64()> asOf)
        : m_threads(threads)
        , m_clock(clock)
        , m_asOf(std::move(asOf))
    {
    }
    void personal(const Id &user, const Period &period, QObject *context, Then<kpi::PersonalBoard> then) override;
    void team(const Id &team, const Period &period, QObject *context, Then<kpi::TeamBoard> then) override;
    void figures(const QString &name, const Id &team, const Period &period, QObject *context,
        Then<QList<kpi::Figure>> then) override;
    void tickets(const Slice &slice, QObject *context, Then<QList<Id>> then) override;

private:
    struct Instant {
        qint64 asOf;
        qint64 now;
    };
    Instant instant() const;

    Threads &m_threads;
    const Clock &m_clock;
    std::function<qint64()> m_asOf;
};

} // namespace tidedesk::seat
