// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/loop.h"

namespace tidedesk::http {

/// One moving deadline, cheap to move: a running timer is left alone when the deadline moves back, and checks when it
/// rings. io thread only. `owner` is the object that holds this deadline; it is kept alive while `expired` runs.
class Deadline {
public:
    Deadline(Loop &loop, std::weak_ptr<void> owner, std::function<void()> expired);
    ~Deadline();
    Q_DISABLE_COPY_MOVE(Deadline)

    void set(qint64 ms);
    void clear() { m_due = 0; }

private:
    void arm(qint64 ms);
    void ring();

    Loop &m_loop;
    std::weak_ptr<void> m_owner;
    std::function<void()> m_expired;
    std::shared_ptr<Timer> m_timer;
    qint64 m_due = 0; ///< 0 = none
    qint64 m_rings = 0; ///< when the running timer rings; 0 = none runs
};

} // namespace tidedesk::http
