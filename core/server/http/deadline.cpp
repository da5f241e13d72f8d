// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/deadline.h"

namespace tidedesk::http {

Deadline::Deadline(Loop &loop, std::weak_ptr<void> owner, std::function<void()> expired)
    : m_loop(loop)
    , m_owner(std::move(owner))
    , m_expired(std::move(expired))
{
}

Deadline::~Deadline()
{
    if (m_timer)
        m_timer->cancel();
}

void Deadline::set(qint64 ms)
{
    m_due = Loop::nowMs() + ms;
    if (m_rings && m_rings <= m_due)
        return;
    if (m_timer)
        m_timer->cancel();
    arm(ms);
}

void Deadline::arm(qint64 ms)
{
    m_rings = Loop::nowMs() + ms;
    m_timer = m_loop.after(ms, [this, weak = m_owner] {
        if (const auto owner = weak.lock())
            ring();
    });
}

void Deadline::ring()
{
    m_rings = 0;
    m_timer = nullptr;
    if (!m_due)
        return;
    const qint64 left = m_due - Loop::nowMs();
    if (left > 0)
        return arm(left);
    m_due = 0;
    m_expired();
}

} // namespace tidedesk::http
